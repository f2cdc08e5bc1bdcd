"""Hosted rooms on loopback: rooms x phones that vote within five seconds, memory, and waking.

Run as `python -m tests.bench rooms`, or `python -m tests.bench.rooms 40 30` for other numbers; each
is measured on files, and with a PostgreSQL beside that waits for its disk. The service runs in a
process of its own; a bare server that does nothing but upsert durably into the same kind of store
and acknowledge is timed in the same run, with as many phones over the same time.
"""

import asyncio
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tests.bench._room_stores import Database, Files, Store
from tests.bench.phones import SPREAD, figures, p99, served
from tests.journal.postgres.server import PROGRAMS, postgres_server
from tests.phones.simulated import Connection, Host, Phone

Row = tuple[str, str, str]
SIZES = ((40, 30), (100, 30))
WAKES = 40


class Service:
    """A child that hosts rooms."""

    def __init__(self, data: Path, database: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        words = [str(data), str(self.port), database]
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.bench._hosted_server", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._child.stdout is not None
        for line in self._child.stdout:
            if "127.0.0.1" in line:
                break

    def ask(self, question: str) -> Any:
        """What the child answers."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        print(question, file=self._child.stdin, flush=True)
        return json.loads(self._child.stdout.readline())

    def kill(self) -> None:
        """As a power cut does."""
        self._child.kill()
        self._child.wait()


@contextmanager
def hosted(store: Store) -> Iterator[Service]:
    """A child while the block runs."""
    service = Service(store.data, store.database)
    try:
        yield service
    finally:
        service.kill()


async def _bare(voters: int, where: str) -> list[float]:
    """Seconds that so many phones wait, over SPREAD."""
    with served("bare", where) as server:
        connections = [await Phone(server.port, n).connect() for n in range(voters)]

        async def put(n: int, made: Connection, grade: int) -> float:
            await asyncio.sleep(SPREAD * n / voters)
            body = {"kind": "rate", "scores": {"handling": grade}, "moves": ["listened"]}
            asked = Phone(server.port, n).request("PUT", "/ballot", body, f"X-Voter: v{n}\r\n")
            began = time.monotonic()
            await made.ask(asked)
            return made.at - began

        for grade in (1, 2):  # the first is the cold one
            asked = (put(n, made, grade) for n, made in enumerate(connections))
            waits = list(await asyncio.gather(*asked))
    return waits


async def _open(service: Service, room: Sequence[str]) -> Host:
    """The host of a room."""
    path, host_path, _ = room
    host = Host(service.port, -1, prefix=path)
    made = await host.connect()
    _, head, _ = await made.ask(host.request("GET", host_path))
    for line in head.decode().split("\r\n"):
        if line.lower().startswith("set-cookie: "):
            host.cookie = line[12:].partition(";")[0]
    made.transport.close()  # type: ignore[union-attr]
    await host.steer("seconds", phase="vote", seconds=3600)  # nobody is too late
    return host


async def _voting(rooms: int, phones: int, store: Store) -> list[Row]:
    """Rooms full of phones that vote within SPREAD seconds."""
    rows: list[Row] = []
    what = f"{rooms} x {phones}, {store.name}"
    bare = await _bare(rooms * phones, store.bare)
    with hosted(store) as service:
        before = service.ask("rss")
        there = service.ask(f"make {rooms}")
        hosts = [await _open(service, room) for room in there]
        quiet = service.ask("rss")
        everybody: list[tuple[int, Phone]] = []
        for number, (path, _, _) in enumerate(there):
            there_now = [Phone(service.port, n, prefix=path) for n in range(phones)]
            await asyncio.gather(*(phone.post("/api/join", {}) for phone in there_now))
            await asyncio.gather(*(phone.listen() for phone in there_now))
            everybody += [(number, phone) for phone in there_now]
        full = service.ask("rss")
        rounds = []
        for host in hosts:
            rounds.append((await host.to("vote"))["round"])
        await asyncio.sleep(1)
        waits: list[float] = []
        for grade in (1, 2):
            # Shuffled over the rooms, as it is when all have their vote at once.
            order = sorted(range(len(everybody)), key=lambda n: (n * 7919) % len(everybody))
            asked = (
                everybody[n][1].vote(rounds[everybody[n][0]], grade, SPREAD * at / len(order))
                for at, n in enumerate(order)
            )
            waits = list(await asyncio.gather(*asked))
        lost = sum(
            phones - store.votes(path.rpartition("/")[2], number)
            for (path, _, _), number in zip(there, rounds, strict=True)
        )
        rows.append((f"{what} vote within {SPREAD:.0f} s", figures(waits), ""))
        rows.append(("a bare server, as many phones", figures(bare), ""))
        ratio = p99(waits) / p99(bare)
        rows.append(("p99, ours against the bare one", f"{ratio:.2f} times", "2 times"))
        rows.append(("ballots lost", str(lost), "0"))
        rows.append(("memory of a quiet room", f"{(quiet - before) / rooms:.2f} MB", "1 MB"))
        each = 1000 * (full - quiet) / (rooms * phones)
        rows.append(("memory of a phone", f"{each:.0f} KB", ""))
        for phone in (*(one for _, one in everybody), *hosts):
            phone.close()
    return rows


async def _waking(store: Store) -> list[Row]:
    """How long the first page of a room that sleeps takes, after a round that was played."""
    with hosted(store) as service:
        there = service.ask(f"make {WAKES}")
        for room in there:
            host = await _open(service, room)
            await host.to("vote")
            host.close()
        service.ask("sleep")
        waits = []
        for path, _, code in there:
            phone = Phone(service.port, 1, prefix=path)
            made = await phone.connect()
            began = time.monotonic()
            status, _, _ = await made.ask(phone.request("GET", f"/?c={code}"))
            assert status == 200
            waits.append(made.at - began)
            phone.close()
    return [
        ("a sleeping room wakes for its first page", figures(waits), "100 ms"),
        ("of these the median", f"{1000 * statistics.median(waits):.0f} ms", ""),
    ]


async def _measured(sizes: Sequence[tuple[int, int]], new: Callable[[], Store]) -> list[Row]:
    found = []
    for rooms, phones in sizes:
        found += await _voting(rooms, phones, new())
    return [*found, *await _waking(new())]


def rows(sizes: Sequence[tuple[int, int]] = SIZES) -> Iterator[Row]:
    """The table's rows."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as folder:
        free = (Path(folder) / str(number) for number in count())
        yield from asyncio.run(_measured(sizes, lambda: Files(next(free))))
        if PROGRAMS:
            with postgres_server() as server:
                yield from asyncio.run(_measured(sizes, lambda: Database(next(free), server)))


if __name__ == "__main__":
    numbers = list(map(int, sys.argv[1:]))
    for name, measured, goal in rows([(numbers[0], numbers[1])] if numbers else SIZES):
        print(f"{name:46} {measured:40} {goal}", flush=True)
