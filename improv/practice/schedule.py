"""When a practice returns: FSRS over the calls that somebody judged, as a fold.

FSRS (https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm) predicts when somebody
is about to forget. Practices and requests are its cards; the self-check's points 1 to 4 are its
Again, Hard, Good and Easy. It counts in whole days, without chance, and knows no missed day: what
was due a month ago is due today, no more. Time is handed in; the library is imported by the first
call that is folded.

A clock may have been wrong. The order of the calls is the journal's, and that is true whatever the
clock said: a call from before this existed, from after `now`, or from before the call before it is
counted as on the day of the one before it. No grade is lost, and nothing waits for the year 2036.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from improv.practice.calls import DAY, Call, day_of

if TYPE_CHECKING:
    from fsrs import Scheduler

FIRST_DAY = day_of(int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()))
"""Nobody practised before it: a computer without a battery for its clock is in 1970."""
LAST_DAY = day_of(int(datetime(2999, 1, 1, tzinfo=UTC).timestamp()))
"""A calendar ends, and a year is added to it."""
GRADES_KEPT = 8
"""So many of the newest grades say how somebody is doing."""
HOTTEST = 4
"""Heat 5 is abuse: it comes by hand alone."""
NEWCOMER = 2
"""The heat of somebody who has not judged a call yet."""
_HEATS = ((3.4, 8, 4), (2.75, 4, 3), (2.0, 1, 2))
"""A mean of the newest grades, how many there have to be, and the heat that follows."""


@dataclass(frozen=True, slots=True)
class Trained:
    """How well one practice or request sits: FSRS's memory of it."""

    stability: float
    """Days until nine in ten would still do it."""
    difficulty: float
    """1 to 10."""
    last: int
    """The day on which it was trained last."""
    due: int
    """The day from which it is due."""
    times: int
    """How often it was trained."""
    grade: int
    """The last, 1 to 4."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is due when, after so many calls. Days are those of `day_of`."""

    practices: Mapping[str, Trained] = field(default_factory=dict)
    requests: Mapping[str, Trained] = field(default_factory=dict)
    grades: tuple[int, ...] = ()
    """The newest, at most GRADES_KEPT, the last at the end."""
    today: int = FIRST_DAY
    """The day of the newest call."""
    doubtful: bool = False
    """A call was after `now`: with a later `now` the same calls may make another schedule."""

    def holds_at(self, now: int) -> bool:
        """Whether the same calls would make it at `now` (seconds), too, or at any later instant."""
        return not self.doubtful and self.today <= day_of(now)

    def due_practices(self, now: int) -> tuple[str, ...]:
        """The practices that are due at an instant (seconds), the longest overdue first."""
        return _due(self.practices, day_of(now))

    def due_requests(self, now: int) -> tuple[str, ...]:
        """The ids of requests that are due at an instant (seconds), the longest overdue first."""
        return _due(self.requests, day_of(now))

    def ordered(self, practices: Iterable[str], now: int) -> tuple[str, ...]:
        """The order in which practices should come.

        Due ones first, the longest overdue at the head, then those that were never played, then the
        least played; among equals the order is that of `practices`.
        """
        today = day_of(now)

        def rank(practice: str) -> tuple[int, int, int]:
            known = self.practices.get(practice)
            if known is None:
                return 1, 0, 0
            return (0, known.due, 0) if known.due <= today else (2, known.times, known.due)

        return tuple(sorted(dict.fromkeys(practices), key=rank))

    @property
    def heat(self) -> int:
        """The hottest call that suits: by the mean of the newest grades, 1 to HOTTEST."""
        if not self.grades:
            return NEWCOMER
        count, mean = len(self.grades), sum(self.grades) / len(self.grades)
        return next((heat for least, many, heat in _HEATS if mean >= least and count >= many), 1)


def _due(trained: Mapping[str, Trained], today: int) -> tuple[str, ...]:
    there = [(one.due, name) for name, one in trained.items() if one.due <= today]
    return tuple(name for _, name in sorted(there))


def schedule_after(calls: Iterable[Call], now: int, before: Schedule | None = None) -> Schedule:
    """The schedule after these calls, in their order; `before` holds those that came earlier.

    `now` is in seconds. Calls that nobody judged, or with a grade that is none, change nothing.
    """
    before = before or Schedule()
    practices, requests = dict(before.practices), dict(before.requests)
    grades, day, doubtful = list(before.grades), before.today, before.doubtful
    most = min(day_of(now), LAST_DAY)
    for call in calls:
        if call.grade not in (1, 2, 3, 4):
            continue
        ahead = day_of(call.at) > most
        doubtful = doubtful or ahead
        day = day if ahead else max(day, day_of(call.at))
        grades.append(call.grade)
        for trained, name in ((practices, call.practice), (requests, call.request)):
            if name:
                trained[name] = _trained(trained.get(name), call.grade, day)
    kept = tuple(grades[-GRADES_KEPT:])
    return replace(
        before, practices=practices, requests=requests, grades=kept, today=day, doubtful=doubtful
    )


def _trained(known: Trained | None, grade: int, day: int) -> Trained:
    from fsrs import Card, Rating, State

    instant = _instant(day)
    if known is None:
        card = Card(card_id=0, due=instant)
    else:
        last = _instant(known.last)
        card = Card(0, State.Review, None, known.stability, known.difficulty, last, last)
    card, _ = _scheduler().review_card(card, Rating(grade), instant)
    assert card.stability is not None
    assert card.difficulty is not None
    return Trained(
        stability=card.stability,
        difficulty=card.difficulty,
        last=day,
        due=day_of(int(card.due.timestamp())),
        times=known.times + 1 if known else 1,
        grade=grade,
    )


def parameters() -> tuple[float, ...]:
    """FSRS's own, which decide what comes of the same calls: a later version may have others."""
    return _scheduler().parameters


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    # Steps of minutes are for flash cards that come again in one sitting: ours come by the day.
    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
    )


def _instant(day: int) -> datetime:
    return datetime.fromtimestamp(day * DAY, UTC)
