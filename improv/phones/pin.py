"""The PIN: tried slowly, and not for ever. Knows addresses and the time that is handed in.

Six figures are a million PINs. An address waits longer after each miss, and after fifty misses
from anywhere nobody may try for ten minutes: at most one in 3,000 is tried in an hour.
"""

import hmac
import unicodedata
from collections import OrderedDict
from collections.abc import Callable

FREE_MISSES = 3
"""So often an address may mistype without waiting."""
LONGEST_WAIT = 60.0
MISSES = 50
REST_SECONDS = 600.0
_ADDRESSES = 1000


class Pin:
    """The host's PIN and its misses."""

    def __init__(self, pin: str, now: Callable[[], float]) -> None:
        """`now`: monotonic seconds."""
        self._pin, self._now = pin, now
        self._misses: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._all = 0
        self._rest = float("-inf")

    def wait(self, address: str) -> float:
        """How many seconds this address has to wait before it may try; 0 for none."""
        _, until = self._misses.get(address, (0, 0.0))
        return max(0.0, until - self._now(), self._rest - self._now())

    def fits(self, address: str, tried: str) -> bool:
        """Try it. Figures of any script are figures."""
        figures = "".join(str(unicodedata.digit(c, "")) for c in tried[:40])
        if hmac.compare_digest(figures.encode(), self._pin.encode()):
            self._misses.pop(address, None)
            return True
        count = self._misses.pop(address, (0, 0.0))[0] + 1
        wait = min(2.0 ** (count - FREE_MISSES), LONGEST_WAIT) if count >= FREE_MISSES else 0.0
        self._misses[address] = count, self._now() + wait
        if len(self._misses) > _ADDRESSES:
            self._misses.popitem(last=False)
        self._all += 1
        if self._all % MISSES == 0:
            self._rest = self._now() + REST_SECONDS
        return False
