"""One session in its room, with what drives it to its end.

A new session begins with its players' names, a restored one goes on paused, a demo plays itself.
Knows ports, never the tools behind them.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from improv.core.actions import EditRoster, Next, Pause
from improv.core.draw import Deck
from improv.core.event_codec import from_dict
from improv.core.events import Event
from improv.core.formats import PhaseKind
from improv.core.session import evolve
from improv.core.state import State
from improv.director import demo
from improv.director.clock import Monotonic, SessionClock
from improv.director.ports import Journal, NotSaved, Record, SessionHeader
from improv.director.room import ANSWERS_KEPT, Room
from improv.director.room_log import JournalLog
from improv.director.saved_states import EVENTS_BETWEEN, save_states, saved_state

FIRST_PICTURE_SECONDS = 0.3
"""So long the other languages wait: the screen's first picture needs the processor more."""


@dataclass(frozen=True, slots=True)
class PreparedSession:
    """A session, new or restored, that a room can be made of."""

    session: str
    state: State
    seq: int
    """How many events are in the journal."""
    at: int
    """Session clock, ms."""
    causes: tuple[str, ...] = ()
    """The ids of the actions so far: one that is repeated must not count again."""
    unwritten: tuple[Event, ...] = ()
    """The opening of a new session, which is not in the journal yet."""
    saved: int = 0
    """How many events the saved state that it was made of stands for."""


def fold(records: Sequence[Record], state: State | None = None) -> State:
    """The state of a session after these. ValueError when it has no event."""
    for record in records:
        state = evolve(state, from_dict(record.event))
    if state is None:
        raise ValueError("a session without an event")
    return state


def restore(header: SessionHeader, journal: Journal) -> PreparedSession:
    """A session that was cut off, as its journal has it. Raises Unreadable, UnknownEvent."""
    long = header.events > EVENTS_BETWEEN
    saved, state = saved_state(journal, header.id) if long else (0, None)
    remembered = max(0, header.events - ANSWERS_KEPT)
    records = list(journal.records(header.id, min(saved, remembered)))
    return prepared(header.id, records, header.mark, saved, state)


def prepared(
    session: str, records: Sequence[Record], at: int, saved: int = 0, state: State | None = None
) -> PreparedSession:
    """A session to go on with. `state` stands for the first `saved` events, with or without them.

    `at`: the session clock, ms. Raises UnknownEvent.
    """
    causes = tuple(record.cause for record in records if record.cause)
    state = fold([record for record in records if record.seq > saved], state)
    newest = records[-1].seq if records else saved
    return PreparedSession(session, state, newest, at, causes, saved=saved)


class SessionRunner:
    """Makes the room of a session and runs it. `room` comes first, then `run`, each once."""

    def __init__(
        self,
        prepared: PreparedSession,
        journal: Journal,
        deck: Deck,
        load_all: Callable[[], Deck],
        monotonic: Monotonic,
        names: tuple[str, ...] = (),
        speed: float = 1.0,
        demo_lines: demo.Lines | None = None,
        *,
        begins: bool = False,
    ) -> None:
        """Nothing runs yet. `load_all` loads `deck` in all its languages; it may take long.

        `names` are the players of a new session; its clock runs `speed` times as fast as others.
        With `demo_lines` it plays by itself, and its people say these. `begins`: a new session does
        not wait in the lobby.
        """
        self._prepared, self._journal, self._deck = prepared, journal, deck
        self._load_all = load_all
        self._names, self._demo_lines, self._begins = names, demo_lines, begins
        self.clock = SessionClock(monotonic, prepared.at, speed)
        self.unsaved: NotSaved | None = None
        """After the run: why the end of the session could not be saved, or None."""

    def room(self, pushed: Callable[[], None], *, latin_digits: bool = False) -> Room:
        """The room; on the thread of the loop that will run it."""
        prepared = self._prepared
        self._log = JournalLog(self._journal, prepared.session)
        room = Room(
            prepared.session,
            prepared.state,
            prepared.seq,
            self._deck,
            self._log,
            self.clock,
            pushed,
            prepared.unwritten,
        )
        room.remember(prepared.causes)
        room.latin_digits = latin_digits
        return room

    async def run(
        self, room: Room, ready: Callable[[], None], happened: Callable[[State], None]
    ) -> None:
        """Drive the room to its end; `ready`: all languages are here, `happened`: a demo moved."""
        runs = asyncio.create_task(room.run(wakes=self._demo_lines is None))
        drives = asyncio.create_task(self._drive(room, ready, happened))
        saves = asyncio.create_task(save_states(room, self._log, self._prepared.saved))
        try:
            await asyncio.wait({runs, drives}, return_when=asyncio.FIRST_COMPLETED)
            for task in (runs, drives):
                if task.done():
                    task.result()
            if self._demo_lines is None:
                await runs
        finally:
            for task in (runs, drives, saves):
                task.cancel()
            await asyncio.wait({runs, drives, saves})
            self.unsaved = await room.close()
            await self._log.close()

    async def _drive(
        self, room: Room, ready: Callable[[], None], happened: Callable[[State], None]
    ) -> None:
        prepared = self._prepared
        if prepared.seq and not prepared.state.paused:
            # Nobody was there while the program was down: the clock goes on when somebody says so.
            await room.act(Pause(id=""), at=prepared.at)
        if not prepared.seq and self._names:
            await room.act(EditRoster(id=f"players-{prepared.session}", add=self._names), at=0)
        if self._demo_lines is None:
            await asyncio.sleep(FIRST_PICTURE_SECONDS)
        room.draw_from(await asyncio.to_thread(self._load_all))
        ready()
        if not prepared.seq and self._begins:
            for before in (PhaseKind.LOBBY, PhaseKind.RULES):
                if room.state.kind is before:
                    await room.act(Next(id=f"past-{before}-{prepared.session}"))
        if self._demo_lines is not None:
            await demo.play(room, self._demo_lines, happened)
