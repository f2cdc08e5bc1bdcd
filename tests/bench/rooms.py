"""Hosted rooms on loopback: rooms x phones that vote within five seconds, memory, and waking.

Run as `python -m tests.bench rooms`, or `python -m tests.bench.rooms 40 30` for other numbers; each
is measured on files, and with a PostgreSQL beside that waits for its disk. The service runs in a
process of its own; a bare server that does nothing but upsert durably into the same kind of store
and acknowledge is timed before and after it, with as many phones over the same time.
The phones of both look for no garbage of their own meanwhile, and begin when all are there.
"""

import asyncio
import gc
import json
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
    Iterator,
    Sequence,
)
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tests.bench._room_stores import Database, Files, Store
from tests.bench.phones import SPREAD, figures, p99, served
from tests.journal.postgres.server import PROGRAMS, postgres_server
from tests.phones.simulated import Host, Phone

Row = tuple[str, str, str]
Round = Callable[[int], Awaitable[list[float]]]
"""Everybody votes a grade, within SPREAD seconds: how long each of them waits."""
SIZES = ((40, 30), (100, 30))
WAKES = 40
ROUNDS = 5
"""After a cold one."""
LEAD = 0.5
"""Seconds before the first vote: until then three thousand tasks have begun."""


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


async def _undisturbed(asked: Iterable[Coroutine[Any, Any, float]]) -> list[float]:
    """How long each waits: for the server, and not for this process to look for garbage."""
    gc.collect()
    gc.disable()
    try:
        return list(await asyncio.gather(*asked))
    finally:
        gc.enable()


@asynccontextmanager
async def _bare(voters: int, where: str) -> AsyncIterator[Round]:
    """A bare server with so many phones: how long they wait, when they vote a grade."""
    with served("bare", where) as server:
        phones = [Phone(server.port, n) for n in range(voters)]
        connections = [await phone.connect() for phone in phones]

        async def put(n: int, grade: int) -> float:
            await asyncio.sleep(LEAD + SPREAD * n / voters)
            body = {"kind": "rate", "scores": {"handling": grade}, "moves": ["listened"]}
            asked = phones[n].request("PUT", "/ballot", body, f"X-Voter: v{n}\r\n")
            began = time.monotonic()
            await connections[n].ask(asked)
            return connections[n].at - began

        yield lambda grade: _undisturbed(put(n, grade) for n in range(voters))
        for phone in phones:
            phone.close()


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
    """Rooms full of phones that vote within SPREAD seconds, and as many at a bare server."""
    rows: list[Row] = []
    async with _bare(rooms * phones, store.bare) as bare:
        # Before and after: the machine is not always equally fast.
        theirs = await _rounds(bare)
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
            rounds = [(await host.to("vote"))["round"] for host in hosts]
            # Shuffled over the rooms, as it is when all have their vote at once.
            random.Random(7).shuffle(everybody)

            def vote(grade: int) -> Awaitable[list[float]]:
                return _undisturbed(
                    phone.vote(rounds[number], grade, LEAD + SPREAD * at / len(everybody))
                    for at, (number, phone) in enumerate(everybody)
                )

            ours = await _rounds(vote)
            lost = sum(
                phones - store.votes(path.rpartition("/")[2], number)
                for (path, _, _), number in zip(there, rounds, strict=True)
            )
            for phone in (*(one for _, one in everybody), *hosts):
                phone.close()
        theirs += await _rounds(bare)
    rows.append((f"{rooms} x {phones}, {store.name}, vote within {SPREAD:.0f} s", _all(ours), ""))
    rows.append(("a bare server, as many phones", _all(theirs), ""))
    ratio = _middle_p99(ours) / _middle_p99(theirs)
    what = f"p99, ours against the bare one, median of {ROUNDS}"
    rows.append((what, f"{ratio:.2f} times", "2 times"))
    rows.append(("ballots lost", str(lost), "0"))
    rows.append(("memory of a quiet room", f"{(quiet - before) / rooms:.2f} MB", "1 MB"))
    each = 1000 * (full - quiet) / (rooms * phones)
    rows.append(("memory of a phone", f"{each:.0f} KB", ""))
    return rows


async def _rounds(vote: Round) -> list[list[float]]:
    """How long all wait in each round but the first, which is the cold one."""
    return [await vote(turn % 4 + 1) for turn in range(1 + ROUNDS)][1:]


def _middle_p99(rounds: Sequence[Sequence[float]]) -> float:
    return statistics.median(p99(waits) for waits in rounds)


def _all(rounds: Sequence[Sequence[float]]) -> str:
    return figures([wait for waits in rounds for wait in waits])


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
