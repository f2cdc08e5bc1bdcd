"""The public command in a real window: a clicker plays, a kill loses nothing, the offer resumes."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from improv.core.formats import PhaseKind
from improv.core.state import State
from improv.director.session_runner import fold
from improv.journal.reader import SqliteReader
from tests.xserver import MISSING, xdotool, xserver

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {' and '.join(MISSING)}")

PLAY = ("play", "--window", "1280x720", "--still", "--seed", "7", "--standings", "--rounds", "1")
NEXT, BACK, BLANK = "Next", "Prior", "b"
"""What a presentation clicker sends, by X's names: Page_Down is Next."""

ROUND = ("brief", "play", "bridge", "bell", "vote", "result")
CLOSING = ("debrief", "standings", "kudos", "end")


class Command:
    """A running `improv play`, and its journal as a second program may read it."""

    def __init__(self, environ: dict[str, str], data: Path, *arguments: str) -> None:
        self.environ, self.data = environ, data
        nowhere = self._under_pointer()
        command = [sys.executable, "-m", "improv", *PLAY, "--data", str(data), *arguments]
        self.process = subprocess.Popen(command, env=environ)
        self.until(lambda: self._under_pointer() != nowhere, "a window")

    def _under_pointer(self) -> str:
        """The window that hears the keys: without a window manager it is the pointer's."""
        return xdotool(self.environ, "getmouselocation", "--shell").partition("WINDOW=")[2]

    def is_so(self, what: Callable[[State], bool]) -> bool:
        """Whether it is so of the newest session, as it is stored."""
        reader = SqliteReader.open(self.data)
        try:
            records = [r for header in reader.sessions()[:1] for r in reader.records(header.id)]
        finally:
            reader.close()
        return bool(records) and what(fold(records))

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until it is so."""
        ends = time.monotonic() + 30
        while not is_so():
            assert self.process.poll() is None, f"ended before {what}"
            assert time.monotonic() < ends, f"never: {what}"
            time.sleep(0.03)

    def press(self, key: str, is_so: Callable[[State], bool], what: str) -> None:
        """Press a key until the journal says what came of it.

        Once is not enough where the journal is quicker than the window: a key that was pressed
        at the picture of the phase before is refused, and changes nothing. But not soon again: a
        slow machine may not have heard the first one yet, and would hear two.
        """
        pressed = 0.0

        def so() -> bool:
            nonlocal pressed
            if self.is_so(is_so):
                return True
            if time.monotonic() - pressed > 3:
                pressed = time.monotonic()
                xdotool(self.environ, "key", key)
            return False

        self.until(so, what)

    def next(self, *phases: str) -> None:
        """Press Next into each of these phases."""
        for phase in phases:
            self.press(NEXT, partial(_in_phase, phase), phase)


def _in_phase(phase: str, state: State) -> bool:
    return state.running.phase.id == phase


def _named(name: str, state: State) -> bool:
    return any(person.name == name for person in state.people.values())


def _hands(state: State) -> tuple[int, ...]:
    assert state.round is not None
    return state.votes_of(state.round.number).hands.get("handling", ())


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """An X server with the pointer where the window will be."""
    with xserver("1280x720") as environ:
        xdotool(environ, "mousemove", "600", "400")
        yield environ


def test_a_clicker_plays_a_round_from_the_lobby_to_the_standings(
    screen: dict[str, str], tmp_path: Path
) -> None:
    """Page_Down, Page_Up and b are all it takes, with hands typed in between."""
    game = Command(screen, tmp_path, "--new", "--players", "Leila,Omar,Yael,Amara")
    try:
        game.until(lambda: game.is_so(lambda state: len(state.people) == 4), "the players")
        xdotool(screen, "key", "n")
        time.sleep(0.3)  # as a hand would: letters before the line is there are no letters
        xdotool(screen, "type", "--delay", "20", "Sam B")
        xdotool(screen, "key", "Return", "Escape")
        game.until(lambda: game.is_so(lambda state: _named("Sam B", state)), "a typed name")
        game.next("rules")
        game.press(BACK, lambda state: state.kind is PhaseKind.LOBBY, "back in the lobby")
        game.next("rules", "draw")
        game.press(BLANK, lambda state: state.blank, "a black screen")
        game.press(BLANK, lambda state: not state.blank, "the picture again")
        game.next(*ROUND[:-1])
        xdotool(screen, "key", "Tab", "Tab", "1", "2")
        twelve = lambda state: _hands(state) == (0, 0, 12, 0)  # noqa: E731
        game.until(lambda: game.is_so(twelve), "twelve hands for a 3")
        game.next("result")
        game.press(NEXT, lambda state: bool(state.round and state.round.revealed), "the reveal")
        game.next(*CLOSING)
        xdotool(screen, "key", NEXT, "Escape")
        assert game.process.wait(20) == 0
    finally:
        game.process.kill()
        game.process.wait(10)


def test_a_game_that_was_killed_is_offered_and_goes_on_paused(
    screen: dict[str, str], tmp_path: Path
) -> None:
    """kill -9 in the middle of a scene; the next start offers it, and Next goes on with it."""
    game = Command(screen, tmp_path, "--new")
    try:
        game.next("rules", "draw", "brief", "play")
    finally:
        game.process.kill()
        game.process.wait(10)
    again = Command(screen, tmp_path)
    try:
        held = lambda state: state.paused and _in_phase("play", state)  # noqa: E731
        again.press(NEXT, held, "paused where it was")
        again.press(NEXT, lambda state: not state.paused, "going on")
        again.next("bridge")
    finally:
        again.process.kill()
        again.process.wait(10)
