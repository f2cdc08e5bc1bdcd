"""What rooms write all the time: events and marks, of many rooms in one statement.

Each room's row is held FOR SHARE while it is written to, in the order of their numbers, and only
under the epoch in which the writer took it. A takeover changes that row: it waits for what is under
way, and what comes later writes nothing. (Without that lock an append under way is acknowledged
after the new owner has read a tail without it.) A room that is just being taken is passed over: the
others of its batch do not wait for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from improv.journal.postgres.connections import Connection
from improv.journal.rows import Row

_HELD = """
    WITH asked AS (
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
            AS asked (room, owner, epoch, place)
    ), held AS (
        SELECT rooms.number AS room, asked.place
        FROM rooms JOIN asked ON asked.room = rooms.number
        WHERE rooms.owner = asked.owner AND rooms.epoch = asked.epoch
        ORDER BY rooms.number
        FOR SHARE OF rooms SKIP LOCKED
    )
"""
"""Locks the rows. READ COMMITTED looks at a row anew that another transaction has changed."""

_APPEND = f"""{_HELD}, sound AS (
        SELECT room FROM held WHERE place = 1 + (
            SELECT coalesce(max(seq), 0) FROM events WHERE events.room = held.room
        )
    ), written AS (
        INSERT INTO events (room, seq, cause, event, checksum)
        SELECT new.* FROM sound JOIN unnest(
            $5::bigint[], $6::integer[], $7::bytea[], $8::text[], $9::bigint[]
        ) AS new (room, seq, cause, event, checksum) USING (room)
    )
    SELECT room FROM sound
"""  # noqa: S608 - nothing of it comes from outside
# Which events are there the snapshot tells, which is older than the lock: but under this epoch only
# the owner writes, one call after the other, and the epoch began after all that was before it.

_MARK = f"""{_HELD}, marked AS (
        UPDATE sessions SET mark = held.place FROM held WHERE sessions.room = held.room
    )
    SELECT room FROM held
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: a process in a room of its own, under the epoch in which it took it."""

    room: int
    owner: int
    epoch: int


@dataclass(frozen=True, slots=True)
class Append:
    """Events of one room, in order and without a gap."""

    writer: Writer
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the clock of one room has run, in ms."""

    writer: Writer
    at: int


async def append(connection: Connection, batch: Sequence[Append]) -> list[bool]:
    """Write them, each room all or none of its own. False: it is another's, or has a gap."""
    heads = _heads([(one.writer, one.rows[0][0]) for one in batch])
    rows = [
        (one.writer.room, seq, cause.encode(), event, checksum)
        for one in batch
        for seq, cause, event, checksum in one.rows
    ]
    columns = ([row[column] for row in rows] for column in range(5))
    done = {row[0] for row in await connection.fetch(_APPEND, *heads, *columns)}
    return [one.writer.room in done for one in batch]


async def mark(connection: Connection, batch: Sequence[Mark]) -> list[bool]:
    """Write them. False: it is another's."""
    heads = _heads([(one.writer, one.at) for one in batch])
    done = {row[0] for row in await connection.fetch(_MARK, *heads)}
    return [one.writer.room in done for one in batch]


def _heads(batch: Sequence[tuple[Writer, int]]) -> tuple[list[int], ...]:
    return (
        [writer.room for writer, _ in batch],
        [writer.owner for writer, _ in batch],
        [writer.epoch for writer, _ in batch],
        [place for _, place in batch],
    )
