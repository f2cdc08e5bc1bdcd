"""Rooms in PostgreSQL: how long an append takes among many rooms, and what fails over in what time.

Run as `python -m tests.bench postgres`. The server is the tests' own, on the disk of the temporary
folder, and really waits for it. A bare upsert and commit is timed in the same run.
"""

import asyncio
import signal
import statistics
import time
from collections.abc import Iterator

import asyncpg

from improv.director.ports import Record
from tests.bench.journal import Row, ballot
from tests.journal.postgres.server import PROGRAMS, PostgresServer, postgres_server
from tests.journal.postgres.stores import made, store
from tests.journal.postgres.test_takeover import replaced
from tests.journal.postgres.test_torn import check_cuts
from tests.journal.postgres.test_two_owners import check_histories

ROOMS = 200
VOTES = 30
SECONDS = 5.0
CUTS = 200
HISTORIES = 200
TAKEOVERS = 100


def _shown(taken: list[float]) -> str:
    cuts = statistics.quantiles(taken, n=100)
    return f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, most {max(taken):.1f} ms"


async def _bare(database: str) -> str:
    """What this disk and this server take for the least that can be saved."""
    connection = await asyncpg.connect(database)
    await connection.execute("CREATE TABLE bare (a integer PRIMARY KEY, b text)")
    upsert = "INSERT INTO bare VALUES ($1, $2) ON CONFLICT (a) DO UPDATE SET b = excluded.b"
    taken = []
    for number in range(500):
        began = time.perf_counter()
        await connection.execute(upsert, number % 40, "x" * 200)
        taken.append(1000 * (time.perf_counter() - began))
    await connection.close()
    return _shown(taken)


async def _appends(database: str) -> tuple[str, str]:
    """Each room has so many votes, spread over some seconds."""
    taken: list[float] = []
    async with store(database) as opened:
        rooms = [await made(opened, f"R{number:03}") for number in range(ROOMS)]
        before = (await opened.figures())["batches"]
        begins = asyncio.get_running_loop().time() + 0.5

        async def vote(number: int) -> None:
            room, gap = rooms[number], SECONDS / VOTES
            for vote in range(VOTES):
                at = begins + gap * (vote + number / ROOMS)
                await asyncio.sleep(max(0.0, at - asyncio.get_running_loop().time()))
                began = time.perf_counter()
                await room.append([Record(vote + 2, "", ballot(vote + 2).event)])
                taken.append(1000 * (time.perf_counter() - began))

        await asyncio.gather(*(vote(number) for number in range(ROOMS)))
        batches = (await opened.figures())["batches"] - before
    return _shown(taken), f"{ROOMS * VOTES / batches:.1f} rooms a commit"


def _takeovers(server: PostgresServer, how: signal.Signals) -> str:
    """From the end of a process that writes to the moment at which another has its room."""
    taken: list[float] = []
    database = server.database()
    for turn in range(TAKEOVERS // 10):
        taken += replaced(database, how, f"T{turn}")
    return f"median {statistics.median(taken):.2f} s, most {max(taken):.2f} s"


def rows() -> Iterator[Row]:
    """Each measurement, as soon as it is there."""
    if not PROGRAMS:
        yield "PostgreSQL", "is not installed", ""
        return
    with postgres_server() as server:
        yield "a bare upsert and commit", asyncio.run(_bare(server.database())), ""
        shown, batches = asyncio.run(_appends(server.database()))
        yield f"{ROOMS} rooms x {VOTES} votes in {SECONDS:.0f} s: an append", shown, "p99 2 x bare"
        yield "", batches, ""
        for how in (signal.SIGKILL, signal.SIGSTOP):
            name = f"{TAKEOVERS} owners that wrote, {how.name}: back in"
            yield name, _takeovers(server, how), "5 s, none lost"
        began = time.perf_counter()
        check_cuts(server.database(), CUTS)
        spent = f"{time.perf_counter() - began:.0f} s"
        yield f"{CUTS} replies dropped after the commit, 3 rooms", f"as the fold, {spent}", "each"
        check_histories(server.database(), server, HISTORIES)
        yield f"{HISTORIES} histories of two owners", "no vote lost", "none"
