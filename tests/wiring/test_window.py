"""A game in windows: on a display that was asked for and that nobody sees."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pygame
import pytest

from improv.director.ports import NotSaved, SessionHeader
from improv.journal.deferred import DeferredJournal
from improv.wiring import window
from improv.wiring.deck_loading import load_deck
from improv.wiring.errors import CannotPlay, WrongUsage
from improv.wiring.game import Game
from improv.wiring.options import GameOptions, ScreenOptions, SoloOptions
from improv.wiring.sessions import read_journal
from improv.wiring.settings import load
from improv.wiring.window import Windows
from tests.wiring import pressed_windows
from tests.wiring.games import complained, console, draw_a_round, game, printed
from tests.xserver import MISSING, wait_until, xserver

WINDOW = ScreenOptions(kind="window", window=(320, 240), still=True)
pytestmark = pytest.mark.usefixtures("dummy_display")


def in_window(options: GameOptions, journal: DeferredJournal) -> Game:
    """A game in a small window."""
    return game(options, journal, screen=WINDOW, asked=console())


def played(wanted: Game) -> NotSaved | None:
    """Play a game in windows of its own."""
    with closing(Windows()) as windows:
        return windows.play(wanted, windows.displays())


Headers = list[SessionHeader]


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is pressed in the windows: their process has a hand on the keyboard."""
    file = tmp_path / "keys"
    monkeypatch.setenv(pressed_windows.KEYS, str(file))
    monkeypatch.setattr(window, "PROCESS", pressed_windows.__name__)
    return file


@contextmanager
def facilitator(
    folder: Path, keys: Path, key: int, done: Callable[[Headers], bool]
) -> Iterator[None]:
    """Press the key until the journal is as it should be, then close the window."""
    over = threading.Event()

    def press() -> None:
        keys.write_text(str(key), "utf-8")
        with closing(read_journal(folder)) as reader:
            while not done(reader.sessions()) and not over.wait(0.05):
                pass
        keys.write_text("close", "utf-8")

    thread = threading.Thread(target=press)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        keys.unlink()


def unfinished_session(options: GameOptions, journal: DeferredJournal) -> SessionHeader:
    """A session that was cut off."""
    game(options, journal).run(draw_a_round, 1.0)
    return journal.sessions()[0]


def test_a_demo_in_a_window_that_nobody_sees_takes_no_longer_than_its_work(
    tmp_path: Path, journal: DeferredJournal
) -> None:
    """It ends by itself, and so does the window."""
    demo = in_window(GameOptions(tmp_path, demo=True, rounds=1, seed=3), journal)
    assert played(demo) is None
    assert journal.sessions()[0].ended
    assert printed(demo.console).endswith("Curtain\n")


def test_a_display_that_is_not_there_is_wrong(tmp_path: Path, journal: DeferredJournal) -> None:
    """The error lists those that are, with their sizes; no session is begun."""
    ninth = in_window(GameOptions(tmp_path), journal)
    ninth = replace(ninth, screen=replace(WINDOW, display=9))
    with pytest.raises(WrongUsage, match=r"no display 9 \(displays: 1 \(\d+x\d+\)\)"):
        played(ninth)
    assert journal.sessions() == []


def test_an_unfinished_session_is_offered(
    tmp_path: Path, journal: DeferredJournal, keys: Path
) -> None:
    """A window that is closed begins nothing, R goes on with the session, N begins another."""
    options = GameOptions(tmp_path)
    first = unfinished_session(options, journal)
    answers: tuple[tuple[int, Callable[[Headers], bool]], ...] = (
        (pygame.K_q, lambda headers: True),
        (pygame.K_r, lambda headers: headers[0].events > first.events),
        (pygame.K_n, lambda headers: len(headers) == 2),
    )
    kept: list[tuple[int, bool]] = []
    for key, done in answers:
        with facilitator(tmp_path, keys, key, done):
            assert played(in_window(options, journal)) is None
        headers = journal.sessions()
        kept.append((len(headers), headers[-1].events > first.events))
    assert kept == [(1, False), (1, True), (2, True)]


def test_nobody_is_asked_who_said_what_to_do(
    tmp_path: Path, journal: DeferredJournal, keys: Path
) -> None:
    """With `--new` the first key is the game's, and no answer to a question."""
    unfinished_session(GameOptions(tmp_path), journal)
    new = GameOptions(tmp_path, resume=False)

    def drawn(headers: Headers) -> bool:
        return len(headers) == 2 and headers[0].events > 2

    with facilitator(tmp_path, keys, pygame.K_SPACE, drawn):
        played(in_window(new, journal))
    assert drawn(journal.sessions())


@pytest.mark.parametrize(("key", "listens"), [(pygame.K_y, True), (pygame.K_n, False)])
def test_a_window_asks_before_it_listens(
    tmp_path: Path, journal: DeferredJournal, keys: Path, key: int, listens: bool
) -> None:
    """Once: the answer is kept before the shift begins."""
    solo = GameOptions(tmp_path, rounds=1, resume=False, solo=SoloOptions("Sara"))
    loaded = load_deck(("service-desk",), "en", alone=True)
    asked = game(solo, journal, loaded=loaded, screen=WINDOW, asked=console())

    def answered(_: Headers) -> bool:
        return load(tmp_path).listen is not None

    assert asked.asks_to_listen()
    with facilitator(tmp_path, keys, key, answered):
        played(asked)
    assert load(tmp_path).listen is listens


def _kill_the_windows() -> None:
    for child in psutil.Process().children():
        with suppress(psutil.Error):  # it has ended, or not begun
            if window.PROCESS in child.cmdline():
                child.kill()


def test_windows_that_die_are_opened_again(
    tmp_path: Path, journal: DeferredJournal, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room lives on: a driver's fault takes neither a vote nor the game."""
    monkeypatch.setattr(window, "LIVED_SECONDS", 0.0)
    kills = [2, 8]

    def died_twice(headers: Headers) -> bool:
        events = headers[0].events if headers else 0
        if kills and events > kills[0]:
            kills.pop(0)
            _kill_the_windows()
        return not kills and events > 12

    new = in_window(GameOptions(tmp_path, resume=False), journal)
    with facilitator(tmp_path, keys, pygame.K_SPACE, died_twice):
        assert played(new) is None
    assert len(journal.sessions()) == 1
    assert journal.sessions()[0].events > 12
    assert "opened again" in complained(new.console)


def test_windows_that_cannot_live_end_the_game_in_words(
    tmp_path: Path, journal: DeferredJournal, keys: Path
) -> None:
    """What was played is safe, and the words say how to go on."""

    def begun(headers: Headers) -> bool:
        if headers and headers[0].events > 2:
            _kill_the_windows()
            return True
        return False

    with (
        facilitator(tmp_path, keys, pygame.K_SPACE, begun),
        pytest.raises(CannotPlay, match="--resume"),
    ):
        played(in_window(GameOptions(tmp_path, resume=False), journal))
    assert journal.sessions()[0].events > 2


@pytest.mark.skipif(bool(MISSING), reason=f"needs {' and '.join(MISSING)}")
@pytest.mark.parametrize("lived", [0.0, 60.0])
def test_a_display_that_goes_for_good_ends_the_game_in_words(
    tmp_path: Path,
    journal: DeferredJournal,
    keys: Path,
    monkeypatch: pytest.MonkeyPatch,
    lived: float,
) -> None:
    """An X server that dies takes its windows along, and there is nowhere to open them again."""
    monkeypatch.setattr(window, "LIVED_SECONDS", lived)
    monkeypatch.delenv("SDL_VIDEODRIVER")
    with ExitStack() as server:
        monkeypatch.setenv("DISPLAY", server.enter_context(xserver("640x480"))["DISPLAY"])

        def gone(headers: Headers) -> bool:
            if headers and headers[0].events > 2:
                server.close()
                return True
            return False

        with (
            facilitator(tmp_path, keys, pygame.K_SPACE, gone),
            pytest.raises(CannotPlay, match="--resume"),
        ):
            played(in_window(GameOptions(tmp_path, resume=False), journal))
    assert journal.sessions()[0].events > 2


def test_a_game_that_is_killed_takes_its_windows_along(tmp_path: Path) -> None:
    """Nothing stays on the projector that nobody can end."""
    command = [
        sys.executable,
        "-m",
        "improv",
        "play",
        "--mute",
        "--no-phones",
        "--window",
        "320x240",
    ]
    running = subprocess.Popen(
        [*command, "--data", str(tmp_path)], stdout=subprocess.DEVNULL, env=dict(os.environ)
    )
    try:
        wait_until(lambda: any(tmp_path.iterdir()), "a journal")
        windows = psutil.Process(running.pid).children()
    finally:
        running.kill()
        running.wait()
    assert len(windows) == 1
    assert psutil.wait_procs(windows, timeout=60)[1] == []
