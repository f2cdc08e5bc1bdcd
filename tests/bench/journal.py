"""How long the journal takes: to append, alone and in batches, and to read back.

Run as `python -m tests.bench.journal [FOLDER]`: the numbers are those of the disk that the folder
(by default the temporary one) is on. A bare upsert and commit is timed in the same run, because
what a disk takes to be sure is most of an append and differs by a hundred times between disks.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from improv.director.ports import Record
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

EVENTS = 10_000
APPENDS = 300
BATCHES = (10, 100, 500)


def ballot(seq: int) -> Record:
    """The event that there are most of, at its usual length."""
    event = {
        "type": "BallotCast",
        "v": 1,
        "at": seq * 100,
        "round": seq // 60,
        "voter": f"voter-{seq % 40}",
        "kind": "rate",
        "grades": {"listening": 3, "yes-and": 4, "status": 2, "care": 4},
        "ticks": ["named-the-feeling", "offered-a-choice"],
    }
    return Record(seq, f"3f2a9c1e-{seq:08x}", event)


def _times(call: Callable[[int], object], count: int) -> list[float]:
    """Milliseconds that each of `count` calls took, which get their number."""
    taken = []
    for number in range(count):
        start = time.perf_counter()
        call(number)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _percentiles(taken: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(taken, n=100)
    return cuts[49], cuts[98]


def _bare(folder: Path) -> list[float]:
    """What the disk and SQLite take for the least that can be saved."""
    path = folder / "bare.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE marks (id INTEGER PRIMARY KEY, at INTEGER)")
        upsert = "INSERT INTO marks VALUES (1, ?) ON CONFLICT DO UPDATE SET at = excluded.at"
        return _times(lambda number: connection.execute(upsert, (number,)), APPENDS)


def _appends(journal: SqliteJournal, size: int) -> list[float]:
    session = f"batches-{size}"
    journal.open_session(session, "2026-01-02T03:04:05Z", "Bench", True)
    batches = [
        [ballot(seq) for seq in range(number * size + 1, (number + 1) * size + 1)]
        for number in range(max(30, APPENDS // size))
    ]
    return _times(lambda number: journal.append(session, batches[number]), len(batches))


def _reading(journal: SqliteJournal, folder: Path) -> float:
    """The quickest of five readings, in milliseconds."""
    journal.open_session("long", "2026-01-02T03:04:05Z", "Bench", False)
    journal.append("long", [ballot(seq) for seq in range(1, EVENTS + 1)])
    with closing(SqliteReader.open(folder)) as reader:
        return min(_times(lambda _: list(reader.records("long")), 5))


def _measure(folder: Path) -> Iterator[Row]:
    bare, bare_worst = _percentiles(_bare(folder))
    yield "bare upsert and commit, p50 / p99", f"{bare:.2f} / {bare_worst:.2f} ms", ""
    opening = _times(lambda _: SqliteJournal.open(folder).close(), 1)[0]
    yield "make and close an empty journal", f"{opening:.1f} ms", ""
    opening = min(_times(lambda _: SqliteJournal.open(folder).close(), 5))
    yield "open and close it again", f"{opening:.1f} ms", ""
    with closing(SqliteJournal.open(folder)) as journal:
        middle, worst = _percentiles(_appends(journal, 1))
        yield "append 1 event, p50 / p99", f"{middle:.2f} / {worst:.2f} ms", "p99 < 50 ms"
        yield "append 1 event, against bare", f"{middle / bare:.1f} times", "< 2 times"
        for size in BATCHES:
            middle, worst = _percentiles(_appends(journal, size))
            number_in = f"{middle:.2f} / {worst:.2f} ms, {middle / size * 1000:.0f} us an event"
            yield f"append {size} events, p50 / p99", number_in, ""
        taken = _reading(journal, folder)
        number_in = f"{taken:.0f} ms, {EVENTS / taken * 1000:,.0f} events/s"
        yield f"read {EVENTS:,} events back", number_in, "< 100 ms"


def rows(folder: Path | None = None) -> list[Row]:
    """Measure on the disk of `folder`, else of the temporary folder."""
    with tempfile.TemporaryDirectory(prefix="improv-bench-", dir=folder) as place:
        return list(_measure(Path(place)))


if __name__ == "__main__":
    for name, measured, goal in rows(Path(sys.argv[1]) if sys.argv[1:] else None):
        print(f"{name:38} {measured:38} {goal}")
