"""The real loop over a real room, with SDL's dummy driver and keys from its own queue."""

import re
import threading
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

import improv
from improv.core.actions import EditRoster
from improv.core.state import Setup
from improv.director.ports import Note, Snapshot
from improv.director.waker import Waker
from improv.screen.loop import Loop, Outcome
from improv.screen.sample_data import INVITATION, REMOTE
from improv.screen.screens import Screens
from improv.screen.ui_state import Toast, UiState
from improv.screen.window_messages import WindowOptions
from improv.text.items import missing
from tests.fakes import FakeWatch
from tests.screen.loops import (
    CLOSING,
    ONE,
    ROUND,
    SIZE,
    TWO,
    Player,
    Step,
    close,
    run,
    watch_of,
)
from tests.screen.rooms import NAMES, deck


def test_next_from_the_lobby_to_the_end_and_out(dummy: None) -> None:
    """Space alone plays a session; at its end only Esc closes the window."""
    watch = watch_of()
    steps: list[Step] = []
    for kind in ROUND + CLOSING:
        steps += [pygame.K_SPACE, lambda kind=kind: watch.state.kind == kind]  # type: ignore[misc]
    steps += [pygame.K_SPACE, pygame.K_RETURN, 5.0, pygame.K_ESCAPE]
    outcome, screens = run(watch, steps)
    screens.close()
    assert outcome is Outcome.OVER
    assert not steps
    assert not watch.refusals


def test_closing_the_window_leaves_the_session_as_it_is(dummy: None) -> None:
    """The loop returns; nothing is asked of the room, so it can be resumed."""
    watch = watch_of()

    outcome, screens = run(watch, [pygame.K_SPACE, close])
    screens.close()
    assert outcome is Outcome.CLOSED
    assert [action.name for action in watch.posted] == ["next"]


def test_escape_never_leaves_the_session(dummy: None) -> None:
    """Esc, twice, in a window: the game goes on."""
    watch = watch_of()
    steps: list[Step] = [pygame.K_ESCAPE, pygame.K_ESCAPE, pygame.K_SPACE]
    outcome, screens = run(watch, [*steps, lambda: watch.state.kind == "rules", close])
    screens.close()
    assert outcome is Outcome.CLOSED
    assert watch.state.kind == "rules"


def test_the_next_network_is_asked_of_thewatch_of(dummy: None) -> None:
    """It is no action: the room is not asked."""
    watch = watch_of()
    watch.invitation, watch.remote = INVITATION, REMOTE
    _, screens = run(watch, [pygame.K_a, lambda: watch.networks_asked == 1, close])
    screens.close()
    assert watch.posted == []


def test_a_name_is_typed_without_the_key_that_opened_the_line(dummy: None) -> None:
    """N opens the line and text input; the typed name is all that is added."""
    watch = watch_of()

    def type_it() -> bool:
        return pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text="Sam"))

    steps: list[Step] = [pygame.K_n, type_it, pygame.K_RETURN]
    steps += [lambda: len(watch.state.people) > len(NAMES), pygame.K_ESCAPE, close]
    _, screens = run(watch, steps)
    screens.close()
    assert [person.name for person in watch.state.people.values()][-1] == "Sam"


def test_a_name_comes_from_an_input_method(dummy: None) -> None:
    """Enter and Backspace are the method's while it composes; then Enter is ours again."""
    watch = watch_of()

    def event(kind: int, text: str) -> Callable[[], bool]:
        return lambda: pygame.event.post(pygame.event.Event(kind, text=text))

    steps: list[Step] = [pygame.K_n, event(pygame.TEXTINPUT, "王"), event(pygame.TEXTEDITING, "ji")]
    steps += [pygame.K_RETURN, pygame.K_BACKSPACE, event(pygame.TEXTEDITING, "")]
    steps += [event(pygame.TEXTINPUT, "静"), pygame.K_RETURN]
    steps += [lambda: len(watch.state.people) > len(NAMES), pygame.K_ESCAPE, close]
    _, screens = run(watch, steps)
    screens.close()
    assert [person.name for person in watch.state.people.values()][len(NAMES) :] == ["王静"]


@pytest.mark.parametrize(
    ("key", "mod"),
    [
        (pygame.K_v, pygame.KMOD_LCTRL),
        (pygame.K_v, pygame.KMOD_RMETA),  # Cmd
        (pygame.K_INSERT, pygame.KMOD_LSHIFT),
    ],
)
def test_a_list_is_pasted_with_the_keys_of_each_system(dummy: None, key: int, mod: int) -> None:
    """Into the line of names; Enter adds them all."""
    pygame.scrap.put_text("Олена; 李明\r\nსანდრო")
    watch = watch_of()

    def paste() -> bool:
        pressed = {"key": key, "scancode": 0, "mod": mod, "unicode": ""}
        return pygame.event.post(pygame.event.Event(pygame.KEYDOWN, pressed))

    steps: list[Step] = [pygame.K_n, paste, pygame.K_RETURN]
    steps += [lambda: len(watch.state.people) == len(NAMES) + 3, pygame.K_ESCAPE, close]
    _, screens = run(watch, steps)
    screens.close()
    added = [person.name for person in watch.state.people.values()][len(NAMES) :]
    assert added == ["Олена", "李明", "სანდრო"]


def test_a_room_on_another_thread_wakes_the_loop_at_once(dummy: None) -> None:
    """What the room does is on the wall within a frame or two, not a second later."""
    waker = Waker()
    woken: list[float] = []
    painted: list[float] = []

    class Timed(Screens):
        def paint(self, snapshot: Snapshot, now: int, wall: float, ui: UiState) -> None:
            super().paint(snapshot, now, wall, ui)
            if woken:
                painted.append(time.monotonic())
                waker.end()

    def later() -> None:
        time.sleep(0.3)
        woken.append(time.monotonic())
        waker.set()

    screens = Timed(WindowOptions(window=SIZE, still=True), ONE)
    thread = threading.Thread(target=later)
    thread.start()
    loop = Loop(screens, watch_of(), waker, time.monotonic, "t", lambda: ONE)
    assert loop.run() is Outcome.GONE
    thread.join()
    screens.close()
    assert painted[0] - woken[0] < 0.5


class Noting(FakeWatch):
    """A room with something to say to the facilitator."""

    def latest(self) -> Snapshot:
        """As another process gets it: a copy of the note each time."""
        return replace(super().latest(), note=deepcopy(self.note))


@pytest.mark.parametrize("there", [ONE, TWO])
def test_a_note_is_told_once(dummy: None, there: tuple[tuple[int, int], ...]) -> None:
    """Each is a toast of its own, also in the same words, and is never on the projector."""
    wall = lambda: round(time.monotonic() * 1000)  # noqa: E731
    watch = Noting(deck(), wall, setup=Setup(7, rounds=1), names=NAMES)
    toasts: list[Toast] = []
    screens = Screens(WindowOptions(window=SIZE, still=True), there)
    waker = Waker()

    def note() -> bool:
        watch.tell(Note("voice.failed"))
        waker.set()
        return True

    def noted() -> bool:
        toast = loop._ui.toast
        if toast is None or toast in toasts:
            return False
        toasts.append(toast)
        return True

    steps: list[Step] = [pygame.K_SPACE, lambda: watch.state.kind == "rules", note, noted]
    steps += [pygame.K_SPACE, lambda: watch.state.kind == "draw", note, noted, close]
    loop = Loop(screens, watch, waker, Player(steps, waker), "t", lambda: there)
    assert loop.run() is Outcome.CLOSED
    single = screens.single
    screens.close()
    assert [toast.name for toast in toasts] == ["voice.failed"] * 2
    assert loop._ui.single is single
    assert loop._ui.for_projector().toast is None


RARE = "\U00020000\U00017000\U00012000"
"""Letters that few machines have a font for."""

NOTES = sorted(
    {
        name
        for file in Path(improv.__file__).parent.rglob("*.py")
        for name in re.findall(r"\bNote\(\s*\"([\w.]+)\"", file.read_text(encoding="utf-8"))
    }
)
"""The names of all notes that the program has."""


@pytest.mark.skipif(not missing(RARE), reason="every letter has a font here")
def test_whose_name_has_letters_without_a_font_is_told_to_the_facilitator(dummy: None) -> None:
    """By name and with the letters' codes, once."""
    watch = watch_of()
    watch.post(EditRoster(id="rare", add=(f"Li {RARE}", "Ağa")))
    screens, waker = Screens(WindowOptions(window=SIZE, still=True), ONE), Waker()
    steps: list[Step] = [lambda: watch.note is not None, close]
    Loop(screens, watch, waker, Player(steps, waker), "t", lambda: ONE).run()
    screens.close()
    assert watch.note is not None
    assert watch.note.name == "names.letters"
    assert watch.note.values["names"] == f"Li {RARE}"
    assert f"U+{ord(missing(RARE)[0]):04X}" in str(watch.note.values["letters"])


VALUES = dict.fromkeys(
    (
        "command",
        "engine",
        "install",
        "language",
        "letters",
        "names",
        "option",
        "path",
        "place",
        "voice",
        "why",
    ),
    "§",
)


COUNT: dict[str, dict[str, int]] = {"joins.burst": {"count": 20}}
"""Of a note whose words are in the form of a number."""


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize("there", [ONE, TWO], ids=["one-display", "two-displays"])
def test_no_note_is_ever_on_the_projector(
    dummy: None, there: tuple[tuple[int, int], ...], name: str
) -> None:
    """Commands to install and the like are the facilitator's: its picture stays as it was."""
    watch = Noting(deck(), lambda: 0, setup=Setup(7, rounds=1), names=NAMES)
    screens, waker = Screens(WindowOptions(window=SIZE, still=True), there), Waker()
    pictures: list[bytes] = []

    def shot() -> bool:
        screens.paint(watch.latest(), 0, 0.0, loop._ui)
        pictures.append(pygame.image.tobytes(screens._renderers[screens.projector].surface, "RGB"))
        return True

    def note() -> bool:
        watch.tell(Note(name, {**VALUES, **COUNT.get(name, {})}))
        waker.set()
        return True

    steps: list[Step] = [0.0, shot, note, lambda: loop._ui.toast is not None, shot, close]
    loop = Loop(screens, watch, waker, Player(steps, waker), "t", lambda: there)
    loop.run()
    screens.close()
    assert len(pictures) == 2
    assert len(set(pictures)) == 1


def test_waking_before_there_is_a_window_is_no_mistake() -> None:
    """The room may be quicker than the screen."""
    pygame.display.quit()
    waker = Waker()
    waker.set()
    waker.end()
    assert waker.ended


def test_a_display_that_goes_away_takes_the_facilitators_window_along(dummy: None) -> None:
    """Two displays, then one, then two: the game goes on, and the peek follows."""
    watch = watch_of()
    there = list(TWO)
    facts: list[bool] = []
    screens = Screens(WindowOptions(window=SIZE, still=True), there)
    waker = Waker()

    def lose() -> bool:
        facts.append(screens.single)
        there.pop()
        return True

    def lost() -> bool:
        if not screens.single:
            return False
        facts.append(screens.single)
        there.extend(ONE)
        return True

    steps: list[Step] = [lose, lost, lambda: not screens.single, pygame.K_SPACE, close]
    loop = Loop(screens, watch, waker, Player(steps, waker), "t", lambda: tuple(there))
    assert loop.run() is Outcome.CLOSED
    screens.close()
    assert facts == [False, True]
    assert watch.state.kind == "rules"


def test_no_secret_of_the_facilitators_window_is_on_the_projector(dummy: None) -> None:
    """With two windows, what is opened with a key leaves the projector's picture as it was."""
    watch = watch_of()
    pictures: list[bytes] = []
    screens = Screens(WindowOptions(window=SIZE, still=True), TWO)
    waker = Waker()

    def shot() -> bool:
        frozen = watch.latest()
        screens.paint(frozen, 0, 0.0, loop._ui)
        pictures.append(pygame.image.tobytes(screens._renderers[screens.projector].surface, "RGB"))
        return True

    steps: list[Step] = [pygame.K_SPACE, lambda: watch.state.kind == "rules", shot]
    steps += [pygame.K_h, shot, pygame.K_h, pygame.K_f, shot, pygame.K_ESCAPE, close]
    loop = Loop(screens, watch, waker, Player(steps, waker), "t", lambda: TWO)
    loop.run()
    screens.close()
    assert len(pictures) == 3
    assert len(set(pictures)) == 1
