"""A database that is away, restarted, full, crowded or slow: refused, and whole afterwards."""

import asyncio
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from improv.core import actions as a
from improv.core.event_codec import from_dict
from improv.core.events import BallotCast, Event
from improv.director.ports import NotSaved, Record
from improv.director.room_store import Elsewhere
from improv.journal.postgres.store import PostgresStore
from tests.journal.postgres.live import LiveRoom, ballots, create, live, to_vote
from tests.journal.postgres.proxy import Proxy
from tests.journal.postgres.server import (
    MISSING,
    PROGRAMS,
    PostgresServer,
    name_of,
    postgres_server,
)
from tests.journal.postgres.stores import event, eventually, made, store, taken

pytestmark = pytest.mark.slow

SLOW_COMMITS = """
    CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_sleep(2); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON improv.events DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION slow()
"""
"""Each event makes its commit take 2 s longer, with all locks held."""


@pytest.mark.parametrize("held", [{"requests"}, {"replies"}, {"requests", "replies"}])
def test_the_network_is_cut_in_one_direction_or_both(database: str, held: set[str]) -> None:
    """Packets vanish and nobody is told: another process has the room in 5 s, with every vote."""

    async def run() -> None:
        async with (
            Proxy(database).open() as proxy,
            store(proxy.address, "one:1") as opened,
            store(database, "two:2") as second,
            voting(opened) as running,
        ):
            running.start_voting(5, seed=1)
            await asyncio.sleep(0.5)
            proxy.held |= held
            began = time.monotonic()
            log = await taken(second, "ABCD")
            assert 1.9 < time.monotonic() - began < 5
            assert not running.log.holds()
            records = await log.records()
            cast = [event for event in map(_event, records) if isinstance(event, BallotCast)]
            for voter, grade in running.counted.items():
                grades = [one.ballot.scores["handling"] for one in cast if one.voter == voter]
                assert grade in grades[-2:]  # behind it at most one that nobody heard of
            proxy.held.clear()
            await eventually(lambda: running.room.lost, 20)
            assert await log.records() == records
            assert log.holds()

    asyncio.run(run())


def _event(record: Record) -> Event:
    return from_dict(record.event)


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A server that this test may stop; its disk is really waited for."""
    if not PROGRAMS:
        pytest.skip(MISSING)
    with postgres_server() as running:
        yield running


@asynccontextmanager
async def voting(opened: PostgresStore, code: str = "ABCD") -> AsyncIterator[LiveRoom]:
    """A room in its vote, with five voters."""
    await create(opened, code)
    async with live(await opened.open(code), graceful=False) as running:
        await to_vote(running, 5)
        yield running


async def play_on(running: LiveRoom) -> None:
    """Everybody votes once more, and it counts."""
    await running.stop_voting()
    for number in range(5):
        assert await running.vote(f"v{number}", 1 + number % 4) == "ok"
    assert ballots(await running.agree()) == running.counted


def test_while_it_is_away_nothing_goes_on(database: str) -> None:
    """Votes and steering are refused; after 3 s nobody is answered; then it goes on."""

    async def run() -> None:
        async with (
            Proxy(database).open() as proxy,
            store(proxy.address) as opened,
            voting(opened) as running,
        ):
            before = len(await running.log.records())
            with proxy.away():
                assert await running.ask(a.Blank(id="k1", on=True)) == "not_saved"
                assert await running.ask(a.Next(id="k2")) == "not_saved"
                assert running.log.holds()
                await eventually(lambda: not running.log.holds())
                assert await running.ask(a.Next(id="k2")) == "not_saved"
                with pytest.raises(NotSaved):
                    await opened.find("ABCD")
            await running.settled()
            await eventually(running.log.holds)
            assert len(await running.agree()) == before
            assert await running.ask(a.Blank(id="k1", on=True)) == "ok"
            await play_on(running)

    asyncio.run(run())


@pytest.mark.parametrize("crash", [False, True])
def test_it_is_restarted_ten_times(own_server: PostgresServer, *, crash: bool) -> None:
    """While five people vote: nothing acknowledged is missing, and it goes on by itself."""

    async def run() -> None:
        async with store(own_server.database()) as opened, voting(opened) as running:
            for turn in range(10):
                running.start_voting(5, seed=turn)
                await asyncio.sleep(0.3)
                await asyncio.to_thread(own_server.kill if crash else own_server.stop)
                await asyncio.sleep(0.2)
                await asyncio.to_thread(own_server.start)
                await running.settled()
                await asyncio.sleep(0.1)
                await play_on(running)
            assert running.answers["not_saved"] >= 10

    asyncio.run(run())


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 160 MB, which the server's user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="improv-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=160m,mode=755", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this account may not mount a disk: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def test_its_disk_is_full_ten_times(small_disk: Path) -> None:
    """Refused while it is; with room again, at most after a restart, everything is there."""
    if not PROGRAMS:
        pytest.skip(MISSING)
    filler = small_disk / "filler"

    async def run(full: PostgresServer) -> None:
        async with store(full.database()) as opened, voting(opened) as running:
            for turn in range(10):
                with pytest.raises(OSError, match="No space"):
                    filler.write_bytes(bytes(160 << 20))
                refused = running.answers.get("not_saved", 0)
                running.start_voting(5, seed=turn)
                async with asyncio.timeout(60):
                    while running.answers.get("not_saved", 0) < refused + 3:
                        await asyncio.sleep(0.05)
                await asyncio.sleep(0.3)
                filler.unlink()
                if not full.runs:
                    await asyncio.to_thread(full.start)
                await running.settled()
                await play_on(running)

    with postgres_server("max_wal_size=32MB", inside=small_disk) as full:
        asyncio.run(run(full))


def test_its_connections_are_used_up() -> None:
    """Rooms that are open go on; what needs another connection is refused until there is one."""
    if not PROGRAMS:
        pytest.skip(MISSING)

    async def run(crowded: PostgresServer) -> None:
        address = crowded.database()

        async def fill(crowd: AsyncExitStack) -> asyncpg.Connection:
            while True:
                one = await asyncpg.connect(address)
                crowd.push_async_callback(one.close)

        async with store(address) as opened, voting(opened) as running, AsyncExitStack() as crowd:
            one = await asyncpg.connect(address)
            crowd.push_async_callback(one.close)
            with pytest.raises(asyncpg.TooManyConnectionsError):
                await fill(crowd)
            await play_on(running)
            end = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'improv append'"
            )
            await one.execute(end)
            crowd.push_async_callback((await asyncpg.connect(address)).close)
            for number in range(5):
                ballot = asyncio.create_task(running.vote(f"v{number}", 2))
                await asyncio.sleep(0.1)
                assert not ballot.done()
                running.people.append(ballot)
            assert running.answers["not_saved"] >= 5
            await crowd.aclose()
            await running.settled()
            await play_on(running)

    with postgres_server("max_connections=12") as crowded:
        asyncio.run(run(crowded))


def test_two_seconds_a_commit_refuse_nobody_and_fail_nothing_over(
    database: str, server: PostgresServer
) -> None:
    """Votes take as long; another process is told all the time who has the room."""

    async def run() -> None:
        async with (
            store(database, "one:1") as opened,
            store(database, "two:2") as second,
            voting(opened) as running,
        ):
            epoch = running.log.epoch
            server.sql(name_of(database), SLOW_COMMITS)
            asked = [asyncio.create_task(running.vote(f"v{n}", 4)) for n in range(5)]
            began = time.monotonic()
            while time.monotonic() - began < 8:
                with pytest.raises(Elsewhere):
                    await second.open("ABCD")
                await asyncio.sleep(0.1)
            assert await asyncio.gather(*asked)
            server.sql(name_of(database), "DROP TRIGGER slow ON improv.events")
            assert running.log.epoch - epoch <= 2
            await play_on(running)

    asyncio.run(run())


def test_two_seconds_a_reply_refuse_and_fail_nothing_over(database: str) -> None:
    """A heartbeat that takes so long leaves a lease that comes and goes; the room stays."""

    async def run() -> None:
        async with (
            Proxy(database).open() as proxy,
            store(proxy.address, "one:1") as opened,
            store(database, "two:2") as second,
        ):
            room = await made(opened, "ABCD")
            await room.append([event(2)])
            for purpose in ("improv lease", "improv append", "improv mark"):
                proxy.delays[purpose] = 2.0
            held = set()
            began = time.monotonic()
            while time.monotonic() - began < 12:
                with pytest.raises(Elsewhere):
                    await second.open("ABCD")
                held.add(room.holds())
                await asyncio.sleep(0.1)
            assert held == {True, False}
            await room.append([event(3)])
            proxy.delays.clear()
            await room.append([event(4)])
            assert len(await room.records()) == 4

    asyncio.run(run())
