"""Bursts: much that comes from one address within seconds.

A room behind one router is one address, too, so nothing is refused by it: the facilitator is told
and decides. Kept in memory alone, for seconds: no address is ever written down.
"""

from collections import OrderedDict, deque
from collections.abc import Callable

SECONDS = 5.0
MANY_JOINS = 20
"""More than phones that are held up to one code together."""
MANY_BALLOTS = 5
"""Of phones that are new: see `Commands.vote`."""
_MOST_ADDRESSES = 1000


class BurstDetector:
    """Counts what comes from each address."""

    def __init__(self, many: int, now: Callable[[], float]) -> None:
        """A burst begins with `many` within SECONDS, and ends when nothing has come for as long.

        `now` is monotonic, in seconds.
        """
        self._many, self._now = many, now
        self._recent: OrderedDict[str, tuple[deque[float], int]] = OrderedDict()
        """address -> its newest instants, and how many its burst has; the quietest first."""

    def record(self, address: str) -> int:
        """Something came from there. How many its burst has by now: `many` as it begins, else 0."""
        now = self._now()
        instants, count = self._recent.pop(address, (deque[float](maxlen=self._many), 0))
        if instants and now - instants[-1] >= SECONDS:
            instants.clear()
            count = 0
        instants.append(now)
        if count:
            count += 1
        elif len(instants) == self._many and now - instants[0] < SECONDS:
            count = self._many
        self._recent[address] = instants, count
        if len(self._recent) > _MOST_ADDRESSES:
            self._recent.popitem(last=False)
        return count
