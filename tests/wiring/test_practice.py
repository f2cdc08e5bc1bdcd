"""Earlier shifts read from a journal: whose they are, what is kept, and when that is used."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from improv.journal.store import SqliteJournal
from improv.wiring.practice import CACHE, KEPT_FROM, PastPractice
from tests.wiring.past_shifts import practised, shift, write

MANY = [("A4", 3), ("B1", 1), ("C5", 4)] * KEPT_FROM


def now() -> int:
    """Seconds."""
    return int(time.time())


@contextmanager
def past(folder: Path, name: str = "سحر") -> Iterator[PastPractice]:
    """Somebody's."""
    with closing(PastPractice.of(folder, name)) as opened:
        yield opened


def test_whose_shifts_they_are(tmp_path: Path) -> None:
    """By the name, as people type it; a room's sessions and a demo's are nobody's."""
    practised(tmp_path, "سحر", (9, [("A4", 1)]), (2, [("B1", 4), ("A4", 2)]))
    practised(tmp_path, "علي", (5, [("C5", 1)]))
    with closing(SqliteJournal.open(tmp_path)) as journal:
        journal.open_session("demo", "2026-11-30T10:00:00+00:00", "Solo", True)
    with past(tmp_path, "سَحر") as opened:
        assert opened.shifts == 2
        assert opened.people == ("سحر", "علي")
        assert [(one.practice, one.grade) for one in opened.calls()] == [
            ("A4", 1),
            ("B1", 4),
            ("A4", 2),
        ]
        assert opened.last_note() == "Slowly, 2"
    with past(tmp_path, "علی") as opened:
        assert [one.request for one in opened.calls()] == ["desk/c5"]
    with closing(PastPractice.last(tmp_path)) as opened:
        assert opened.name == "علي"
    with past(tmp_path, "بهار") as opened:
        assert (opened.shifts, opened.calls(), opened.last_note()) == (0, (), "")


def test_what_the_next_shift_begins_with(tmp_path: Path) -> None:
    """What is due first, then what was never played; the requests that are due; the last note."""
    practised(tmp_path, "سحر", (9, [("A4", 1), ("B1", 4)]), (1, [("C5", 4)]))
    with past(tmp_path) as opened:
        found = opened.next_shift(opened.known(now()), ("C5", "A1", "B1", "A4"), now())
    assert found.practices == ("A4", "B1", "A1", "C5")
    assert found.cards == ("desk/a4", "desk/b1")
    assert (found.name, found.opening, found.knows) == ("سحر", "Slowly, 1", True)
    with past(tmp_path, "بهار") as opened:
        first = opened.next_shift(opened.known(now()), ("C5", "A1"), now())
    assert (first.practices, first.cards, first.opening, first.knows) == (
        ("C5", "A1"),
        (),
        "",
        False,
    )


def test_an_empty_folder(tmp_path: Path) -> None:
    """Nobody has practised, and no file is made."""
    with closing(PastPractice.last(tmp_path)) as opened:
        assert (opened.name, opened.shifts, opened.people) == ("", 0, ())
        assert opened.known(now()).schedule.practices == {}
    assert list(tmp_path.iterdir()) == []


def test_a_schedule_is_kept_and_goes_on(tmp_path: Path) -> None:
    """The same as if all was folded anew, with titles; one that is kept is what is read."""
    practised(tmp_path, "سحر", (9, MANY), (4, [("A4", 3)]))
    with past(tmp_path) as opened:
        whole = opened.known(now())
    kept = json.loads((tmp_path / CACHE).read_text("utf-8"))
    assert kept["سحر"]["shifts"] == 2
    assert whole.titles["desk/a4"] == {"en": "A4's tire", "fa": "پنچری A4"}
    practised(tmp_path, "سحر", (1, [("A4", 2), ("D1", 3)]))
    with past(tmp_path) as opened:
        later = opened.known(now())
    (tmp_path / CACHE).unlink()
    with past(tmp_path) as opened:
        assert opened.known(now()) == later
    assert later.schedule.practices["A4"].times == KEPT_FROM + 2
    # What is kept is read, and not folded again: here it says something that no fold would.
    changed = json.loads((tmp_path / CACHE).read_text("utf-8"))
    changed["سحر"]["schedule"]["practices"]["A4"]["times"] = 7
    (tmp_path / CACHE).write_text(json.dumps(changed), "utf-8")
    with past(tmp_path) as opened:
        assert opened.known(now()).schedule.practices["A4"].times == 7


def changed(kept: dict[str, Any], field: str, value: object) -> dict[str, Any]:
    """Another file of kept schedules, with wrong counts in it."""
    one = {**kept["سحر"], field: value}
    one["schedule"]["practices"].setdefault("A4", {})["times"] = 7
    return {"سحر": one}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("made_of", "other sessions"),
        ("shifts", 9),
        ("shifts", None),
        ("schedule", {"practices": {"A4": {"times": 7}}}),
        ("schedule", {"practices": {}, "doubtful": True}),
        ("schedule", {"practices": {}, "today": 99_999}),
    ],
)
def test_what_does_not_hold_is_not_used(tmp_path: Path, field: str, value: object) -> None:
    """Of other sessions, half of one, or made while a clock was ahead: all is folded again."""
    practised(tmp_path, "سحر", (9, MANY))
    with past(tmp_path) as opened:
        right = opened.known(now())
    kept = json.loads((tmp_path / CACHE).read_text("utf-8"))
    (tmp_path / CACHE).write_text(json.dumps(changed(kept, field, value)), "utf-8")
    with past(tmp_path) as opened:
        assert opened.known(now()) == right


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"سحر": 1}', "[" * 100_000])
def test_a_file_that_is_none_of_ours(tmp_path: Path, text: str) -> None:
    """It is as if it were not there."""
    practised(tmp_path, "سحر", (9, [("A4", 1)]))
    (tmp_path / CACHE).write_text(text, "utf-8")
    with past(tmp_path) as opened:
        assert opened.known(now()).schedule.practices["A4"].times == 1


def test_later_parameters_fold_everything_again(tmp_path: Path) -> None:
    """Once there is a new call: one schedule is never made of two versions of FSRS."""
    practised(tmp_path, "سحر", (9, MANY))
    with past(tmp_path) as opened:
        opened.known(now())
    kept = json.loads((tmp_path / CACHE).read_text("utf-8"))
    (tmp_path / CACHE).write_text(json.dumps(changed(kept, "parameters", [1.0])), "utf-8")
    with past(tmp_path) as opened:
        assert opened.known(now()).schedule.practices["A4"].times == 7
    practised(tmp_path, "سحر", (1, [("A4", 3)]))
    with past(tmp_path) as opened:
        assert opened.known(now()).schedule.practices["A4"].times == KEPT_FROM + 1


def test_people_do_not_lose_what_is_kept_of_others(tmp_path: Path) -> None:
    """Two of them beside each other, one under two spellings of the name."""
    practised(tmp_path, "علی", (9, MANY))
    practised(tmp_path, "Ann", (9, MANY))
    for name in ("علی", "Ann", "علي"):
        with past(tmp_path, name) as opened:
            opened.known(now())
    assert list(json.loads((tmp_path / CACHE).read_text("utf-8"))) == ["علی", "Ann"]


def test_a_clock_that_was_ahead_is_not_kept(tmp_path: Path) -> None:
    """Everything counts, nothing is written that another day would contradict."""
    practised(tmp_path, "سحر", (9, MANY), (-4000, [("A4", 1)]))
    with past(tmp_path) as opened:
        assert opened.known(now()).schedule.practices["A4"].times == KEPT_FROM + 1
    assert not (tmp_path / CACHE).exists()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Nothing is kept, and nothing else is missing."""
    practised(tmp_path, "سحر", (9, MANY))
    (tmp_path / CACHE).mkdir()
    with past(tmp_path) as opened:
        assert opened.known(now()).schedule.practices["A4"].times == KEPT_FROM


def test_a_session_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    """Damaged, of a later version, or of an unknown day; the others count, and nothing is kept."""
    practised(tmp_path, "سحر", (9, MANY))
    with closing(SqliteJournal.open(tmp_path)) as journal:
        for session in ("damaged", "later", "when"):
            events = shift("سحر", [("A4", 1)])
            write(journal, session, datetime(2026, 11, 1, tzinfo=UTC), events)
    damaged = "UPDATE events SET event = event || ' '"
    later = """UPDATE events SET checksum = NULL, event = replace(event, '"v":1', '"v":9')"""
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as other:
        for session, query in (("damaged", damaged), ("later", later)):
            of = "SELECT number FROM sessions WHERE id = ?"
            other.execute(f"{query} WHERE seq = 5 AND session = ({of})", (session,))
        other.execute("DROP TRIGGER sessions_stand")
        other.execute("UPDATE sessions SET opened = 'yesterday' WHERE id = 'when'")
        other.commit()
    with past(tmp_path) as opened:
        assert opened.shifts == 4
        assert len(opened.calls()) == len(MANY)
        assert opened.known(now()).schedule.practices["A4"].times == KEPT_FROM
    assert not (tmp_path / CACHE).exists()
