"""The page of somebody alone: the stage with buttons, for whoever opened it by its address.

The address has a secret in it, which becomes a cookie at once, so that it stands neither in a
bookmark nor in the next address. Nobody else sees the stage, or steers: not even on this machine.
"""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from improv.phones.commands import Commands, RequestRefused, invalid_field
from improv.phones.cookies import PLAYER_COOKIE, with_cookie
from improv.phones.identity import ClientIdentifier
from improv.phones.parsing import InvalidField, form_action, player_action
from improv.phones.requests import form_of, prefix_of
from improv.phones.responses import not_found_response, refusal_response
from improv.phones.tokens import Keyring

Page = Callable[[Request, str], Response]
"""The stage, with the words of a refusal or none."""


class Player:
    """The addresses of one player."""

    def __init__(
        self, clients: ClientIdentifier, commands: Commands, keyring: Keyring, page: Page
    ) -> None:
        self._clients, self._commands, self._keyring, self._page = clients, commands, keyring, page
        self.routes = [
            Route("/play/{token}", self._enter, methods=["GET"]),
            Route("/play", self._act, methods=["POST"]),
        ]

    async def _enter(self, request: Request) -> Response:
        if not self._keyring.opens_player(request.path_params["token"]):
            return not_found_response()
        response = RedirectResponse(f"{prefix_of(request)}/stage", 303)
        return with_cookie(response, request, PLAYER_COOKIE, self._keyring.new_player())

    async def _act(self, request: Request) -> Response:
        client = self._clients.read(request)
        scripted = "application/json" in request.headers.get("accept", "")
        try:
            await self._commands.play(client, player_action(form_action(await form_of(request))))
        except (RequestRefused, InvalidField) as why:
            refused = invalid_field(why) if isinstance(why, InvalidField) else why
            if scripted or not client.is_player:
                return refusal_response(refused, client.language)
            return self._page(request, refused.words(client.language))
        return (
            JSONResponse({}) if scripted else RedirectResponse(f"{prefix_of(request)}/stage", 303)
        )
