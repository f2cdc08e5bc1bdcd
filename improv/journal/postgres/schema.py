"""The tables of hosted rooms, as a list of migration steps from nothing to the newest layout.

A step that was released is never edited: a change is another step. Steps go forward only; a
database that has taken more of them than are known here is refused. Does not know what events mean.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from improv.director.ports import Unreadable

if TYPE_CHECKING:
    from asyncpg import Connection

SCHEMA = "improv"
"""The schema that holds all of it: `search_path` of every connection of ours."""

_MIGRATING = 0x696D7076
"""Key of the advisory lock: several processes may start at once."""

Step = tuple[str, ...]
"""SQL statements, one each."""

_FIRST: Step = (
    # `one` keeps it at one row.
    """
    CREATE TABLE service (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        secret bytea NOT NULL
    )
    """,
    "CREATE TABLE organisers (digest text PRIMARY KEY)",
    # A row is there as long as its process may have a lease; a number is never used again.
    """
    CREATE TABLE processes (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        address text NOT NULL,
        beat bigint NOT NULL DEFAULT 0
    ) WITH (fillfactor = 50)
    """,
    # Changed by a takeover alone: every write to a room holds its row FOR SHARE, so that a
    # takeover waits for it. What else changes of a room stands in another table.
    """
    CREATE TABLE rooms (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code text NOT NULL UNIQUE,
        owner bigint,
        epoch bigint NOT NULL DEFAULT 0
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE TABLE sessions (
        room bigint PRIMARY KEY,
        facts text NOT NULL,
        visited text NOT NULL,
        mark bigint NOT NULL DEFAULT 0,
        ended boolean NOT NULL DEFAULT false
    ) WITH (fillfactor = 50)
    """,
    # No foreign key: for each event it would lock the room's row a second time. A cause may have
    # any character, and PostgreSQL's text may not.
    """
    CREATE TABLE events (
        room bigint NOT NULL,
        seq integer NOT NULL,
        cause bytea NOT NULL,
        event text NOT NULL,
        checksum bigint NOT NULL,
        PRIMARY KEY (room, seq)
    )
    """,
    # A cache: whatever stands here is made again of the events.
    """
    CREATE TABLE states (
        room bigint PRIMARY KEY,
        seq integer NOT NULL,
        fold text NOT NULL,
        state text NOT NULL,
        checksum bigint NOT NULL
    )
    """,
    # 32 bytes that nobody can guess: two of its own random UUIDs have 244 random bits.
    """
    INSERT INTO service (secret) VALUES
        (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())))
    """,
)

STEPS: Sequence[Step] = (_FIRST,)


async def migrate(connection: "Connection", name: str, steps: Sequence[Step] = STEPS) -> None:
    """Take the steps that are missing, all or none. `name` is what the database is called.

    Raises Unreadable for a database that a newer version has written.
    """
    async with connection.transaction():
        await connection.execute("SET LOCAL statement_timeout = 0")  # a large table takes long
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _MIGRATING)
        if not await connection.fetchval("SELECT to_regnamespace($1) IS NOT NULL", SCHEMA):
            await connection.execute(f"CREATE SCHEMA {SCHEMA}")
        await connection.execute("CREATE TABLE IF NOT EXISTS layout (version integer PRIMARY KEY)")
        version = await connection.fetchval("SELECT coalesce(max(version), 0) FROM layout")
        if version > len(steps):
            raise Unreadable(
                "database.newer", path=name, layout=str(version), known=str(len(steps))
            )
        for number in range(version, len(steps)):
            for statement in steps[number]:
                await connection.execute(statement)
            await connection.execute("INSERT INTO layout (version) VALUES ($1)", number + 1)
