"""When a practice returns: the order, the heat, and clocks that were wrong."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.practice.calls import DAY, Call
from improv.practice.schedule import HOTTEST, Schedule, schedule_after

MONDAY = int(datetime(2027, 3, 1, 9, tzinfo=UTC).timestamp())
"""Nine o'clock on a Monday."""


def call(days: float, practice: str, grade: int, request: str = "service-desk/flat-tire") -> Call:
    """A call so many days after that Monday."""
    return Call(MONDAY + int(days * DAY), practice, request, grade)


def on(day: float) -> int:
    """The instant so many days after that Monday."""
    return MONDAY + int(day * DAY)


def test_nobody_has_practised() -> None:
    """Nothing is due, and the order is the one that was given."""
    schedule = Schedule()
    assert schedule.due_practices(MONDAY) == schedule.due_requests(MONDAY) == ()
    assert schedule.ordered(("B1", "A4", "A4"), MONDAY) == ("B1", "A4")


@pytest.mark.parametrize(("grade", "days"), [(1, 1), (2, 1), (3, 2), (4, 8)])
def test_the_better_it_went_the_later_it_returns(grade: int, days: int) -> None:
    """As FSRS has it for the first time; what is due is due all that day, from midnight (UTC)."""
    schedule = schedule_after([call(0, "A4", grade)], MONDAY)
    assert schedule.due_practices(on(days - 1)) == ()
    midnight = on(days) // DAY * DAY
    assert schedule.due_practices(midnight - 1) == ()
    assert schedule.due_practices(midnight) == ("A4",)
    assert schedule.due_requests(midnight) == ("service-desk/flat-tire",)


def test_what_goes_well_again_stays_away_longer() -> None:
    """Each good call on the day it is due makes the wait longer."""
    schedule, waits, day = Schedule(), list[int](), 0
    for _ in range(4):
        schedule = schedule_after([call(day, "A4", 3)], on(day), schedule)
        known = schedule.practices["A4"]
        waits.append(known.due - known.last)
        day += waits[-1]
    assert waits == sorted(set(waits))
    assert schedule.practices["A4"].times == 4


def test_nothing_waits_for_more_than_a_year() -> None:
    """However well it went."""
    calls = [call(day, "A4", 4) for day in range(0, 4000, 200)]
    known = schedule_after(calls, on(4000)).practices["A4"]
    assert known.due - known.last == 365


def test_the_order_of_practices() -> None:
    """Due ones, the longest overdue first; then what was never played; then the least played."""
    calls = [
        *(call(0, "B1", 4), call(0, "B1", 4), call(0, "B2", 4)),  # not due
        *(call(0, "A3", 1), call(0, "A1", 3), call(1, "A2", 1)),  # due on days 1, 2 and 2
    ]
    schedule = schedule_after(calls, on(3))
    given_order = ("B1", "B2", "C1", "A2", "A1", "A3")
    assert schedule.ordered(given_order, on(3)) == ("A3", "A2", "A1", "C1", "B2", "B1")
    assert schedule.due_practices(on(3)) == ("A3", "A1", "A2")


def test_a_missed_month_is_no_debt() -> None:
    """What was due a month ago is due once, in the same order, and its next wait is no shorter."""
    first = schedule_after([call(0, "A4", 3)], MONDAY)
    assert first.due_practices(on(40)) == ("A4",)
    late = schedule_after([call(40, "A4", 3)], on(40), first).practices["A4"]
    in_time = schedule_after([call(2, "A4", 3)], on(2), first).practices["A4"]
    assert late.due - late.last > in_time.due - in_time.last


@pytest.mark.parametrize(
    ("grades", "heat"),
    [
        ((), 2),
        ((1, 1, 1), 1),
        ((3,), 2),
        ((4,), 2),
        ((3, 3, 3, 3), 3),
        ((4,) * 7, 3),
        ((4,) * 8, 4),
        ((1,) * 20 + (4,) * 8, 4),
        ((4,) * 20 + (1,) * 8, 1),
    ],
)
def test_the_heat_follows_the_newest_grades(grades: tuple[int, ...], heat: int) -> None:
    """Cool for who finds it hard, hotter for who does it well again and again, never 5."""
    calls = [call(day, "A4", grade) for day, grade in enumerate(grades)]
    assert schedule_after(calls, on(100)).heat == heat <= HOTTEST


def test_calls_without_a_grade_or_a_name_change_nothing() -> None:
    """Also a grade that is none."""
    calls = [call(0, "A4", 0), call(0, "A4", 5), call(0, "A4", -1)]
    assert schedule_after(calls, MONDAY) == Schedule()
    schedule = schedule_after([call(0, "", 3, "")], MONDAY)
    assert (schedule.practices, schedule.requests, schedule.grades) == ({}, {}, (3,))


def test_a_call_in_the_future_counts_as_on_the_day_before_it() -> None:
    """Its grade is not lost, and nothing waits for the year that the clock said."""
    calls = [call(0, "A4", 3), call(4000, "B1", 1), call(1, "A4", 3)]
    schedule = schedule_after(calls, on(1))
    assert schedule.practices["B1"].last == schedule.practices["A4"].last - 1
    assert schedule.due_practices(on(1)) == ("B1",)
    assert not schedule.holds_at(on(1))
    assert schedule_after([calls[0], calls[2]], on(1)).holds_at(on(1))


@pytest.mark.parametrize("instant", [0, -1, 10**6, MONDAY - 300 * DAY])
def test_a_clock_that_stood_in_the_past(instant: int) -> None:
    """A computer in 1970, or a year behind: the call counts as on the day of the one before."""
    wrong = replace(call(0, "A4", 3), at=instant)
    right = schedule_after([call(10, "A4", 3), call(10, "A4", 3)], on(30))
    assert schedule_after([call(10, "A4", 3), wrong], on(30)) == right


def test_a_clock_that_is_in_the_past_now() -> None:
    """Whoever practises in 1970 finds all grades; a right clock later makes everything right."""
    calls = [call(0, "A4", 1), call(3, "B1", 1)]
    early = schedule_after(calls, 0)
    assert early.due_practices(0) == ()
    assert early.ordered(("A4", "C1"), 0) == ("C1", "A4")
    assert not early.holds_at(0)
    assert not schedule_after(calls, on(9)).holds_at(0)
    assert set(early.practices) == {"A4", "B1"}


CALLS = st.lists(
    st.builds(
        Call,
        at=st.integers(-(2**40), 2**40),
        practice=st.sampled_from(("A4", "B1", "C9", "")),
        request=st.sampled_from(("a/b", "a/c", "")),
        grade=st.integers(-1, 6),
    ),
    max_size=12,
)


@given(CALLS, st.integers(-(2**40), 2**40))
def test_no_clock_breaks_it(calls: list[Call], now: int) -> None:
    """Whatever instants there are: every grade counts, and no wait is longer than a year."""
    schedule = schedule_after(calls, now)
    judged = [one for one in calls if 1 <= one.grade <= 4]
    for practice, known in schedule.practices.items():
        assert known.times == sum(one.practice == practice for one in judged)
        assert 1 <= known.due - known.last <= 365
    everything = {one.practice for one in judged if one.practice}
    assert set(schedule.ordered(everything, now)) == everything


@given(CALLS, st.integers(0, 12), st.integers(MONDAY, 2**40))
def test_folding_goes_on_where_it_stopped(calls: list[Call], split: int, now: int) -> None:
    """A schedule that holds may be kept: the rest on top of it is the whole."""
    first = schedule_after(calls[:split], now)
    whole = schedule_after(calls, now)
    assert schedule_after(calls[split:], now, first) == whole


def test_the_library_is_imported_by_the_first_call() -> None:
    """It takes longer to import than most commands run."""
    code = (
        "import sys\n"
        "from improv.practice.schedule import Schedule, schedule_after\n"
        "schedule = schedule_after((), 0)\n"
        "schedule.ordered(('A4',), 0), schedule.heat\n"
        "print('fsrs' in sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
