"""The PIN and the room code: secrets that people type, and limits to how often they may be tried.

Six digits are a million PINs. An address waits longer after each miss, and after fifty misses
from anywhere nobody may try for ten minutes: one PIN in 3,000 is tried in an hour at most.
Strangers from outside are counted apart, or they could keep the room's own people from trying; a
known host, and whoever sits at the laptop, never wait for others.
Four letters are 130,000 room codes, with which nobody steers anything; there only addresses wait,
or one prankster could keep a whole room from joining. Knows addresses, and time as it is handed in.
"""

import hmac
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from math import inf

FREE_MISSES = 3
"""So often an address may mistype the PIN without waiting."""
FREE_CODES = 10
"""And the room code: all phones of a room behind one router have one address."""
LONGEST_WAIT = 60.0
"""Seconds."""
MISSES = 50
REST_SECONDS = 600.0
_MOST_KEYS = 1000


class RateLimit:
    """Who tried too often, and how long they have to wait: 1, 2, 4 ... 60 s after each try."""

    def __init__(self, free: int, now: Callable[[], float], forgets: float = inf) -> None:
        """The first `free` tries cost nothing; `now` is monotonic, in seconds.

        One try is forgotten after each `forgets` seconds.
        """
        self._free, self._now, self._forgets = free, now, forgets
        self._tries: OrderedDict[str, tuple[int, float, float]] = OrderedDict()
        """key -> how many tries, until when it has to wait, the last try; the oldest first."""

    def wait(self, key: str) -> float:
        """How many seconds this key has to wait before it may try; 0 for none."""
        _, until, _ = self._tries.get(key, (0, 0.0, 0.0))
        return max(0.0, until - self._now())

    def record(self, key: str) -> None:
        """Count a try."""
        now = self._now()
        count, _, last = self._tries.pop(key, (0, 0.0, now))
        count = max(0, count - int((now - last) / self._forgets)) + 1
        over = min(count - self._free, 10)
        wait = min(2.0**over, LONGEST_WAIT) if over >= 0 else 0.0
        self._tries[key] = count, now + wait, now
        if len(self._tries) > _MOST_KEYS:
            self._tries.popitem(last=False)

    def reset(self, key: str) -> None:
        """Forget its tries: the last one was right."""
        self._tries.pop(key, None)


class Pin:
    """The host's PIN, and the misses."""

    def __init__(self, pin: str, now: Callable[[], float]) -> None:
        """`now` is monotonic, in seconds."""
        self._pin, self._now = pin, now
        self._limit = RateLimit(FREE_MISSES, now)
        self._misses = {True: 0, False: 0}
        """Of strangers, and of the room's own people."""
        self._rest_until = {True: float("-inf"), False: float("-inf")}

    def wait(self, key: str, *, stranger: bool = False, hosts: bool = False) -> float:
        """How many seconds this key has to wait before it may try; 0 or less for none.

        Who `hosts`, as a known one or on the laptop itself, waits for no misses of others.
        """
        rest = 0.0 if hosts else self._rest_until[stranger] - self._now()
        return max(self._limit.wait(key), rest)

    def matches(self, key: str, tried: str, *, stranger: bool = False) -> bool:
        """Try a PIN. Digits of any script are digits."""
        digits = "".join(str(unicodedata.digit(c, "")) for c in tried[:40])
        if hmac.compare_digest(digits.encode(), self._pin.encode()):
            self._limit.reset(key)
            return True
        self._limit.record(key)
        self._misses[stranger] += 1
        if self._misses[stranger] % MISSES == 0:
            self._rest_until[stranger] = self._now() + REST_SECONDS
        return False


class Code:
    """The room code, and the misses."""

    def __init__(self, code: str, now: Callable[[], float]) -> None:
        """`now` is monotonic, in seconds."""
        self._code, self._limit = code, RateLimit(FREE_CODES, now)

    def wait(self, key: str) -> float:
        """How many seconds this key has to wait before it may try; 0 for none."""
        return self._limit.wait(key)

    def matches(self, key: str, tried: str) -> bool:
        """Try a code. While a key has to wait none matches; an empty one is no miss."""
        code = tried.strip().upper()
        if not code or self.wait(key) > 0:
            return False
        if hmac.compare_digest(code.encode(), self._code.encode()):
            return True
        self._limit.record(key)
        return False
