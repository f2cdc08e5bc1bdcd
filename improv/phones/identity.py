"""Identity: who sent a request, as far as its cookies, its address and its headers tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from improv.locale.tags import accepted_language
from improv.phones.cookies import (
    GUEST_COOKIE,
    HOST_COOKIE,
    LANGUAGE_COOKIE,
    PLAYER_COOKIE,
    VOTER_COOKIE,
    read_cookies,
    with_cookie,
)
from improv.phones.networks import is_loopback, rate_limit_key
from improv.phones.proxies import FORWARDED
from improv.phones.tokens import Keyring

_CACHE_SIZE = 1024
_MOST_CACHED_BYTES = 1024
"""Of the two headers: longer ones are read anew, so that whoever sends them fills no memory."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks."""

    token: str
    voter: str
    """The voter's key, which the token gives; empty where it is none of ours."""
    is_host: bool
    is_guest: bool
    """Whether it showed the room code before."""
    language: str
    rate_limit_key: str
    """What its misses of a PIN or a code are counted by."""
    outside: bool
    """Whether it comes from none of our networks, or by way of a proxy."""
    on_this_machine: bool
    """Whether it is a program on this very machine that asks for nobody else."""
    keeps_cookies: bool
    """Whether it sent a voter's cookie back, be it one of another session."""
    is_player: bool = False
    """Whether it was opened by the address that somebody alone was told."""


class ClientIdentifier:
    """Reads who the clients of one session are."""

    def __init__(
        self,
        keyring: Keyring,
        languages: Mapping[str, str],
        default_language: Callable[[], str],
        is_inside: Callable[[str], bool],
        on_public_name: Callable[[str], None],
    ) -> None:
        """`default_language` is for a phone that asks for none of `languages`.

        `on_public_name` is called with the name by which a host came over TLS. Nobody else's is
        believed, since anybody may write any name into a request.
        """
        self._keyring, self._languages = keyring, languages
        self._default_language, self._is_inside = default_language, is_inside
        self._on_public_name = on_public_name
        # A phone sends the same headers every time, and hundreds of phones do at once.
        self._read_cached = lru_cache(_CACHE_SIZE)(self._read_headers)

    def offers(self, language: str) -> bool:
        """Whether a phone may choose this language."""
        return language in self._languages

    def read(self, request: Request) -> Client:
        """The sender of this request."""
        lines: list[bytes] = []
        accepted = host = b""
        for name, value in request.scope["headers"]:
            if name == b"cookie":  # HTTP/2 may split it (RFC 9113, 8.2.3)
                lines.append(value)
            elif name == b"accept-language":
                accepted = value
            elif name == b"host":
                host = value
        cookie, peer = b"; ".join(lines), request.scope["client"]
        address = peer[0] if peer else ""
        short = len(cookie) + len(accepted) <= _MOST_CACHED_BYTES
        read = self._read_cached if short else self._read_headers
        token, voter, is_host, is_guest, is_player, language, keeps = read(
            cookie, accepted, request.scope.get("root_path", "")
        )
        outside = FORWARDED in request.scope or not self._is_inside(address)
        if is_host and request.scope["scheme"] == "https":
            self._on_public_name(host.decode("latin-1").lower())
        return Client(
            token,
            voter,
            is_host,
            is_guest,
            language or self._default_language(),
            rate_limit_key(address),
            outside=outside,
            on_this_machine=not outside
            and (is_loopback(address) or address == request.scope["server"][0]),
            keeps_cookies=keeps,
            is_player=is_player,
        )

    def admit(self, response: Response, request: Request, client: Client) -> Response:
        """The response to a client that may come in: from outside the code is shown only once."""
        if client.outside and not client.is_guest:
            with_cookie(response, request, GUEST_COOKIE, self._keyring.new_guest())
        return response

    def _read_headers(
        self, cookie: bytes, accepted: bytes, prefix: str
    ) -> tuple[str, str, bool, bool, bool, str, bool]:
        """(token, voter, is_host, is_guest, is_player, language, keeps_cookies) of two headers."""
        cookies, keyring = read_cookies(cookie, prefix), self._keyring
        language = next(filter(self.offers, cookies[LANGUAGE_COOKIE]), "")
        if not language:
            language = accepted_language(accepted.decode("latin-1"), self._languages)
        # Of several cookies with one name the one that this session signed is meant.
        voters = ((token, keyring.voter(token)) for token in cookies[VOTER_COOKIE])
        token, voter = next((pair for pair in voters if pair[1]), ("", ""))
        is_host = any(map(keyring.is_host, cookies[HOST_COOKIE]))
        is_guest = any(map(keyring.is_guest, cookies[GUEST_COOKIE]))
        is_player = any(map(keyring.is_player, cookies[PLAYER_COOKIE]))
        keeps = bool(cookies[VOTER_COOKIE])
        return token, voter, is_host, is_guest, is_player, language, keeps
