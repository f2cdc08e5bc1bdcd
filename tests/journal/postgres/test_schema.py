"""Migrations: forward, by version, once however many begin; a newer database is refused."""

import asyncio

import asyncpg
import pytest

from improv.director.ports import Unreadable
from improv.journal.postgres.connections import connect
from improv.journal.postgres.schema import STEPS, Step, migrate
from tests.journal.postgres.server import PostgresServer, name_of
from tests.journal.postgres.stores import HEADER, event, store

pytestmark = pytest.mark.slow


def test_processes_that_begin_together_make_the_tables_once(database: str) -> None:
    """Ten at once, in an empty database; each finds the same service."""

    async def begin() -> bytes:
        async with store(database) as opened:
            return await opened.secret()

    async def run() -> None:
        secrets = await asyncio.gather(*(begin() for _ in range(10)))
        assert len(set(secrets)) == 1

    asyncio.run(run())


def test_steps_go_forward_and_a_newer_database_is_refused(
    database: str, server: PostgresServer
) -> None:
    """A later version adds to what is there; this one refuses it then, and says so."""
    later: Step = ("ALTER TABLE rooms ADD COLUMN colour text NOT NULL DEFAULT 'red'",)

    async def run() -> None:
        async with store(database) as opened:
            await opened.create(HEADER, event(1))
        connection = await connect(database)
        await migrate(connection, "db", (*STEPS, later))
        await migrate(connection, "db", (*STEPS, later))
        assert await connection.fetchval("SELECT colour FROM rooms") == "red"
        await connection.close()
        with pytest.raises(Unreadable) as told:
            async with store(database):
                pass
        assert told.value.name == "database.newer"
        assert told.value.values["layout"] == str(len(STEPS) + 1)

    asyncio.run(run())
    assert server.sql(name_of(database), "SELECT count(*) FROM improv.rooms") == "1"


def test_a_step_that_fails_changes_nothing(database: str) -> None:
    """All steps of a start are one transaction."""
    broken: Step = ("CREATE TABLE more (a integer)", "CREATE TABLE rooms (a integer)")

    async def run() -> None:
        connection = await connect(database)
        with pytest.raises(asyncpg.DuplicateTableError):
            await migrate(connection, "db", (*STEPS, broken))
        assert await connection.fetchval("SELECT to_regclass('improv.rooms')") is None
        await migrate(connection, "db")
        await connection.close()
        async with store(database) as opened:
            await opened.create(HEADER, event(1))

    asyncio.run(run())
