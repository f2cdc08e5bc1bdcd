"""All rooms of a service as one ASGI app: its start page, its health, and each room under its code.

Who asks for a room that is not there too often waits, and is answered alike whether the next one is
there or not; who showed a token of a room before does not wait for the misses of others behind the
same address. Knows no session.
"""

from collections import OrderedDict
from collections.abc import Callable, MutableMapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Router

from improv.director.ports import JournalError
from improv.director.room_log import Lost
from improv.director.room_store import Elsewhere, RoomHeader
from improv.phones.acknowledgements import Acknowledgements
from improv.phones.cookies import GUEST_COOKIE, HOST_COOKIE, VOTER_COOKIE, read_cookies
from improv.phones.guard import Receive, Scope, Send, asks_for_page
from improv.phones.hosted_rooms import Full, HostedRooms, keyring_of
from improv.phones.hosting import Deleted
from improv.phones.networks import rate_limit_key
from improv.phones.organiser import Organisers
from improv.phones.pages import Pages
from improv.phones.passing import PASSED, Neighbours
from improv.phones.pin import RateLimit
from improv.phones.responses import file_route, json, not_found, not_now_response
from improv.phones.room_code import ROOMS, is_code
from improv.phones.room_page import DELETION
from improv.phones.service_health import ServiceHealth
from improv.phones.start_page import StartPage

MOST_PASSES = 3
"""So many processes are asked one after the other, each after the one before has lost the room."""
FREE_CODES = 30
"""So many rooms that are not there an address may ask for without waiting: a whole company may be
behind one."""
FORGETS_SECONDS = 60.0
"""One of them a minute is nobody's guessing, and offices stay for years."""
_MOST_KNOWN = 10_000
_SAFE = ("GET", "HEAD")


class RoomsApp:
    """The app of a service: a `MountedApp` at the top."""

    def __init__(
        self,
        rooms: HostedRooms,
        pages: Pages,
        now: Callable[[], float],
        neighbours: Neighbours | None = None,
    ) -> None:
        """`now` is monotonic, in seconds.

        `neighbours` are the other processes of the service, if there may be any.
        """
        self._rooms, self._pages, self._now = rooms, pages, now
        self._neighbours = neighbours
        self._misses = RateLimit(FREE_CODES, now, FORGETS_SECONDS)
        self._known: OrderedDict[str, None] = OrderedDict()
        """Codes of rooms that were there, the oldest first: pages of one that is deleted ask on,
        and guess nothing."""
        self._acknowledged = Acknowledgements()
        organisers = Organisers(rooms.secret, now)
        self.health = ServiceHealth(rooms, organisers, self._acknowledged)
        self._start = StartPage(rooms, organisers, pages)
        routes = [*self._start.routes, *self.health.routes, file_route(pages)]
        self._router = Router(routes, redirect_slashes=False, default=not_found)

    def mount(self, port: int, prefix: str) -> None:
        """Each room knows its own."""

    def close(self) -> None:
        """Each room is closed by itself."""

    def networks_changed(self) -> None:
        """Each room looks when it invites."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        path: str = scope["path"]
        if not path.startswith(ROOMS):
            try:
                await self._router(scope, receive, send)
            except JournalError:  # who organises is not known
                await self._away(scope)(scope, receive, send)
            return
        code, slash, rest = path[len(ROOMS) :].partition("/")
        response = await self._refusal(scope, code)
        if response is None and not (slash and code.isupper()):
            response = _moved(scope, f"{ROOMS}{code.upper()}/{rest}")
        if response is None:
            response = await self._answer(code, scope, receive, send)
        if response is not None:
            await response(scope, receive, send)

    async def _refusal(self, scope: Scope, typed: str) -> Response | None:
        """Why nobody is let in at this address; None where there is such a room."""
        code, peer = typed.upper(), scope.get("client")
        address = rate_limit_key(peer[0]) if peer else ""
        try:
            header = await self._rooms.find(code) if is_code(code) else None
        except JournalError:
            return self._away(scope)
        wait = self._misses.wait(address)
        if wait > 0 and not (header and self._was_here(scope, header)):
            return self._no_room(scope, 429, seconds=int(wait) + 1)
        if header is None:
            if code not in self._known:
                self._misses.record(address)
            return self._no_room(scope, 404)
        if code not in self._known:
            self._known[code] = None
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
        return None

    def _was_here(self, scope: Scope, header: RoomHeader) -> bool:
        """Whether it has a token of this room."""
        lines = [value for name, value in scope["headers"] if name == b"cookie"]
        cookies = read_cookies(b"; ".join(lines), f"{ROOMS}{header.code}")
        keyring = keyring_of(header, self._rooms.secret)
        shown = (*cookies[VOTER_COOKIE], *cookies[HOST_COOKIE], *cookies[GUEST_COOKIE])
        return any(map(keyring.is_ours, shown))

    async def _answer(
        self, code: str, scope: Scope, receive: Receive, send: Send
    ) -> Response | None:
        """Let the room answer; else what is answered in its place."""
        scope["root_path"] = f"{ROOMS}{code}"
        passing = None
        if self._neighbours is not None and PASSED not in scope:  # passed on once
            passing = self._neighbours.passing(code, scope, receive)
        for _ in range(MOST_PASSES):
            try:
                async with self._rooms.visit(code) as app:
                    answer = send if scope["method"] in _SAFE else self._timed(send)
                    await app(scope, passing.receive if passing else receive, answer)
                return None
            except Deleted:
                return self._gone(scope)
            except KeyError:
                if passing and passing.epoch and _deletes(scope):  # the answer was cut with it
                    return self._gone(scope)
                return self._no_room(scope, 404)
            except Full:
                return json({"refusal": "room_full"}, 503)
            except Elsewhere as other:
                if passing is None:
                    break
                if await passing.to(other, send):
                    return None
            except (Lost, JournalError):
                break
        return self._away(scope)

    def _timed(self, send: Send) -> Send:
        """`send`, and how long it took until there was something to send."""
        began = self._now()

        async def timed(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                self._acknowledged.record(self._now() - began)
            await send(message)

        return timed

    def _no_room(self, scope: Scope, status: int, *, seconds: int = 0) -> Response:
        """There is no room at this address, or nobody is told whether there is one."""
        headers = {"retry-after": str(seconds)} if seconds else None
        if not asks_for_page(scope):
            refusal = "too_many_tries" if seconds else "nowhere"
            return json({"refusal": refusal}, status)
        language = self._start.language(Request(scope))
        payload = {"language": language, "seconds": seconds}
        return HTMLResponse(self._pages.page("no-room", "", payload), status, headers)

    def _gone(self, scope: Scope) -> Response:
        """Its host has deleted the room."""
        payload = {"language": self._start.language(Request(scope))}
        return HTMLResponse(self._pages.page("room-gone", "", payload))

    def _away(self, scope: Scope) -> Response:
        """Nothing can be read or written now: a page asks again by itself, a phone does so too."""
        if not asks_for_page(scope):
            return not_now_response()
        payload = {"language": self._start.language(Request(scope))}
        html = self._pages.page("room-away", "", payload)
        return HTMLResponse(html, 503, {"retry-after": "1"})


def _deletes(scope: Scope) -> bool:
    return scope["method"] == "POST" and str(scope["path"]).endswith(DELETION)


def _moved(scope: Scope, path: str) -> Response:
    """People type a room's address in small letters, and without the slash at its end."""
    if scope["method"] not in _SAFE:
        return json({"refusal": "nowhere"}, 404)
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{path}{'?' if query else ''}{query}")
