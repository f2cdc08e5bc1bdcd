"""How long those wait who change something: the newest of them, for the figures of a service."""

from collections import deque

KEPT = 2000


class Acknowledgements:
    """The newest waits."""

    def __init__(self) -> None:
        self._seconds: deque[float] = deque(maxlen=KEPT)

    def record(self, seconds: float) -> None:
        """One more."""
        self._seconds.append(seconds)

    def p99(self) -> float:
        """ms that ninety-nine of a hundred did not exceed; 0 without any."""
        waits = sorted(self._seconds)
        return round(1000 * waits[min(len(waits) - 1, len(waits) * 99 // 100)], 1) if waits else 0.0
