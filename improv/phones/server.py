"""The server: one socket, uvicorn on the rooms' own loop, and the rooms that are served there.

What it has belongs to the process: the port, the limits of a connection, the guard, trusted
proxies, files and templates, the machine's networks. It speaks no language and knows no session.
One port; the next free one where it is taken. Nothing of it may stop a game: where it cannot be
had, that is said, and the room plays on with a show of hands.
"""

import asyncio
import contextlib
import re
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Protocol

import uvicorn
from starlette.responses import RedirectResponse, Response

from improv.core.roster import ROOM_SIZE
from improv.phones import networks
from improv.phones.guard import MOST_BODY, App, Guard, Receive, Scope, Send
from improv.phones.limits import REQUEST_SECONDS, STALLED_SECONDS, limited_protocol
from improv.phones.networks import Contains, LocalNetworks
from improv.phones.pages import Pages
from improv.phones.passing import PassedOn
from improv.phones.proxies import Proxy, ProxyHeaders
from improv.phones.responses import not_found, not_now
from improv.phones.wrong_host import WrongHost

PORT_ATTEMPTS = 20
CONNECTIONS = 2 * ROOM_SIZE + 200
"""A stream and a request for everybody, and what a browser opens beside them."""
RESERVED_FILES = 200
"""Descriptors for everything that is no connection."""
NETWORKS_SECONDS = 5.0
"""How often the adapters are read: Wi-Fi comes and goes."""
BACKLOG = 2048
ACKNOWLEDGE_SECONDS = 40
"""A phone that acknowledges no packet for so long is not connected any more."""
KEEP_ALIVE_SECONDS = 30
"""How long an idle connection is kept: whoever changes a ballot need not connect anew."""
_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)*")
"""What may be in a link, a cookie's path and an address that people type, without an escape."""


class NoPort(Exception):
    """No port could be had; `str()` is the system's reason."""


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What was asked for."""

    port: int
    bind: str
    trusted_proxies: tuple[Proxy, ...] = ()
    """Who is believed about whom they pass on."""
    connections: int = CONNECTIONS
    most_body: int = MOST_BODY
    """Bytes of one request."""
    request_seconds: float = REQUEST_SECONDS
    stalled_seconds: float = STALLED_SECONDS
    names: frozenset[str] = frozenset()
    """What the service is called beside the machine's own names."""
    attempts: int = PORT_ATTEMPTS
    """So many ports are tried, the wanted one first."""
    secret: bytes = b""
    """Of a service with several processes: what they sign with that they pass on."""


class MountedApp(Protocol):
    """What can be served under a path: a room, or the pages before there is one."""

    def mount(self, port: int, prefix: str) -> None:
        """It is served now, at this port and under this path."""

    def close(self) -> None:
        """It is not served any more."""

    def networks_changed(self) -> None:
        """The machine has other addresses now."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""


class Server:
    """The process's server. `open` it, then mount rooms in it."""

    def __init__(
        self,
        options: ServerOptions,
        languages: Mapping[str, str],
        contains: Contains = networks.is_inside,
    ) -> None:
        """`languages`: what phones may choose, tag -> its own name.

        `contains`: whether an address is in one of our networks.
        """
        self._options = options
        self.pages = Pages(languages)
        self.local = LocalNetworks(options.bind, contains)
        self.port = 0
        self.connections = raise_file_limit(options.connections)
        """How many the system lets us hold; every phone takes two."""
        self._apps: dict[str, MountedApp] = {}
        names, wrong_host = networks.machine_names() | options.names, WrongHost(self.pages)
        guarded = Guard(self._dispatch, names, wrong_host, options.most_body)
        self._app: App = ProxyHeaders(guarded, options.trusted_proxies)
        if options.secret:
            self._app = PassedOn(self._app, guarded, options.secret)

    @contextmanager
    def mounted(self, app: MountedApp, prefix: str = "") -> Iterator[None]:
        """Serve a room under a path (as `/a`). Raises ValueError for one that is taken or unfit."""
        if prefix in self._apps or not _PREFIX.fullmatch(prefix):
            raise ValueError(prefix)
        # The longest path first: a room under none would take all.
        apps = {**self._apps, prefix: app}
        self._apps = dict(sorted(apps.items(), key=lambda pair: len(pair[0]), reverse=True))
        app.mount(self.port, prefix)
        try:
            yield
        finally:
            app.close()
            del self._apps[prefix]

    async def _dispatch(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on to its room. No Router: five hundred ballots come at once."""
        path = scope["path"]
        for prefix, app in self._apps.items():
            if path.startswith(f"{prefix}/"):
                scope["root_path"] = prefix
                await app(scope, receive, send)
                return
            if path == prefix and scope["method"] in ("GET", "HEAD"):
                await _with_slash(scope)(scope, receive, send)
                return
        # Before the first room is served, and after the last: whoever asks again may be lucky.
        await (not_found if self._apps else not_now)(scope, receive, send)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Listen while the block runs. Raises NoPort."""
        options = self._options
        bound = bind(options.bind, options.port, options.attempts)
        self.port = bound.getsockname()[1]
        protocol = limited_protocol(
            self.connections,
            request_seconds=options.request_seconds,
            stalled_seconds=options.stalled_seconds,
            proxies=options.trusted_proxies,
            most_body=options.most_body,
        )
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
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=1,
        )
        server = _Uvicorn(config)
        serving = asyncio.create_task(server.serve(sockets=[bound]))
        watching = asyncio.create_task(self._watch_networks())
        try:
            yield
        finally:
            watching.cancel()
            server.should_exit = True
            with contextlib.suppress(asyncio.CancelledError):
                await serving

    async def _watch_networks(self) -> None:
        while True:
            await asyncio.sleep(NETWORKS_SECONDS)
            if self.local.look():
                for app in self._apps.values():
                    app.networks_changed()


class _Uvicorn(uvicorn.Server):
    """Without handlers of signals: whoever has the main thread ends it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _with_slash(scope: Scope) -> Response:
    """People type a room's path without the slash at its end."""
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{scope['path']}/{'?' if query else ''}{query}")


def bind(address: str, port: int, attempts: int = PORT_ATTEMPTS) -> socket.socket:
    """A listening socket at `port`, or at the next free one of so many. Raises NoPort."""
    why = ""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for offset in range(attempts):
        # Says that it is TCP: only then asyncio sends small answers at once (TCP_NODELAY).
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":  # there it would share the port with another program
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # a phone that left without a word is gone soon
            bound.setsockopt(
                socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * ACKNOWLEDGE_SECONDS
            )
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


def raise_file_limit(wanted: int) -> int:
    """How many connections the system lets us hold, at most `wanted`: its limit is raised to it."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    need = wanted + RESERVED_FILES
    if soft != resource.RLIM_INFINITY and soft < need:
        most = need if hard == resource.RLIM_INFINITY else min(need, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
    return wanted if soft == resource.RLIM_INFINITY else max(20, min(wanted, soft - RESERVED_FILES))
