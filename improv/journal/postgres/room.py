"""One room that this process has taken: what it writes, and what it is restored from.

After an unknown outcome it writes nothing until its tail has been read. Reading it takes the room
anew, under another epoch: so nothing that was under way before can land behind what was read.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from improv.director.ending import kept_records
from improv.director.ports import NothingSaved, NotSaved, Record, SavedState, Trouble, Unreadable
from improv.director.room_log import Lost
from improv.director.room_store import RoomHeader
from improv.journal.postgres.batches import Batches
from improv.journal.postgres.connections import Connections
from improv.journal.postgres.lease import Lease
from improv.journal.postgres.writing import Append, Mark, Writer
from improv.journal.rows import Damaged, Row, state_checksum, to_records, to_rows

_T = TypeVar("_T")

_AGAIN = """
    UPDATE rooms SET epoch = epoch + 1 WHERE number = $1 AND owner = $2 RETURNING epoch
"""
_RELEASE = "UPDATE rooms SET owner = NULL WHERE number = $1 AND owner = $2 AND epoch = $3"
_EVENTS = """
    SELECT seq, cause, event, checksum FROM events WHERE room = $1 AND seq > $2 ORDER BY seq
"""
_HELD = """
    WITH held AS (
        SELECT number AS room FROM rooms
        WHERE number = $1 AND owner = $2 AND epoch = $3 FOR SHARE
    )
"""
_END = f"""{_HELD}, ended AS (
        UPDATE sessions SET ended = true FROM held WHERE sessions.room = held.room
    ), gone AS (
        DELETE FROM states USING held WHERE states.room = held.room
    ), kept AS (
        UPDATE events SET cause = new.cause, event = new.event, checksum = new.checksum
        FROM held, unnest($4::integer[], $5::bytea[], $6::text[], $7::bigint[])
            AS new (seq, cause, event, checksum)
        WHERE events.room = held.room AND events.seq = new.seq
    )
    SELECT room FROM held
"""  # noqa: S608 - nothing of it comes from outside
_SAVE_STATE = f"""{_HELD}, saved AS (
        INSERT INTO states (room, seq, fold, state, checksum)
        SELECT room, $4, $5, $6, $7 FROM held JOIN sessions USING (room) WHERE NOT sessions.ended
        ON CONFLICT (room) DO UPDATE SET seq = excluded.seq, fold = excluded.fold,
            state = excluded.state, checksum = excluded.checksum
    )
    SELECT room FROM held
"""  # noqa: S608
_STATE = "SELECT seq, fold, state, checksum FROM states WHERE room = $1 AND fold = $2"
_CHECKSUM = "SELECT checksum FROM events WHERE room = $1 AND seq = $2"


@dataclass(frozen=True, slots=True)
class Ways:
    """By which ways all rooms of a process reach the database."""

    appends: Batches[Append]
    marks: Batches[Mark]
    others: Connections


class PostgresRoom:
    """A `director.room_store.OpenRoom`."""

    keeps_on = False

    def __init__(
        self, header: RoomHeader, writer: Writer, lease: Lease, ways: Ways, events: int, at: int
    ) -> None:
        """The room has been taken by `writer`."""
        self.header, self.events, self.at = header, events, at
        self._writer, self._lease, self._ways = writer, lease, ways
        self._seq = events
        """How many events are known to be there."""
        self._unsure = self._lost = False
        self._last: asyncio.Task[Any] | None = None

    @property
    def epoch(self) -> int:
        """How often the room was taken."""
        return self._writer.epoch

    def holds(self) -> bool:
        """Whether this process may answer for the room now: inside its lease alone."""
        return not self._lost and self._lease.holds(self._writer.owner)

    async def append(self, records: Sequence[Record]) -> None:
        """Append in order, all or none. Those that are known to be there are passed over."""
        await self._call(self._append(records))

    async def mark(self, at: int) -> None:
        """Store how far the session clock has run, in ms."""
        await self._call(self._mark(at))

    async def end(self) -> None:
        """No more will come; nobody can be found in its ballots from then on."""
        await self._call(self._end())

    async def save_state(self, saved: SavedState) -> None:
        """Keep a state in place of the one before, if the session goes on."""
        await self._call(self._save_state(saved))

    async def tail(self, after: int) -> list[Record]:
        """After a NotSaved: what stands behind `after`, and nothing of ours comes later.

        Raises NotSaved while that cannot be known, Lost when another process has the room.
        """
        return await self._call(self._tail(after))

    async def records(self, after: int = 0) -> list[Record]:
        """Its events in order, those behind `after`. Raises NotSaved, Unreadable."""
        return self._records(await self._rows(after), after)

    async def saved_state(self, fold: str) -> SavedState | None:
        """The state that was kept, if it is of this fold and as it was written."""
        others, number = self._ways.others, self._writer.room
        if not (found := await others.fetch(_STATE, number, fold)):
            return None
        saved = SavedState(*found[0][:3])
        newest = await others.fetch(_CHECKSUM, number, saved.seq)
        whole = newest and found[0][3] == state_checksum(saved, newest[0][0])
        return saved if whole else None

    async def close(self) -> None:
        """Let go of it: another process may take it at once. Raises NotSaved."""
        await self._call(self._release())

    async def _call(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do it after what was begun before, whatever becomes of whoever waits for it."""
        self._last = task = asyncio.create_task(_after(self._last, work))
        task.add_done_callback(_look_at)
        return await asyncio.shield(task)

    async def _append(self, records: Sequence[Record]) -> None:
        self._check()
        if new := to_rows(record for record in records if record.seq > self._seq):
            await self._write(self._ways.appends.put(Append(self._writer, new)))
            self._seq = new[-1][0]

    async def _mark(self, at: int) -> None:
        self._check()
        await self._write(self._ways.marks.put(Mark(self._writer, at)))

    async def _end(self) -> None:
        self._check()
        rows = await self._rows(0)
        try:
            records = self._records(rows)
        except Unreadable:
            kept: list[Row] = []  # they stay as they are
        else:
            kept = to_rows(await asyncio.to_thread(kept_records, records))
        columns = (
            [seq for seq, *_ in kept],
            [cause.encode() for _, cause, *_ in kept],
            [event for *_, event, _ in kept],
            [checksum for *_, checksum in kept],
        )
        await self._write(self._held(_END, *columns))

    async def _save_state(self, saved: SavedState) -> None:
        self._check()
        newest = await self._ways.others.fetch(_CHECKSUM, self._writer.room, saved.seq)
        if not newest:
            raise ValueError(f"there is no event {saved.seq}")
        checksum = state_checksum(saved, newest[0][0])
        await self._write(self._held(_SAVE_STATE, saved.seq, saved.fold, saved.state, checksum))

    async def _held(self, query: str, *values: object) -> bool:
        writer = self._writer
        head = writer.room, writer.owner, writer.epoch
        return bool(await self._ways.others.fetch(query, *head, *values))

    def _check(self) -> None:
        if self._lost:
            raise Lost
        if self._unsure:
            raise NotSaved("database.away", Trouble.OTHER, path="", error="the tail was not read")

    async def _write(self, writing: Coroutine[Any, Any, bool]) -> None:
        """Raises NotSaved; unless it is NothingSaved `tail` comes next."""
        self._unsure = True
        try:
            written = await writing
        except NothingSaved:
            self._unsure = False
            raise
        if not written:
            # Under this epoch no more: another process has it, or a `tail` of ours was late.
            raise NotSaved("database.away", Trouble.OTHER, path="", error="not under this epoch")
        self._unsure = False

    async def _tail(self, after: int) -> list[Record]:
        if self._lost:
            raise Lost
        writer, others = self._writer, self._ways.others
        # It waits for what is under way, and is committed before the tail is read.
        taken = await others.fetch(_AGAIN, writer.room, writer.owner)
        if not taken:
            self._lost = True
            raise Lost
        records = self._records(await self._rows(after), after)
        self._writer = replace(writer, epoch=taken[0][0])
        self._seq = after + len(records)
        self._unsure = False
        return records

    async def _release(self) -> None:
        if not self._lost:
            self._lost = True
            writer = self._writer
            await self._ways.others.fetch(_RELEASE, writer.room, writer.owner, writer.epoch)

    async def _rows(self, after: int) -> list[Row]:
        found = await self._ways.others.fetch(_EVENTS, self._writer.room, after)
        return [(seq, str(cause, "utf-8", "replace"), *rest) for seq, cause, *rest in found]

    def _records(self, rows: list[Row], after: int = 0) -> list[Record]:
        try:
            return to_records(rows, after + 1)
        except Damaged as error:
            where = {
                "path": self._ways.others.name,
                "session": self.header.session,
                "event": str(error.seq),
            }
            raise Unreadable("journal.event", Trouble.DAMAGED, **where) from None


async def _after(before: "asyncio.Task[Any] | None", work: Coroutine[Any, Any, _T]) -> _T:
    if before is not None and not before.done():
        await asyncio.wait((before,))
    return await work


def _look_at(task: "asyncio.Task[Any]") -> None:
    """Nobody has to: who waited for it may have been cancelled."""
    if not task.cancelled():
        task.exception()
