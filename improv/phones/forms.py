"""Forms: the pages and what they send. With a script a form is answered in JSON, without one
by a page: the next one, or the same with what was refused.
"""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from improv.phones.commands import Commands, Refused, bad, denied
from improv.phones.cookies import HOST_COOKIE, LANGUAGE_COOKIE, VOTER_COOKIE, with_cookie
from improv.phones.identity import Client, ClientIdentifier
from improv.phones.pages import Pages
from improv.phones.parsing import Wrong, ballot_of, figure, form_action, form_ballot, host_action
from improv.phones.requests import form_of, prefix_of, query_of
from improv.phones.responses import refusal
from improv.phones.subscribers import Subscribers
from improv.phones.tokens import Keyring

_MOST_ID = 64
FOR_EVER = "public, max-age=31536000, immutable"

Fields = Mapping[str, str]
Cookies = Mapping[str, str]
Do = Callable[[Client, Fields], Awaitable[Cookies]]


class Forms:
    """The pages of one room."""

    def __init__(
        self,
        callers: ClientIdentifier,
        deeds: Commands,
        keyring: Keyring,
        listeners: Subscribers,
        pages: Pages,
    ) -> None:
        self._callers, self._deeds, self._keyring = callers, deeds, keyring
        self._listeners, self._pages = listeners, pages
        posts: Mapping[str, Do] = {
            "/language": self._language,
            "/join": self._join,
            "/ballot": self._ballot,
            "/seat": self._seat,
            "/kudos": self._kudos,
            "/host/login": self._login,
            "/host/do": self._steer,
        }
        self.files = Route("/static/{name}", self._static, methods=["GET"])
        self.routes = [
            Route("/", self._voter, methods=["GET"]),
            Route("/host", self._host, methods=["GET"]),
            self.files,
            *(
                Route(path, self._endpoint(path, do), methods=["POST"])
                for path, do in posts.items()
            ),
        ]

    # The pages.

    async def _voter(self, request: Request) -> Response:
        return self._voter_page(request, self._callers.read(request))

    async def _host(self, request: Request) -> Response:
        return self._host_page(request, self._callers.read(request))

    def _voter_page(self, request: Request, caller: Client, no: Refused | None = None) -> Response:
        code = query_of(request).get("c", "")[:8]
        invited = self._deeds.invites(caller, code)
        told = self._listeners.told(
            caller.voter, caller.language, invited=invited, outside=caller.outside
        )
        html = self._pages.whole(
            "voter", prefix_of(request), told, code=code, refusal=_words(no, caller)
        )
        response = HTMLResponse(html, no.status if no else 200)
        if not caller.voter:  # before joining: a join that is sent twice is one join
            with_cookie(response, request, VOTER_COOKIE, self._keyring.new_voter())
        return self._callers.admit(response, request, caller) if invited else response

    def _host_page(self, request: Request, caller: Client, no: Refused | None = None) -> Response:
        said, prefix = _words(no, caller), prefix_of(request)
        if caller.is_host:
            told = self._listeners.host_payload(caller.language)
            html = self._pages.whole("host", prefix, told, refusal=said)
        else:
            html = self._pages.whole("login", prefix, {"language": caller.language}, refusal=said)
        return HTMLResponse(html, no.status if no else 200)

    async def _static(self, request: Request) -> Response:
        found = self._pages.files.get(request.path_params["name"])
        if found is None:
            return JSONResponse({"refusal": "nowhere"}, 404)
        headers = {"cache-control": FOR_EVER, "vary": "accept-encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(found.content, media_type=found.type, headers=headers)
        headers["content-encoding"] = "gzip"
        return Response(found.packed, media_type=found.type, headers=headers)

    # What they send. Each returns the cookies to set.

    def _endpoint(self, path: str, do: Do) -> Callable[[Request], Awaitable[Response]]:
        page = self._host_page if path.startswith("/host") else self._voter_page

        async def endpoint(request: Request) -> Response:
            caller = self._callers.read(request)
            scripted = "application/json" in request.headers.get("accept", "")
            try:
                cookies = await do(caller, await form_of(request))
            except (Refused, Wrong) as why:
                no = bad(why.field) if isinstance(why, Wrong) else why
                return refusal(no, caller.language) if scripted else page(request, caller, no)
            done = JSONResponse({}) if scripted else RedirectResponse(_after(request), 303)
            for name, value in cookies.items():
                with_cookie(done, request, name, value)
            return done

        return endpoint

    async def _language(self, _: Client, fields: Fields) -> Cookies:
        chosen = fields.get("language", "")
        return {LANGUAGE_COOKIE: chosen} if self._callers.speaks(chosen) else {}

    async def _join(self, caller: Client, fields: Fields) -> Cookies:
        token, _ = await self._deeds.join(caller, fields.get("code", ""), fields.get("claims", ""))
        return {VOTER_COOKIE: token}

    async def _ballot(self, caller: Client, fields: Fields) -> Cookies:
        number, said = form_ballot(fields)
        await self._deeds.vote(caller, number, ballot_of(said))
        return {}

    async def _seat(self, caller: Client, fields: Fields) -> Cookies:
        place = fields.get("place", "")
        number = fields.get("round", "")
        await self._deeds.sit(
            caller,
            figure("place", place) if place else None,
            figure("round", number) if number else None,
        )
        return {}

    async def _kudos(self, caller: Client, fields: Fields) -> Cookies:
        id_ = fields.get("id", "")[:_MOST_ID]
        await self._deeds.thank(caller, fields.get("text", ""), id_ if id_.isalnum() else "")
        return {}

    async def _login(self, caller: Client, fields: Fields) -> Cookies:
        return {HOST_COOKIE: self._deeds.login(caller, fields.get("pin", ""))}

    async def _steer(self, caller: Client, fields: Fields) -> Cookies:
        if not caller.is_host:
            raise denied("not_host")
        await self._deeds.steer(caller, host_action(form_action(fields)))
        return {}


def _words(no: Refused | None, caller: Client) -> str:
    return "" if no is None else str(no.told(caller.language)["words"])


def _after(request: Request) -> str:
    """Where a phone without a script goes then; a room code that it showed is not forgotten."""
    prefix, code = prefix_of(request), query_of(request).get("c", "")[:8]
    path = request.scope["path"].removeprefix(prefix)
    if path.startswith("/host"):
        return f"{prefix}/host"
    if path == "/kudos":
        return f"{prefix}/#thanks"
    return f"{prefix}/?{urlencode({'c': code})}" if code else f"{prefix}/"
