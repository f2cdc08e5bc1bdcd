"""How long a list of a year of huddles takes: two hundred sessions in one data folder.

Run as `python -m tests.bench.sessions`. The home screen reads it before somebody can choose.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from improv.core.event_codec import to_dict
from improv.director.ports import Record
from improv.journal.store import SqliteJournal
from improv.wiring.past_sessions import past_sessions
from improv.wiring.sessions import read_journal
from tests.reports.test_session_page import driver

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

SESSIONS, SCENES, VOTERS = 200, 2, 8


def _write(folder: Path) -> None:
    events = [to_dict(event) for event in driver(SCENES, VOTERS).events]
    records = [Record(number, "", event) for number, event in enumerate(events, start=1)]
    with closing(SqliteJournal.open(folder)) as journal:
        for number in range(SESSIONS):
            opened = f"2026-{1 + number // 20:02}-{1 + number % 20:02}"
            session = f"{opened}-{number:06x}"
            journal.open_session(session, f"{opened}T08:00:00+00:00", "Huddle", False)
            journal.append(session, records)
            journal.end_session(session)


def _list(folder: Path) -> float:
    """Milliseconds from a closed file to the list."""
    start = time.perf_counter()
    with closing(read_journal(folder)) as journal:
        assert len(past_sessions(journal, "fa")) == SESSIONS
    return (time.perf_counter() - start) * 1000


def _command(folder: Path) -> float:
    """Milliseconds of the whole command."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "improv", "sessions", "--data", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def _measure(folder: Path) -> Iterator[Row]:
    _write(folder)
    yield (
        f"{SESSIONS} huddles as a list",
        f"{min(_list(folder) for _ in range(5)):.0f} ms",
        "< 200 ms",
    )
    yield (
        "`improv sessions`, Python included",
        f"{min(_command(folder) for _ in range(3)):.0f} ms",
        "",
    )


def rows() -> list[Row]:
    """Measure."""
    with tempfile.TemporaryDirectory(prefix="improv-bench-") as folder:
        return list(_measure(Path(folder)))


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name:48} {measured:20} {goal}")
