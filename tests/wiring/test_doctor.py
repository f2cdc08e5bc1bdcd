"""The doctor's lines: what this machine has, and what would break a game on it."""

import os
import platform
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from improv import __version__
from improv.journal.store import SqliteJournal
from improv.voice.engine import NotInstalled, Unusable
from improv.voice.voice_selection import engines
from improv.voice.worker_client import Failed, Failure
from improv.wiring.doctor import _questions, examine
from improv.wiring.doctor_voices import fault_words
from improv.wiring.errors import WrongUsage
from tests.journal.conftest import write_protected
from tests.journal.samples import records

__all__ = ["write_protected"]


def problems(data: Path, say: Callable[[str], None]) -> list[str]:
    """What would break a game, found in silence."""
    return list(examine(data, None, mute=True, say=say).problems)


@cache
def lines() -> tuple[str, ...]:
    """What is said of this machine in silence; nothing is wrong with it, nothing is left behind."""
    said: list[str] = []
    with TemporaryDirectory() as folder:
        data = Path(folder) / "deep" / "data"
        assert problems(data, said.append) == []
        assert list(data.iterdir()) == []
    return tuple(said)


def test_the_versions_come_first() -> None:
    """Of the program, of Python and of pygame: what a report of a fault needs."""
    first = lines()[0]
    assert f"improv {__version__}" in first
    assert f"Python {platform.python_version()}" in first
    assert re.search(r"pygame-ce \d+\.\d+", first)


def test_every_surface_has_a_line() -> None:
    """The folder, the displays and the networks, in their order."""
    starts = ("Sessions are kept in", "Displays:", "Phones")
    found = [next(n for n, line in enumerate(lines()) if line.startswith(s)) for s in starts]
    assert found == sorted(found)


@pytest.mark.parametrize("language", ["en", "fa", "ar", "he"])
@pytest.mark.parametrize(
    ("system", "buttons"),
    [
        ("win32", {"More info", "Run anyway", "Allow"}),
        ("darwin", {"Done", "Open Anyway", "Allow"}),
        ("linux", set()),
    ],
)
def test_what_the_system_will_ask_is_told(
    system: str, buttons: set[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the buttons to press, where there is a system that asks before it lets anybody in."""
    monkeypatch.setenv("LC_ALL", language)
    said: list[str] = []
    _questions(said.append, system)
    assert len(said) == 2 * bool(buttons)
    assert {button for button in buttons if button not in " ".join(said)} == set()


def test_every_engine_tries_every_language() -> None:
    """All four are spoken here, and what a sample lasts is told."""
    text = "\n".join(lines())
    assert all(re.search(rf"^{engine}: ", text, re.MULTILINE) for engine in engines())
    for tag in ("ar", "en", "fa", "he"):
        assert re.search(rf"^  {tag}  .+: \d+\.\d s$", text, re.MULTILINE), text
    assert "vowel signs" not in text, "the extra is here"


def test_a_sound_device_is_not_touched_in_silence() -> None:
    """`mute` only makes the samples."""
    assert not [line for line in lines() if line.startswith("Sound")]


def test_a_damaged_session_is_named(tmp_path: Path) -> None:
    """And which of its events; the sessions beside it are none of the problems."""
    with closing(SqliteJournal.open(tmp_path)) as journal:
        for session in ("whole", "damaged"):
            journal.open_session(session, "2026-01-02T03:04:05Z", "Tuesday", False)
            journal.append(session, records(1, 3))
            journal.end_session(session)
    with closing(sqlite3.connect(tmp_path / "sessions.db", isolation_level=None)) as other:
        other.execute("UPDATE events SET event = '{}' WHERE session = 2 AND seq = 3")
    (problem,) = problems(tmp_path, lambda line: None)
    assert "Event 3" in problem
    assert "session damaged" in problem
    assert "`improv play --new` begins a new one" in problem


def test_a_journal_that_may_only_be_read_is_a_problem(
    tmp_path: Path, write_protected: Callable[[Path], Path]
) -> None:
    """Also in a folder that takes others."""
    SqliteJournal.open(tmp_path).close()
    file = write_protected(tmp_path / "sessions.db")
    (problem,) = problems(tmp_path, lambda line: None)
    assert f"{file} may not be written" in problem


def test_a_folder_that_takes_nothing_is_a_problem(tmp_path: Path) -> None:
    """It is named, with the reason and the option that helps; the rest is examined all the same."""
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    said: list[str] = []
    (problem,) = problems(in_the_way, said.append)
    assert str(in_the_way) in problem
    assert os.strerror(17) in problem
    assert "--data" in problem
    assert any(line.startswith("Displays:") for line in said)


def test_a_folder_of_voices_that_is_none_is_wrong(tmp_path: Path) -> None:
    """Found before anything is examined."""
    said: list[str] = []
    with pytest.raises(WrongUsage, match="there is no folder"):
        examine(tmp_path, tmp_path / "nowhere", mute=True, say=said.append)
    assert said == []


@pytest.mark.parametrize("system", ["en", "fa", "ar", "he"])
def test_a_fault_of_an_engine_has_words_of_ours(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the system's language, with the command that helps; an error of its own is passed on."""
    monkeypatch.setenv("LC_ALL", system)
    ours = [fault_words(Failed(failure, "why")) for failure in Failure]
    assert len(set(ours)) == len(Failure)
    assert [words for words in ours if "why" in words] == ["why"]
    assert fault_words(Unusable("no libvoice")) == "no libvoice"
    assert "`pip install piper`" in fault_words(NotInstalled("pip install piper"))
