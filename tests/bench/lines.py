"""A room of phones that write a line at once: what they wait for, beside ballots, and what is lost.

Run as `python -m tests.bench lines`, or `python -m tests.bench.lines 300` for another number. The
phones and the game are those of the bench of ballots (phones.py), in one run with them.
"""

import asyncio
import json
import resource
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.phones import HOST_PIN, PHONES, Row, figures, p99, served, together
from tests.phones.simulated import Host, Phone

BURSTS = 6
"""The first is the cold one."""
LINE = "I look it up now, and you hear from me before four o’clock, whatever I have found. "


def stored(data: Path) -> Mapping[str, str]:
    """Voter -> the last line that the journal has of them, read from the file."""
    with sqlite3.connect(f"file:{data}/sessions.db?mode=ro", uri=True) as connection:
        events = [json.loads(row[0]) for row in connection.execute("SELECT event FROM events")]
    return {e["voter"]: e["text"] for e in events if e["type"] == "line_written"}


async def everybody_writes(phones: Sequence[Phone], number: int, burst: int) -> list[float]:
    """Each a line of 200 characters of its own."""
    texts = (f"{burst} {n} {LINE * 3}"[:199] for n in range(len(phones)))
    asked = (phone.write(number, text) for phone, text in zip(phones, texts, strict=True))
    return list(await asyncio.gather(*asked))


async def _room(count: int, data: Path) -> list[Row]:
    found: list[Row] = []
    lost = 0
    with served("game", data) as server:
        phones = [Phone(server.port, n) for n in range(count)]
        await asyncio.gather(*(phone.post("/api/join", {}) for phone in phones))
        await asyncio.gather(*(phone.listen() for phone in phones))
        host = Host(server.port, -1)
        assert (await host.post("/api/host/login", {"pin": HOST_PIN}))[0] == 200
        ballots, lines = list[float](), list[float]()
        state = await host.to("vote")
        await asyncio.sleep(0.5)
        for burst in range(BURSTS):
            ballots.append(p99(await together(phones, state["round"], burst % 4 + 1)))
            await asyncio.sleep(0.5)
        await host.to("debrief")
        await host.steer("format", format="chat-desk")
        state = await host.to("ask")
        await asyncio.sleep(0.5)
        for burst in range(BURSTS):
            acks = await everybody_writes(phones, state["round"], burst)
            lines.append(p99(acks))
            kept = [text for text in stored(data).values() if text.startswith(f"{burst} ")]
            lost += count - len(kept)
            if burst in (0, BURSTS - 1):
                how = "the last of the warm ones" if burst else "cold"
                found.append((f"{count} write at once, {how}", figures(acks), ""))
            await asyncio.sleep(0.5)
        voted, written = statistics.median(ballots[1:]), statistics.median(lines[1:])
        found.append(("all write at once: p99, median of five warm", f"{written:.0f} ms", "120 ms"))
        found.append(("all vote at once: the same", f"{voted:.0f} ms", ""))
        ratio = f"{written / voted:.2f} times"
        found.append(("a line against a ballot", ratio, "1.3 times"))
        writing = [
            asyncio.ensure_future(phone.write(state["round"], f"last {n}", n / count / 5))
            for n, phone in enumerate(phones)
        ]
        await asyncio.sleep(0.1)
        server.kill()
        answers = await asyncio.gather(*writing, return_exceptions=True)
        acked = {n for n, one in enumerate(answers) if not isinstance(one, BaseException)}
        there = {int(t.split()[1]) for t in stored(data).values() if t.startswith("last ")}
        lost += len(acked - there)
        gone = f"{len(acked)}, {len(acked - there)} lost"
        found.append(("kill -9 while all write: acknowledged, lost", gone, "0 lost"))
    found.append(("lines lost in all", str(lost), "0"))
    return found


def rows(count: int = PHONES) -> list[Row]:
    """The table's rows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_room(count, Path(folder) / "data"))


if __name__ == "__main__":
    for name, measured, goal in rows(int(sys.argv[1]) if sys.argv[1:] else PHONES):
        print(f"{name:46} {measured:40} {goal}")
