"""What is appended stays, in its order and once."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from improv.director.ports import Journal, Record
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from tests.journal.samples import records

Begin = Callable[..., SqliteJournal]


def test_sessions_come_back(begin: Begin, tmp_path: Path) -> None:
    """Headers and events read back as they were given, newest session first."""
    journal: Journal = begin(events=1200)
    journal.open_session("demo", "2026-01-01T00:00:00Z", "A demo", True)
    journal.mark("s", 5)
    journal.mark("demo", 70)
    journal.end_session("demo")
    journal.close()
    again = begin()
    newest, oldest = again.sessions()
    assert (newest.id, newest.title, newest.demo, newest.ended) == ("demo", "A demo", True, True)
    assert (newest.opened, newest.events, newest.mark) == ("2026-01-01T00:00:00Z", 0, 70)
    assert (oldest.id, oldest.demo, oldest.ended) == ("s", False, False)
    assert (oldest.events, oldest.mark) == (1200, 120_000)
    assert list(again.records("s")) == records(1, 1200)
    assert list(again.records("demo")) == []


def test_the_mark_is_replaced(begin: Begin) -> None:
    """The newest mark counts, once it is past the last event."""
    journal = begin(events=3)
    journal.mark("s", 250)
    assert journal.sessions()[0].mark == 300
    journal.mark("s", 900)
    assert journal.sessions()[0].mark == 900


@pytest.mark.parametrize(
    "wrong",
    [
        records(5, 6),
        records(4, 5) + records(7, 7),
        records(4, 5) + records(5, 5),
        records(0, 4),
        records(3, 4, name="another"),
        records(2, 3, name="another"),
        [*records(4, 4), Record(5, "", {"at": float("nan")})],
        [*records(4, 4), Record(5, "", {"text": "x" * 1_000_000})],
        [*records(4, 4), Record(5, "", {"text": "گ" * 500_000})],
    ],
    ids=["gap", "gap within", "repeat", "zero", "other", "others", "nan", "long", "long in UTF-8"],
)
def test_mistakes_write_nothing(begin: Begin, wrong: list[Record]) -> None:
    """A batch that does not fit is refused whole, and the next one still fits."""
    journal = begin(events=3)
    with pytest.raises(ValueError, match=r"event|JSON"):
        journal.append("s", wrong)
    assert list(journal.records("s")) == records(1, 3)
    journal.append("s", records(4, 4))


def test_a_repeated_call_changes_nothing(begin: Begin) -> None:
    """A batch that was saved although its caller never heard of it is taken again."""
    journal = begin(events=5)
    journal.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
    journal.append("s", records(4, 5))
    journal.append("s", records(4, 9))
    journal.append("s", records(1, 2))
    assert list(journal.records("s")) == records(1, 9)


def test_any_text_comes_back(begin: Begin) -> None:
    """Nothing that JSON can say is lost, half a surrogate pair and NUL not excepted."""
    journal = begin()
    odd = [
        Record(1, "\u2067א\u2069", {"at": 1, "text": "\ud83d\u0000\u2028 '\"\\ 😀", "n": [None]})
    ]
    journal.append("s", odd)
    assert list(journal.records("s")) == odd


def test_unknown_sessions_are_key_errors(begin: Begin) -> None:
    """Each call that names a session says at once when there is none."""
    journal = begin()
    for call in (
        lambda: journal.append("t", records(1, 1)),
        lambda: journal.mark("t", 1),
        lambda: journal.end_session("t"),
        lambda: journal.records("t"),
    ):
        with pytest.raises(KeyError, match="t"):
            call()


def test_another_session_of_one_name(begin: Begin) -> None:
    """An id is given once."""
    with pytest.raises(ValueError, match="already"):
        begin().open_session("s", "2027-01-02T03:04:05Z", "Wednesday", False)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET event = '{}'",
        "DELETE FROM events",
        "UPDATE sessions SET title = 'Monday'",
        "DELETE FROM sessions",
    ],
)
def test_the_file_refuses_changes(begin: Begin, tmp_path: Path, statement: str) -> None:
    """Not even another program changes what happened."""
    begin(events=1).close()
    other = sqlite3.connect(tmp_path / "sessions.db")
    with pytest.raises(sqlite3.IntegrityError, match=r"never|stays"):
        other.execute(statement)
    other.close()


def test_a_session_that_ended_may_be_changed_and_deleted(begin: Begin, tmp_path: Path) -> None:
    """So that a person can be forgotten: a name is replaced, or all of it goes; no other does."""
    journal = begin(events=2)
    journal.open_session("goes on", "2026-01-03T03:04:05Z", "Wednesday", False)
    journal.append("goes on", records(1, 1))
    journal.end_session("s", [replace(record, cause="") for record in records(1, 2)])
    journal.close()
    with closing(sqlite3.connect(tmp_path / "sessions.db", isolation_level=None)) as other:
        forgotten = "UPDATE events SET event = '{\"at\":0}', checksum = NULL WHERE session = 1"
        assert other.execute(forgotten).rowcount == 2
        assert other.execute("DELETE FROM events WHERE session = 1").rowcount == 2
        assert other.execute("DELETE FROM sessions WHERE number = 1").rowcount == 1
    with closing(SqliteReader.open(tmp_path)) as reader:
        assert [header.id for header in reader.sessions()] == ["goes on"]
        assert list(reader.records("goes on")) == records(1, 1)


def test_another_thread_may_write(begin: Begin) -> None:
    """The thread that writes is not the one that opened."""
    journal = begin()
    thread = threading.Thread(target=journal.append, args=("s", records(1, 4)))
    thread.start()
    thread.join()
    assert journal.sessions()[0].events == 4


def test_readers_see_commits(begin: Begin, tmp_path: Path) -> None:
    """A reader that is open meets what is appended while it reads."""
    journal = begin(events=600)
    reader = SqliteReader.open(tmp_path)
    events = reader.records("s")
    seen = [next(events)]
    journal.append("s", records(601, 700))
    seen += events
    assert seen == records(1, 700)
    assert reader.sessions()[0].events == 700
    reader.close()


def test_the_log_stays_small(begin: Begin, tmp_path: Path) -> None:
    """The log is folded into the file as it grows, although a reader is open."""
    journal = begin()
    reader = SqliteReader.open(tmp_path)
    for seq in range(1, 401):
        journal.append("s", records(seq, seq, filler="x" * 50_000))
    assert (tmp_path / "sessions.db").stat().st_size > 16_000_000
    assert (tmp_path / "sessions.db-wal").stat().st_size < 9_000_000
    reader.close()
