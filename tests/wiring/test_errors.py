"""What is wrong with the journal, said to whoever typed the command."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from improv.director.ports import JournalError, Trouble
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from improv.wiring.errors import CannotPlay, listed, not_found, worded


def refusal(folder: Path) -> str:
    """What is said when the journal in `folder` is opened."""
    with pytest.raises(JournalError) as raised:
        SqliteJournal.open(folder)
    return worded(raised.value)


@pytest.mark.parametrize(
    ("system", "said"),
    [
        ("C", "holds no sessions of improv; it was left as it is"),
        ("fa_IR", "به آن دست نزدیم"),
        ("he_IL", "הוא נשאר כמו שהיה"),
        ("ar_EG", "وقد تُرك كما هو"),
    ],
)
def test_a_trouble_is_told_in_the_systems_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, said: str
) -> None:
    """With the path as it is."""
    (tmp_path / "sessions.db").write_bytes(bytes(8192))
    monkeypatch.setenv("LC_ALL", system)
    words = refusal(tmp_path)
    assert str(tmp_path / "sessions.db") in words
    assert said in words


def test_what_to_do_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which file it is, whose, and the option that chooses another folder."""
    monkeypatch.setenv("LC_ALL", "C")
    with closing(SqliteJournal.open(tmp_path)):
        assert "in use by another improv (process " in (words := refusal(tmp_path))
    assert str(tmp_path) in words
    assert words.endswith("Close that one, or choose another folder with --data.")
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as later:
        later.execute("PRAGMA user_version = 99")
    assert "a newer improv (layout 99; this one knows " in refusal(tmp_path)


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("system", ["en", "fa", "ar", "he"])
def test_every_trouble_names_its_file(
    trouble: Trouble, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the disk does, in every language."""
    monkeypatch.setenv("LC_ALL", system)
    error = JournalError(f"journal.{trouble}", trouble, path="/data/sessions.db", error="EIO")
    assert "/data/sessions.db" in worded(error)


def test_reading_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of sessions is refused in the same words as a game."""
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "sessions.db").write_bytes(bytes(8192))
    with pytest.raises(JournalError) as raised:
        SqliteReader.open(tmp_path)
    assert worded(raised.value) == refusal(tmp_path)


NAMES = ("lawnmower", "emotion-lift", "new-choice")


def test_what_is_not_found_is_suggested_or_listed() -> None:
    """A near miss by itself; else all that there is, or where to look it up."""
    assert "did you mean new-choice?" in str(not_found("format", "newchoice", NAMES))
    assert "lawnmower, emotion-lift, new-choice" in str(not_found("format", "x", iter(NAMES)))
    looked_up = not_found("session", "x", (), command="improv sessions")
    assert "`improv sessions` lists" in str(looked_up)


@pytest.mark.parametrize(("system", "separator"), [("en", ", "), ("fa", "، "), ("ar", "، ")])
def test_lists_are_separated_as_the_systems_language_does_it(
    system: str, separator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its own comma."""
    monkeypatch.setenv("LC_ALL", system)
    assert listed(["a", "b"]) == f"a{separator}b"


def test_an_error_is_worded_in_the_systems_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its values, and a detail that is appended as it is."""
    monkeypatch.setenv("LC_ALL", "he")
    error = CannotPlay("cannot.display", detail=" (SDL)")
    assert "לחבר מסך" in str(error)
    assert str(error).endswith(" (SDL)")
