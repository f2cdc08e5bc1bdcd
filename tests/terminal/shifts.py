"""A real room of somebody alone, played through a real pipe by lines that are typed."""

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from improv.core import actions as a
from improv.core.cards import Card, Kind, Pack
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.state import Setup, Shift
from improv.director.clock import SessionClock
from improv.director.room import Room
from improv.director.room_log import JournalLog
from improv.director.room_thread import RoomThread
from improv.director.waker import Waker
from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.paths import CARDS
from improv.terminal.line_reader import LineReader
from improv.terminal.shift import TerminalShift
from tests.director.rooms import SESSION, ManualClock, start
from tests.fakes import FakeJournal

SECONDS = 60
SAMPLE = Path(__file__).parent.parent / "samples" / "four-tongues"


@cache
def cards() -> Deck:
    """The sample pack in four languages; each of its customers has something to answer."""
    pack = load_pack(SAMPLE)
    return Deck((_who_answer(pack),), load_formats(CARDS / "solo"))


def _who_answer(pack: Pack) -> Pack:
    def stays(card: Card) -> bool:
        return card.kind is not Kind.PROMPT or "reply.heard" in pack.words["en"].get(card.id, {})

    return replace(pack, cards={id_: card for id_, card in pack.cards.items() if stays(card)})


class PlayedShift:
    """A shift on a console: what was printed, and a hand that types."""

    def __init__(self, journal: FakeJournal, language: str, calls: int) -> None:
        self.lines: list[str] = []
        self.over: bool | None = None
        """What `show` returned; None while it shows."""
        self.clock = ManualClock()
        read, self._write = os.pipe()
        self._input = os.fdopen(read, encoding="utf-8")
        waker = Waker()

        def make() -> Room:
            setup = Setup(11, rounds=calls, heat=4, shift=Shift("Sara", opening="Breathe first"))
            state, opened = start(setup, "solo-shift", cards(), language)
            journal.open_session(SESSION, "2026-01-01T00:00:00+00:00", "t", False)
            clock = SessionClock(self.clock)
            log = JournalLog(journal, SESSION)
            return Room(SESSION, state, 0, cards(), log, clock, waker.set, (opened,))

        async def run(room: Room) -> None:
            running = asyncio.ensure_future(room.run(wakes=False))
            try:
                await room.act(a.EditRoster(id="r", add=("Sara",)))
                await running
            finally:
                await room.close()

        self.room = RoomThread(make, run, waker)
        self.room.words.set()
        reader = LineReader(self._input, waker.set)
        self._shift = TerminalShift(self.room, waker, reader, self.lines.append, time.monotonic)
        self._reader = reader
        self._thread = threading.Thread(target=self._show)

    def begin(self) -> None:
        """Show the room from now on."""
        self.room.start()
        self._reader.start()
        self._thread.start()

    def _show(self) -> None:
        self.over = self._shift.show()

    def type(self, text: str) -> None:
        """Type as it is: a line ends with Enter."""
        os.write(self._write, text.encode())

    def end_input(self) -> None:
        """Nobody types any more."""
        os.close(self._write)
        self._write = -1

    @property
    def text(self) -> str:
        """All that was printed."""
        return "\n".join(self.lines)

    @property
    def kind(self) -> PhaseKind:
        """The phase that is on."""
        return self.room.latest().projector.kind

    def wait(self, true: Callable[[], object]) -> None:
        """Until it is true."""
        ends = time.monotonic() + SECONDS
        while not true():
            assert time.monotonic() < ends, self.text
            time.sleep(0.005)

    def to(self, kind: PhaseKind) -> None:
        """Press Enter until that phase is on, and told."""
        for _ in range(30):
            if self.kind is kind:
                break
            self._press_enter()
        assert self.kind is kind

    def _press_enter(self) -> None:
        before, told = self.room.latest().projector.phase_id, len(self.lines)
        self.type("\n")
        self.wait(lambda: self.room.latest().projector.phase_id != before)
        self.wait(lambda: len(self.lines) > told or self.over is not None)

    def finish(self) -> bool | None:
        """Wait until nothing is shown any more; what `show` returned."""
        self._thread.join(SECONDS)
        return self.over

    def close(self) -> None:
        """End everything."""
        if self._write >= 0:
            self.end_input()
        self._thread.join(SECONDS)
        self.room.stop()
        assert self._reader.ended.wait(SECONDS)
        self._input.close()


@contextmanager
def shift(
    language: str = "en", *, calls: int = 1, journal: FakeJournal | None = None
) -> Iterator[PlayedShift]:
    """A shift that is gone at the end, whatever happened."""
    played = PlayedShift(journal or FakeJournal(), language, calls)
    played.begin()
    try:
        yield played
    finally:
        played.close()
