"""`improv play` in a real window, from outside: a clicker's keys, kill -9, and what is kept."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from improv.director.ports import SessionHeader
from improv.journal.reader import SqliteReader
from tests.xserver import MISSING, xdotool, xserver

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {' and '.join(MISSING)}")

ROUND = ["brief", "play", "play", "bell", "vote", "result"]
OPTIONS = ("--window", "1280x720", "--rounds", "1", "--standings", "--seed", "7")


class Play:
    """A running game: press keys, wait for what its journal says."""

    def __init__(self, environ: dict[str, str], data: Path, *options: str) -> None:
        self.environ, self.data = environ, data
        self._root = under_pointer(environ)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "improv", "play", *OPTIONS, "--data", str(data), *options],
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.focus()

    def focus(self) -> None:
        """Wait until the window is under the pointer: no manager gives it the keys."""
        self.wait_for(lambda: under_pointer(self.environ) != self._root)

    def press(self, *keys: str) -> None:
        """Press keys by their X names, one after the other."""
        xdotool(self.environ, "key", *keys)

    def events(self) -> list[dict[str, Any]]:
        """What the journal holds of the newest session."""
        journal = SqliteReader.open(self.data)
        try:
            sessions = journal.sessions()
            return [record.event for record in journal.records(sessions[0].id)] if sessions else []
        finally:
            journal.close()

    def header(self) -> SessionHeader:
        """The newest session."""
        journal = SqliteReader.open(self.data)
        try:
            return journal.sessions()[0]
        finally:
            journal.close()

    def kinds(self) -> list[str]:
        """The kinds of the phases so far."""
        return [event["phase"]["kind"] for event in self.events() if "phase" in event]

    def until(self, kind: str, count: int = 1) -> None:
        """Wait until a phase of that kind is the newest, for the `count`th time."""
        self.wait_for(lambda: self.kinds()[-1:] == [kind] and self.kinds().count(kind) == count)

    def wait_for(self, holds: Any) -> None:
        """Wait until `holds()`, while the game runs."""
        ends = time.monotonic() + 20
        while not holds():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < ends, self.kinds()
            time.sleep(0.05)


def under_pointer(environ: dict[str, str]) -> str:
    """The window in the middle of the screen, or the bare screen."""
    told = xdotool(environ, "mousemove", "700", "400", "getmouselocation", "--shell")
    return told.partition("WINDOW=")[2].strip()


@contextmanager
def playing(environ: dict[str, str], data: Path, *options: str) -> Iterator[Play]:
    """A game that is ended at the latest when the test is."""
    game = Play(environ, data, *options)
    try:
        yield game
    finally:
        game.process.kill()
        game.process.communicate(timeout=10)


@pytest.fixture
def environ() -> Iterator[dict[str, str]]:
    """A screen of one's own."""
    with xserver("1280x720") as environ:
        yield environ


def test_a_clicker_plays_a_round_from_lobby_to_standings(
    environ: dict[str, str], tmp_path: Path
) -> None:
    """PageDown, PageUp and b are enough; the hands are typed at the keyboard."""
    with playing(environ, tmp_path, "--new", "--players", "Leila, Omar, Yael, Tomasz") as game:
        game.wait_for(lambda: len(game.events()) > 1)
        game.press("Next")
        game.until("draw")
        game.press("Prior")
        game.wait_for(lambda: game.events()[-1]["type"] == "undone")
        game.press("Next")
        game.until("draw", 2)
        game.press("b")
        game.wait_for(lambda: game.events()[-1]["type"] == "blanked")
        game.press("Next")
        game.wait_for(lambda: game.events()[-1] == {**game.events()[-1], "on": False})
        for kind in ROUND[:-1]:
            game.press("Next")
            game.until(kind, 2 if game.kinds()[-1:] == ["play"] and kind == "play" else 1)
        game.press("0", "Tab", "1", "Tab", "2", "Tab", "3")
        game.wait_for(lambda: hands(game) == [0, 1, 2, 3])
        game.press("Next")
        game.until("result")
        game.press("Next")
        game.wait_for(lambda: game.events()[-1]["type"] == "result_revealed")
        for kind in ("debrief", "standings", "kudos", "end"):
            game.press("Next")
            game.until(kind)
        game.wait_for(lambda: game.header().ended)
        game.press("Next")
        out, err = game.process.communicate(timeout=10)
        assert (game.process.returncode, out, err) == (0, "", "")


def hands(game: Play) -> list[int]:
    """The newest show of hands."""
    counted = [event["rows"] for event in game.events() if event["type"] == "hands_counted"]
    rows: list[int] = counted[-1].get("handling", []) if counted else []
    return rows


def test_a_killed_game_offers_to_go_on_paused_with_the_time_it_had(
    environ: dict[str, str], tmp_path: Path
) -> None:
    """kill -9 in the middle of a scene; Enter takes the offer, Next lets the clock run on."""
    with playing(environ, tmp_path, "--new") as game:
        for kind in ("draw", "brief", "play"):
            game.press("Next")
            game.until(kind)
        entered = game.events()[-1]["at"]
        game.wait_for(lambda: game.header().mark >= entered + 2000)
        game.process.kill()
        game.process.wait()
        kept, mark = game.events(), game.header().mark
    with playing(environ, tmp_path) as again:
        again.press("Return")
        again.wait_for(lambda: again.events()[-1]["type"] == "paused")
        assert again.events()[: len(kept)] == kept
        assert again.events()[-1]["at"] == mark
        again.press("Next")
        again.wait_for(lambda: again.events()[-1]["type"] == "resumed")
        assert again.events()[-1]["at"] == mark
        again.process.terminate()
        again.process.wait(10)
    with playing(environ, tmp_path) as third:
        third.press("n")
        third.wait_for(lambda: third.header().events == 1)
        assert third.header().mark == 0
