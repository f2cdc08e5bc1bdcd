"""The real loop over a real room: keys from SDL's own queue, and a wall that a test moves on."""

import time
from collections.abc import Callable

import pygame

from improv.core.state import Setup
from improv.director.waker import Waker
from improv.screen.loop import Loop, Outcome
from improv.screen.screens import Screens
from improv.screen.window_messages import WindowOptions
from tests.fakes import FakeWatch
from tests.screen.rooms import NAMES, deck

SIZE = (640, 360)
ONE = ((1024, 768),)
TWO = ONE * 2
Step = Callable[[], bool] | int | float
ROUND = (
    *("rules", "draw", "brief", "play", "play", "bell"),
    *("vote", "result", "result", "debrief"),
)
"""What Next leads to; the result is hidden first."""
CLOSING = ("standings", "kudos", "end")


def down(symbol: int, modifiers: int = 0) -> None:
    """Press a key and let it go."""
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        pygame.event.post(pygame.event.Event(kind, key=symbol, scancode=0, mod=modifiers))


def watch_of(clock: Callable[[], float] = time.monotonic, **options: object) -> FakeWatch:
    """A room in its lobby, on the real clock if on no other."""
    setup = Setup(7, rounds=1)
    wall = lambda: round(clock() * 1000)  # noqa: E731
    return FakeWatch(deck(), wall, setup=setup, names=NAMES, **options)  # type: ignore[arg-type]


def close() -> bool:
    """Close the window."""
    return pygame.event.post(pygame.event.Event(pygame.QUIT))


class Player:
    """Does one step after another inside the loop: an int presses a key, a float lets so many
    seconds pass by the wall, a function is called until it says yes.

    It rides on the wall that the loop asks, so it needs no thread and no guess about time.
    """

    def __init__(
        self, steps: list[Step], waker: Waker, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._steps, self._waker, self._clock = steps, waker, clock
        self._began, self._skipped = clock(), 0.0

    def __call__(self) -> float:
        """The wall."""
        at = self._clock()
        now = at + self._skipped
        if at - self._began > 60:
            self._waker.end()
        if not self._steps:
            return now
        step = self._steps[0]
        if isinstance(step, float):
            self._steps.pop(0)
            self._skipped += step
        elif isinstance(step, int):
            self._steps.pop(0)
            down(step)
        elif step():
            self._steps.pop(0)
        return now


def run(watch: FakeWatch, steps: list[Step]) -> tuple[Outcome, Screens]:
    """Run a loop in one window through these steps; how it ended, and its screens, still open."""
    screens = Screens(WindowOptions(window=SIZE, still=True), ONE)
    loop = loop_of(screens, watch, steps)
    return loop.run(), screens


def loop_of(screens: Screens, watch: FakeWatch, steps: list[Step]) -> Loop:
    """A loop that goes through these steps."""
    waker = Waker()
    watch.woken = waker.set
    return Loop(screens, watch, waker, Player(steps, waker), "t", lambda: ONE)
