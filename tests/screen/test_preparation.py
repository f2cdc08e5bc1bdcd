"""Preparation: what comes is drawn while people read, and never while something moves."""

from collections.abc import Iterator
from dataclasses import replace

import pygame
import pytest

from improv.director.ports import Snapshot
from improv.director.waker import Waker
from improv.screen.canvas import Canvas
from improv.screen.key_handling import follow
from improv.screen.loop import Loop
from improv.screen.preparation import STILL_SECONDS, Preparation
from improv.screen.screens import Screens
from improv.screen.ui_state import Panel, UiState
from improv.screen.window_messages import WindowOptions
from tests.screen.loops import CLOSING, ONE, ROUND, SIZE, TWO, Player, Step, close, watch_of
from tests.screen.rooms import Room


class Shown:
    """A room in windows, on a wall that the test moves on."""

    def __init__(self, there: tuple[tuple[int, int], ...]) -> None:
        self.room = Room(rounds=1)
        self.screens = Screens(WindowOptions(window=SIZE), there)
        self.room.ui = replace(self.room.ui, single=self.screens.single)
        self.preparation = Preparation(self.screens, self.room.watch)
        self.paint()

    def paint(self, ui: UiState | None = None) -> None:
        """Paint what there is now."""
        snapshot = self.room.watch.latest()
        self.room.ui = follow(self.room.ui, snapshot)
        self.screens.paint(snapshot, self.room.watch.now(), self.room.at, ui or self.room.ui)
        self.preparation.follow(snapshot, self.room.at)

    def stand(self) -> None:
        """Let everything come to rest, and what comes be prepared."""
        while self.screens.next_change(self.room.watch.now()) == 0:
            self.room.at += 0.1
            self.paint()
        self.room.at += STILL_SECONDS
        while self.preparation.step(self.room.at):
            pass

    def words(self) -> set[object]:
        """The glyph runs that are drawn: surfaces in the windows' caches."""
        return {key for canvas in self.canvases() for key in canvas._cache if key[0] == "words"}  # type: ignore[index]

    def canvases(self) -> list[Canvas]:
        """What the windows paint on."""
        return [renderer._canvas for renderer in self.screens._renderers.values()]  # type: ignore[attr-defined]


@pytest.fixture(params=[ONE, TWO], ids=["one-display", "two-displays"])
def shown(dummy: None, request: pytest.FixtureRequest) -> Iterator[Shown]:
    """A room in its lobby."""
    made = Shown(request.param)
    yield made
    made.screens.close()


def test_a_scene_that_people_waited_for_draws_no_letter_when_it_enters(shown: Shown) -> None:
    """From the lobby to the end every glyph run is drawn before; the caches stay within bounds."""
    entered = []
    while shown.room.kind != "end":
        shown.stand()
        before = shown.words()
        shown.room.press(pygame.K_SPACE)
        shown.paint()
        entered.append(shown.room.kind)
        assert shown.words() <= before, entered
        assert all(canvas._bytes <= canvas._most_bytes for canvas in shown.canvases())
    assert entered == [*ROUND, *CLOSING]


def test_the_keys_are_prepared_too(shown: Shown) -> None:
    """The longest list of words there is opens at once."""
    shown.stand()
    before = shown.words()
    shown.paint(UiState(single=shown.screens.single, panel=Panel.HELP))
    assert shown.words() <= before


def test_a_picture_that_was_just_pushed_comes_first(shown: Shown) -> None:
    """Nothing is prepared until nothing new has come for a while: every ballot is news."""
    since = shown.room.at
    assert not shown.preparation.step(since + 0.9 * STILL_SECONDS)
    assert shown.preparation.step(since + STILL_SECONDS)
    shown.room.press(pygame.K_SPACE)
    shown.paint()
    assert not shown.preparation.step(shown.room.at)


class Time(Waker):
    """Seconds that pass only where the loop waits and where it paints: on no machine's load."""

    now = 100.0

    def wait(self, timeout: float | None = None) -> bool:
        """Let them pass, if nothing is new."""
        if not self.is_set():
            self.now += max(timeout or 0, 0.001)
        return super().wait(0)


def test_nothing_is_prepared_while_something_moves(dummy: None) -> None:
    """The real loop prepares between motions alone, and goes on where a motion interrupted it."""
    time = Time()
    watch = watch_of(lambda: time.now)
    still: list[bool] = []

    class Watched(Screens):
        def paint(self, snapshot: Snapshot, now: int, at: float, ui: UiState) -> None:
            super().paint(snapshot, now, at, ui)
            time.now += 0.04 if self.next_change(now) else 0.004  # within a frame

        def prepare(self, snapshot: Snapshot, now: int, ui: UiState) -> Iterator[None]:
            steps = super().prepare(snapshot, now, ui)
            while True:  # as each begins
                still.append(
                    self.next_change(watch.now() - 2) != 0
                )  # ms are rounded, there and here
                if next(steps, steps) is steps:
                    return
                yield

    screens = Watched(WindowOptions(window=SIZE), ONE)
    seen = [0]

    def prepared() -> bool:
        if len(still) < seen[0] + 30:
            return False
        seen[0] = len(still)
        return True

    steps: list[Step] = []
    for kind in ROUND[:2]:
        steps += [prepared, pygame.K_SPACE, lambda kind=kind: watch.state.kind == kind]  # type: ignore[misc]
    watch.woken = time.set
    steps += [prepared, close]
    wall = Player(steps, time, lambda: time.now)
    Loop(screens, watch, time, wall, "t", lambda: ONE).run()
    screens.close()
    assert not steps
    assert all(still)
