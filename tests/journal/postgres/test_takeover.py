"""A room changes its process: nothing acknowledged is missing, and nothing is fenced too late."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
import pytest

from improv.director.ports import NotSaved, Record
from improv.director.room_log import Lost
from improv.journal.postgres.room import PostgresRoom
from tests.journal.postgres.proxy import Proxy
from tests.journal.postgres.server import PostgresServer, name_of
from tests.journal.postgres.stores import event, made, store, taken

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
HELD = 77
"""An advisory lock: an event in which `held` stands waits for it before it is there."""
_TRIGGER = f"""
    CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared({HELD}); RETURN NEW; END $$;
    CREATE TRIGGER held BEFORE INSERT ON improv.events
    FOR EACH ROW WHEN (NEW.event LIKE '%held%') EXECUTE FUNCTION wait()
"""
_GONE = "DELETE FROM improv.processes WHERE address = 'one:1'"


@asynccontextmanager
async def held(database: str, server: PostgresServer) -> AsyncIterator[asyncpg.Connection]:
    """While the block runs, or until its connection is closed, such events are not there."""
    server.sql(name_of(database), _TRIGGER)
    connection = await asyncpg.connect(database)
    await connection.execute(f"SELECT pg_advisory_lock({HELD})")
    try:
        yield connection
    finally:
        await connection.close()


async def until_held(database: str, server: PostgresServer) -> None:
    """Wait until an append waits at the database."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'"
    async with asyncio.timeout(4):
        while await asyncio.to_thread(server.sql, name_of(database), waiting) == "0":
            await asyncio.sleep(0.02)


def test_a_takeover_waits_for_the_append_that_is_under_way(
    database: str, server: PostgresServer
) -> None:
    """Held by a trigger over the takeover, then released: the new owner's tail has it."""

    async def run() -> None:
        async with store(database, "one:1") as first, store(database, "two:2") as second:
            room = await made(first, "ABCD")
            async with held(database, server) as gate:
                append = asyncio.create_task(room.append([event(2, held=True)]))
                await until_held(database, server)
                server.sql(name_of(database), _GONE)
                taking = asyncio.create_task(second.open("ABCD"))
                await asyncio.sleep(0.7)
                assert not taking.done()
                assert not append.done()
                await gate.close()
                await append
                new = await taking
            assert new.events == 2
            assert await new.records(1) == [event(2, held=True)]
            with pytest.raises(NotSaved):
                await room.append([event(3)])
            await new.append([event(3, by="two")])
            with pytest.raises(Lost):
                await room.tail(2)
            assert not room.holds()
            assert len(await new.records()) == 3

    asyncio.run(run())


def test_an_append_that_fails_over_a_takeover_is_not_there(
    database: str, server: PostgresServer
) -> None:
    """Its connection dies while it is held: it is refused, and the new owner reads none of it."""

    async def run() -> None:
        async with store(database, "one:1") as first, store(database, "two:2") as second:
            room = await made(first, "ABCD")
            async with held(database, server):
                append = asyncio.create_task(room.append([event(2, held=True)]))
                await until_held(database, server)
                server.sql(name_of(database), _GONE)
                taking = asyncio.create_task(second.open("ABCD"))
                await asyncio.sleep(0.3)
                which = "application_name = 'improv append' AND wait_event = 'advisory'"
                end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {which}"
                server.sql(name_of(database), end)
                with pytest.raises(NotSaved):
                    await append
                new = await taking
            assert new.events == 1
            with pytest.raises(Lost):
                await room.tail(1)

    asyncio.run(run())


def test_what_was_begun_before_a_tail_does_not_land_behind_it(
    database: str, server: PostgresServer
) -> None:
    """The owner itself gives up an append that goes on at the database, and reads its tail."""

    async def run() -> None:
        async with Proxy(database).open() as proxy, store(proxy.address) as opened:
            room = await made(opened, "ABCD")
            async with held(database, server) as gate:
                append = asyncio.create_task(room.append([event(2, held=True)]))
                await until_held(database, server)
                proxy.drop("improv append")  # which the server sees only when it answers
                with pytest.raises(NotSaved):
                    await append
                with pytest.raises(NotSaved):  # it writes nothing meanwhile
                    await room.append([event(2)])
                tail = asyncio.create_task(room.tail(1))
                await asyncio.sleep(0.5)
                assert not tail.done()
                await gate.close()
                there = await tail
            assert there in ([], [event(2, held=True)])
            await room.append([event(2 + len(there))])
            assert await room.records() == [event(1), *there, event(2 + len(there))]

    asyncio.run(run())


def test_a_room_that_is_being_taken_slows_no_other(database: str, server: PostgresServer) -> None:
    """Its row is locked by a takeover that lasts: the rest of the batch is written meanwhile."""

    async def run() -> None:
        async with store(database) as opened:
            one, two = [await made(opened, code) for code in ("AAAA", "BBBB")]
            taking = await asyncpg.connect(database)
            change = taking.transaction()
            await change.start()
            await taking.execute("UPDATE improv.rooms SET epoch = epoch + 1 WHERE code = 'AAAA'")
            waits = asyncio.create_task(one.append([event(2)]))
            async with asyncio.timeout(3):  # less than a statement may take
                await two.append([event(2)])
                with pytest.raises(NotSaved):
                    await waits
            tail = asyncio.create_task(one.tail(1))
            await asyncio.sleep(0.3)
            assert not tail.done()
            await two.append([event(3)])
            await change.rollback()
            assert await tail == []
            await one.append([event(2)])
            await taking.close()
            assert [len(await room.records()) for room in (one, two)] == [2, 3]

    asyncio.run(run())


@contextmanager
def owner(database: str, address: str, *codes: str) -> Iterator[subprocess.Popen[str]]:
    """A process that writes to rooms of its own."""
    words = ["-m", "tests.journal.postgres.process", database, address, *codes]
    with subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, text=True, stdout=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(line: str) -> tuple[str, int]:
    """A code and the event that was acknowledged."""
    code, seq = line.split()
    return code, int(seq)


def check(acknowledged: dict[str, int], code: str, records: list[Record], epoch: int) -> None:
    """Everything acknowledged is there, once, and one owner wrote after another."""
    assert [record.seq for record in records] == list(range(1, len(records) + 1))
    assert len(records) >= acknowledged[code]
    epochs = [int(record.event["by"][len(code) :]) for record in records[1:]]
    assert epochs == sorted(epochs)
    assert set(epochs) <= {1, epoch}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_ten_owners_that_are_gone_are_replaced(database: str, how: signal.Signals) -> None:
    """Killed or frozen while they write, at ten instants: each room is back in 5 s, and whole.

    One that thaws afterwards has lost it: it acknowledges nothing more, and writes nothing.
    """
    assert all(1.9 < seconds < 5 for seconds in replaced(database, how, "R"))


def replaced(database: str, how: signal.Signals, prefix: str) -> list[float]:
    """In how many seconds each of ten rooms was back after its process was gone."""
    codes = [f"{prefix}M{number:02}" for number in range(10)]
    with owners(database, codes) as processes:
        return asyncio.run(_replaced(database, how, processes))


async def _replaced(
    database: str, how: signal.Signals, processes: dict[str, subprocess.Popen[str]]
) -> list[float]:
    acknowledged = {code: said(read(process))[1] for code, process in processes.items()}
    rooms: dict[str, PostgresRoom] = {}
    gone: dict[str, float] = {}
    async with store(database, "new:1") as opened:
        await asyncio.sleep(1)
        for code, process in processes.items():
            await asyncio.sleep(0.05)
            process.send_signal(how)
            gone[code] = time.monotonic()

        async def take(code: str) -> float:
            rooms[code] = await taken(opened, code)
            return time.monotonic() - gone[code]

        seconds = await asyncio.gather(*map(take, processes))
        for code, room in rooms.items():
            await room.append([event(room.events + 1, by=f"{code}{room.epoch}")])
        if how is signal.SIGSTOP:
            for process in processes.values():
                process.send_signal(signal.SIGCONT)
            await asyncio.sleep(1.5)
        for code, process in processes.items():
            process.kill()
            lines = process.communicate()[0].splitlines()
            seqs = [said(line)[1] for line in lines if line != "lost"]
            acknowledged[code] = max([acknowledged[code], *seqs])
            assert ("lost" in lines) is (how is signal.SIGSTOP)
            assert acknowledged[code] <= rooms[code].events
            check(acknowledged, code, await rooms[code].records(), rooms[code].epoch)
    return seconds


@contextmanager
def owners(database: str, codes: list[str]) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """One process for each room."""
    with ExitStack() as stack:
        yield {code: stack.enter_context(owner(database, f"{code}:1", code)) for code in codes}


def read(process: subprocess.Popen[str]) -> str:
    """The next line that it says."""
    assert process.stdout is not None
    return process.stdout.readline()
