"""The layout of the file moves forward, a whole step at a time."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from improv.director.ports import Unreadable
from improv.journal.file import connect as to_write
from improv.journal.file import connect_reader
from improv.journal.schema import APPLICATION, STEPS, layout, migrate
from improv.journal.store import SqliteJournal

Begin = Callable[..., SqliteJournal]

PLACE = ("ALTER TABLE sessions ADD COLUMN place TEXT NOT NULL DEFAULT ''",)
ROOM = ("ALTER TABLE sessions ADD COLUMN room TEXT", "UPDATE sessions SET room = place || '!'")


@pytest.fixture
def file(begin: Begin, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A file with a session of three events, as this version leaves it."""
    begin(events=3).close()
    connection = sqlite3.connect(tmp_path / "sessions.db", isolation_level=None)
    yield connection
    connection.close()


def test_a_new_file_says_whose_it_is(file: sqlite3.Connection) -> None:
    """A new file has taken every step and carries our mark; its log is kept apart."""
    assert layout(file) == len(STEPS)
    assert file.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.skipif(sys.platform == "win32", reason="a folder's own rights hold there")
def test_a_new_file_is_for_this_account_alone(begin: Begin, tmp_path: Path) -> None:
    """It names people; so do its log and its index, while it is open."""
    with closing(begin(events=3)):
        modes = {one.name: one.stat().st_mode & 0o077 for one in tmp_path.glob("sessions.db*")}
    assert modes == {"sessions.db": 0, "sessions.db-shm": 0, "sessions.db-wal": 0}


def test_only_missing_steps_are_taken(file: sqlite3.Connection) -> None:
    """An old file takes the steps after its own, in order, and keeps its events."""
    events = file.execute("SELECT * FROM events").fetchall()
    migrate(file, [*STEPS, PLACE, ROOM])
    migrate(file, [*STEPS, PLACE, ROOM])
    assert layout(file) == len(STEPS) + 2
    assert file.execute("SELECT id, place, room FROM sessions").fetchall() == [("s", "", "!")]
    assert file.execute("SELECT * FROM events").fetchall() == events


def test_opening_brings_a_file_up_to_date(file: sqlite3.Connection, tmp_path: Path) -> None:
    """The writer moves the file forward; a reader before it moves a copy, and not the file."""
    path = tmp_path / "sessions.db"
    for connect, left in ((connect_reader, 1), (to_write, 2), (connect_reader, 2)):
        with closing(connect(path, [*STEPS, PLACE])) as connection:
            assert connection.execute("SELECT id, place FROM sessions").fetchall() == [("s", "")]
            assert connection.execute("SELECT count(*) FROM events").fetchone() == (3,)
        assert layout(file) == len(STEPS) - 1 + left


def test_a_step_that_fails_leaves_no_trace(file: sqlite3.Connection) -> None:
    """What a step did before it failed is undone; the steps before it stay."""
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(file, [*STEPS, PLACE, (*ROOM, "DELETE FROM nowhere")])
    assert layout(file) == len(STEPS) + 1
    columns = [row[1] for row in file.execute("PRAGMA table_info(sessions)")]
    assert columns[-1] == "place"


def test_this_version_leaves_a_later_file_alone(file: sqlite3.Connection, tmp_path: Path) -> None:
    """A layout that is still in the log, not yet in the file's header, is seen too."""
    file.execute("PRAGMA wal_autocheckpoint = 0")
    migrate(file, [*STEPS, PLACE])
    assert (tmp_path / "sessions.db-wal").stat().st_size
    with pytest.raises(Unreadable, match=r"journal\.newer"):
        SqliteJournal.open(tmp_path)
