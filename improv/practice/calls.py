"""The calls of a shift, as practice sees them: what was trained, how it went, and when.

Instants are whole seconds since 1970 in UTC. Everything here is by the day, because people practise
by the day: a practice that is due on Wednesday is due all Wednesday.
"""

from collections.abc import Iterable
from dataclasses import dataclass

DAY = 86_400
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a shift."""

    at: int
    """When it was judged, or ended: seconds since 1970, UTC, by the clock of that day."""
    practice: str
    """The number of the practice that was trained, such as `A4`; empty for none."""
    request: str
    """The id of the request, such as `service-desk/flat-tire`."""
    grade: int = 0
    """What its player said of it, 1 to 4; 0 for nothing."""
    heat: int = 0
    """How hot it was, 1 to 5; 0 where that is not known."""
    answers: int = 0
    """How many of its answers a microphone measured."""
    interrupted: int = 0
    """In how many of these the player spoke before the customer was through."""


@dataclass(frozen=True, slots=True)
class PastShift:
    """One session of somebody alone, in the order of the journal."""

    session: str
    """Its id."""
    events: int
    """How many events it has: one that is resumed has more."""
    calls: tuple[Call, ...]


def day_of(at: int) -> int:
    """The day of an instant, in UTC: days since 1970."""
    return at // DAY


def calls_in(shifts: Iterable[PastShift]) -> tuple[Call, ...]:
    """All calls, in the order of the journal."""
    return tuple(call for shift in shifts for call in shift.calls)
