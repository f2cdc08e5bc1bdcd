"""The loop and its windows: keys that are the window's own, messages, and when it wakes."""

import time
from collections.abc import Callable, Iterator

import pygame
import pytest

from improv.core.formats import PhaseKind
from improv.director.ports import Snapshot
from improv.screen.loop import Outcome
from improv.screen.screens import Screens
from improv.screen.ui_state import Panel, Peek, UiState
from improv.screen.window_messages import WindowOptions
from tests.fakes import FakeWatch
from tests.screen.loops import (
    CLOSING,
    ONE,
    ROUND,
    SIZE,
    TWO,
    Step,
    close,
    down,
    loop_of,
    watch_of,
)

pytestmark = pytest.mark.usefixtures("dummy")


class Seen(Screens):
    """Screens that remember each picture's UI state, and when it was painted."""

    def __init__(self, *, full: bool = False, still: bool = True, displays: int = 1) -> None:
        options = WindowOptions(window=None if full else SIZE, still=still)
        super().__init__(options, (ONE, TWO)[displays - 1])
        self.states: list[UiState] = []
        self.times: list[float] = []

    def paint(self, snapshot: Snapshot, now: int, wall: float, ui: UiState) -> None:
        """Remember, and paint."""
        self.states.append(ui)
        self.times.append(time.monotonic())
        super().paint(snapshot, now, wall, ui)

    @property
    def ui(self) -> UiState:
        """The newest."""
        return self.states[-1] if self.states else UiState()

    def toasts(self) -> list[str]:
        """The messages that were shown, in their order."""
        names = [state.toast.name for state in self.states if state.toast is not None]
        return [name for i, name in enumerate(names) if i == 0 or names[i - 1] != name]


@pytest.fixture
def seen() -> Iterator[Seen]:
    """One window, closed after the test."""
    screens = Seen()
    yield screens
    screens.close()


def _run(screens: Seen, watch: FakeWatch, *steps: Step) -> Outcome:
    return loop_of(screens, watch, [*steps, close]).run()


def _is(watch: FakeWatch, kind: PhaseKind) -> Callable[[], bool]:
    return lambda: watch.state.kind is kind


def test_escape_closes_a_list_before_it_leaves_full_screen() -> None:
    """One step at a time, and never the session."""
    screens = Seen(full=True)
    steps: list[Step] = [pygame.K_f, lambda: screens.ui.panel is Panel.FORMATS, pygame.K_ESCAPE]
    steps += [lambda: screens.ui.panel is Panel.NONE, lambda: screens.projector.full]
    steps += [pygame.K_ESCAPE, lambda: not screens.projector.full, pygame.K_ESCAPE]
    assert _run(screens, watch_of(), *steps) is Outcome.CLOSED
    screens.close()


def test_f11_and_alt_enter_change_the_window_and_ask_nothing(seen: Seen) -> None:
    """They are the window's own keys: the room hears nothing of them."""
    watch = watch_of()

    def alt_enter() -> bool:
        down(pygame.K_RETURN, pygame.KMOD_ALT)
        return True

    steps: list[Step] = [pygame.K_F11, lambda: seen.projector.full]
    _run(seen, watch, *steps, alt_enter, lambda: not seen.projector.full)
    assert watch.posted == []


def test_a_peek_ends_when_the_window_loses_the_keyboard(seen: Seen) -> None:
    """Nobody can tell then whether the key is still held: the secret must not stay."""
    watch = watch_of()

    def away() -> bool:
        if seen.ui.peek is Peek.AWAY:
            return True
        down(pygame.K_z if watch.latest().host.secrets else pygame.K_d)
        return False

    lost = pygame.event.Event(pygame.WINDOWFOCUSLOST, window=seen.projector._window)
    steps: list[Step] = [pygame.K_SPACE, _is(watch, PhaseKind.RULES)]
    steps += [pygame.K_SPACE, _is(watch, PhaseKind.DRAW), away]
    steps += [lambda: pygame.event.post(lost), lambda: seen.ui.peek is Peek.NO]
    assert _run(seen, watch, *steps) is Outcome.CLOSED


def test_a_refused_key_says_why_for_a_moment(seen: Seen) -> None:
    """Back in the lobby has nothing to take back; three seconds later the word is gone."""
    steps: list[Step] = [pygame.K_PAGEUP, lambda: seen.ui.toast is not None]
    assert _run(seen, watch_of(), *steps, 3.1, lambda: seen.ui.toast is None) is Outcome.CLOSED
    assert seen.toasts() == ["refusal.nothing_to_undo"]


def test_letters_are_typed_only_while_a_line_is_open(seen: Seen) -> None:
    """What is typed before N, or after Esc, is nobody's name."""
    watch = watch_of()
    before = len(watch.state.people)

    def typed(text: str) -> Callable[[], bool]:
        return lambda: pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text=text))

    steps: list[Step] = [typed("Zoe"), pygame.K_n, lambda: seen.ui.typing is not None, typed("Bo")]
    steps += [pygame.K_RETURN, lambda: len(watch.state.people) > before, pygame.K_ESCAPE]
    steps += [lambda: seen.ui.typing is None, typed("Kim"), pygame.K_RETURN]
    _run(seen, watch, *steps, _is(watch, PhaseKind.RULES))
    names = [person.name for person in watch.state.people.values()]
    assert names[before:] == ["Bo"]


def test_escape_under_an_open_list_does_not_close_the_game() -> None:
    """At the very end Esc leaves; but with the help open it closes the help."""
    watch, screens = watch_of(), Seen()
    steps: list[Step] = []
    for kind in ROUND + CLOSING:
        steps += [pygame.K_SPACE, _is(watch, PhaseKind(kind))]
    steps += [pygame.K_h, lambda: screens.ui.panel is Panel.HELP]
    steps += [pygame.K_ESCAPE, lambda: screens.ui.panel is Panel.NONE, pygame.K_ESCAPE]
    assert loop_of(screens, watch, steps).run() is Outcome.OVER
    assert screens.ui.panel is Panel.NONE, "the help is closed first"
    screens.close()


def test_a_key_in_the_facilitators_window_steers_the_same_game() -> None:
    """The focus is in one window or the other; both are one keyboard."""
    watch, screens = watch_of(), Seen(displays=2)
    assert screens.facilitator is not None
    key = {"key": pygame.K_SPACE, "scancode": 0, "mod": 0, "window": screens.facilitator._window}
    pressed = pygame.event.Event(pygame.KEYDOWN, key)
    _run(screens, watch, lambda: pygame.event.post(pressed), _is(watch, PhaseKind.RULES))
    assert watch.state.kind is PhaseKind.RULES
    screens.close()


def test_what_moves_is_painted_again_and_again_and_then_not() -> None:
    """The reels turn in many frames, no faster than sixty a second; then the loop sleeps."""
    watch, screens = watch_of(), Seen(still=False)
    drawn: list[float] = []

    def is_drawn() -> bool:
        if watch.state.kind is PhaseKind.DRAW and not drawn:
            drawn.append(time.monotonic())
        return bool(drawn)

    rested: Step = lambda: time.monotonic() - screens.times[-1] > 0.3  # noqa: E731
    told: Step = lambda: watch.state.kind is PhaseKind.RULES  # noqa: E731
    _run(screens, watch, pygame.K_SPACE, told, pygame.K_SPACE, is_drawn, rested)
    frames = [at for at in screens.times if at >= drawn[0]]
    assert len(frames) >= 3
    assert len(frames) <= (frames[-1] - frames[0]) * 60 + 3
    screens.close()


def test_a_lobby_is_not_painted_over_and_over(seen: Seen) -> None:
    """Nothing moves: in a second by the wall a laptop's battery pays for two looks at most."""
    began = time.monotonic()
    _run(seen, watch_of(), lambda: time.monotonic() - began > 1.0)
    assert len(seen.times) <= 4


def test_a_running_clock_wakes_the_loop_every_second() -> None:
    """The figures of a scene's clock change though nobody presses a key."""
    watch, screens = watch_of(), Seen()
    steps: list[Step] = []
    for kind in (PhaseKind.RULES, PhaseKind.DRAW, PhaseKind.BRIEF, PhaseKind.PLAY):
        steps += [pygame.K_SPACE, _is(watch, kind)]
    pictures: list[bytes] = []

    def changed() -> bool:
        picture = pygame.image.tobytes(screens.projector._window.get_surface(), "RGB")
        if picture not in pictures:
            pictures.append(picture)
        return len(pictures) > 2

    assert _run(screens, watch, *steps, changed) is Outcome.CLOSED
    assert len(pictures) > 2
    screens.close()
