"""Games for the tests of the wiring: real cards of a small pack, and a console that remembers."""

import time
from functools import cache
from io import StringIO
from pathlib import Path

from improv.core.actions import Next
from improv.core.formats import PhaseKind
from improv.director.ports import Journal
from improv.director.room_thread import RoomThread
from improv.director.waker import Waker
from improv.terminal.console import Console
from improv.wiring.deck_loading import LoadedDeck, load_deck
from improv.wiring.game import Game
from improv.wiring.options import GameOptions, PhoneOptions, ScreenOptions, SoundOptions
from tests.fakes import FakeTerminal

SECONDS = 60
SAMPLE = str(Path(__file__).parent.parent / "samples" / "four-tongues")
NO_PHONES = PhoneOptions(invited=False)
LOCAL = PhoneOptions(port=0, bind="127.0.0.1", host_pin="271828")
"""Phones of this machine alone, on any port that is free."""


@cache
def cards(language: str = "en") -> LoadedDeck:
    """The sample pack."""
    return load_deck((SAMPLE,), language)


def console(answer: str | None = None) -> Console:
    """A console that remembers; somebody sits there only if there is an `answer`."""
    asked = StringIO() if answer is None else FakeTerminal(answer)
    return Console(asked, StringIO(), StringIO())


def printed(console: Console) -> str:
    """What the console shows."""
    assert isinstance(console.output, StringIO)
    return console.output.getvalue()


def complained(console: Console) -> str:
    """What the console shows beside it."""
    assert isinstance(console.errors, StringIO)
    return console.errors.getvalue()


def draw_a_round(live: RoomThread, _: Waker) -> None:
    """Show a game until its first round is drawn: from then on it can be unfinished."""
    for before in (PhaseKind.LOBBY, PhaseKind.RULES):
        live.post(Next(id=f"past-{before}", phase_id=live.latest().projector.phase_id))
        ends = time.monotonic() + SECONDS
        while live.latest().projector.kind is before:
            assert time.monotonic() < ends
            time.sleep(0.01)


def game(
    options: GameOptions,
    journal: Journal,
    *,
    loaded: LoadedDeck | None = None,
    screen: ScreenOptions | None = None,
    sound: SoundOptions | None = None,
    phones: PhoneOptions = NO_PHONES,
    asked: Console | None = None,
) -> Game:
    """A game, by default silent, in English and without phones."""
    return Game(
        options,
        screen or ScreenOptions(kind="none"),
        sound or SoundOptions(mute=True),
        phones,
        loaded or cards(),
        journal,
        asked or console(),
    )
