"""The editor of a pack's cards in a browser on this machine.

Its address has a secret in it, which becomes a cookie at once. This knows requests, pages and how
long nobody has asked for anything; what is in a pack, and what may be changed, is known by the
`Editing` behind it. It needs a script: a form that tells what is wrong while it is written.
"""

import asyncio
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route, Router

from improv.phones.commands import RequestRefused, own_refusal
from improv.phones.cookies import EDITOR_COOKIE, read_cookies, with_cookie
from improv.phones.guard import Receive, Scope, Send
from improv.phones.pages import Pages
from improv.phones.parsing import InvalidField
from improv.phones.payloads import Payload
from improv.phones.requests import body_of, prefix_of, query_of
from improv.phones.responses import (
    file_route,
    html_response,
    not_found,
    not_found_response,
    refusal_response,
)
from improv.phones.responses import (
    json as json_response,
)

MOST_BODY = 2**20
"""Bytes of one card in all its languages, twice: as it was, and as it shall be."""
MOST_VALUES = 2_000
"""Texts and list entries of one card."""
_LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """A card as a form has it."""

    fields: Mapping[str, "str | list[str]"] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: an HTTP status, and what the page is told."""

    payload: Payload
    status: int = 200


class Editing(Protocol):
    """What the pages show and do. Each may take a moment, and is called on a thread of its own."""

    @property
    def language(self) -> str:
        """The language of the pages."""

    def prepare(self) -> None:
        """What makes the first answers quick."""

    def page(self) -> Payload:
        """The whole page."""

    def cards(self, text: str, kind: str, language: str, first: int) -> Payload:
        """A part of the cards that are found."""

    def form(self, card: str, kind: str, like: str, language: str) -> Payload | None:
        """The form of a card, of a new one of a kind, or of one that is `like` another."""

    def check(self, card: str, written: WrittenCard) -> Payload:
        """What is wrong in a card, and how it looks; `faces` by their languages."""

    def save(self, card: str, seen: WrittenCard | None, written: WrittenCard | None) -> Answer:
        """Keep a card, or remove it."""

    def step(self, *, back: bool) -> Answer:
        """Take the last change back, or make it again."""

    def copy(self) -> Answer:
        """Make a pack of one's own of one that can only be read."""

    def play(self, card: str, language: str) -> Answer:
        """Play a card."""

    def news(self) -> Payload:
        """What an open page has to know."""


class CardEditorApp:
    """The app; it is made on the loop on which it is served."""

    def __init__(self, pages: Pages, editing: Editing, asked: Callable[[], None]) -> None:
        """`asked` is called with every request of whoever may be here."""
        self._pages, self._editing, self._asked = pages, editing, asked
        self._token, self._cookie = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self._one_by_one = asyncio.Lock()
        self._preparing = asyncio.ensure_future(self._do(editing.prepare))
        posts = {
            "check": self._check,
            "save": self._save,
            "undo": self._undo,
            "redo": self._redo,
            "copy": self._copy,
            "play": self._play,
        }
        gets = {"": self._page, "cards": self._cards, "card": self._form, "news": self._news}
        self._router = Router(
            [
                Route("/cards/{token}", self._enter, methods=["GET"]),
                *(Route(f"/{name}", self._known(do), methods=["GET"]) for name, do in gets.items()),
                *(
                    Route(f"/{name}", self._known(do), methods=["POST"])
                    for name, do in posts.items()
                ),
                file_route(pages),
            ],
            redirect_slashes=False,
            default=not_found,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._router(scope, receive, send)

    def mount(self, port: int, prefix: str) -> None:
        """Nobody is invited: the address is printed."""

    def close(self) -> None:
        """No stream is open."""
        self._preparing.cancel()

    def networks_changed(self) -> None:
        """It is for this machine alone."""

    @property
    def path(self) -> str:
        """Where it is opened, with the secret."""
        return f"/cards/{self._token}"

    async def _enter(self, request: Request) -> Response:
        if not compare_digest(request.path_params["token"].encode(), self._token.encode()):
            return not_found_response()
        response = RedirectResponse(f"{prefix_of(request)}/", 303)
        return with_cookie(response, request, EDITOR_COOKIE, self._cookie, strict=True)

    def _known(self, do: Callable[[Request], Any]) -> Callable[[Request], Any]:
        """`do` for whoever was here by the address; what is no card is refused."""

        async def endpoint(request: Request) -> Response:
            header = request.headers.get("cookie", "").encode("latin-1")
            given = read_cookies(header, prefix_of(request))
            cookies = given[EDITOR_COOKIE]
            if not any(compare_digest(one.encode(), self._cookie.encode()) for one in cookies):
                return self._refused(request)
            self._asked()
            try:
                answered: Response = await do(request)
            except RequestRefused as refused:
                return refusal_response(refused, self._editing.language)
            except InvalidField:
                return json_response({"refusal": "bad_value"}, 400)
            return answered

        return endpoint

    def _refused(self, request: Request) -> Response:
        refused, language = own_refusal("not_player"), self._editing.language
        if request.method != "GET" or request.url.path != f"{prefix_of(request)}/":
            return refusal_response(refused, language)
        payload = {"language": language, "why": refused.words(language)}
        html = self._pages.page("player-shut", prefix_of(request), payload)
        return HTMLResponse(html, refused.status)

    async def _do(self, do: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """One after the other, so that two clicks never write at once."""
        async with self._one_by_one:
            return await asyncio.to_thread(do, *given, **named)

    def _html(self, request: Request, name: str, payload: Payload) -> Response:
        return html_response(request, self._pages.page(name, prefix_of(request), payload))

    async def _page(self, request: Request) -> Response:
        return self._html(request, "card-editor", await self._do(self._editing.page))

    async def _cards(self, request: Request) -> Response:
        text, kind, language = (_asked(request, name) for name in ("q", "kind", "language"))
        first = _asked(request, "first")
        at = int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 0
        found = await self._do(self._editing.cards, text, kind, language, at)
        return self._html(request, "card-editor-cards", found)

    async def _form(self, request: Request) -> Response:
        names = ("id", "kind", "like", "language")
        payload = await self._do(self._editing.form, *(_asked(request, name) for name in names))
        if payload is None:
            return not_found_response()
        return self._html(request, "card-editor-form", payload)

    async def _check(self, request: Request) -> Response:
        given = await _json(request)
        payload = await self._do(self._editing.check, _text(given, "card"), _card(given, "card_is"))
        faces = {
            language: self._pages.page("card-editor-face", prefix_of(request), face)
            for language, face in payload["faces"].items()
        }
        return json_response({**payload, "faces": faces})

    async def _save(self, request: Request) -> Response:
        given = await _json(request)
        cards = (_card_or_none(given, name) for name in ("card_was", "card_is"))
        return await self._answered(self._editing.save, _text(given, "card"), *cards)

    async def _undo(self, _: Request) -> Response:
        return await self._answered(self._editing.step, back=True)

    async def _redo(self, _: Request) -> Response:
        return await self._answered(self._editing.step, back=False)

    async def _copy(self, _: Request) -> Response:
        return await self._answered(self._editing.copy)

    async def _play(self, request: Request) -> Response:
        given = await _json(request)
        return await self._answered(
            self._editing.play, _text(given, "card"), _text(given, "language")
        )

    async def _news(self, _: Request) -> Response:
        return json_response(await self._do(self._editing.news))

    async def _answered(self, do: Callable[..., Answer], *given: Any, **named: Any) -> Response:
        answer = await self._do(do, *given, **named)
        return json_response(answer.payload, answer.status)


def _asked(request: Request, name: str) -> str:
    return query_of(request).get(name, "")[:_LONGEST_QUERY]


async def _json(request: Request) -> dict[str, Any]:
    body = await body_of(request, MOST_BODY)
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise InvalidField("body") from None
    if not isinstance(given, dict):
        raise InvalidField("body")
    return given


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise InvalidField(name)
    return _whole(value)


def _whole(text: str) -> str:
    """A text without half of a surrogate pair, which no file can hold."""
    return text.encode(errors="replace").decode()


def _card_or_none(given: Mapping[str, Any], name: str) -> WrittenCard | None:
    return None if given.get(name) is None else _card(given, name)


def _card(given: Mapping[str, Any], name: str) -> WrittenCard:
    """A card as JSON: {"fields": {name: text or [text]}, "words": {language: {name: text}}}."""
    card = given.get(name)
    fields, words = (card.get(part) if isinstance(card, dict) else None for part in _PARTS)
    if not isinstance(fields, dict) or not isinstance(words, dict):
        raise InvalidField(name)
    values = len(fields) + sum(len(said) for said in words.values() if isinstance(said, dict))
    values += sum(len(value) for value in fields.values() if isinstance(value, list))
    if values > MOST_VALUES:
        raise InvalidField(name)
    return WrittenCard(
        {_whole(key): _value(value) for key, value in fields.items()},
        {_whole(language): _said(said) for language, said in words.items()},
    )


_PARTS = ("fields", "words")


def _value(value: object) -> "str | list[str]":
    if isinstance(value, list):
        return [_only_text(one) for one in value]
    return _only_text(value)


def _said(words: object) -> Mapping[str, str]:
    if not isinstance(words, dict):
        raise InvalidField("words")
    return {_whole(name): _only_text(text) for name, text in words.items()}


def _only_text(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidField("text")
    return _whole(value)
