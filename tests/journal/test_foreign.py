"""Files that are not ours, or no longer: refused by name, and left as they are."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from improv.director.ports import Trouble, Unreadable
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from tests.journal.samples import records

Begin = Callable[..., SqliteJournal]

GARBAGE = {
    "empty": b"",
    "short": b"SQLite format 3\0",
    "text": "یادداشت\n".encode() * 1000,
    "zeros": bytes(8192),
}


def refused(folder: Path, match: str) -> None:
    """Both ways of opening refuse `folder` and change no byte in it."""
    names = {path.name for path in folder.iterdir()}
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    for way in (SqliteJournal, SqliteReader):
        with pytest.raises(Unreadable, match=match):
            way.open(folder)
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in folder.iterdir()} == names | {"sessions.lock"}


@pytest.mark.parametrize("kind", GARBAGE)
def test_garbage(tmp_path: Path, kind: str) -> None:
    """Bytes that are no database are refused."""
    (tmp_path / "sessions.db").write_bytes(GARBAGE[kind])
    refused(tmp_path, r"journal\.foreign")


def test_another_programs_database(tmp_path: Path) -> None:
    """A database of somebody else is not opened, let alone changed."""
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE sessions (id TEXT)")
    refused(tmp_path, r"journal\.foreign")


def test_a_newer_layout(begin: Begin, tmp_path: Path) -> None:
    """A file of a later version is for that version."""
    begin(events=3).close()
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as later:
        later.execute("PRAGMA user_version = 99")
    refused(tmp_path, r"journal\.newer.*'99'")


def test_no_file_at_all(tmp_path: Path) -> None:
    """A folder, or a link to nowhere, in the place of the file is named."""
    (tmp_path / "sessions.db").mkdir()
    refused(tmp_path, r"journal\.no_file")
    (tmp_path / "sessions.db").rmdir()
    (tmp_path / "sessions.db").symlink_to("nowhere")
    refused(tmp_path, r"journal\.no_file")


def test_a_log_without_its_file(tmp_path: Path) -> None:
    """A log that was left behind is not mixed into a new file."""
    (tmp_path / "sessions.db-wal").write_bytes(b"frames of another file")
    with pytest.raises(Unreadable, match=r"journal\.log"):
        SqliteJournal.open(tmp_path)
    assert not (tmp_path / "sessions.db").exists()
    (tmp_path / "sessions.db-wal").write_bytes(b"")
    SqliteJournal.open(tmp_path).close()


def test_a_start_that_was_cut_off(tmp_path: Path) -> None:
    """What is left of a file that was never finished is no hindrance."""
    (tmp_path / "sessions.db.new").write_bytes(b"half a")
    SqliteJournal.open(tmp_path).close()
    assert not (tmp_path / "sessions.db.new").exists()


@pytest.mark.parametrize("filler", [b"\0", b"\xff", b"{"])
def test_a_damaged_page(begin: Begin, tmp_path: Path, filler: bytes) -> None:
    """Wherever a page is lost, reading ends in one error or gives what was written."""
    begin(events=2000).close()
    path = tmp_path / "sessions.db"
    whole = path.read_bytes()
    with closing(SqliteReader.open(tmp_path)) as reader:
        true = list(reader.records("s"))
    told = 0
    pages = range(4096, len(whole), 4096 * 7)
    for start in pages:
        path.write_bytes(whole[:start] + filler * 4096 + whole[start + 4096 :])
        try:
            with closing(SqliteReader.open(tmp_path)) as reader:
                assert list(reader.records("s")) == true
        except Unreadable as error:
            assert error.trouble is Trouble.DAMAGED  # noqa: PT017 - most pages, not all
            told += 1
    assert told > len(pages) // 2


def test_a_file_cut_short(begin: Begin, tmp_path: Path) -> None:
    """A file that lost its end is damaged, to its reader and to its writer."""
    begin(events=2000).close()
    path = tmp_path / "sessions.db"
    path.write_bytes(path.read_bytes()[:40_000])
    for way in (SqliteReader, SqliteJournal):
        with (
            pytest.raises(Unreadable, match=r"journal\.damaged"),
            closing(way.open(tmp_path)) as journal,
        ):
            list(journal.records("s"))


@pytest.mark.parametrize("event", ["", "{", '{"at":1},{"at":2}', "[]"])
def test_an_event_that_is_none(begin: Begin, tmp_path: Path, event: str) -> None:
    """Text that somebody put in the place of an event is damage."""
    begin(events=3).close()
    with closing(sqlite3.connect(tmp_path / "sessions.db", isolation_level=None)) as other:
        other.execute("INSERT INTO events VALUES (1, 4, '', ?, NULL)", (event,))
    _assert_damaged(tmp_path, 4)


def test_a_missing_event(begin: Begin, tmp_path: Path) -> None:
    """A gap in a session is damage."""
    begin(events=3).close()
    with closing(sqlite3.connect(tmp_path / "sessions.db", isolation_level=None)) as other:
        other.execute("INSERT INTO events VALUES (1, 5, '', '{}', NULL)")
    _assert_damaged(tmp_path, 4)


def _assert_damaged(folder: Path, event: int) -> None:
    """The sessions are listed; the damaged one is named, with the number of its event."""
    with closing(SqliteReader.open(folder)) as reader:
        assert [header.id for header in reader.sessions()] == ["s"]
        with pytest.raises(Unreadable) as caught:
            list(reader.records("s"))
    assert caught.value.name == "journal.event"
    assert caught.value.values["session"] == "s"
    assert caught.value.values["event"] == str(event)


def test_one_bit_is_never_read_as_another_fact(begin: Begin, tmp_path: Path) -> None:
    """Wherever it flips in what was stored of an event."""
    begin(events=3).close()
    with closing(sqlite3.connect(tmp_path / "sessions.db", isolation_level=None)) as other:
        other.execute("UPDATE sessions SET ended = 1")  # of an open one nothing can be changed
        for column in ("cause", "event"):
            (text,) = other.execute(f"SELECT {column} FROM events WHERE seq = 2").fetchone()
            whole = text.encode()
            for bit in range(8 * len(whole)):
                flipped = bytearray(whole)
                flipped[bit // 8] ^= 1 << bit % 8
                update = f"UPDATE events SET {column} = CAST(? AS TEXT) WHERE seq = 2"
                other.execute(update, (bytes(flipped),))
                _assert_damaged(tmp_path, 2)
            other.execute(update, (whole,))
    with closing(SqliteReader.open(tmp_path)) as reader:
        assert list(reader.records("s")) == records(1, 3)
