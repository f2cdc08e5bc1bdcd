"""`kill -9` at any moment loses nothing that was acknowledged."""

import secrets
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from improv.journal.store import SqliteJournal
from tests.journal.conftest import Programs

KILLS = 12
LONGEST = 0.2


def test_killed_at_random_moments(tmp_path: Path, programs: Programs) -> None:
    """After each kill every acknowledged event is there, in a sequence without gaps."""
    with closing(SqliteJournal.open(tmp_path)) as journal:
        journal.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
    acknowledged = 0
    for _ in range(KILLS):
        writer = programs.start("write", tmp_path)
        assert writer.stdout
        first = writer.stdout.readline()
        time.sleep(secrets.randbelow(1000) / 1000 * LONGEST)
        writer.kill()
        lines = [first, *writer.stdout.read().splitlines(keepends=True)]
        acknowledged = max(int(line) for line in lines if line.endswith("\n"))
        with closing(SqliteJournal.open(tmp_path)) as journal:
            events = sum(1 for _ in journal.records("s"))  # which refuses gaps
            header = journal.sessions()[0]
        # At most the batch under way, of seven, is there without having been acknowledged.
        assert acknowledged <= events <= acknowledged + 7
        assert header.events == events
    assert acknowledged > KILLS * 10
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
