"""The host's own page of a hosted room: its three addresses, what is kept, and its end.

Whoever opens the host's address is the host: it has a secret in it. No PIN is asked for, since six
digits are guessed in a month.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from improv.director.ports import NotSaved
from improv.phones.commands import RequestRefused
from improv.phones.cookies import HOST_COOKIE, with_cookie
from improv.phones.hosting import Deleted, Hosting
from improv.phones.identity import Client, ClientIdentifier
from improv.phones.pages import Pages
from improv.phones.requests import prefix_of
from improv.phones.responses import html_response, not_found_response
from improv.phones.room_address import RoomAddress
from improv.phones.tokens import Keyring

DELETION = "/room/delete"


class RoomPage:
    """The page of one room, and the host's address."""

    def __init__(
        self,
        hosting: Hosting,
        clients: ClientIdentifier,
        keyring: Keyring,
        address: RoomAddress,
        pages: Pages,
    ) -> None:
        self._hosting, self._clients = hosting, clients
        self._keyring, self._address, self._pages = keyring, address, pages
        self.routes = [
            Route("/host/{token}", self._enter, methods=["GET"]),
            Route("/room", self._read, methods=["GET"]),
            Route(DELETION, self._delete, methods=["POST"]),
        ]

    async def _enter(self, request: Request) -> Response:
        if not self._keyring.opens_remote(request.path_params["token"]):
            return not_found_response()
        response = RedirectResponse(f"{prefix_of(request)}/host", 303)
        return with_cookie(response, request, HOST_COOKIE, self._keyring.new_host())

    async def _read(self, request: Request) -> Response:
        client = self._clients.read(request)
        if not client.is_host:
            return RedirectResponse(f"{prefix_of(request)}/host", 303)
        return html_response(request, self._page(request, client))

    def _page(self, request: Request, client: Client, refusal: str = "") -> str:
        url, language = self._address.url, client.language
        payload = {
            "language": language,
            "played": self._hosting.title,
            "addresses": [
                ("players", f"{url}/?c={self._keyring.code}"),
                ("host", f"{url}/host/{self._keyring.host_address}"),
                ("stage", f"{url}/stage?c={self._keyring.code}"),
            ],
            "hosting": self._hosting.payload(language),
            "typed": self._address.text,
            "room_code": self._keyring.code,
        }
        return self._pages.page("room", prefix_of(request), payload, refusal=refusal)

    async def _delete(self, request: Request) -> Response:
        """Delete the room. Raises Deleted where there is no room left that could say so."""
        client = self._clients.read(request)
        if not client.is_host:
            return RedirectResponse(f"{prefix_of(request)}/host", 303)
        try:
            await self._hosting.delete()
        except NotSaved:
            refused = RequestRefused(503, "not_saved")
            words = refused.words(client.language)
            return HTMLResponse(self._page(request, client, words), refused.status)
        raise Deleted
