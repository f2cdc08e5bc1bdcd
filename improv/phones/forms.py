"""The pages of one room, and the forms that they send.

With a script a form is answered in JSON, without one by a page: the next one, or the same one with
the reason why the form was refused.
"""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from improv.core.roster import NAME_LENGTH
from improv.phones.commands import Commands, RequestRefused, invalid_field, own_refusal
from improv.phones.cookies import HOST_COOKIE, LANGUAGE_COOKIE, VOTER_COOKIE, with_cookie
from improv.phones.identity import Client, ClientIdentifier
from improv.phones.name_search import found
from improv.phones.pages import Pages
from improv.phones.parsing import (
    InvalidField,
    form_action,
    form_ballot,
    form_line,
    host_action,
    number_from_text,
    parse_ballot,
    parse_line,
)
from improv.phones.requests import form_of, prefix_of, query_of
from improv.phones.responses import file_route, refusal_response
from improv.phones.subscribers import Subscribers
from improv.phones.tokens import Keyring

_MOST_ID = 64
Fields = Mapping[str, str]
Cookies = Mapping[str, str]
Handler = Callable[[Client, Fields], Awaitable[Cookies]]
"""Does what a form asks for; the cookies to set."""


class Forms:
    """The pages and forms of one room."""

    def __init__(
        self,
        clients: ClientIdentifier,
        commands: Commands,
        keyring: Keyring,
        subscribers: Subscribers,
        pages: Pages,
        *,
        asks_pin: bool = True,
    ) -> None:
        """`asks_pin`: a remote is opened by the PIN, else by its address alone."""
        self._asks_pin = asks_pin
        self._clients, self._commands, self._keyring = clients, commands, keyring
        self._subscribers, self._pages = subscribers, pages
        handlers: Mapping[str, Handler] = {
            "/language": self._language,
            "/join": self._join,
            "/release": self._release,
            "/ballot": self._ballot,
            "/line": self._line,
            "/consent": self._consent,
            "/seat": self._seat,
            "/stop": self._stop,
            "/kudos": self._kudos,
            "/host/login": self._login,
            "/host/do": self._steer,
        }
        self.files = file_route(pages)
        self.routes = [
            Route("/", self._voter, methods=["GET"]),
            Route("/host", self._host, methods=["GET"]),
            self.files,
            *(
                Route(path, self._endpoint(path, handler), methods=["POST"])
                for path, handler in handlers.items()
            ),
        ]

    # The pages.

    async def _voter(self, request: Request) -> Response:
        return self._voter_page(request, self._clients.read(request))

    async def _host(self, request: Request) -> Response:
        return self._host_page(request, self._clients.read(request))

    def _voter_page(
        self, request: Request, client: Client, refused: RequestRefused | None = None
    ) -> Response:
        query = query_of(request)
        code, find = query.get("c", "")[:8], query.get("find", "")[:NAME_LENGTH]
        invited = self._commands.is_invited(client, code)
        state = self._subscribers.voter_state(
            client.voter, client.language, invited=invited, outside=client.outside
        )
        if "names" in query and state["you"] and state["you"]["can_claim"]:
            state |= self._subscribers.entry(client.language)
        if find and not state["you"]:
            state["join"]["roster"] = found(state["join"]["roster"], find)
        refusal_shown = refused
        if code and not invited and not refused:
            refusal_shown = self._commands.code_refusal(client, code)
        html = self._pages.page(
            "voter",
            prefix_of(request),
            self._subscribers.voter_page(state),
            code=code,
            find=find,
            refusal=refusal_shown.words(client.language) if refusal_shown else "",
        )
        response = HTMLResponse(html, refused.status if refused else 200)
        self._know(response, request, client)
        return self._clients.admit(response, request, client) if invited else response

    def _know(self, response: Response, request: Request, client: Client) -> Response:
        """Give a phone its cookie before it joins: a join that is sent twice is one join."""
        if not client.voter:
            with_cookie(response, request, VOTER_COOKIE, self._keyring.new_voter())
        return response

    def _host_page(
        self, request: Request, client: Client, refused: RequestRefused | None = None
    ) -> Response:
        why = refused.words(client.language) if refused else ""
        if client.is_host:
            page, state = "host", self._subscribers.host_page(client.language)
        else:
            page, state = "login", {"language": client.language, "asks_pin": self._asks_pin}
        html = self._pages.page(page, prefix_of(request), state, refusal=why)
        return HTMLResponse(html, refused.status if refused else 200)

    # The forms.

    def _endpoint(self, path: str, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        page = self._host_page if path.startswith("/host") else self._voter_page

        async def endpoint(request: Request) -> Response:
            client = self._clients.read(request)
            scripted = "application/json" in request.headers.get("accept", "")
            try:
                cookies = await handler(client, await form_of(request))
            except (RequestRefused, InvalidField) as why:
                refused = invalid_field(why) if isinstance(why, InvalidField) else why
                if scripted:
                    response = refusal_response(refused, client.language)
                    return self._know(response, request, client)
                return page(request, client, refused)
            done = JSONResponse({}) if scripted else RedirectResponse(_next_page(request), 303)
            for name, value in cookies.items():
                with_cookie(done, request, name, value)
            return done

        return endpoint

    async def _language(self, _: Client, fields: Fields) -> Cookies:
        chosen = fields.get("language", "")
        return {LANGUAGE_COOKIE: chosen} if self._clients.offers(chosen) else {}

    async def _join(self, client: Client, fields: Fields) -> Cookies:
        if not client.keeps_cookies:  # or every tap would be somebody new
            raise own_refusal("no_cookies")
        code, claims = fields.get("code", ""), fields.get("claims", "")
        token, _ = await self._commands.join(client, code, claims)
        return {VOTER_COOKIE: token}

    async def _release(self, client: Client, _: Fields) -> Cookies:
        await self._commands.release_name(client)
        return {}

    async def _ballot(self, client: Client, fields: Fields) -> Cookies:
        number, ballot = form_ballot(fields)
        await self._commands.vote(client, number, parse_ballot(ballot))
        return {}

    async def _line(self, client: Client, fields: Fields) -> Cookies:
        number, line = form_line(fields)
        text, consents = parse_line(line)
        await self._commands.write_line(client, number, text, consents, _form_id(fields))
        return {}

    async def _consent(self, client: Client, fields: Fields) -> Cookies:
        number, on = number_from_text("round", fields.get("round", "")), fields.get("on", "")
        if on not in ("true", "false"):
            raise InvalidField("on")
        await self._commands.consent(client, number, on=on == "true")
        return {}

    async def _seat(self, client: Client, fields: Fields) -> Cookies:
        place = fields.get("place", "")
        number = fields.get("round", "")
        await self._commands.take_seat(
            client,
            number_from_text("place", place) if place else None,
            number_from_text("round", number) if number else None,
        )
        return {}

    async def _stop(self, client: Client, fields: Fields) -> Cookies:
        number = fields.get("round", "")
        await self._commands.stop(client, number_from_text("round", number) if number else None)
        return {}

    async def _kudos(self, client: Client, fields: Fields) -> Cookies:
        await self._commands.give_thanks(client, fields.get("text", ""), _form_id(fields))
        return {}

    async def _login(self, client: Client, fields: Fields) -> Cookies:
        return {HOST_COOKIE: self._commands.login(client, fields.get("pin", ""))}

    async def _steer(self, client: Client, fields: Fields) -> Cookies:
        if not client.is_host:
            raise own_refusal("not_host")
        await self._commands.steer(client, host_action(form_action(fields)))
        return {}


def _form_id(fields: Fields) -> str:
    """The id that a page gave its form; empty where it gave none."""
    id_ = fields.get("id", "")[:_MOST_ID]
    return id_ if id_.isalnum() else ""


def _next_page(request: Request) -> str:
    """Where a phone without a script goes after its form; a code that it showed goes with it."""
    prefix, code = prefix_of(request), query_of(request).get("c", "")[:8]
    path = request.scope["path"].removeprefix(prefix)
    if path.startswith("/host"):
        return f"{prefix}/host"
    if path == "/kudos":
        return f"{prefix}/#thanks"
    query = {"c": code} if code else {}
    if path == "/release":
        query["names"] = "yes"
    return f"{prefix}/?{urlencode(query)}" if query else f"{prefix}/"
