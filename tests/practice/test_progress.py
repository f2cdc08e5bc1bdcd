"""Figures over time: what was judged, what is due, weeks with and without calls."""

from dataclasses import fields
from datetime import date, timedelta

from improv.practice.calls import DAY, Call
from improv.practice.progress import (
    COLUMNS,
    MOST_WEEKS,
    Judged,
    Progress,
    ProgressRow,
    Week,
    progress_of,
    rows_of,
)
from improv.practice.schedule import schedule_after

TODAY = (date(2026, 11, 30) - date(1970, 1, 1)).days
NOW = TODAY * DAY + 3600


def monday(day: int) -> int:
    """The Monday of the week of a day: the epoch was a Thursday."""
    return day - (day + 3) % 7


def progress(*calls: Call) -> Progress:
    """The figures of these calls today."""
    return progress_of(calls, schedule_after(calls, NOW), NOW, monday)


def call(days_ago: int, practice: str = "A4", grade: int = 3, **more: int) -> Call:
    """A call some days ago."""
    return Call(NOW - days_ago * DAY, practice, f"pack/{practice.lower()}", grade, **more)


def test_nothing_yet() -> None:
    """No call, no week, nothing due."""
    nothing = progress()
    assert (nothing.calls, nothing.practices, nothing.weeks, nothing.due) == (0, (), (), ())


def test_practices_over_time() -> None:
    """Each with what was said of it, in its order; due ones first, by how long they wait."""
    found = progress(call(9, "B1", 1), call(8, "A4", 1), call(7, "C1", 4), call(6, "A4", 4))
    assert [one.practice for one in found.practices] == ["B1", "A4", "C1"]
    assert found.practices[1].judged == (Judged(TODAY - 8, 1), Judged(TODAY - 6, 4))
    assert found.due == ("B1", "A4")
    assert found.requests_due == ("pack/b1", "pack/a4")


def test_weeks_with_and_without_calls() -> None:
    """Calls, their mean heat, and answers that began too early; a quiet week says nothing."""
    found = progress(
        call(14, heat=2, answers=2, interrupted=1),
        call(14, heat=3, answers=1),
        call(0, grade=0, answers=1, interrupted=1),
    )
    begins = monday(TODAY)
    assert found.weeks == (
        Week(begins - 14, calls=2, heat=2.5, answers=3, interrupted=1),
        Week(begins - 7, calls=0, heat=None, answers=0, interrupted=0),
        Week(begins, calls=1, heat=None, answers=1, interrupted=1),
    )
    assert found.calls == 3


def test_the_last_half_year_is_shown() -> None:
    """However long ago it began; all calls are counted."""
    found = progress(call(2000), *(call(7 * week) for week in range(40)))
    assert len(found.weeks) == MOST_WEEKS
    assert found.weeks[-1].begins == monday(TODAY)
    assert found.calls == 41


def test_a_clock_that_was_ahead() -> None:
    """A call of the year 2036 stands in this week, with what was said of it."""
    found = progress(call(0), call(-3650, "B1", 1))
    assert [week.calls for week in found.weeks] == [2]
    assert found.practices[0].judged[0].day == TODAY


def test_votes_are_in_nothing() -> None:
    """No field of any figure holds what somebody else said."""
    names = {field.name for kind in (Progress, Week, Call, ProgressRow) for field in fields(kind)}
    assert not {name for name in names if "vote" in name or "ballot" in name or "peer" in name}


def test_rows() -> None:
    """A call a row, its day as ISO 8601 has it; what is not known is empty."""
    rows = list(rows_of([call(1, heat=2, answers=1), call(0, "", 0)], iso))
    assert COLUMNS[0] == "day"
    assert rows[0] == ProgressRow("2026-11-29", "A4", "pack/a4", 3, 2, 1, 0)
    assert (rows[1].grade, rows[1].heat, rows[1].practice) == (None, None, "")


def iso(day: int) -> str:
    """A day in ISO 8601."""
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
