"""A game in windows: on a display that was asked for and that nobody sees."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from improv.director.ports import SessionHeader
from improv.journal.deferred import DeferredJournal
from improv.screen import displays
from improv.wiring.errors import WrongUsage
from improv.wiring.game import Game
from improv.wiring.options import GameOptions, ScreenOptions
from improv.wiring.sessions import read_journal
from improv.wiring.window import play_in_windows
from tests.wiring.games import console, draw_a_round, game, printed

WINDOW = ScreenOptions(kind="window", window=(320, 240), still=True)
pytestmark = pytest.mark.usefixtures("dummy_display")


def in_window(options: GameOptions, journal: DeferredJournal) -> Game:
    """A game in a small window."""
    return game(options, journal, screen=WINDOW, asked=console())


Headers = list[SessionHeader]


@contextmanager
def facilitator(folder: Path, key: int, done: Callable[[Headers], bool]) -> Iterator[None]:
    """Press the key until the journal is as it should be, then close the window.

    Again and again: SDL forgets what was pressed before a window was there.
    """
    over = threading.Event()

    def press() -> None:
        with closing(read_journal(folder)) as reader:
            while not done(reader.sessions()) and not over.wait(0.05):
                for kind in (pygame.KEYDOWN, pygame.KEYUP):
                    event = pygame.event.Event(kind, key=key, mod=0, unicode="", scancode=0)
                    pygame.event.post(event)
        while not over.wait(0.05):
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    thread = threading.Thread(target=press)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def unfinished_session(options: GameOptions, journal: DeferredJournal) -> SessionHeader:
    """A session that was cut off."""
    game(options, journal).run(draw_a_round, 1.0)
    return journal.sessions()[0]


def test_a_demo_in_a_window_that_nobody_sees_takes_no_longer_than_its_work(
    tmp_path: Path, journal: DeferredJournal
) -> None:
    """It ends by itself, and so does the window."""
    demo = in_window(GameOptions(tmp_path, demo=True, rounds=1, seed=3), journal)
    assert play_in_windows(demo, displays.begin()) is None
    assert journal.sessions()[0].ended
    assert printed(demo.console).endswith("Curtain\n")


def test_a_display_that_is_not_there_is_wrong(tmp_path: Path, journal: DeferredJournal) -> None:
    """The error lists those that are, with their sizes; no session is begun."""
    ninth = in_window(GameOptions(tmp_path), journal)
    ninth = replace(ninth, screen=replace(WINDOW, display=9))
    with pytest.raises(WrongUsage, match=r"no display 9 \(displays: 1 \(\d+x\d+\)\)"):
        play_in_windows(ninth, displays.begin())
    assert journal.sessions() == []


def test_an_unfinished_session_is_offered(tmp_path: Path, journal: DeferredJournal) -> None:
    """A window that is closed begins nothing, R goes on with the session, N begins another."""
    options, sizes = GameOptions(tmp_path), displays.begin()
    first = unfinished_session(options, journal)
    answers: tuple[tuple[int, Callable[[Headers], bool]], ...] = (
        (pygame.K_q, lambda headers: True),
        (pygame.K_r, lambda headers: headers[0].events > first.events),
        (pygame.K_n, lambda headers: len(headers) == 2),
    )
    kept: list[tuple[int, bool]] = []
    for key, done in answers:
        with facilitator(tmp_path, key, done):
            assert play_in_windows(in_window(options, journal), sizes) is None
        headers = journal.sessions()
        kept.append((len(headers), headers[-1].events > first.events))
    assert kept == [(1, False), (1, True), (2, True)]


def test_nobody_is_asked_who_said_what_to_do(tmp_path: Path, journal: DeferredJournal) -> None:
    """With `--new` the first key is the game's, and no answer to a question."""
    unfinished_session(GameOptions(tmp_path), journal)
    new, sizes = GameOptions(tmp_path, resume=False), displays.begin()

    def drawn(headers: Headers) -> bool:
        return len(headers) == 2 and headers[0].events > 2

    with facilitator(tmp_path, pygame.K_SPACE, drawn):
        play_in_windows(in_window(new, journal), sizes)
    assert drawn(journal.sessions())
