"""Secrets that people type: tried slowly, and not for ever. Knows addresses and the time that is
handed in.

Six figures are a million PINs. An address waits longer after each miss, and after fifty misses
from anywhere nobody may try for ten minutes: one in 3,000 is tried in an hour at most. Strangers
from outside are counted apart, or they could keep the room's own people from trying. Four
letters are 130,000 room codes, with which nobody steers anything: there only addresses wait, for
else one prankster could keep a room from joining.
"""

import hmac
import unicodedata
from collections import OrderedDict
from collections.abc import Callable

FREE_MISSES = 3
"""So often an address may mistype a PIN without waiting."""
FREE_THANKS = 6
"""So many lines of thanks a phone gives without waiting: there is room for 500 in all."""
FREE_CODES = 10
"""And a room code: a room behind a router is one address."""
LONGEST_WAIT = 60.0
MISSES = 50
REST_SECONDS = 600.0
_ADDRESSES = 1000


class Tries:
    """Who tried too often, and how long they have to wait."""

    def __init__(self, free: int, now: Callable[[], float]) -> None:
        """`free` tries cost nothing; `now` is monotonic seconds."""
        self._free, self._now = free, now
        self._known: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """How many seconds this address has to wait before it may try; 0 for none."""
        _, until = self._known.get(address, (0, 0.0))
        return max(0.0, until - self._now())

    def note(self, address: str) -> None:
        """It tried."""
        count = self._known.pop(address, (0, 0.0))[0] + 1
        over = min(count - self._free, 10)
        wait = min(2.0**over, LONGEST_WAIT) if over >= 0 else 0.0
        self._known[address] = count, self._now() + wait
        if len(self._known) > _ADDRESSES:
            self._known.popitem(last=False)

    def forget(self, address: str) -> None:
        """It was right."""
        self._known.pop(address, None)


class Pin:
    """The host's PIN and its misses."""

    def __init__(self, pin: str, now: Callable[[], float]) -> None:
        """`now`: monotonic seconds."""
        self._pin, self._now = pin, now
        self._misses = Tries(FREE_MISSES, now)
        self._all = {True: 0, False: 0}
        """Misses, of strangers and of the room's own people."""
        self._rest = {True: float("-inf"), False: float("-inf")}

    def wait(self, address: str, *, stranger: bool = False) -> float:
        """How many seconds this address has to wait before it may try; 0 for none."""
        return max(self._misses.wait(address), self._rest[stranger] - self._now())

    def fits(self, address: str, tried: str, *, stranger: bool = False) -> bool:
        """Try it. Figures of any script are figures."""
        figures = "".join(str(unicodedata.digit(c, "")) for c in tried[:40])
        if hmac.compare_digest(figures.encode(), self._pin.encode()):
            self._misses.forget(address)
            return True
        self._misses.note(address)
        self._all[stranger] += 1
        if self._all[stranger] % MISSES == 0:
            self._rest[stranger] = self._now() + REST_SECONDS
        return False


class Code:
    """The room code and its misses."""

    def __init__(self, code: str, now: Callable[[], float]) -> None:
        """`now`: monotonic seconds."""
        self._code, self._misses = code, Tries(FREE_CODES, now)

    def wait(self, address: str) -> float:
        """How many seconds this address has to wait before it may try; 0 for none."""
        return self._misses.wait(address)

    def fits(self, address: str, tried: str) -> bool:
        """Try it. While an address has to wait, nothing fits; showing none is no miss."""
        shown = tried.strip().upper()
        if not shown or self.wait(address) > 0:
            return False
        if hmac.compare_digest(shown.encode(), self._code.encode()):
            return True
        self._misses.note(address)
        return False
