"""One room as an ASGI app: its pages, its API, who is in it, and its invitation.

What the process has once, for all rooms, is handed in: files and templates (Pages), and the
networks of the machine. Mounted under any path: every link begins with the request's `root_path`,
every cookie is for it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, Router

from improv.core.formats import PhaseKind
from improv.core.view_models import Invitation
from improv.director.ports import Remote
from improv.director.room import Room
from improv.phones import invitation, networks
from improv.phones.api import Api
from improv.phones.commands import Commands
from improv.phones.follow_up import FollowUps
from improv.phones.forms import Forms
from improv.phones.guard import Receive, Scope, Send
from improv.phones.hosting import Hosting
from improv.phones.identity import ClientIdentifier
from improv.phones.networks import LocalNetworks
from improv.phones.pages import Pages
from improv.phones.pin import Code, Pin
from improv.phones.player import Player
from improv.phones.requests import prefix_of, query_of
from improv.phones.responses import html_response, not_found, not_found_response
from improv.phones.room_address import RoomAddress
from improv.phones.room_page import RoomPage
from improv.phones.sound import PageSound
from improv.phones.sse import LEAST_GAP
from improv.phones.stage import DEFAULT_LOOK, MOST_STAGES, StageLook, Stages
from improv.phones.subscribers import HEARTBEAT, Subscribers
from improv.phones.tokens import Keyring

REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class RoomOptions:
    """What was asked for in one room."""

    wifi: str = ""
    wifi_password: str = ""
    visitors: bool = True
    """Phones and hosts may come; else there is the stage alone."""
    invites: bool = True
    """The screens tell where phones join."""
    look: StageLook = DEFAULT_LOOK
    """Of the projector's picture as a page."""
    stages: int = MOST_STAGES
    heartbeat: float = HEARTBEAT
    gap: float = LEAST_GAP
    """Seconds between two looks at what is new for its phones and hosts."""
    follow_ups: FollowUps | None = None
    """What phones are offered when the session is over; nothing without."""
    firewall: str = networks.asking_firewall()
    """The system whose firewall asks about phones; empty for none."""
    hosting: Hosting | None = None
    """Of a room that is hosted for others; None on a facilitator's own machine."""
    report: Callable[[str], Awaitable[str | None]] | None = None
    """Makes the page, without names, that phones may take away at the end, in a language."""


class RoomApp:
    """The app of one room. Made on the room's loop; `mount` it, and `close` it."""

    def __init__(
        self,
        room: Room,
        keyring: Keyring,
        pages: Pages,
        local: LocalNetworks,
        options: RoomOptions,
        sound: PageSound | None = None,
    ) -> None:
        """`sound`: that of the stage's pages, which are silent without."""
        self._room, self._keyring, self._local, self._options = room, keyring, local, options
        self._languages = pages.languages
        hosting = options.hosting
        self.address = RoomAddress(local, hosting.public_url if hosting else "")
        """Where phones reach the room."""
        self._mounted = self._reached = False
        wifi = invitation.wifi(options.wifi, options.wifi_password) if options.wifi else ""
        self._wifi = invitation.qr(wifi) if wifi else ()
        self.subscribers = Subscribers(
            room,
            pages.main,
            self._invite,
            options.heartbeat,
            options.follow_ups,
            hosting,
            gap=options.gap,
        )
        clients = ClientIdentifier(
            keyring,
            pages.languages,
            lambda: room.shown.state.language,
            self._is_inside,
            self._hosted,
        )
        now = asyncio.get_running_loop().time
        pin, code = Pin(keyring.pin, now), Code(keyring.code, now)
        self._clients = clients
        commands = self._commands = Commands(room, keyring, pin, code, self.subscribers.seen, now)
        self._stages = Stages(
            room,
            clients,
            commands,
            pages,
            options.look,
            sound,
            heartbeat=options.heartbeat,
            most=options.stages,
        )
        forms = Forms(clients, commands, keyring, self.subscribers, pages, asks_pin=hosting is None)
        if options.visitors:
            api = Api(room, clients, commands, self.subscribers)
            calendar = Route("/practice.ics", self._calendar, methods=["GET"])
            report = Route("/report", self._report, methods=["GET"])
            self.routes = [*api.routes, *self._stages.routes, *forms.routes, calendar, report]
        else:
            to_the_stage = Route("/", _to_the_stage, methods=["GET"])
            self.routes = [to_the_stage, *self._stages.routes, forms.files]
        if hosting:
            page = RoomPage(hosting, clients, keyring, self.address, pages)
            self.routes = [*self.routes, *page.routes]
        if options.look.played:
            player = Player(clients, commands, keyring, self._stages.page)
            self.routes = [*self.routes, *player.routes]
        self._router = Router(self.routes, redirect_slashes=False, default=not_found)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of this room."""
        await self._router(scope, receive, send)

    async def _report(self, request: Request) -> Response:
        """What can be taken away, while the session is at its end; else the phone's own page."""
        client, make = self._clients.read(request), self._options.report
        ended = self._room.latest.projector.kind is PhaseKind.END
        code = query_of(request).get("c", "")[:8]
        page = None
        if make is not None and ended and self._commands.may_watch(client, code):
            page = await make(client.language)
        if page is None:
            return RedirectResponse(f"{prefix_of(request)}/", 303)
        response = html_response(request, page)
        # Its style and typefaces are in it, for it is saved and passed on.
        response.headers["content-security-policy"] = REPORT_POLICY
        return response

    async def _calendar(self, request: Request) -> Response:
        """A practice as an appointment; it holds nothing of the room, so anybody may have it."""
        query, offered = query_of(request), self._options.follow_ups
        language = query.get("lang", "")
        file = (
            offered.calendar(query.get("p", ""), language, self._room.session)
            if offered and language in self._languages
            else None
        )
        if file is None:
            return not_found_response()
        headers = {
            "content-disposition": 'inline; filename="practice.ics"',
            "cache-control": "no-store",
        }
        return Response(file, media_type="text/calendar", headers=headers)

    @property
    def pin(self) -> str:
        """What a host has to know."""
        return self._keyring.pin

    @property
    def code(self) -> str:
        """The room code."""
        return self._keyring.code

    @property
    def player_path(self) -> str:
        """Where somebody alone opens their page, with a secret in it; empty for a room."""
        return f"/play/{self._keyring.player}" if self._options.look.played else ""

    # From its opening to its end.

    def mount(self, port: int, prefix: str) -> None:
        """It is served now, at this port and under this path: invite people there."""
        self.address.mount(port, prefix)
        self._mounted = True
        self._invite()

    def close(self) -> None:
        """It is not served any more: end its streams, and invite nobody."""
        self._mounted = False
        self.subscribers.close()
        self._stages.close()
        self._room.invite(None, None)

    # What the screens tell.

    def next_network(self) -> None:
        """Invite by the next of our names and addresses."""
        self.address.choose_next()
        self._invite()

    def networks_changed(self) -> None:
        """The machine has other addresses now."""
        self.address.settle()
        self._invite()

    def _hosted(self, name: str) -> None:
        """A host came by this name over TLS: so do the others, unless another one is chosen."""
        if self.address.choose_public(name):
            self._invite()

    def _is_inside(self, address: str) -> bool:
        """Asked for every request: the first that comes from another machine is good news."""
        if not self._reached and self._local.reached_from(address):
            self._reached = True
            self._invite()
        return self._local.contain(address)

    def _invite(self) -> None:
        if not self._mounted or not self._options.visitors:
            return
        invited, reached = None, self._reached or self.subscribers.connected > 0
        if self._options.invites:
            invited = Invitation(
                address=self.address.text,
                code=self.code,
                qr=invitation.qr(f"{self.address.url}/?c={self.code}"),
                wifi=self._options.wifi,
                wifi_qr=self._wifi,
                report=f"{self.address.text}/report" if self._options.report else "",
                report_qr=invitation.qr(f"{self.address.url}/report?c={self.code}")
                if self._options.report
                else (),
                reached=reached,
                connected=self.subscribers.connected,
                unseen=self.subscribers.unseen,
                local=self.address.local,
                firewall=self._options.firewall if self.address.local and not reached else "",
            )
        hosted = self._options.hosting is not None
        path = f"/host/{self._keyring.host_address}" if hosted else "/host"
        self._room.invite(
            invited,
            Remote(
                address=f"{self.address.text}{path}",
                pin="" if hosted else self.pin,
                url=f"{self.address.url}{path}",
                networks=self.address.labels,
                chosen=max(0, self.address.chosen),
                hosts=self.subscribers.hosts,
            ),
        )


async def _to_the_stage(request: Request) -> Response:
    return RedirectResponse(f"{prefix_of(request)}/stage")
