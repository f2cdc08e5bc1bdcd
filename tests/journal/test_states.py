"""A saved state: the newest of an open session, and only while nothing about it is damaged."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from improv.director.ports import Journal, Record, SavedState, Unreadable
from improv.journal.schema import STEPS
from improv.journal.store import SqliteJournal
from tests.fakes import FakeJournal
from tests.journal.samples import records

Begin = Callable[..., SqliteJournal]

EVENTS = 1200
SAVED = SavedState(1100, "fold-1", '[["حالت","state"]]')


@pytest.fixture(params=["real", "fake"])
def journal(request: pytest.FixtureRequest, begin: Begin) -> Journal:
    """Each of the two, with a session of more events than are read at a time."""
    if request.param == "real":
        return begin(events=EVENTS)
    fake = FakeJournal()
    fake.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
    fake.append("s", records(1, EVENTS))
    return fake


def test_the_newest_is_kept(journal: Journal) -> None:
    """For its own fold alone; other sessions have none."""
    assert journal.saved_state("s", "fold-1") is None
    journal.save_state("s", replace(SAVED, seq=500))
    journal.save_state("s", SAVED)
    assert journal.saved_state("s", "fold-1") == SAVED
    assert journal.saved_state("s", "fold-2") is None
    journal.open_session("t", "2026-01-02T03:04:05Z", "", False)
    assert journal.saved_state("t", "fold-1") is None
    with pytest.raises(KeyError):
        journal.saved_state("u", "fold-1")


def test_what_comes_after_it_is_read_alone(journal: Journal) -> None:
    """From the middle of a page, and nothing from the last event on."""
    assert list(journal.records("s", 1100)) == records(1101, EVENTS)
    assert list(journal.records("s", EVENTS)) == []


@pytest.mark.parametrize("seq", [0, -1, EVENTS + 1])
def test_it_stands_for_events_that_are_there(journal: Journal, seq: int) -> None:
    """Anything else is a mistake of ours, and keeps the one before."""
    journal.save_state("s", SAVED)
    with pytest.raises(ValueError, match="no event"):
        journal.save_state("s", replace(SAVED, seq=seq))
    assert journal.saved_state("s", "fold-1") == SAVED


def test_of_a_session_that_ended_none_is_left(journal: Journal) -> None:
    """Nor is one kept that comes too late."""
    journal.save_state("s", SAVED)
    journal.end_session("s")
    assert journal.saved_state("s", "fold-1") is None
    journal.save_state("s", SAVED)
    assert journal.saved_state("s", "fold-1") is None


def test_it_is_there_after_a_restart(begin: Begin) -> None:
    """And in a session that has gone on."""
    journal = begin(events=EVENTS)
    journal.save_state("s", SAVED)
    journal.close()
    with closing(begin(events=EVENTS)) as again:
        again.append("s", records(EVENTS + 1, EVENTS + 1))
        assert again.saved_state("s", "fold-1") == SAVED


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE states SET state = replace(state, 'state', 'statf')",
        "UPDATE states SET state = CAST(x'ff' AS TEXT)",
        "UPDATE states SET seq = seq - 1",
        "UPDATE states SET seq = 0",
        "UPDATE states SET seq = 'many'",
        "UPDATE states SET seq = 1000000000000",
        "UPDATE states SET checksum = checksum + 1",
        "UPDATE events SET event = replace(event, 'Ann', 'Bob') WHERE seq = 3",
        "UPDATE events SET cause = 'another' WHERE seq = 700",
        "UPDATE events SET checksum = NULL WHERE seq = 1100",
        "UPDATE events SET checksum = NULL WHERE seq = 1",
        "DELETE FROM events WHERE seq = 1",
        "DELETE FROM events WHERE seq = 1100",
        "DELETE FROM events WHERE seq > 600",
    ],
)
def test_one_that_is_damaged_or_stands_for_damaged_events_is_none(
    begin: Begin, tmp_path: Path, damage: str
) -> None:
    """Then all events are read, and whoever reads them is told which one it is."""
    journal = begin(events=EVENTS)
    journal.save_state("s", SAVED)
    journal.close()
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as file:
        file.execute("DROP TRIGGER events_stay")
        file.execute("DROP TRIGGER events_stand")
        assert file.execute(damage).rowcount
        file.commit()
    with closing(SqliteJournal.open(tmp_path)) as again, suppress(Unreadable):
        assert again.saved_state("s", "fold-1") is None


def test_it_is_of_these_events_and_no_others(begin: Begin, tmp_path: Path) -> None:
    """Whose place others took, each with a checksum that is right: the state is not theirs."""
    journal = begin(events=EVENTS)
    journal.save_state("s", SAVED)
    others = [Record(r.seq, r.cause, {**r.event, "name": "Bo"}) for r in records(1, EVENTS)]
    other = begin(tmp_path / "other")
    other.append("s", others)
    with closing(sqlite3.connect(tmp_path / "other" / "sessions.db")) as file:
        file.execute("ATTACH ? AS first", (str(tmp_path / "sessions.db"),))
        file.execute("INSERT INTO states SELECT * FROM first.states")
        file.commit()
    assert other.saved_state("s", "fold-1") is None
    assert journal.saved_state("s", "fold-1") == SAVED


def test_a_file_from_before_has_none_and_takes_one(tmp_path: Path, begin: Begin) -> None:
    """Its events come back as they were."""
    begin(events=EVENTS).close()
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as file:
        file.execute("DROP TABLE states")
        file.execute(f"PRAGMA user_version = {len(STEPS) - 1}")
    with closing(SqliteJournal.open(tmp_path)) as journal:
        assert journal.saved_state("s", "fold-1") is None
        journal.save_state("s", SAVED)
        assert journal.saved_state("s", "fold-1") == SAVED
        assert list(journal.records("s")) == records(1, EVENTS)
