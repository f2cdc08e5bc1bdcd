"""All rooms of a service in PostgreSQL: made, found, taken, deleted. Any process may do any of it.

A room is taken at once where nobody has it, or its process has lost its lease; else it is told who
has it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from improv.director.ports import NotSaved, Record
from improv.director.room_store import Elsewhere, RoomHeader
from improv.journal.postgres import writing
from improv.journal.postgres.batches import Batches
from improv.journal.postgres.connections import Connection, Connections
from improv.journal.postgres.errors import translate_errors
from improv.journal.postgres.lease import Clock, Lease
from improv.journal.postgres.room import PostgresRoom, Ways
from improv.journal.postgres.schema import migrate
from improv.journal.postgres.writing import Append, Mark, Writer
from improv.journal.rows import to_rows

LEAVE_SECONDS = 0.5

_SECRET = "SELECT secret FROM service"
_KEYS = "SELECT digest FROM organisers"
_ADD_KEY = "INSERT INTO organisers (digest) VALUES ($1) ON CONFLICT DO NOTHING"
_DROP_KEYS = "DELETE FROM organisers WHERE digest <> $1"
_CREATE = """
    WITH room AS (
        INSERT INTO rooms (code) VALUES ($1) ON CONFLICT DO NOTHING RETURNING number
    ), first AS (
        INSERT INTO events (room, seq, cause, event, checksum)
        SELECT number, $4, $5, $6, $7 FROM room
    )
    INSERT INTO sessions (room, facts, visited) SELECT number, $2, $3 FROM room RETURNING room
"""
_HEADERS = """
    SELECT rooms.code, sessions.facts, sessions.visited
    FROM rooms JOIN sessions ON sessions.room = rooms.number
"""
_FIND = f"{_HEADERS} WHERE rooms.code = $1"
_VISITED = """
    UPDATE sessions SET visited = $2 FROM rooms
    WHERE rooms.code = $1 AND sessions.room = rooms.number AND visited < $2
"""
_OWNER = """
    SELECT rooms.number, rooms.owner, rooms.epoch, processes.address
    FROM rooms LEFT JOIN processes ON processes.number = rooms.owner
    WHERE rooms.code = $1
"""
_OWNERS = """
    SELECT rooms.code, rooms.epoch FROM rooms JOIN processes ON processes.number = rooms.owner
    WHERE rooms.code = ANY($1::text[])
"""
_TAKE = """
    UPDATE rooms SET owner = $2, epoch = epoch + 1 WHERE number = $1 AND epoch = $3
    RETURNING epoch
"""
_OPENED = """
    SELECT sessions.facts, sessions.visited, sessions.mark, last.seq, last.event
    FROM sessions LEFT JOIN LATERAL (
        SELECT seq, event FROM events WHERE events.room = $1 ORDER BY seq DESC LIMIT 1
    ) AS last ON true
    WHERE sessions.room = $1
"""
_LOCK = "SELECT epoch FROM rooms WHERE number = $1 FOR UPDATE"
_DELETE = (
    "DELETE FROM events WHERE room = $1",
    "DELETE FROM states WHERE room = $1",
    "DELETE FROM sessions WHERE room = $1",
    "DELETE FROM rooms WHERE number = $1",
)


class PostgresStore:
    """A `director.room_store.RoomStore`; made by `open_postgres`."""

    def __init__(self, lease: Lease, ways: Ways) -> None:
        self._lease, self._ways = lease, ways
        self._failovers = 0

    async def secret(self) -> bytes:
        """32 bytes that never change: what tokens are signed with."""
        found = await self._ways.others.fetch(_SECRET)
        return bytes(found[0][0])

    async def keys(self) -> frozenset[str]:
        """The organisers' keys, as the SHA-256 of each in hex."""
        return frozenset(row[0] for row in await self._ways.others.fetch(_KEYS))

    async def add_key(self, digest: str, *, alone: bool) -> None:
        """Keep another one; `alone`: in place of all that there were."""
        async with self._ways.others.one() as connection, connection.transaction():
            await connection.execute(_ADD_KEY, digest)
            if alone:
                await connection.execute(_DROP_KEYS, digest)

    async def create(self, header: RoomHeader, first: Record) -> None:
        """Make a room with its first event; it sleeps. ValueError for a code that is taken."""
        facts = _to_facts(header)
        fetch = self._ways.others.fetch
        ((seq, cause, event, checksum),) = to_rows([first])
        row = seq, cause.encode(), event, checksum
        if await fetch(_CREATE, header.code, facts, header.visited, *row):
            return
        # Asked for again after an unknown outcome it is the same room.
        found = await fetch(_FIND, header.code)
        if not found or found[0][1] != facts:
            raise ValueError(f"there is a room {header.code} already")

    async def find(self, code: str) -> RoomHeader | None:
        """The room of this code."""
        self._need_lease()  # without one the database is away: nobody waits for it
        found = await self._ways.others.fetch(_FIND, code)
        return _header(*found[0]) if found else None

    async def headers(self) -> list[RoomHeader]:
        """All rooms."""
        return [_header(*row) for row in await self._ways.others.fetch(_HEADERS)]

    async def open(self, code: str) -> PostgresRoom:
        """Take a room. Raises KeyError where there is none, Elsewhere, NotSaved."""
        self._need_lease()
        others, me = self._ways.others, self._lease.number
        number, owner, epoch = await self._owner(code)
        # It waits for what the process before has under way, and is committed before anything
        # is read.
        taken = await others.fetch(_TAKE, number, me, epoch)
        if not taken:  # somebody was faster
            await self._owner(code)
            raise NotSaved("database.away", path=others.name, error="taken meanwhile")
        self._failovers += owner is not None and owner != me
        facts, visited, mark, last, event = (await others.fetch(_OPENED, number))[0]
        at = max(mark, json.loads(event).get("at", 0) if event else 0)
        writer = Writer(number, me, taken[0][0])
        header = _header(code, facts, visited)
        return PostgresRoom(header, writer, self._lease, self._ways, last or 0, at)

    async def visited(self, code: str, day: str) -> None:
        """Note the day of a visit."""
        await self._ways.others.fetch(_VISITED, code, day)

    async def delete(self, code: str) -> None:
        """Delete all of a room that sleeps. Raises Elsewhere for one that another process has."""
        with suppress(KeyError):
            number, _, epoch = await self._owner(code)
            async with self._ways.others.one() as connection, connection.transaction():
                # Locked first: what is under way is there when the rows are looked for.
                if await connection.fetchval(_LOCK, number) != epoch:
                    raise NotSaved(
                        "database.away", path=self._ways.others.name, error="taken meanwhile"
                    )
                for statement in _DELETE:
                    await connection.execute(statement, number)

    async def owners(self, codes: Collection[str]) -> Mapping[str, int]:
        """Of these rooms those that a process has, this one or another, with their epochs."""
        rows = await self._ways.others.fetch(_OWNERS, list(codes))
        return dict(rows)

    async def figures(self) -> Mapping[str, int | float]:
        """What an organiser may know of it, by names."""
        return {
            "failovers": self._failovers,
            "lease_ms": round(1000 * self._lease.left),
            "batches": self._ways.appends.count,
        }

    def _need_lease(self) -> None:
        if not self._lease.holds(self._lease.number):
            raise NotSaved("database.away", path=self._ways.others.name, error="no lease")

    async def _owner(self, code: str) -> tuple[int, int | None, int]:
        """(number, owner, epoch) of a room that may be taken. Raises KeyError, Elsewhere."""
        found = await self._ways.others.fetch(_OWNER, code)
        if not found:
            raise KeyError(code)
        number, owner, epoch, address = found[0]
        if address is not None and owner != self._lease.number:
            raise Elsewhere(address, epoch)
        return number, owner, epoch


@asynccontextmanager
async def open_postgres(database: str, address: str, clock: Clock) -> AsyncIterator[PostgresStore]:
    """The rooms in the database at a libpq URI, while the block runs.

    `address` is where other processes reach this one. Raises NotSaved where the database does not
    answer, Unreadable for one that a newer version has written, ValueError for no address.
    """
    others = Connections(database)
    await others.open()
    appending = Connection(database, "append")
    # A mark and a heartbeat need not outlive a crash of the database: the clock would lose half a
    # second more, and no ballot waits for the disk because of a mark, no lease ends by a slow one.
    marking = Connection(database, "mark", synchronous_commit="off")
    beating = Connection(database, "lease", synchronous_commit="off")
    watching = Connection(database, "watch", synchronous_commit="off")
    ways = Ways(
        Batches[Append](partial(writing.append, appending)),
        Batches[Mark](partial(writing.mark, marking)),
        others,
    )
    lease = Lease(beating, watching, address, clock)
    tasks: list[asyncio.Task[Any]] = []
    try:
        async with others.one() as connection:
            with translate_errors(others.name):
                await migrate(connection, others.name)
        await lease.join()
        runs = (lease.run(), ways.appends.run(), ways.marks.run())
        tasks = [asyncio.create_task(run) for run in runs]
        yield PostgresStore(lease, ways)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with suppress(NotSaved, TimeoutError):
            async with asyncio.timeout(LEAVE_SECONDS):
                await lease.leave()
        for one in (appending, marking, beating, watching):
            one.drop()
        await others.close()


def _to_facts(header: RoomHeader) -> str:
    facts = asdict(replace(header, code="", visited=""))
    return json.dumps(facts, ensure_ascii=False)


def _header(code: str, facts: str, visited: str) -> RoomHeader:
    known = json.loads(facts)
    known["packs"] = tuple(known.get("packs", ()))
    return RoomHeader(**{**known, "code": code, "visited": visited})
