"""Rooms in PostgreSQL: how long an append takes among many rooms, and what fails over in what time.

Run as `python -m tests.bench postgres`, or a part of it as `python -m tests.bench.postgres appends`
(`takeovers`, `cuts`, `histories`, `pages`). The server is the tests' own, on the disk of the
temporary folder, and really waits for it. Bare upserts, as many and in batches as well, are timed
in the same run.
"""

import asyncio
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import asyncpg

from improv.director.ports import Record
from improv.journal.postgres.batches import Batches
from tests.bench.journal import Row, ballot
from tests.journal.postgres.server import PROGRAMS, PostgresServer, postgres_server
from tests.journal.postgres.stores import made, store
from tests.journal.postgres.test_takeover import replaced
from tests.journal.postgres.test_torn import check_cuts
from tests.journal.postgres.test_two_owners import check_histories
from tests.wiring.test_two_processes_in_chromium import failed_over

ROOMS = 200
VOTES = 30
SECONDS = 5.0
CUTS = 200
HISTORIES = 200
TAKEOVERS = 100
PAGES = 200


def _p99(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=100)[98]


def _shown(taken: list[float]) -> str:
    middle = statistics.median(taken)
    return f"p50 {middle:.1f} ms, p99 {_p99(taken):.1f} ms, most {max(taken):.1f} ms"


async def _spread(write: Callable[[int, int], Awaitable[object]]) -> list[float]:
    """Each room has so many votes, spread over some seconds; how many ms each `write` took."""
    taken: list[float] = []
    time_ = asyncio.get_running_loop().time
    begins = time_() + 0.5

    async def vote(room: int) -> None:
        gap = SECONDS / VOTES
        for vote in range(VOTES):
            await asyncio.sleep(max(0.0, begins + gap * (vote + room / ROOMS) - time_()))
            began = time_()
            await write(room, vote)
            taken.append(1000 * (time_() - began))

    await asyncio.gather(*map(vote, range(ROOMS)))
    return taken


async def _bare(database: str) -> list[float]:
    """What this disk and this server take for the least that can be saved: a row for each room."""
    connection = await asyncpg.connect(database)
    await connection.execute("CREATE TABLE bare (a integer PRIMARY KEY, b text)")
    upsert = await connection.prepare(
        "INSERT INTO bare SELECT * FROM unnest($1::integer[], $2::text[]) AS new (a, b) "
        "ON CONFLICT (a) DO UPDATE SET b = excluded.b"
    )
    text = "x" * 200

    async def write(rooms: Sequence[int]) -> list[bool]:
        await upsert.fetch(rooms, [text] * len(rooms))
        return [True] * len(rooms)

    batches = Batches(write)
    running = asyncio.create_task(batches.run())
    taken = await _spread(lambda room, _: batches.put(room))
    running.cancel()
    await connection.close()
    return taken


async def _appends(database: str) -> tuple[list[float], float]:
    """How long each append took, and how many were one commit."""
    async with store(database) as opened:
        rooms = [await made(opened, f"R{number:03}") for number in range(ROOMS)]
        before = (await opened.figures())["batches"]
        taken = await _spread(
            lambda room, vote: rooms[room].append([Record(vote + 2, "", ballot(vote + 2).event)])
        )
        return taken, len(taken) / ((await opened.figures())["batches"] - before)


def _takeovers(server: PostgresServer, how: signal.Signals) -> str:
    """From the end of a process that writes to the moment at which another has its room."""
    taken: list[float] = []
    database = server.database()
    for turn in range(TAKEOVERS // 10):
        taken += replaced(database, how, f"T{turn}")
    return f"median {statistics.median(taken):.2f} s, most {max(taken):.2f} s"


def _page_rows(server: PostgresServer) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        taken = failed_over(server, Path(folder), PAGES)
    phases: dict[str, list[float]] = {}
    for phase, seconds in taken:
        phases.setdefault(phase, []).append(seconds)
    for phase, times in phases.items():
        name = f"{len(times)} owners gone in {phase}, on the pages: back in"
        yield name, f"median {statistics.median(times):.2f} s, most {max(times):.2f} s", "5 s"


def _append_rows(server: PostgresServer) -> Iterator[Row]:
    what = f"{ROOMS} rooms x {VOTES} votes in {SECONDS:.0f} s"
    bare = asyncio.run(_bare(server.database()))
    taken, batch = asyncio.run(_appends(server.database()))
    yield f"{what}: a bare upsert", _shown(bare), ""
    yield f"{what}: an append", _shown(taken), ""
    yield "p99, ours against the bare one", f"{_p99(taken) / _p99(bare):.2f} times", ""
    yield "", f"{batch:.1f} rooms a commit", ""


def _takeover_rows(server: PostgresServer) -> Iterator[Row]:
    for how in (signal.SIGKILL, signal.SIGSTOP):
        name = f"{TAKEOVERS} owners that wrote, {how.name}: back in"
        yield name, _takeovers(server, how), "5 s, none lost"


def _cut_rows(server: PostgresServer) -> Iterator[Row]:
    began = time.perf_counter()
    check_cuts(server.database(), CUTS)
    spent = f"{time.perf_counter() - began:.0f} s"
    yield f"{CUTS} replies dropped after the commit, 3 rooms", f"as the fold, {spent}", "each"


def _history_rows(server: PostgresServer) -> Iterator[Row]:
    check_histories(server.database(), server, HISTORIES)
    yield f"{HISTORIES} histories of two owners", "no vote lost", "none"


PARTS = {
    "appends": _append_rows,
    "takeovers": _takeover_rows,
    "cuts": _cut_rows,
    "histories": _history_rows,
    "pages": _page_rows,
}


def rows(parts: Sequence[str] = tuple(PARTS)) -> Iterator[Row]:
    """Each measurement, as soon as it is there."""
    if not PROGRAMS:
        yield "PostgreSQL", "is not installed", ""
        return
    with postgres_server() as server:
        for part in parts:
            yield from PARTS[part](server)


if __name__ == "__main__":
    for name, measured, goal in rows(sys.argv[1:] or tuple(PARTS)):
        print(f"{name:48} {measured:44} {goal}", flush=True)
