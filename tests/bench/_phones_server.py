"""The server's side of the phones' benchmark: the real game, its projector repainting all the time.

`python -m tests.bench._phones_server game DATA PORT|bare WHERE PORT` prints its port, then answers
lines on its input: `stats` with the frames and memory so far, `seen PHASE_ID VOTES` with when the
projector showed so many. Times are CLOCK_MONOTONIC, which all processes share.
"""

import asyncio
import json
import os
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from io import TextIOBase
from pathlib import Path
from typing import Any, TextIO, cast

import psutil

from tests.bench import _timed_window


def rss() -> float:
    """MB of memory now, of this process and its windows'."""
    this = psutil.Process()
    return sum(one.memory_info().rss for one in (this, *this.children())) / 1e6


def game(data: Path, port: int) -> None:
    """`improv play` with a measuring tape at its projector."""
    from improv.terminal.console import Console
    from improv.wiring import window
    from improv.wiring.options import GameOptions, PhoneOptions, ScreenOptions, SoundOptions
    from improv.wiring.play import play

    window.PROCESS = _timed_window.__name__
    told = data.with_suffix(".frames")
    told.parent.mkdir(parents=True, exist_ok=True)
    told.touch()
    os.environ[_timed_window.FRAMES] = str(told)
    seen: dict[tuple[int, int], float] = {}

    def frames() -> list[float]:
        """Seconds of the frames since this was asked last."""
        new = []
        for line in iter(lines.readline, ""):
            ended, took, phase, voted = json.loads(line)
            new.append(took)
            if voted is not None:
                seen.setdefault((phase, voted), ended)
        return new

    lines = told.open(encoding="utf-8")

    def answer() -> None:
        kept: list[float] = []
        for line in sys.stdin:
            kept += frames()
            match line.split():
                case ["stats"]:
                    answer: dict[str, Any] = {"frames": kept, "rss": rss()}
                    kept = []
                case ["seen", phase, votes]:
                    answer = {"at": seen.get((int(phase), int(votes)))}
                case _:
                    answer = {}
            print(json.dumps(answer), flush=True)

    threading.Thread(target=answer, daemon=True).start()

    class Lines(TextIOBase):
        """Standard output for a program: each line as JSON."""

        def write(self, text: str) -> int:
            if text.strip():
                print(json.dumps({"said": text}), flush=True)
            return len(text)

    play(
        GameOptions(data, resume=True),
        ScreenOptions(window=(1920, 1080)),
        SoundOptions(),
        PhoneOptions(port=port, bind="127.0.0.1", host_pin="000000"),
        Console(sys.stdin, cast(TextIO, Lines()), sys.stderr),
    )


Ballots = list[tuple[str, bytes]]
"""Voters, each once, and what they said."""


@asynccontextmanager
async def _in_file(folder: str) -> AsyncIterator[Callable[[Ballots], Awaitable[None]]]:
    """Upsert into a file of SQLite, in a thread."""
    loop = asyncio.get_running_loop()
    Path(folder).mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(1) as writer:

        def opened() -> sqlite3.Connection:
            connection = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("CREATE TABLE IF NOT EXISTS b (voter TEXT PRIMARY KEY, said BLOB)")
            return connection

        def write(ballots: Ballots) -> None:
            upsert = "INSERT INTO b VALUES (?, ?) ON CONFLICT DO UPDATE SET said = excluded.said"
            connection.execute("BEGIN")
            connection.executemany(upsert, ballots)
            connection.execute("COMMIT")

        connection = await loop.run_in_executor(writer, opened)
        yield lambda ballots: loop.run_in_executor(writer, write, ballots)


@asynccontextmanager
async def _in_database(address: str) -> AsyncIterator[Callable[[Ballots], Awaitable[None]]]:
    """Upsert into a table of PostgreSQL, on one connection."""
    import asyncpg

    connection = await asyncpg.connect(address)
    await connection.execute("CREATE TABLE IF NOT EXISTS b (voter text PRIMARY KEY, said bytea)")
    upsert = await connection.prepare(
        "INSERT INTO b SELECT * FROM unnest($1::text[], $2::bytea[]) AS new (voter, said) "
        "ON CONFLICT (voter) DO UPDATE SET said = excluded.said"
    )

    async def write(ballots: Ballots) -> None:
        await upsert.fetch([voter for voter, _ in ballots], [said for _, said in ballots])

    yield write


def bare(where: str, port: int) -> None:
    """The least that could be right: upsert durably, in groups, and say so.

    `where` is a folder, or the address of a database.
    """
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    waiting: list[tuple[str, bytes, asyncio.Future[None]]] = []
    work = asyncio.Event()

    async def keep_writing() -> None:
        opened = _in_database if where.startswith("postgresql:") else _in_file
        async with opened(where) as write:
            while True:
                await work.wait()
                work.clear()
                batch, waiting[:] = waiting[:], []
                await write([(voter, said) for voter, said, _ in batch])
                for _, _, done in batch:
                    done.set_result(None)

    async def put(request: Request) -> Response:
        body = await request.body()
        done = asyncio.get_running_loop().create_future()
        waiting.append((request.headers["x-voter"], body, done))
        work.set()
        await done
        return Response(b'{"ok":1}', media_type="application/json")

    async def run() -> None:
        task = asyncio.create_task(keep_writing())
        app = Starlette(routes=[Route("/ballot", put, methods=["PUT"])])
        config = uvicorn.Config(
            app, host="127.0.0.1", port=port, log_config=None, http="httptools", lifespan="off",
            access_log=False, ws="none", timeout_keep_alive=60, backlog=2048,
        )  # fmt: skip
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        print(json.dumps({"said": f"http://127.0.0.1:{port} "}), flush=True)
        await serving
        task.cancel()

    asyncio.run(run())


if __name__ == "__main__":
    kind, data, listened = sys.argv[1:]
    if kind == "game":
        game(Path(data), int(listened))
    else:
        bare(data, int(listened))
