"""The session clock: milliseconds that stand still in a pause, and while the program is down or
its machine asleep.

Runs on a monotonic clock that is handed in; a demo's runs faster, and never past the next
thing that is planned. Read from any thread, and by a reading of it in any process of the machine.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

Monotonic = Callable[[], float]
"""Seconds that never go back."""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """How a session clock goes: the instant at any time, until it is held or run anew."""

    at: int
    """ms of the session."""
    since: float | None = None
    """When it was `at`, in seconds of the monotonic clock; None: it stands still."""
    ceiling: int | None = None
    """The instant that it does not pass."""
    speed: float = 1.0
    """How many ms of the session pass in one of the monotonic clock."""

    def now(self, monotonic: float) -> int:
        """The instant at this time, in ms."""
        if self.since is None:
            return self.at
        now = self.at + int((monotonic - self.since) * 1000 * self.speed)
        return now if self.ceiling is None else min(now, self.ceiling)


class SessionClock:
    """The instant of a session. It stands still at first: the room lets it run."""

    def __init__(self, monotonic: Monotonic, at: int = 0, speed: float = 1.0) -> None:
        self._monotonic = monotonic
        self.speed = speed
        """How many ms of the session pass in one of the wall clock: 1, but for a demo."""
        self.reading = ClockReading(at)
        """Swapped as a whole, never changed."""
        self.changed: Callable[[], None] = lambda: None
        """Called when it is held or runs anew."""

    def now(self) -> int:
        """The instant, in ms."""
        return self.reading.now(self._monotonic())

    def hold(self, at: int) -> None:
        """Stand still at `at`."""
        self._swap(ClockReading(at))

    def run(self, at: int, ceiling: int | None = None) -> None:
        """Run on from `at`, not past `ceiling`."""
        self._swap(ClockReading(at, self._monotonic(), ceiling, self.speed))

    def turn_back(self, at: int) -> None:
        """Go on from `at` as it goes, or stand as it stands."""
        if not self.held:
            self._swap(replace(self.reading, at=at, since=self._monotonic()))

    @property
    def held(self) -> bool:
        """Whether it stands still."""
        return self.reading.since is None

    def seconds_until(self, instant: int) -> float:
        """Seconds of the wall clock until `instant`; 0 when it has passed."""
        return max(0.0, (instant - self.now()) / 1000 / self.speed)

    def _swap(self, reading: ClockReading) -> None:
        self.reading = reading
        self.changed()
