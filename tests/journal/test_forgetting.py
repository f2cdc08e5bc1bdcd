"""What is deleted or overwritten in a journal leaves no byte; what stays is as it was."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from improv.director.ports import Record, SavedState, Unreadable
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from tests.journal.samples import records

Begin = Callable[..., SqliteJournal]
SECRET = "سحرِ ناپیدا"


def where_it_is(folder: Path, text: str = SECRET) -> list[str]:
    """The names of the files that hold these bytes."""
    return [path.name for path in folder.iterdir() if text.encode() in path.read_bytes()]


def test_a_session_goes_and_leaves_no_byte(begin: Begin, tmp_path: Path) -> None:
    """Neither in the file nor in its log; others stay, and what comes is numbered on."""
    journal = begin(tmp_path, 3)
    for session in ("alone", "unfinished"):
        journal.open_session(session, "2026-01-02T03:04:05Z", "Tuesday", False)
        journal.append(session, records(1, 400, note=SECRET))
    journal.save_state("unfinished", SavedState(1, "fold", SECRET))
    journal.end_session("alone")
    assert where_it_is(tmp_path)
    assert journal.forget(["alone", "unfinished"], {})
    assert where_it_is(tmp_path) == []
    assert [header.id for header in journal.sessions()] == ["s"]
    assert list(journal.records("s")) == records(1, 3)
    journal.open_session("alone", "2026-01-03T03:04:05Z", "Tuesday", False)
    journal.append("alone", records(1, 1))
    journal.close()
    with closing(SqliteJournal.open(tmp_path)) as again:
        assert list(again.records("alone")) == records(1, 1)


@pytest.mark.parametrize("ended", [False, True])
def test_events_are_kept_in_another_form(begin: Begin, tmp_path: Path, ended: bool) -> None:
    """Some of a session: it is as open as it was, its other events are the same, no state stays."""
    journal = begin(tmp_path, 5)
    journal.append("s", records(6, 7, note=SECRET))
    journal.save_state("s", SavedState(7, "fold", SECRET))
    if ended:
        journal.end_session("s")
    changed = [replace(one, event={**one.event, "note": "—"}) for one in records(6, 7)]
    assert journal.forget([], {"s": changed})
    assert where_it_is(tmp_path) == []
    assert list(journal.records("s")) == [*records(1, 5), *changed]
    assert journal.saved_state("s", "fold") is None
    assert [header.ended for header in journal.sessions()] == [ended]
    journal.append("s", records(8, 8))


def test_all_or_nothing(begin: Begin, tmp_path: Path) -> None:
    """A session or an event that is not there, and nothing is deleted."""
    journal = begin(tmp_path, 3)
    with pytest.raises(KeyError):
        journal.forget(["s", "none"], {})
    with pytest.raises(ValueError, match="no such event"):
        journal.forget([], {"s": records(3, 4)})
    assert list(journal.records("s")) == records(1, 3)
    assert [header.ended for header in journal.sessions()] == [False]


def test_a_reader_hinders_it_until_it_is_through(begin: Begin, tmp_path: Path) -> None:
    """What another program reads stays: it says so, and overwrites it when it is asked again."""
    journal = begin(tmp_path, 3)
    journal.append("s", records(4, 6, note=SECRET))
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM events").fetchone()
        assert not journal.forget(["s"], {})
        assert where_it_is(tmp_path)
    assert journal.forget([], {})
    assert where_it_is(tmp_path) == []


def test_the_first_events(begin: Begin, tmp_path: Path) -> None:
    """Of each session, the oldest first; an empty and a damaged one are left out."""
    journal = begin(tmp_path, 2)
    for session in ("empty", "whole", "damaged"):
        journal.open_session(session, "2026-01-02T03:04:05Z", "Tuesday", False)
    journal.append("whole", records(1, 3, note=SECRET))
    journal.append("damaged", records(1, 1, note="damaged"))
    journal.end_session("damaged")
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as other:
        other.execute("UPDATE events SET event = '{}' WHERE event LIKE '%damaged%'")
        other.commit()
    with closing(SqliteReader.open(tmp_path)) as reader:
        expected = {"s": records(1, 1)[0], "whole": records(1, 1, note=SECRET)[0]}
        assert list(reader.openings().items()) == list(expected.items())
        assert list(reader.openings(SECRET)) == ["whole"]


def test_events_of_some_types(begin: Begin, tmp_path: Path) -> None:
    """In their order, whatever the order of the types; one that is damaged is told."""
    journal = begin(tmp_path, 0)
    kinds = ("left", "joined", "joined_late", "left")
    given = [Record(n, "", {"type": kind, "at": n}) for n, kind in enumerate(kinds, start=1)]
    journal.append("s", given)
    journal.end_session("s")
    assert journal.chosen("s", ("joined", "left")) == [given[0], given[1], given[3]]
    assert journal.chosen("s", ()) == []
    assert journal.chosen("s", ("left",), '"joined_late"') == [given[0], given[2], given[3]]
    assert journal.chosen("s", ("left",), "left") == [given[0], given[3]]
    with pytest.raises(KeyError):
        journal.chosen("none", ("joined",))
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as other:
        other.execute("""UPDATE events SET event = '{"type":"left",' WHERE seq = 4""")
        other.commit()
    assert journal.chosen("s", ("joined",)) == [given[1]]
    with pytest.raises(Unreadable):
        journal.chosen("s", ("left",))
