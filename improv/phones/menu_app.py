"""Pages of choices in a browser, before there is a room: each is shown until something is picked.

They are for whoever opened them by their address, which has a secret in it that becomes a cookie
at once. They work without a script: a pick is a form, answered by the way to the next page. What a
pick leads to is decided elsewhere; this knows only which page is shown, and that each is picked
from once, whoever has it open in whatever tab.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route, Router

from improv.phones.commands import RequestRefused, own_refusal
from improv.phones.cookies import MENU_COOKIE, read_cookies, with_cookie
from improv.phones.guard import Receive, Scope, Send
from improv.phones.pages import Pages
from improv.phones.parsing import InvalidField
from improv.phones.requests import form_of, prefix_of
from improv.phones.responses import file_route, html_response, not_found, not_found_response
from improv.scenes.menu import Menu, Pick

MOST_PASTED = 200_000
"""Bytes of a form: the names of a whole house, in a script of which a letter takes six."""


@dataclass(frozen=True, slots=True)
class MenuPage:
    """What is shown."""

    menu: Menu
    language: str
    theme: str
    links: tuple[tuple[str, str], ...] = ()
    """What can be opened: words, address."""
    last: bool = False
    """Nothing is served after it."""


class MenuApp:
    """The app. `show` a page after the other, on the loop on which it is served."""

    def __init__(self, pages: Pages, first: MenuPage, picked: Callable[[Pick], None]) -> None:
        """`picked` is called once a page at most; what it leads to is shown by `show`."""
        self._pages, self._page, self._picked = pages, first, picked
        self._token, self._cookie = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self._number, self._taken, self._changed = 1, False, asyncio.Event()
        self._focus = ""
        """What was pressed last: there whoever has a keyboard goes on."""
        routes = [
            Route("/menu/{token}", self._enter, methods=["GET"]),
            Route("/", self._read, methods=["GET"]),
            Route("/", self._pick, methods=["POST"]),
            file_route(pages),
        ]
        self._router = Router(routes, redirect_slashes=False, default=not_found)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._router(scope, receive, send)

    def mount(self, port: int, prefix: str) -> None:
        """Nobody is invited: the address is printed."""

    def close(self) -> None:
        """No stream is open."""

    def networks_changed(self) -> None:
        """It is for this machine alone."""

    @property
    def path(self) -> str:
        """Where it is opened, with the secret."""
        return f"/menu/{self._token}"

    def show(self, page: MenuPage) -> None:
        """Show this from now on: whoever has picked something waits for it."""
        if page.menu.id != self._page.menu.id:
            self._focus = ""
        self._page, self._taken = page, False
        self._number += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def _enter(self, request: Request) -> Response:
        if not compare_digest(request.path_params["token"].encode(), self._token.encode()):
            return not_found_response()
        response = RedirectResponse(f"{prefix_of(request)}/", 303)
        return with_cookie(response, request, MENU_COOKIE, self._cookie, strict=True)

    async def _read(self, request: Request) -> Response:
        return self._shown(request) if self._knows(request) else self._refused(request)

    async def _pick(self, request: Request) -> Response:
        if not self._knows(request):
            return self._refused(request)
        try:
            form = await form_of(request, MOST_PASTED)
        except (RequestRefused, InvalidField):
            form = {}  # nothing was picked
        pressed = form.get("pick", "")
        step, _, row = pressed.partition(" ")
        # A second click, or a tab that was left open, means a page that is not there any more.
        if form.get("page") == str(self._number) and row in self._page.menu.order:
            changed = self._changed
            if not self._taken:
                self._taken, self._focus = True, pressed
                self._picked(Pick(row, -1 if step == "-1" else 1, form.get("text", "")))
            await changed.wait()
        if self._page.last:
            return self._shown(request)
        return RedirectResponse(f"{prefix_of(request)}/", 303)

    def _knows(self, request: Request) -> bool:
        """Whether the browser was opened by the address."""
        given = read_cookies(request.headers.get("cookie", "").encode("latin-1"))[MENU_COOKIE]
        return any(compare_digest(one.encode(), self._cookie.encode()) for one in given)

    def _shown(self, request: Request) -> Response:
        page = self._page
        payload = {
            "language": page.language,
            "theme": page.theme,
            "menu": page.menu,
            "links": page.links,
            "number": self._number,
            "focus": self._focus,
        }
        return html_response(request, self._pages.page("menu", prefix_of(request), payload))

    def _refused(self, request: Request) -> Response:
        refused, language = own_refusal("not_player"), self._page.language
        payload = {"language": language, "why": refused.words(language)}
        html = self._pages.page("player-shut", prefix_of(request), payload)
        return HTMLResponse(html, refused.status)
