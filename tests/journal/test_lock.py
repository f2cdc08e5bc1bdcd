"""Two programs on one data folder."""

import os
import signal
from pathlib import Path

import pytest

from improv.director.ports import AlreadyOpen
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from tests.journal.conftest import Programs


def test_the_second_program_starts_nothing(tmp_path: Path, programs: Programs) -> None:
    """The second is told which process has the folder, and gets it when that one has closed."""
    journal = SqliteJournal.open(tmp_path)
    journal.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
    answer, _ = programs.start("hold", tmp_path).communicate(timeout=20)
    assert answer == f"journal.in_use_by {tmp_path} {os.getpid()}\n"
    journal.close()
    answer, _ = programs.start("hold", tmp_path).communicate("\n", timeout=20)
    assert answer == "open\n"


def test_a_killed_program_lets_go(tmp_path: Path, programs: Programs) -> None:
    """The lock dies with its process; until then others may read."""
    holder = programs.start("hold", tmp_path)
    assert holder.stdout
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(AlreadyOpen) as raised:
        SqliteJournal.open(tmp_path)
    assert raised.value.values == {"path": str(tmp_path), "process": str(holder.pid)}
    reader = SqliteReader.open(tmp_path)
    assert reader.sessions() == []
    reader.close()
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    SqliteJournal.open(tmp_path).close()


def test_one_program_opens_once(tmp_path: Path) -> None:
    """The same program cannot open a folder twice; a failed start leaves no lock."""
    journal = SqliteJournal.open(tmp_path)
    for _ in range(2):
        with pytest.raises(AlreadyOpen):
            SqliteJournal.open(tmp_path)
    journal.close()
    journal.close()
    SqliteJournal.open(tmp_path).close()
