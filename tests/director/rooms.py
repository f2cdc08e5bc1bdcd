"""Real rooms on real loops: a journal, a writer thread, a clock, and every snapshot pushed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from improv.core.draw import Deck
from improv.core.events import Event
from improv.core.session import evolve, opening
from improv.core.state import Setup, State
from improv.director.clock import SessionClock
from improv.director.ports import Journal, Record, Snapshot
from improv.director.room import Room
from improv.director.room_log import JournalLog, Lost, RoomLog
from improv.director.session_runner import fold
from tests.core.sample_decks import deck as small_deck

SESSION = "s"
DECK = small_deck()


class ManualClock:
    """A monotonic clock that is turned by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.seconds


@dataclass
class Rig:
    """A room that runs, and what it pushed."""

    room: Room
    pushed: list[Snapshot] = field(default_factory=list)


def start(
    setup: Setup | None = None, game: str = "call", deck: Deck = DECK, language: str = "en"
) -> tuple[State, Event]:
    """A new session's first state and event."""
    opened = opening(setup or Setup(7), deck.formats[game], language, standings=True)
    return evolve(None, opened), opened


@asynccontextmanager
async def running(
    journal: Journal,
    *,
    setup: Setup | None = None,
    game: str = "call",
    speed: float = 1.0,
    monotonic: Callable[[], float] | None = None,
    wakes: bool = True,
    resumed: bool = False,
    session: str = SESSION,
    deck: Deck = DECK,
    language: str = "en",
    pushed: Callable[[Snapshot], None] = lambda _: None,
    log: RoomLog | None = None,
) -> AsyncIterator[Rig]:
    """A room on `journal`: a new session, or the one that is in it, from its events.

    It writes to `log`, by default one of that journal.
    """
    at = 0
    unwritten: tuple[Event, ...] = ()
    if resumed:
        records: list[Record] = list(journal.records(session))
        state = fold(records)
        at = max(record.event["at"] for record in records)
    else:
        records = []
        state, opened = start(setup, game, deck, language)
        unwritten = (opened,)
        journal.open_session(session, "2026-01-02T03:04:05Z", "T", True)
    snapshots: list[Snapshot] = []

    def push() -> None:
        snapshots.append(room.latest)
        pushed(room.latest)

    clock = SessionClock(monotonic or asyncio.get_running_loop().time, at, speed)
    log = log or JournalLog(journal, session)
    room = Room(session, state, len(records), deck, log, clock, push, unwritten)
    room.remember([record.cause for record in records])
    task = asyncio.create_task(room.run(wakes=wakes))
    try:
        yield Rig(room, snapshots)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, Lost):
            await task
        await room.close()
        await log.close()


async def until(true: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.002)
