"""Callers: who sent a request, as far as its cookies, its address and its headers tell."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from improv.phones.cookies import (
    GUEST_COOKIE,
    HOST_COOKIE,
    LANGUAGE_COOKIE,
    VOTER_COOKIE,
    read_cookies,
    with_cookie,
)
from improv.phones.networks import household
from improv.phones.proxies import FORWARDED
from improv.phones.tokens import Keyring

_MOST_LANGUAGES = 500
"""Characters of an Accept-Language header that are read."""
_KEPT = 4096
_KEPT_BYTES = 1024
"""Of headers that are kept: whoever sends long ones does not fill the memory."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks."""

    token: str
    voter: str
    """The key of their token; empty for none of ours."""
    is_host: bool
    is_guest: bool
    """Showed the room code before."""
    language: str
    address: str
    """By which tries are counted."""
    outside: bool
    """Not from one of our networks, or by way of a proxy."""


class ClientIdentifier:
    """Reads the callers of one session."""

    def __init__(
        self,
        keyring: Keyring,
        languages: Mapping[str, str],
        usual: Callable[[], str],
        is_inside: Callable[[str], bool],
        hosted: Callable[[str], None],
    ) -> None:
        """`usual`: the language where a phone asks for none of ours.

        `hosted` is called with the name by which a host reached us over TLS. No one else's is
        believed: anybody may write any name into a request.
        """
        self._keyring, self._languages = keyring, languages
        self._usual, self._is_inside, self._hosted = usual, is_inside, hosted
        # A phone says the same with every request, and hundreds of phones speak at once.
        self._known = lru_cache(_KEPT)(self._said)

    def speaks(self, language: str) -> bool:
        """Whether a phone may choose it."""
        return language in self._languages

    def read(self, request: Request) -> Client:
        """Whoever sent this request."""
        lines: list[bytes] = []
        accepted = host = b""
        for name, value in request.scope["headers"]:
            if name == b"cookie":  # HTTP/2 may split it (RFC 9113, 8.2.3)
                lines.append(value)
            elif name == b"accept-language":
                accepted = value
            elif name == b"host":
                host = value
        cookie, client = b"; ".join(lines), request.scope["client"]
        address = client[0] if client else ""
        short = len(cookie) + len(accepted) <= _KEPT_BYTES
        read = self._known if short else self._said
        token, voter, is_host, is_guest, language = read(cookie, accepted)
        if is_host and request.scope["scheme"] == "https":
            self._hosted(host.decode("latin-1").lower())
        outside = FORWARDED in request.scope or not self._is_inside(address)
        tries = household(address)
        return Client(token, voter, is_host, is_guest, language or self._usual(), tries, outside)

    def admit(self, response: Response, request: Request, caller: Client) -> Response:
        """`response` to somebody who was admitted: from outside the code is shown once."""
        if caller.outside and not caller.is_guest:
            with_cookie(response, request, GUEST_COOKIE, self._keyring.new_guest())
        return response

    def _said(self, cookie: bytes, accepted: bytes) -> tuple[str, str, bool, bool, str]:
        """(token, voter, is_host, is_guest, language) of two headers."""
        cookies, keyring = read_cookies(cookie), self._keyring
        language = next(filter(self.speaks, cookies[LANGUAGE_COOKIE]), "")
        if not language:
            language = self._first_spoken(accepted.decode("latin-1")[:_MOST_LANGUAGES])
        # Of several with one name the one that this session signed is meant.
        voters = ((token, keyring.voter(token)) for token in cookies[VOTER_COOKIE])
        token, voter = next((one for one in voters if one[1]), ("", ""))
        is_host = any(map(keyring.is_host, cookies[HOST_COOKIE]))
        is_guest = any(map(keyring.is_guest, cookies[GUEST_COOKIE]))
        return token, voter, is_host, is_guest, language

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
