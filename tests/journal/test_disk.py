"""Disks that are full, read-only or gone: an error with a name, and later all goes on."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from improv.director.ports import NotSaved, Replaced, Unreadable
from improv.journal.deferred import DeferredJournal
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from tests.journal.conftest import Programs
from tests.journal.samples import records

Begin = Callable[..., SqliteJournal]
Protect = Callable[[Path], Path]


def fill(disk: Path) -> Path:
    """Take every byte that is left."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(512))
        except OSError:
            return filler


def mark_often(journal: SqliteJournal) -> None:
    """Mark until the last block that the log has is used up."""
    for at in range(100):
        journal.mark("s", at)


def test_a_full_disk(begin: Begin, tiny_disk: Path) -> None:
    """Nothing of a batch is kept while the disk is full, all of it when there is space again."""
    journal = begin(tiny_disk, events=3)
    filler = fill(tiny_disk)
    batch = records(4, 300)
    for _ in range(3):
        with pytest.raises(NotSaved, match=r"journal\.full"):
            journal.append("s", batch)
        with pytest.raises(NotSaved, match=r"journal\.full"):
            mark_often(journal)
    assert list(journal.records("s")) == records(1, 3)
    filler.unlink()
    journal.append("s", batch)
    journal.mark("s", 99_000)
    journal.close()
    with closing(SqliteReader.open(tiny_disk)) as reader:
        assert list(reader.records("s")) == records(1, 300)
        assert reader.sessions()[0].mark == 99_000


def test_a_start_on_a_full_disk(tiny_disk: Path) -> None:
    """Where there is no space for a journal nothing is begun and nothing is left half done."""
    filler = fill(tiny_disk)
    with pytest.raises(NotSaved, match=r"journal\.full"):
        SqliteJournal.open(tiny_disk)
    assert not (tiny_disk / "sessions.db").exists()
    filler.unlink()
    SqliteJournal.open(tiny_disk).close()


def test_a_resume_on_a_full_disk(begin: Begin, tiny_disk: Path) -> None:
    """A journal that is there is not harmed by a start without space."""
    begin(tiny_disk, events=3).close()
    filler = fill(tiny_disk)
    with pytest.raises(NotSaved, match=r"journal\.full"):
        begin(tiny_disk, events=4)
    filler.unlink()
    assert list(begin(tiny_disk).records("s")) == records(1, 3)


def test_a_session_on_a_full_disk_is_resumed(begin: Begin, tiny_disk: Path) -> None:
    """It is read meanwhile, and what comes is written when there is space again."""
    begin(tiny_disk, events=3).close()
    filler = fill(tiny_disk)
    journal = DeferredJournal(
        lambda: SqliteJournal.open(tiny_disk), lambda: SqliteReader.open(tiny_disk)
    )
    with closing(journal):
        assert [header.id for header in journal.sessions()] == ["s"]
        assert list(journal.records("s", 1)) == records(2, 3)
        assert journal.saved_state("s", "fold") is None
        with pytest.raises(NotSaved, match=r"journal\.full"):
            journal.append("s", records(4, 4))
        journal.open_session("new", "2026-01-02T03:04:05Z", "Wednesday", False)
        with pytest.raises(NotSaved, match=r"journal\.full"):
            list(journal.records("new"))
        filler.unlink()
        journal.append("s", records(4, 4))
        assert list(journal.records("s")) == records(1, 4)


def test_a_file_that_may_not_grow(tmp_path: Path, programs: Programs) -> None:
    """A limit of the system is met in the middle of a write, and lifted again."""
    output, _ = programs.start("cramped", tmp_path).communicate(timeout=30)
    trouble, last = output.splitlines()
    assert trouble.startswith(f"journal.failed {tmp_path / 'sessions.db'} ")
    with closing(SqliteReader.open(tmp_path)) as reader:
        assert [record.seq for record in reader.records("s")] == list(range(1, int(last) + 1))
    assert int(last) > 10


def test_a_read_only_folder(begin: Begin, tmp_path: Path, write_protected: Protect) -> None:
    """There is no playing where nothing can be saved, but there is reading."""
    begin(events=3).close()
    write_protected(tmp_path)
    with pytest.raises(NotSaved, match=r"journal\.(read_only|forbidden)"):
        SqliteJournal.open(tmp_path)
    with closing(SqliteReader.open(tmp_path)) as reader:
        assert list(reader.records("s")) == records(1, 3)
    with closing(SqliteReader.open(tmp_path / "none")) as reader:
        assert reader.sessions() == []


def test_a_file_that_may_only_be_read(
    begin: Begin, tmp_path: Path, write_protected: Protect
) -> None:
    """In a folder that takes others: it is told at the start, not by the first vote."""
    begin(events=3).close()
    write_protected(tmp_path / "sessions.db")
    with pytest.raises(NotSaved, match=r"journal\.(read_only|forbidden)"):
        SqliteJournal.open(tmp_path)
    with closing(SqliteReader.open(tmp_path)) as reader:
        assert list(reader.records("s")) == records(1, 3)


def test_a_read_only_folder_after_a_crash(
    begin: Begin, tmp_path: Path, write_protected: Protect
) -> None:
    """What is only in the log is read as well where SQLite itself cannot read a log."""
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    journal = begin(tmp_path, events=900)
    for name in ("sessions.db", "sessions.db-wal"):
        (crashed / name).write_bytes((tmp_path / name).read_bytes())
    journal.close()
    write_protected(crashed)
    with closing(SqliteReader.open(crashed)) as reader:
        assert list(reader.records("s")) == records(1, 900)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A file in the place of the folder, or of one above it, is named."""
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(NotSaved) as raised:
            SqliteJournal.open(folder)
        assert raised.value.values["path"] == str(folder)


def test_a_folder_is_made(tmp_path: Path) -> None:
    """A folder, and those above it, is made, whatever it is called."""
    folder = tmp_path / "a?b#c%20" / "داده‌ها"
    SqliteJournal.open(folder).close()
    assert sorted(path.name for path in folder.iterdir()) == ["sessions.db", "sessions.lock"]


def test_another_program_holds_the_file(begin: Begin, tmp_path: Path) -> None:
    """A database browser in the middle of a change is waited for, then named."""
    journal = begin()
    with closing(sqlite3.connect(tmp_path / "sessions.db", isolation_level=None)) as browser:
        browser.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved, match=r"journal\.busy"):
            journal.append("s", records(1, 2))
    journal.append("s", records(1, 2))
    assert list(journal.records("s")) == records(1, 2)


@pytest.mark.parametrize("name", ["data", "data/sessions.db"])
def test_what_was_moved_and_put_back(begin: Begin, tmp_path: Path, name: str) -> None:
    """A file or folder that is moved away takes no more; put back, it takes all that is due."""
    journal = begin(tmp_path / "data", events=3)
    aside = (tmp_path / name).rename(tmp_path / "aside")
    for last in (4, 5):
        with pytest.raises(NotSaved, match=r"journal\.(moved|gone)"):
            journal.append("s", records(4, last))
    with pytest.raises(Unreadable, match=r"journal\.gone"):
        journal.sessions()
    aside.rename(tmp_path / name)
    journal.append("s", records(4, 6))
    journal.close()
    assert list(begin(tmp_path / "data").records("s")) == records(1, 6)


def test_a_log_that_was_removed(begin: Begin, tmp_path: Path) -> None:
    """What was only in a log that somebody removed is not lost, and a new log is begun."""
    journal = begin(events=3)
    (tmp_path / "sessions.db-wal").unlink()
    with pytest.raises(NotSaved, match=r"journal\.moved"):
        journal.append("s", records(4, 5))
    journal.append("s", records(4, 5))
    with closing(SqliteReader.open(tmp_path)) as reader:
        assert list(reader.records("s")) == records(1, 5)


def test_a_log_that_another_program_cut(begin: Begin, tmp_path: Path) -> None:
    """What it held is missed at the next write, which is refused: SQLite itself sees nothing."""
    begin(events=3).close()
    journal = begin(events=9)
    os.truncate(tmp_path / "sessions.db-wal", 0)
    for _ in range(2):
        with pytest.raises(NotSaved, match=r"journal\.older"):
            journal.append("s", records(10, 10))


def test_a_log_that_was_taken_into_the_file(begin: Begin, tmp_path: Path) -> None:
    """Another program may do that, as SQLite does: nothing is missing, and the game goes on."""
    journal = begin(events=9)
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert (tmp_path / "sessions.db-wal").stat().st_size == 0
    journal.append("s", records(10, 10))
    assert list(journal.records("s")) == records(1, 10)


def _sync(path: Path, content: bytes) -> None:
    """As a program puts a file there that keeps folders alike: at once, in the place of ours."""
    synced = path.with_name("synced")
    synced.write_bytes(content)
    synced.replace(path)


def _until_replaced(journal: SqliteJournal, name: str, record: int) -> None:
    """Try to write until the other file is met, and is told by `name`."""
    with pytest.raises(NotSaved, match=r"journal\.moved"):
        journal.append("s", records(record, record))
    with pytest.raises(Replaced, match=name):
        journal.append("s", records(record, record))
    journal.append("s", records(record, record))


def test_an_older_copy_goes(begin: Begin, tmp_path: Path) -> None:
    """All that is in it is in ours, which is put back; however often it comes."""
    begin(events=3).close()
    path = tmp_path / "sessions.db"
    older = path.read_bytes()
    journal = begin(events=900)
    for record in (901, 902):
        _sync(path, older)
        _until_replaced(journal, r"journal\.restored", record)
    assert list(journal.records("s")) == records(1, 902)
    journal.close()
    assert {found.name for found in tmp_path.iterdir()} == {"sessions.db", "sessions.lock"}
    assert list(begin().records("s")) == records(1, 902)


@pytest.mark.parametrize("other", ["another session", "other events"])
def test_a_copy_with_anything_of_its_own_is_kept(begin: Begin, tmp_path: Path, other: str) -> None:
    """As another machine wrote it into a copy of the same folder."""
    elsewhere, path = tmp_path / "elsewhere", tmp_path / "sessions.db"
    with closing(begin(elsewhere)) as theirs:
        if other == "another session":
            theirs.open_session("theirs", "2026-01-02T03:04:05Z", "Wednesday", False)
        else:
            theirs.append("s", records(1, 4, more="said there"))
    journal = begin(events=9)
    _sync(path, (elsewhere / "sessions.db").read_bytes())
    _until_replaced(journal, r"journal\.replaced.*sessions-older-1\.db", 10)
    assert list(journal.records("s")) == records(1, 10)


def test_no_copy_keeps_the_links_of_a_session_that_has_ended(begin: Begin, tmp_path: Path) -> None:
    """Whose ballots they were is forgotten when it ends; an older copy would know it still."""
    path = tmp_path / "sessions.db"
    with closing(begin()) as journal:
        journal.append("s", records(1, 3, key="who voted"))
    linked = path.read_bytes()
    journal = begin(events=0)
    journal.end_session("s", [replace(record, cause="") for record in records(1, 3)])
    journal.open_session("next", "2026-01-03T03:04:05Z", "Wednesday", False)
    _sync(path, linked)
    for name in ("moved", "restored"):
        with pytest.raises(NotSaved, match=rf"journal\.{name}"):
            journal.append("next", records(1, 1))
    journal.append("next", records(1, 1))
    journal.close()
    assert not [found for found in tmp_path.iterdir() if b"who voted" in found.read_bytes()]


def test_another_folder_in_the_place_of_ours(begin: Begin, tmp_path: Path) -> None:
    """Also a whole folder, or bytes that are nothing: what was acknowledged is there again."""
    data = tmp_path / "data"
    journal = begin(data, events=9)
    data.rename(tmp_path / "moved")
    data.mkdir()
    (data / "sessions.db").write_bytes(b"half a file")
    for name in ("moved", "replaced"):
        with pytest.raises(NotSaved, match=rf"journal\.{name}"):
            journal.append("s", records(10, 10))
    journal.append("s", records(10, 10))
    assert list(journal.records("s")) == records(1, 10)
    assert (data / "sessions-older-1.db").read_bytes() == b"half a file"


def test_an_older_copy_is_not_taken(begin: Begin, tmp_path: Path) -> None:
    """Where ours cannot be read any more, nothing is written until the right one is back."""
    data, aside = tmp_path / "data", tmp_path / "aside"
    begin(data, events=3).close()
    older = (data / "sessions.db").read_bytes()
    journal = begin(data, events=9)
    journal._connection.close()  # as after a disk that went away
    journal._broken = True
    data.rename(aside)
    data.mkdir()
    (data / "sessions.db").write_bytes(older)
    for _ in range(2):
        with pytest.raises(NotSaved, match=r"journal\.older"):
            journal.append("s", records(10, 10))
    with pytest.raises(Unreadable, match=r"journal\.older"):
        journal.sessions()
    data.rename(tmp_path / "wrong")
    aside.rename(data)
    journal.append("s", records(10, 10))
    assert list(journal.records("s")) == records(1, 10)
