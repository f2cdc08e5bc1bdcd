"""The session clock: milliseconds that stand still in a pause and while the program is down.

Runs on a monotonic clock that is handed in; a demo's runs faster, and never past the next
thing that is planned. Read from any thread: one tuple is swapped, never changed.
"""

from collections.abc import Callable

Monotonic = Callable[[], float]
"""Seconds that never go back."""


class SessionClock:
    """The instant of a session. It stands still at first: the room lets it run."""

    def __init__(self, monotonic: Monotonic, at: int = 0, speed: float = 1.0) -> None:
        self._monotonic = monotonic
        self.speed = speed
        """How many ms of the session pass in one of the wall clock: 1, but for a demo."""
        self._since: tuple[int, float | None, int | None] = (at, None, None)

    def now(self) -> int:
        """The instant, in ms."""
        at, since, ceiling = self._since
        if since is None:
            return at
        now = at + int((self._monotonic() - since) * 1000 * self.speed)
        return now if ceiling is None else min(now, ceiling)

    def hold(self, at: int) -> None:
        """Stand still at `at`."""
        self._since = (at, None, None)

    def run(self, at: int, ceiling: int | None = None) -> None:
        """Run on from `at`, not past `ceiling`."""
        self._since = (at, self._monotonic(), ceiling)

    @property
    def held(self) -> bool:
        """Whether it stands still."""
        return self._since[1] is None

    def seconds_until(self, instant: int) -> float:
        """Seconds of the wall clock until `instant`; 0 when it has passed."""
        return max(0.0, (instant - self.now()) / 1000 / self.speed)
