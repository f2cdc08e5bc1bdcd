"""The server: a socket, uvicorn on the room's own loop, and what the screens tell of it.

One port; the next free one where it is taken. Nothing of it may stop the game: where it cannot
be had, that is said, and the room plays on with a show of hands.
"""

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from improv.core.roster import ROOM_SIZE
from improv.director.ports import Invitation, Remote
from improv.director.room import Room
from improv.phones import invitation, networks
from improv.phones.app import Api, build
from improv.phones.commands import Commands
from improv.phones.forms import Forms
from improv.phones.identity import ClientIdentifier
from improv.phones.limits import PATIENCE, STALLED, limited
from improv.phones.pages import Pages
from improv.phones.pin import FREE_THANKS, Code, Pin, Tries
from improv.phones.proxies import Proxied, Proxy
from improv.phones.sound import PageSound
from improv.phones.stage import AS_IT_IS, MOST_STAGES, StageLook, Stages
from improv.phones.subscribers import HEARTBEAT, Subscribers
from improv.phones.tokens import Keyring, secret_of

PORT = 8765
TRIES = 20
"""So many ports are tried, the wanted one first."""
CONNECTIONS = 2 * ROOM_SIZE + 200
"""A stream and a request for everybody, and what a browser opens beside them."""
OWN_FILES = 200
"""Descriptors for everything that is no phone."""
LOOK_SECONDS = 5.0
"""How often the adapters are looked at: Wi-Fi comes and goes."""
BACKLOG = 2048
GONE_SECONDS = 40
"""A phone that confirms nothing for so long is not connected any more."""
KEPT_SECONDS = 30
"""How long an idle connection is kept: who changes their mind need not connect anew."""


Inside = Callable[[str, Sequence[networks.Network]], bool]


class NoPort(Exception):
    """No port could be had; `str()` is the system's reason."""


@dataclass(frozen=True, slots=True)
class PhonesOptions:
    """What was asked for."""

    folder: Path
    """The data folder: its secret is there."""
    port: int = PORT
    bind: str = "0.0.0.0"  # noqa: S104 - the room's phones have to reach it
    pin: str = ""
    wifi: str = ""
    wifi_password: str = ""
    trusted_proxies: tuple[Proxy, ...] = ()
    """Who is believed about whom they pass on."""
    visitors: bool = True
    """Phones and hosts may come; else there is the stage alone."""
    look: StageLook = AS_IT_IS
    """Of the projector's picture as a page."""
    stages: int = MOST_STAGES
    connections: int = CONNECTIONS
    patience: float = PATIENCE
    stalled: float = STALLED
    heartbeat: float = HEARTBEAT


class Phones:
    """A running server, as the wiring knows it."""

    def __init__(
        self,
        room: Room,
        options: PhonesOptions,
        languages: Mapping[str, str],
        inside: Inside = networks.inside,
        sound: PageSound | None = None,
    ) -> None:
        """`languages`: tag -> its own name; `inside`: whether an address is in one of our networks.

        `sound`: that of the stage's pages, which are silent without.

        Raises OSError for a folder that takes no secret.
        """
        self._room, self._options, self._inside = room, options, inside
        self._keyring = Keyring(secret_of(options.folder), room.session, options.pin)
        self._known: tuple[networks.Network, ...] = ()
        self._public: tuple[str, ...] = ()
        """Names by which hosts reached us over TLS, the newest first."""
        self._chosen = ""
        self._reached = False
        self._wifi = (
            invitation.qr(invitation.wifi(options.wifi, options.wifi_password))
            if options.wifi
            else ()
        )
        pages = Pages(languages)
        self.listeners = Subscribers(room, pages.main, self._tell, options.heartbeat)
        callers = ClientIdentifier(
            self._keyring,
            languages,
            lambda: room.shown.state.language,
            self._is_inside,
            self._hosted,
        )
        now = asyncio.get_running_loop().time
        pin, code, thanks = Pin(self.pin, now), Code(self.code, now), Tries(FREE_THANKS, now)
        deeds = Commands(room, self._keyring, pin, code, thanks)
        forms = Forms(callers, deeds, self._keyring, self.listeners, pages)
        look, beat = options.look, options.heartbeat
        self._stages = Stages(
            room, callers, deeds, pages, look, sound, heartbeat=beat, most=options.stages
        )
        api = Api(room, callers, deeds, self.listeners)
        names, visitors = networks.names(), options.visitors
        app = build(api, self._stages, forms, names, visitors=visitors)
        self._app = Proxied(app, options.trusted_proxies)
        self.port = 0
        self.connections = room_for(options.connections)
        """How many the system lets us hold; every phone takes two."""
        self._look()

    @property
    def pin(self) -> str:
        """What a host has to know."""
        return self._keyring.pin

    @property
    def code(self) -> str:
        """The room code."""
        return self._keyring.code

    @property
    def address(self) -> str:
        """Where phones reach us, as people type it."""
        if self._chosen in self._public:
            return self._chosen
        host = f"[{self._chosen}]" if ":" in self._chosen else self._chosen
        return f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The same for a browser."""
        return f"{'https' if self._chosen in self._public else 'http'}://{self.address}"

    # What the screens tell.

    def next_network(self) -> None:
        """Invite by the next of our names and addresses."""
        addresses = [*self._public, *(network.address for network in self._known)]
        at = addresses.index(self._chosen) if self._chosen in addresses else -1
        self._chosen = addresses[(at + 1) % len(addresses)]
        self._tell()

    def _look(self) -> bool:
        """Which addresses we have now; whether that changed what we tell."""
        known = networks.bound_to(self._options.bind, networks.networks())
        if known == self._known:
            return False
        self._known = known
        if self._chosen not in {*self._public, *(network.address for network in known)}:
            self._chosen = known[0].address if known else "127.0.0.1"
        return True

    def _hosted(self, name: str) -> None:
        """A host came by this name over TLS: so do the others, unless another one is chosen."""
        if name not in self._public:
            self._public = (name, *self._public)
            self._chosen = name
            self._tell()

    def _is_inside(self, address: str) -> bool:
        """Asked for every request: the first that comes over a network is good news."""
        if not self._reached and address and not networks.is_loopback(address):
            self._reached = True
            self._tell()
        return self._inside(address, self._known)

    def _tell(self) -> None:
        if not self.port or not self._options.visitors:
            return
        addresses = [*self._public, *(network.address for network in self._known)]
        named = (f"{network.address} ({network.adapter})" for network in self._known)
        self._room.invite(
            Invitation(
                address=self.address,
                code=self.code,
                qr=invitation.qr(f"{self.url}/?c={self.code}"),
                wifi=self._options.wifi,
                wifi_qr=self._wifi,
                reached=self._reached or self.listeners.connected > 0,
                connected=self.listeners.connected,
            ),
            Remote(
                address=f"{self.address}/host",
                pin=self.pin,
                networks=(*self._public, *named),
                chosen=addresses.index(self._chosen) if self._chosen in addresses else 0,
                hosts=self.listeners.hosts,
            ),
        )

    # Running.

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve while the block runs. Raises NoPort."""
        bound = bind(self._options.bind, self._options.port)
        self.port = bound.getsockname()[1]
        options = self._options
        protocol = limited(self.connections, patience=options.patience, stalled=options.stalled)
        config = uvicorn.Config(
            self._app,
            http=protocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="error",  # what strangers send is no news for the facilitator's console
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            backlog=BACKLOG,
            timeout_keep_alive=KEPT_SECONDS,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[bound]))
        looking = asyncio.create_task(self._keep_looking())
        self._tell()
        try:
            yield
        finally:
            looking.cancel()
            self.listeners.close()
            self._stages.close()
            server.should_exit = True
            with contextlib.suppress(asyncio.CancelledError):
                await serving
            self._room.invite(None, None)

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._look():
                self._tell()


def bind(address: str, port: int) -> socket.socket:
    """A listening socket at `port`, or at the next free one. Raises NoPort."""
    why = ""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for offset in range(TRIES):
        # Says that it is TCP: only then asyncio sends small answers at once (TCP_NODELAY).
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":  # there it would share the port with another program
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # a phone that left without a word is gone soon
            bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * GONE_SECONDS)
        try:
            bound.bind((address, port + offset if port else 0))
            bound.listen(BACKLOG)
        except (OSError, OverflowError) as trouble:
            bound.close()
            why = getattr(trouble, "strerror", None) or str(trouble)
            continue
        bound.setblocking(False)
        return bound
    raise NoPort(why)


def room_for(wanted: int) -> int:
    """How many connections the system lets us hold, at most `wanted`: its limit is raised to it."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    need = wanted + OWN_FILES
    if soft != resource.RLIM_INFINITY and soft < need:
        most = need if hard == resource.RLIM_INFINITY else min(need, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
    return wanted if soft == resource.RLIM_INFINITY else max(20, min(wanted, soft - OWN_FILES))
