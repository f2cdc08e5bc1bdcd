"""What somebody trained alone, over time: figures of their own calls, for their own eyes.

They are what people said of themselves and what a microphone measured: nobody's votes, no rank, no
goal, and nothing of days on which nobody played. Days are those of `day_of`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields

from improv.practice.calls import Call, day_of
from improv.practice.schedule import Schedule

MOST_WEEKS = 26
"""So many weeks are shown, the last ones."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody said of one call: 1 to 4."""

    day: int
    grade: int


@dataclass(frozen=True, slots=True)
class PracticeProgress:
    """One practice, over time."""

    practice: str
    judged: tuple[Judged, ...]
    """In the order in which they were played."""
    due: int
    """The day from which it is due."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week. A week in which nobody played has no calls, and says nothing else."""

    begins: int
    """Its first day."""
    calls: int
    heat: float | None
    """The mean heat of its calls, 1 to 5; None where none is known."""
    answers: int
    """Answers of which a microphone could say whether they began too early."""
    interrupted: int
    """Those that began before the customer was through."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that is shown."""

    calls: int
    practices: tuple[PracticeProgress, ...]
    """Those that are due first, the longest overdue at the head; then the others by their day."""
    weeks: tuple[Week, ...]
    """From the first that was played in, at most MOST_WEEKS, to that of `today`."""
    requests_due: tuple[str, ...]
    """Ids."""
    heat: int
    """The hottest call that suits, 1 to 4."""
    today: int

    @property
    def due(self) -> tuple[str, ...]:
        """The practices that are due today."""
        return tuple(one.practice for one in self.practices if one.due <= self.today)


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One call as a row of a table."""

    day: str
    """ISO 8601, UTC."""
    practice: str
    request: str
    grade: int | None
    heat: int | None
    answers: int
    interrupted: int


COLUMNS = tuple(column.name for column in fields(ProgressRow))


def progress_of(
    calls: Iterable[Call], schedule: Schedule, now: int, week_of: Callable[[int], int]
) -> Progress:
    """The figures of these calls, whose schedule this is, at an instant (seconds).

    `week_of`: the first day of the week that a day is in, as the reader counts weeks. What a wrong
    clock put into the future stands in the week of `now`.
    """
    today = day_of(now)
    dated = [(min(day_of(call.at), today), call) for call in calls]
    judged: dict[str, list[Judged]] = {}
    for day, call in dated:
        if call.practice in schedule.practices and call.grade:
            judged.setdefault(call.practice, []).append(Judged(day, call.grade))
    practices = [
        PracticeProgress(practice, tuple(them), schedule.practices[practice].due)
        for practice, them in judged.items()
    ]
    practices.sort(key=lambda one: (one.due, one.practice))
    return Progress(
        calls=len(dated),
        practices=tuple(practices),
        weeks=tuple(_weeks(dated, today, week_of)),
        requests_due=schedule.due_requests(now),
        heat=schedule.heat,
        today=today,
    )


def _weeks(
    dated: list[tuple[int, Call]], today: int, week_of: Callable[[int], int]
) -> Iterator[Week]:
    if not dated:
        return
    last = week_of(today)
    first = max(week_of(min(day for day, _ in dated)), last - WEEK * (MOST_WEEKS - 1))
    played: dict[int, list[Call]] = {}
    for day, call in dated:
        played.setdefault(week_of(day), []).append(call)
    for begins in range(first, last + 1, WEEK):
        calls = played.get(begins, [])
        heats = [call.heat for call in calls if call.heat]
        yield Week(
            begins=begins,
            calls=len(calls),
            heat=round(sum(heats) / len(heats), 1) if heats else None,
            answers=sum(call.answers for call in calls),
            interrupted=sum(call.interrupted for call in calls),
        )


def rows_of(calls: Iterable[Call], date: Callable[[int], str]) -> Iterator[ProgressRow]:
    """The calls as flat rows, in their order. `date`: a day as ISO 8601 has it."""
    for call in calls:
        yield ProgressRow(
            day=date(day_of(call.at)),
            practice=call.practice,
            request=call.request,
            grade=call.grade or None,
            heat=call.heat or None,
            answers=call.answers,
            interrupted=call.interrupted,
        )
