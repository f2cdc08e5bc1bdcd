"""The journal that waits for a disk."""

from pathlib import Path

import pytest

from improv.director.ports import AlreadyOpen, Journal, NotSaved, Record
from improv.journal.deferred import DeferredJournal
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal

OPENED = Record(1, "", {"type": "session_opened", "v": 1, "at": 0})


def test_a_folder_that_cannot_be_made_is_asked_for_again(tmp_path: Path) -> None:
    """A session begun without a disk is on it, with its events, once there is one."""
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file where the folder should be")
    journal = DeferredJournal(lambda: SqliteJournal.open(in_the_way))
    assert journal.sessions() == []
    journal.open_session("s", "2026-01-01T10:00:00+00:00", "a title", demo=False)
    with pytest.raises(NotSaved):
        journal.append("s", [OPENED])
    with pytest.raises(NotSaved):
        journal.mark("s", 1000)
    in_the_way.unlink()
    journal.append("s", [OPENED])
    journal.mark("s", 1000)
    journal.end_session("s")
    journal.close()
    reader = SqliteReader.open(in_the_way)
    (header,) = reader.sessions()
    assert (header.id, header.title, header.ended, header.mark) == ("s", "a title", True, 1000)
    assert list(reader.records("s")) == [OPENED]
    reader.close()


def test_a_folder_in_use_is_no_matter_of_patience(tmp_path: Path) -> None:
    """Another program on the folder is told at once."""
    other: Journal = SqliteJournal.open(tmp_path)
    with pytest.raises(AlreadyOpen):
        DeferredJournal(lambda: SqliteJournal.open(tmp_path))
    other.close()


def test_closing_without_a_disk_is_fine(tmp_path: Path) -> None:
    """There is nothing to let go of."""
    in_the_way = tmp_path / "data"
    in_the_way.write_text("")
    DeferredJournal(lambda: SqliteJournal.open(in_the_way)).close()
