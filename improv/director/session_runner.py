"""A sitting: one session from where it stands, in a room, with what drives it to its end.

Begins with the players' names, goes on paused after a crash, or plays a demo. Knows ports.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from improv.core.actions import EditRoster, Pause
from improv.core.draw import Deck
from improv.core.events import Event
from improv.core.state import State
from improv.director import demo
from improv.director.clock import Monotonic, SessionClock
from improv.director.ports import Journal, NotSaved, SessionHeader
from improv.director.room import Room, fold

FIRST_PICTURE_SECONDS = 0.3
"""So long the other languages wait for the screen, which needs the processor more."""


@dataclass(frozen=True, slots=True)
class PreparedSession:
    """A session, ready for a room."""

    session: str
    state: State
    seq: int
    """How many events are in the journal."""
    at: int
    """Session clock, ms."""
    causes: tuple[str, ...] = ()
    """The ids of the actions so far."""
    unwritten: tuple[Event, ...] = ()
    """The opening of a new session."""


def resume(header: SessionHeader, journal: Journal) -> PreparedSession:
    """Fold a session that was cut off. Raises Unreadable, UnknownEvent."""
    records = list(journal.records(header.id))
    causes = tuple(record.cause for record in records if record.cause)
    return PreparedSession(header.id, fold(records), len(records), header.mark, causes)


class SessionRunner:
    """A session in its room, with what drives it."""

    def __init__(
        self,
        begun: PreparedSession,
        journal: Journal,
        deck: Deck,
        later: Callable[[], Deck],
        monotonic: Monotonic,
        names: tuple[str, ...] = (),
        demo_speed: float | None = None,
    ) -> None:
        """Nothing runs yet. `later` loads the languages that `deck` has not; it may take long.

        `names` are the players of a new session; with a `demo_speed` it plays by itself.
        """
        self._begun, self._journal, self._deck, self._later = begun, journal, deck, later
        self._names, self._plays_itself = names, demo_speed is not None
        self.clock = SessionClock(monotonic, begun.at, demo_speed or 1.0)
        self.unsaved: NotSaved | None = None
        """Why the last of it could not be saved, once it has ended."""

    def room(self, pushed: Callable[[], None]) -> Room:
        """The room; on the thread of the loop that will run it."""
        begun = self._begun
        self._writer = ThreadPoolExecutor(1, "journal")
        room = Room(
            begun.session,
            begun.state,
            begun.seq,
            self._deck,
            self._journal,
            self._writer,
            self.clock,
            pushed,
            begun.unwritten,
        )
        room.remember(begun.causes)
        return room

    async def run(
        self, room: Room, ready: Callable[[], None], happened: Callable[[State], None]
    ) -> None:
        """Drive the room: until cancelled, or until the demo is over.

        `ready` is called when the deck has all its languages, `happened` after a demo's moves.
        """
        runs = asyncio.create_task(room.run(wakes=not self._plays_itself))
        drives = asyncio.create_task(self._drive(room, ready, happened))
        try:
            await asyncio.wait({runs, drives}, return_when=asyncio.FIRST_COMPLETED)
            for task in (runs, drives):
                if task.done():
                    task.result()
            if not self._plays_itself:
                await runs
        finally:
            for task in (runs, drives):
                task.cancel()
            await asyncio.wait({runs, drives})
            self.unsaved = await room.close()
            self._writer.shutdown()

    async def _drive(
        self, room: Room, ready: Callable[[], None], happened: Callable[[State], None]
    ) -> None:
        begun = self._begun
        if begun.seq and not begun.state.paused:
            await room.act(Pause(id=""), at=begun.at)
        if not begun.seq and self._names:
            await room.act(EditRoster(id=f"players-{begun.session}", add=self._names), at=0)
        if not self._plays_itself:
            await asyncio.sleep(FIRST_PICTURE_SECONDS)
        room.deck = await asyncio.to_thread(self._later)
        ready()
        if self._plays_itself:
            await demo.play(room, happened)
