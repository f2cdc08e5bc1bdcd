"""A room of phones on loopback: what they wait for, what is lost, what it costs the projector.

Run as `python -m tests.bench phones`, or `python -m tests.bench.phones 300` for another number.
Every phone holds its stream and votes on a connection of its own; the game runs in a process of
its own and repaints its whole 1080p picture sixty times a second. A bare server that does nothing
but upsert durably and acknowledge is timed in the same run with the same phones.
"""

import asyncio
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.phones.simulated import Connection, Host, Phone

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

PHONES = 500
BURSTS = 6
"""The first is the cold one."""
SPREAD = 5.0
"""Seconds."""
HOST_PIN = "000000"


class Server:
    """A child that serves."""

    def __init__(self, kind: str, data: Path | str, port: int) -> None:
        self.port = port
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.bench._phones_server", kind, str(data), str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "SDL_VIDEODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"},
        )
        assert self._child.stdout is not None
        for line in self._child.stdout:
            if line.startswith("{") and "127.0.0.1" in json.loads(line).get("said", ""):
                break

    def ask(self, question: str) -> dict[str, Any]:
        """What the child answers."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        print(question, file=self._child.stdin, flush=True)
        while True:
            answer: dict[str, Any] = json.loads(self._child.stdout.readline())
            if "said" not in answer:
                return answer

    def kill(self) -> None:
        """As a power cut does."""
        self._child.kill()
        self._child.wait()


@contextmanager
def served(kind: str, data: Path | str, port: int = 0) -> Iterator[Server]:
    """A child of this kind while the block runs."""
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    server = Server(kind, data, port)
    try:
        yield server
    finally:
        server.kill()


def figures(seconds: Sequence[float]) -> str:
    """In ms."""
    times = sorted(1000 * s for s in seconds)
    p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
    return f"p50 {statistics.median(times):.1f}, p99 {p99:.1f}, max {times[-1]:.1f} ms"


def p99(seconds: Sequence[float]) -> float:
    """In ms."""
    return sorted(1000 * s for s in seconds)[min(len(seconds) - 1, int(len(seconds) * 0.99))]


async def together(phones: Sequence[Phone], number: int, grade: int) -> list[float]:
    """Everybody at once."""
    return list(await asyncio.gather(*(phone.vote(number, grade) for phone in phones)))


async def spread(phones: Sequence[Phone], number: int, grade: int) -> list[float]:
    """Over five seconds."""

    waits = (SPREAD * place / len(phones) for place in range(len(phones)))
    asked = (phone.vote(number, grade, wait) for phone, wait in zip(phones, waits, strict=True))
    return list(await asyncio.gather(*asked))


def stored(data: Path, number: int) -> int:
    """Voters whose ballot of a round is in the journal, read from the file."""
    with sqlite3.connect(f"file:{data}/sessions.db?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT event FROM events").fetchall()
    found = (json.loads(row[0]) for row in rows)
    return len({e["voter"] for e in found if e["type"] == "ballot_cast" and e["round"] == number})


async def _bare(count: int, data: Path) -> tuple[list[float], float]:
    """(p99 of each warm burst, p99 of the cold one), ms."""
    with served("bare", data) as server:
        connections = [await Phone(server.port, n).connect() for n in range(count)]

        async def put(n: int, made: Connection, grade: int) -> float:
            body = {"kind": "rate", "scores": {"handling": grade}, "moves": ["listened"]}
            asked = Phone(server.port, n).request("PUT", "/ballot", body, f"X-Voter: v{n}\r\n")
            began = time.monotonic()
            await made.ask(asked)
            return made.at - began

        bursts = []
        for burst in range(BURSTS):
            asked = (put(n, made, burst % 4 + 1) for n, made in enumerate(connections))
            bursts.append(p99(list(await asyncio.gather(*asked))))
            await asyncio.sleep(0.5)
    return bursts[1:], bursts[0]


async def _without_phones(data: Path) -> float:
    """MB that the same rounds take in a room where nobody has a phone."""
    data.mkdir()
    with served("game", data) as server:
        host = Host(server.port, -1)
        assert (await host.post("/api/host/login", {"pin": HOST_PIN}))[0] == 200
        for _ in range(BURSTS + 1):
            await host.to("vote")
            await asyncio.sleep(0.3)
        used: float = server.ask("stats")["rss"]
        return used


async def _room(count: int, data: Path) -> list[Row]:
    rows: list[Row] = []
    lost = 0
    bare, cold = await _bare(count, data / "bare")
    base = await _without_phones(data / "alone")
    with served("game", data) as server:
        phones = [Phone(server.port, n) for n in range(count)]
        began = time.monotonic()
        joined = await asyncio.gather(*(phone.post("/api/join", {}) for phone in phones))
        took = time.monotonic() - began
        assert {status for status, _ in joined} == {201}
        rows.append((f"{count} join at once", f"{took:.2f} s", "2 s"))
        began = time.monotonic()
        await asyncio.gather(*(phone.listen() for phone in phones))
        rows.append((f"{count} streams opened at once", f"{time.monotonic() - began:.2f} s", ""))
        host = Host(server.port, -1)
        assert (await host.post("/api/host/login", {"pin": HOST_PIN}))[0] == 200
        warm: list[float] = []
        right: list[float] = []
        frames: list[float] = []
        for burst in range(BURSTS):
            state = await host.to("vote")
            await asyncio.sleep(0.5)
            server.ask("stats")
            acks = await together(phones, state["round"], burst % 4 + 1)
            done = time.monotonic()
            await asyncio.sleep(0.5)
            frames += server.ask("stats")["frames"]
            seen = server.ask(f"seen {state['phase_id']} {count}")["at"]
            right.append(1000 * max(0.0, seen - done) if seen else float("inf"))
            lost += count - stored(data, state["round"])
            if burst:
                warm.append(p99(acks))
            else:
                rows.append(("all vote at once, cold", figures(acks), ""))
            if burst == BURSTS - 1:
                rows.append(("all vote at once, the last of the warm ones", figures(acks), ""))
        middle = statistics.median(warm)
        rows.append(("all vote at once: p99, median of five warm", f"{middle:.0f} ms", "120 ms"))
        ratio = middle / statistics.median(bare)
        rows.append(
            (
                "a bare server: the same, and cold",
                f"{statistics.median(bare):.0f}, {cold:.0f} ms",
                "",
            )
        )
        rows.append(("ours against the bare one", f"{ratio:.2f} times", "2 times"))
        worst = max(right)
        rows.append(("projector right after the last vote, worst", f"{worst:.0f} ms", "150 ms"))
        state = await host.to("vote")
        acks = await spread(phones, state["round"], 3)
        lost += count - stored(data, state["round"])
        rows.append((f"all vote within {SPREAD:.0f} s", figures(acks), "p99 60 ms"))
        frames += server.ask("stats")["frames"]
        for least, goal in ((33, ""), (50, "none")):
            slow = sum(1000 * frame > least for frame in frames)
            share = f"{slow} of {len(frames)}, worst {1000 * max(frames):.0f} ms"
            rows.append((f"frames over {least} ms while they vote", share, goal))
        heard = sum(p.stream.received + p.votes.received for p in phones if p.stream and p.votes)
        rows.append(("bytes a phone was sent, a round", f"{heard / count / (BURSTS + 1):.0f}", ""))
        more = server.ask("stats")["rss"] - base
        rows.append(("memory more than without phones", f"{more:.0f} MB", "120 MB"))
        awake = [phone for n, phone in enumerate(phones) if n % 3]
        middles: dict[str, float] = {}
        for how in ("all awake", "a third asleep"):
            if how == "a third asleep":
                for phone in phones[::3]:
                    assert phone.stream is not None
                    assert phone.stream.transport is not None
                    phone.stream.transport.pause_reading()
            # In both cases as soon as the vote is open, while every phone is being told of it.
            state = await host.to("vote")
            acks = await together(awake, state["round"], 2)
            middles[how] = statistics.median(acks)
            rows.append((f"{how}, two thirds vote as it opens", figures(acks), ""))
            lost += len(awake) - stored(data, state["round"])
        ratio = middles["a third asleep"] / middles["all awake"]
        rows.append(("the same, asleep against awake: p50", f"{ratio:.2f} times", "1.2 times"))
        voting = [
            asyncio.ensure_future(phone.vote(state["round"], 4, n / count / 5))
            for n, phone in enumerate(phones)
        ]
        await asyncio.sleep(0.1)
        server.kill()
        acked = sum(
            not isinstance(one, BaseException)
            for one in await asyncio.gather(*voting, return_exceptions=True)
        )
        lost += max(0, acked - _fours(data, state["round"]))
        rows.append(
            ("kill -9 while all vote: acknowledged, lost", f"{acked}, {lost} lost", "0 lost")
        )
    with served("game", data, server.port) as server:
        phones = [Phone(server.port, p.number, p.cookie) for p in phones]
        began = time.monotonic()
        await asyncio.gather(*(phone.listen() for phone in phones))
        rows.append(
            (f"{count} reconnect after the cut", f"{time.monotonic() - began:.2f} s", "3 s")
        )
        host = Host(server.port, -1, host.cookie)
        state = await host.state()
        acks = await together(phones, state["round"], 1)
        rows.append(("the vote goes on", figures(acks), ""))
        lost += count - stored(data, state["round"])
    rows.append(("ballots lost in all", str(lost), "0"))
    return rows


def _fours(data: Path, number: int) -> int:
    """Ballots of a round whose grade was ever a 4."""
    with sqlite3.connect(f"file:{data}/sessions.db?mode=ro", uri=True) as connection:
        events = [json.loads(row[0]) for row in connection.execute("SELECT event FROM events")]
    return len(
        {
            e["voter"]
            for e in events
            if e["type"] == "ballot_cast"
            and e["round"] == number
            and e["ballot"]["scores"]["handling"] == 4
        }
    )


def rows(count: int = PHONES) -> list[Row]:
    """The table's rows."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_room(count, Path(folder)))


if __name__ == "__main__":
    for name, measured, goal in rows(int(sys.argv[1]) if sys.argv[1:] else PHONES):
        print(f"{name:46} {measured:40} {goal}")
