"""The calls of a shift, as practice sees them: what was trained, how it went, and when.

Instants are whole seconds since 1970 in UTC. Everything here is by the day, because people practise
by the day: a practice that is due on Wednesday is due all Wednesday.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from improv.core import events as e
from improv.core.cards import DrawnCard, Kind
from improv.core.measures import MeasuredAnswer

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
    """Of how many of its answers a microphone could say whether they began too early."""
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


HOLDING: tuple[type[e.Event], ...] = (
    *(e.RoundDrawn, e.HeatSet, e.SelfChecked, e.AnswerMeasured),
    e.Undone,
)
"""The events of a session that say anything of its calls. Of others only their step counts."""


def calls_of(opened: int, events: Iterable[e.Event]) -> tuple[Call, ...]:
    """The calls of a session that began at an instant, in the order in which they were drawn.

    A call counts once it was judged or an answer was measured; what was drawn and put away is none.
    Who judges a call again means the last; what was undone was not said. What was measured was.
    """
    calls: dict[int, Call] = {}
    steps: list[dict[int, Call]] = []
    """The calls before each step that can be taken back."""
    measured: dict[int, dict[int, MeasuredAnswer]] = {}
    number = 0
    for event in events:
        at = opened + event.at // 1000
        if event.step:
            steps.append(dict(calls))
        match event:
            case e.Undone(steps=count):
                calls = dict(steps[-count]) if count <= len(steps) else {}
                del steps[-count:]
            case e.RoundDrawn(number=number):
                asked = next(filter(is_request, event.cards.values()), None)
                request, heat = (asked.card.id, asked.card.heat) if asked else ("", 0)
                calls[number] = Call(at, "", request, heat=heat)
            case e.HeatSet(level=level) if number in calls:
                calls[number] = replace(calls[number], heat=level)
            case e.SelfChecked(round=of, grade=grade) if of in calls:
                request = event.request or calls[of].request
                calls[of] = replace(
                    calls[of], at=at, practice=event.practice, request=request, grade=grade
                )
            case e.AnswerMeasured(round=of) if of in calls:
                measured.setdefault(of, {})[event.phase_id] = event.answer
    return tuple(
        _with(call, measured.get(of, {}).values())
        for of, call in sorted(calls.items())
        if call.grade or of in measured
    )


def is_request(drawn: DrawnCard) -> bool:
    """Whether a card that was drawn is what the customer wants."""
    return drawn.card.kind is Kind.PROMPT


def _with(call: Call, answers: Iterable[MeasuredAnswer]) -> Call:
    # Where the customer was heard by the microphone, too, nothing is known of an early beginning.
    sure = [one for one in answers if one.began is not None and not one.leaked]
    return replace(call, answers=len(sure), interrupted=sum(one.interrupted > 0 for one in sure))
