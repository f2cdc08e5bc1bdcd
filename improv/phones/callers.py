"""Callers: who sent a request, as far as its cookies, its address and its headers tell."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request, cookie_parser
from starlette.responses import Response

from improv.phones.tokens import Keyring

VOTER_COOKIE = "improv"
HOST_COOKIE = "improv_host"
LANGUAGE_COOKIE = "improv_language"
COOKIE_SECONDS = 24 * 3600
_MOST_LANGUAGES = 500
"""Characters of an Accept-Language header that are read."""
_KEPT = 4096
_KEPT_BYTES = 1024
"""Of headers that are kept: whoever sends long ones does not fill the memory."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    token: str
    voter: str
    """The key of their token; empty for none of ours."""
    is_host: bool
    language: str
    address: str
    outside: bool
    """Not from one of our networks."""


class Callers:
    """Reads the callers of one session."""

    def __init__(
        self,
        keyring: Keyring,
        languages: Mapping[str, str],
        usual: Callable[[], str],
        is_inside: Callable[[str], bool],
    ) -> None:
        """`usual`: the language where a phone asks for none of ours."""
        self._keyring, self._languages = keyring, languages
        self._usual, self._is_inside = usual, is_inside
        # A phone says the same with every request, and hundreds of phones speak at once.
        self._known = lru_cache(_KEPT)(self._said)

    def speaks(self, language: str) -> bool:
        """Whether a phone may choose it."""
        return language in self._languages

    def read(self, request: Request) -> Caller:
        """Whoever sent this request."""
        cookie = accepted = b""
        for name, value in request.scope["headers"]:
            if name == b"cookie":
                cookie = value
            elif name == b"accept-language":
                accepted = value
        client = request.scope["client"]
        address = client[0] if client else ""
        short = len(cookie) + len(accepted) <= _KEPT_BYTES
        read = self._known if short else self._said
        token, voter, is_host, language = read(cookie, accepted)
        outside = not self._is_inside(address)
        return Caller(token, voter, is_host, language or self._usual(), address, outside)

    def _said(self, cookie: bytes, accepted: bytes) -> tuple[str, str, bool, str]:
        """(token, voter, is_host, language) of two headers."""
        cookies = cookie_parser(cookie.decode("latin-1"))
        token, chosen = cookies.get(VOTER_COOKIE, ""), cookies.get(LANGUAGE_COOKIE, "")
        if not self.speaks(chosen):
            chosen = self._first_spoken(accepted.decode("latin-1")[:_MOST_LANGUAGES])
        is_host = self._keyring.is_host(cookies.get(HOST_COOKIE, ""))
        return token, self._keyring.voter(token), is_host, chosen

    def _first_spoken(self, accepted: str) -> str:
        """The first language of an Accept-Language that we speak (RFC 9110, 12.5.4)."""
        wanted: list[tuple[float, str]] = []
        for part in accepted.split(","):
            tag, _, quality = part.replace(" ", "").partition(";q=")
            with suppress(ValueError):
                if (liked := float(quality or 1)) > 0:
                    wanted.append((-liked, tag.partition("-")[0].lower()))
        known = (tag for _, tag in sorted(wanted, key=lambda one: one[0]) if tag in self._languages)
        return next(known, "")


def with_cookie(response: Response, request: Request, name: str, value: str) -> Response:
    """`response` with a cookie that no script reads and no other site sends."""
    response.set_cookie(
        name,
        value,
        max_age=COOKIE_SECONDS,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response
