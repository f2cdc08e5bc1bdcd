"""Tokens: signed secrets by which a session knows its clients again. Only hashes are stored.

Everything is derived from one secret of the data folder and the session's id, so that cookies,
room code and PIN outlive a crash without being stored. Knows no HTTP and no state.
"""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

TOKEN_BYTES = 24
"""192 random bits."""
_SIGNATURE = 22
"""Characters of base64: 132 bits."""
_LENGTH = TOKEN_BYTES * 4 // 3 + 1 + _SIGNATURE

CODE_LETTERS = "ACDEFHJKLMNPRTUVWXY"
"""None that looks like another one, or like a digit, on a projector."""
CODE_LENGTH = 4
PIN_LENGTH = 6


def load_secret(folder: Path) -> bytes:
    """The data folder's secret of 32 bytes, made where there is none. Raises OSError."""
    file = folder / "phones-secret"
    try:
        new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(file, new, 0o600)
    except FileExistsError:
        known = file.read_bytes()
        if len(known) == 32:
            return known
        file.unlink()  # the program was killed while it wrote: no token of it can exist
        return load_secret(folder)
    made = secrets.token_bytes(32)
    with os.fdopen(handle, "wb") as out:
        out.write(made)
        out.flush()
        os.fsync(out.fileno())
    return made


class Keyring:
    """The tokens of one session."""

    def __init__(
        self, secret: bytes, session: str, pin: str = "", *, pin_length: int = PIN_LENGTH
    ) -> None:
        """`pin` is the host PIN; one of `pin_length` is derived of the secret where it is empty."""
        self._secret, self._session = secret, session
        self.code = self._derived("code", CODE_LETTERS, CODE_LENGTH)
        self.pin = pin or self._derived("pin", "0123456789", pin_length)

    def new_voter(self) -> str:
        """A token for a phone."""
        return self._signed("voter", secrets.token_urlsafe(TOKEN_BYTES))

    def voter(self, token: str) -> str:
        """The key of the voter who holds this token; empty for a token of another session."""
        # It differs in every session, so that nobody can follow a phone from one to the next.
        if not self._is_signed("voter", token):
            return ""
        return _text(hashlib.sha256(f"{self._session}|{token}".encode()).digest())[:_SIGNATURE]

    def new_host(self) -> str:
        """A token for a client that knew the PIN."""
        return self._signed("host", secrets.token_urlsafe(TOKEN_BYTES))

    def is_host(self, token: str) -> bool:
        """Whether this is a host's token of this session."""
        return self._is_signed("host", token)

    @property
    def host_address(self) -> str:
        """What is in the address by which a hosted room's remote is opened: 132 bits."""
        return self._mac("host-address")

    def opens_remote(self, token: str) -> bool:
        """Whether this is it."""
        return token.isascii() and hmac.compare_digest(token, self.host_address)

    def is_ours(self, token: str) -> bool:
        """Whether this is a phone's, a host's or a guest's token of this session."""
        return any(self._is_signed(kind, token) for kind in ("voter", "host", "guest"))

    def new_guest(self) -> str:
        """A token for a client that showed the room code."""
        return self._signed("guest", secrets.token_urlsafe(TOKEN_BYTES))

    def is_guest(self, token: str) -> bool:
        """Whether this is a guest's token of this session."""
        return self._is_signed("guest", token)

    @property
    def player(self) -> str:
        """What is in the address by which somebody alone opens their page: 132 bits."""
        return self._mac("player-address")

    def opens_player(self, token: str) -> bool:
        """Whether this is it."""
        return token.isascii() and hmac.compare_digest(token, self.player)

    def new_player(self) -> str:
        """A token for a browser that was opened by that address."""
        return self._signed("player", secrets.token_urlsafe(TOKEN_BYTES))

    def is_player(self, token: str) -> bool:
        """Whether this is the token of such a browser, of this session."""
        return self._is_signed("player", token)

    def _signed(self, kind: str, body: str) -> str:
        return f"{body}.{self._mac(kind, body)}"

    def _is_signed(self, kind: str, token: str) -> bool:
        if len(token) != _LENGTH or not token.isascii():
            return False
        body, _, signature = token.partition(".")
        return hmac.compare_digest(signature, self._mac(kind, body))

    def _mac(self, *parts: str) -> str:
        text = "|".join((self._session, *parts))
        return _text(hmac.digest(self._secret, text.encode(), "sha256"))[:_SIGNATURE]

    def _derived(self, what: str, letters: str, count: int) -> str:
        number = int.from_bytes(
            hmac.digest(self._secret, f"{self._session}|{what}".encode(), "sha256")
        )
        text = ""
        for _ in range(count):
            number, letter = divmod(number, len(letters))
            text += letters[letter]
        return text


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()
