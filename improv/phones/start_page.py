"""The start page of a service: what it is, and a room in two clicks for who has its key.

A language, then a game or a plan; the room's own page has its addresses.
"""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from improv.core.roster import NAME_LENGTH, clean_name
from improv.director.ports import JournalError
from improv.locale.tags import accepted_language
from improv.phones.commands import RequestRefused, invalid_field, own_refusal
from improv.phones.cookies import (
    HOST_COOKIE,
    LANGUAGE_COOKIE,
    ORGANISER_COOKIE,
    read_cookies,
    with_cookie,
)
from improv.phones.hosted_rooms import HostedRooms, keyring_of
from improv.phones.networks import rate_limit_key
from improv.phones.organiser import LONGEST_KEY, Organisers
from improv.phones.pages import Pages
from improv.phones.parsing import InvalidField
from improv.phones.requests import form_of, query_of
from improv.phones.responses import html_response
from improv.phones.room_code import ROOMS

_DEFAULT = "en"


class StartPage:
    """The page, and its forms."""

    def __init__(self, rooms: HostedRooms, organisers: Organisers, pages: Pages) -> None:
        self._rooms, self._organisers, self._pages = rooms, organisers, pages
        self.routes = [
            Route("/", self._read, methods=["GET"]),
            Route("/key", self._enter, methods=["POST"]),
            Route("/leave", self._leave, methods=["POST"]),
            Route("/rooms", self._make, methods=["POST"]),
        ]

    def language(self, request: Request) -> str:
        """Which language a page of the service has: asked for, chosen before, or the browser's."""
        offered = self._pages.languages
        cookies = read_cookies(request.headers.get("cookie", "").encode("latin-1"))
        asked = [query_of(request).get("lang", ""), *cookies[LANGUAGE_COOKIE]]
        accepted = request.headers.get("accept-language", "")
        known = next((one for one in asked if one in offered), "")
        return known or accepted_language(accepted, offered) or _DEFAULT

    async def _read(self, request: Request) -> Response:
        return await self._shown(request)

    async def _shown(
        self,
        request: Request,
        refused: RequestRefused | None = None,
        organises: bool | None = None,
    ) -> Response:
        """The page; `organises` where that cannot be found out now. Raises JournalError."""
        language = self.language(request)
        if organises is None:
            organises = await self._organises(request)
        payload = {
            "language": language,
            "organises": organises,
            "offers": self._rooms.offers(language) if organises else (),
            "name_length": NAME_LENGTH,
            "key_length": LONGEST_KEY,
        }
        why = refused.words(language) if refused else ""
        response = html_response(request, self._pages.page("start", "", payload, refusal=why))
        if refused:
            response.status_code = refused.status
        if language != _DEFAULT or "lang" in query_of(request):
            with_cookie(response, request, LANGUAGE_COOKIE, language)
        return response

    async def _enter(self, request: Request) -> Response:
        async def enter() -> Response:
            key = (await form_of(request)).get("key", "")
            peer = request.scope.get("client")
            address = rate_limit_key(peer[0]) if peer else ""
            if wait := self._organisers.wait(address):
                raise own_refusal("too_many_tries", seconds=int(wait) + 1)
            token = self._organisers.token_for(address, key, await self._rooms.keys())
            if not token:
                raise own_refusal("wrong_key")
            return with_cookie(_to("/"), request, ORGANISER_COOKIE, token)

        return await self._answered(request, enter)

    async def _leave(self, _: Request) -> Response:
        response = _to("/")
        response.delete_cookie(ORGANISER_COOKIE, path="/")
        return response

    async def _make(self, request: Request) -> Response:
        async def make() -> Response:
            if not await self._organises(request):
                raise own_refusal("not_organiser")
            form = await form_of(request)
            host, offer = clean_name(form.get("host", "")[:1000]), form.get("offer", "")
            try:
                header = await self._rooms.make(offer, self.language(request), host)
            except KeyError:
                raise InvalidField("offer") from None
            prefix = f"{ROOMS}{header.code}"
            response = _to(f"{prefix}/room")
            token = keyring_of(header, self._rooms.secret).new_host()
            room_request = Request({**request.scope, "root_path": prefix})
            return with_cookie(response, room_request, HOST_COOKIE, token)

        return await self._answered(request, make)

    async def _organises(self, request: Request) -> bool:
        given = read_cookies(request.headers.get("cookie", "").encode("latin-1"))[ORGANISER_COOKIE]
        keys = await self._rooms.keys()
        return any(self._organisers.knows(token, keys) for token in given)

    async def _answered(self, request: Request, do: Callable[[], Awaitable[Response]]) -> Response:
        """What a form leads to; the page with the reason where it was refused."""
        try:
            return await do()
        except RequestRefused as why:
            refused = why
        except InvalidField as invalid:
            refused = invalid_field(invalid)
        except JournalError:  # the form is there once more
            away = RequestRefused(503, "not_saved")
            return await self._shown(request, away, organises=request.url.path == "/rooms")
        return await self._shown(request, refused)


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303)
