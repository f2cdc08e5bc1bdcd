"""The real loop over a real room, played by mouse and touch: SDL's events, from its own queue."""

from collections.abc import Callable
from typing import Any

import pygame
import pytest

from improv.director.ports import Snapshot
from improv.screen.loop import Outcome
from improv.screen.pointer import REST_SECONDS
from improv.screen.screens import Screens
from improv.screen.ui_state import UiState
from improv.screen.window_messages import WindowOptions
from tests.fakes import FakeWatch
from tests.screen.loops import ONE, SIZE, Step, close, loop_of, watch_of


class Hand:
    """A hand on the mouse or on the screen of one window."""

    def __init__(self, screens: Screens) -> None:
        self.screens = screens

    def move(self, x: int, y: int) -> bool:
        """Move the mouse."""
        return _post(pygame.MOUSEMOTION, pos=(x, y), rel=(1, 1), buttons=(0, 0, 0))

    def place(self, symbol: int) -> tuple[int, int] | None:
        """The middle of the place of a key, if the picture has one."""
        renderer = self.screens._renderers.get(self.screens.projector)
        targets = () if renderer is None else renderer.targets  # before the first picture
        areas = [target.area for target in targets if target.key.symbol == symbol]
        return (areas[0][0] + areas[0][2] // 2, areas[0][1] + areas[0][3] // 2) if areas else None

    def click(self, symbol: int) -> bool:
        """Click the place of a key, as soon as there is one."""
        place = self.place(symbol)
        if place is None:
            return False
        _post(pygame.MOUSEBUTTONDOWN, pos=place, button=1)
        return _post(pygame.MOUSEBUTTONUP, pos=place, button=1)

    def tap(self, symbol: int) -> bool:
        """Tap it: SDL makes a mouse's events of that, too."""
        place = self.place(symbol)
        if place is None:
            return False
        x, y = ((at + 0.5) / length for at, length in zip(place, SIZE, strict=True))
        for touch, mouse in (
            (pygame.FINGERDOWN, pygame.MOUSEBUTTONDOWN),
            (pygame.FINGERUP, pygame.MOUSEBUTTONUP),
        ):
            _post(touch, x=x, y=y, dx=0.0, dy=0.0, touch_id=7, finger_id=1)
            pygame.event.post(pygame.event.Event(mouse, pos=place, button=1, touch=True))
        return True


def _post(kind: int, **values: Any) -> bool:
    return pygame.event.post(pygame.event.Event(kind, touch=False, **values))


def _screens() -> Screens:
    return Screens(WindowOptions(window=SIZE, still=True), ONE)


def _kind(watch: FakeWatch, kind: str) -> Callable[[], bool]:
    return lambda: watch.state.kind == kind


def test_the_bar_comes_with_a_movement_and_leaves_after_three_seconds(dummy: None) -> None:
    """And so does the pointer."""
    watch, screens = watch_of(), _screens()
    hand, seen = Hand(screens), list[tuple[bool, bool]]()

    def look() -> bool:
        seen.append((hand.place(pygame.K_SPACE) is not None, pygame.mouse.get_visible()))
        return True

    hidden = lambda: not pygame.mouse.get_visible()  # noqa: E731
    moves: list[Step] = [lambda: hand.move(50, 50), lambda: hand.move(90, 50)]
    shown = lambda: hand.place(pygame.K_SPACE) is not None  # noqa: E731
    gone = lambda: hand.place(pygame.K_SPACE) is None  # noqa: E731
    steps: list[Step] = [hidden, look, *moves, shown, look, REST_SECONDS - 0.5, 0.05, look]
    loop = loop_of(screens, watch, [*steps, 1.0, gone, look, close])
    assert loop.run() is Outcome.CLOSED
    screens.close()
    assert seen == [(False, False), (True, True), (True, True), (False, False)]


@pytest.mark.parametrize("way", ["click", "tap"])
def test_a_round_is_played_without_a_key(dummy: None, way: str) -> None:
    """Next, a reel that is locked, a pause and on: each press is one, and none is two."""
    watch, screens = watch_of(), _screens()
    hand = Hand(screens)

    def press(symbol: int) -> Step:
        return lambda: getattr(hand, way)(symbol)

    steps: list[Step] = [lambda: hand.move(50, 50), lambda: hand.move(90, 50)]
    for kind in ("rules", "draw"):
        steps += [press(pygame.K_SPACE), _kind(watch, kind)]
    locked = lambda: any(reel.locked for reel in watch.latest().projector.round.reels)  # type: ignore[union-attr]  # noqa: E731
    paused = lambda: watch.latest().projector.paused  # noqa: E731
    goes_on = lambda: not watch.latest().projector.paused  # noqa: E731
    steps += [press(pygame.K_2), locked, press(pygame.K_p), paused]
    steps += [press(pygame.K_p), goes_on, press(pygame.K_SPACE)]
    steps += [_kind(watch, "brief"), press(pygame.K_PAGEUP), _kind(watch, "draw"), close]
    assert loop_of(screens, watch, steps).run() is Outcome.CLOSED
    screens.close()
    assert [action.name for action in watch.posted] == [
        *("next", "next", "lock", "pause", "resume", "next", "back")
    ]


def test_a_stray_click_or_turn_of_the_wheel_does_nothing_but_show_the_bar(dummy: None) -> None:
    """With any button, on a scene, and with fingers on the trackpad."""
    watch, screens = watch_of(), _screens()
    hand = Hand(screens)

    def stray() -> bool:
        for button in (1, 2, 3):
            _post(pygame.MOUSEBUTTONDOWN, pos=(300, 150), button=button)
            _post(pygame.MOUSEBUTTONUP, pos=(300, 150), button=button)
        _post(pygame.MOUSEWHEEL, x=0, y=-3, flipped=False)
        place = hand.place(pygame.K_SPACE)
        if place is None:
            return False
        x, y = place[0] / SIZE[0], place[1] / SIZE[1]
        return _post(pygame.FINGERDOWN, x=x, y=y, dx=0.0, dy=0.0, touch_id=-1, finger_id=1)

    assert loop_of(screens, watch, [stray, 0.1, 0.1, close]).run() is Outcome.CLOSED
    screens.close()
    assert watch.posted == []


class Counting(Screens):
    """Screens that count their pictures."""

    painted = 0

    def paint(self, snapshot: Snapshot, now: int, wall: float, ui: UiState) -> None:
        """One more."""
        self.painted += 1
        super().paint(snapshot, now, wall, ui)


def test_a_mouse_that_goes_on_moving_draws_no_frame(dummy: None) -> None:
    """The bar is there already: the loop waits on, and the pictures are not composed anew."""
    watch, screens = watch_of(), Counting(WindowOptions(window=SIZE, still=True), ONE)
    hand = Hand(screens)
    counts: list[int] = []

    def count() -> bool:
        counts.append(screens.painted)
        return True

    shown = lambda: hand.place(pygame.K_SPACE) is not None  # noqa: E731
    moving: list[Step] = [lambda x=x: hand.move(90 + x, 50) for x in range(60)]  # type: ignore[misc]
    steps: list[Step] = [lambda: hand.move(50, 50), lambda: hand.move(90, 50), shown]
    assert loop_of(screens, watch, [*steps, count, *moving, count, close]).run() is Outcome.CLOSED
    screens.close()
    assert counts[1] - counts[0] <= 1


def test_full_screen_and_the_end_are_the_loops_own(dummy: None) -> None:
    """The window fills its display, and no action is asked of the room."""
    watch, screens = watch_of(), _screens()
    hand = Hand(screens)
    steps: list[Step] = [lambda: hand.move(50, 50), lambda: hand.move(90, 50)]
    steps += [lambda: hand.click(pygame.K_F11), lambda: screens.projector.full, close]
    assert loop_of(screens, watch, steps).run() is Outcome.CLOSED
    screens.close()
    assert watch.posted == []


def test_a_list_is_scrolled_and_chosen_from_without_a_key(dummy: None) -> None:
    """By its row of the help, the wheel and the button that chooses."""
    watch, screens = watch_of(), _screens()
    hand = Hand(screens)
    games = list(watch.latest().host.formats)
    wheel = lambda: _post(pygame.MOUSEWHEEL, x=0, y=-2, flipped=False)  # noqa: E731
    steps: list[Step] = [lambda: hand.move(50, 50), lambda: hand.move(90, 50)]
    steps += [lambda s=s: hand.click(s) for s in (pygame.K_h, pygame.K_f)]  # type: ignore[misc]
    steps += [lambda: hand.place(pygame.K_UP) is not None, wheel, 0.1]
    steps += [lambda: hand.click(pygame.K_RETURN), lambda: bool(watch.posted), close]
    assert loop_of(screens, watch, steps).run() is Outcome.CLOSED
    screens.close()
    assert watch.latest().projector.format_id == games[2]
