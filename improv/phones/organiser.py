"""The organiser: who has the service's key makes rooms. No account, and no name.

The key is 128 random bits, told once; only its SHA-256 is stored. A browser that showed it gets a
cookie that holds for as long as the key does. Knows no HTTP.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256

from improv.phones.pin import FREE_MISSES, RateLimit

KEY_BYTES = 16
_GROUP = 4
LONGEST_KEY = 100
"""Characters of what is tried: with blanks and dashes, as people copy it."""
_NONCE_BYTES = 16


def new_key() -> str:
    """A key, in groups of four letters and digits."""
    text = secrets.token_hex(KEY_BYTES)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def key_digest(key: str) -> str:
    """What is stored of a key, however it was typed."""
    plain = "".join(c for c in key[:LONGEST_KEY].casefold() if c.isalnum())
    return sha256(plain.encode()).hexdigest()


class Organisers:
    """Who is an organiser: by the key itself, or by the cookie that was given for it."""

    def __init__(self, secret: bytes, now: Callable[[], float]) -> None:
        """`secret`: the service's; `now` is monotonic, in seconds."""
        self._secret, self._limit = secret, RateLimit(FREE_MISSES, now)

    def wait(self, address: str) -> float:
        """How many seconds an address has to wait before it may try a key; 0 for none."""
        return self._limit.wait(address)

    def token_for(self, address: str, key: str, digests: Iterable[str]) -> str:
        """A token for the right key; empty for a wrong one, and while an address has to wait."""
        if self.wait(address) > 0:
            return ""
        tried = key_digest(key)
        # All are compared, so that the time tells nothing of how many there are.
        matching = [known for known in digests if hmac.compare_digest(tried, known)]
        if not matching:
            self._limit.record(address)
            return ""
        self._limit.reset(address)
        nonce = secrets.token_urlsafe(_NONCE_BYTES)
        return f"{nonce}.{self._mac(matching[0], nonce)}"

    def knows(self, token: str, digests: Iterable[str]) -> bool:
        """Whether this token was given for one of these keys."""
        nonce, _, mac = token.partition(".")
        if not token.isascii() or len(token) > LONGEST_KEY:
            return False
        return any(hmac.compare_digest(mac, self._mac(known, nonce)) for known in digests)

    def _mac(self, digest: str, nonce: str) -> str:
        text = f"organiser|{digest}|{nonce}"
        return urlsafe_b64encode(hmac.digest(self._secret, text.encode(), "sha256")).decode()[:32]
