"""The calls of a session, from its events: drawn, judged, measured, played again."""

from dataclasses import replace

from improv.core import events as e
from improv.core.cards import Card, DrawnCard, Kind
from improv.core.formats import Ends, Phase, PhaseKind
from improv.core.measures import MeasuredAnswer
from improv.practice.calls import Call, calls_of

OPENED = 1_796_000_000


def drawn(number: int, request: str = "desk/tire", heat: int = 2, at: int = 0) -> e.RoundDrawn:
    """A call is drawn."""
    cards = {
        "mood": DrawnCard(Card("desk/angry", Kind.MOOD, ("B3",), heat=4), {"en": {}}),
        "prompt": DrawnCard(Card(request, Kind.PROMPT, ("A4",), heat=heat), {"en": {}}),
    }
    return e.RoundDrawn(
        at=at,
        number=number,
        phase=Phase("draw", PhaseKind.DRAW, None, Ends.NEXT),
        phase_id=number,
        deadline=None,
        cards=cards,
        cast=(),
        coming=(),
        spare=(),
        observers=(),
        tip=None,
        answer="",
        returned={},
        added={},
        chance=0,
    )


def judged(number: int, grade: int, at: int = 60_000) -> e.SelfChecked:
    """Its player judges it."""
    return e.SelfChecked(at=at, round=number, practice="A4", request="desk/tire", grade=grade)


def measured(number: int, phase_id: int, interrupted: int, *, leaked: bool = False) -> e.Event:
    """An answer is measured."""
    answer = MeasuredAnswer(
        began=200 - 2 * interrupted,
        talk=9000,
        silence=800,
        longest_pause=500,
        interrupted=interrupted,
        leaked=leaked,
    )
    return e.AnswerMeasured(at=50_000, round=number, phase_id=phase_id, answer=answer)


def test_a_call_from_beginning_to_end() -> None:
    """Its request and heat, when it was judged and how, and what was measured of its answers."""
    events = [
        drawn(1),
        measured(1, 4, 300),
        measured(1, 7, 0),
        measured(1, 9, 0, leaked=True),
        judged(1, 3),
    ]
    found = Call(OPENED + 60, "A4", "desk/tire", 3, heat=2, answers=2, interrupted=1)
    assert calls_of(OPENED, events) == (found,)


def test_what_was_not_played_is_no_call() -> None:
    """A draw that was put away, or drawn again: the last request of a number is played."""
    events = [drawn(1, "desk/other", 4), drawn(1), judged(1, 3), drawn(2)]
    assert [(call.request, call.heat) for call in calls_of(OPENED, events)] == [("desk/tire", 2)]
    assert calls_of(OPENED, []) == ()


def test_who_judges_again_means_the_last() -> None:
    """Of a phase that was gone back to, and of an answer that was measured twice."""
    events = [drawn(1), measured(1, 4, 300), measured(1, 4, 0), judged(1, 1), judged(1, 4, 90_000)]
    (call,) = calls_of(OPENED, events)
    assert (call.grade, call.at, call.answers, call.interrupted) == (4, OPENED + 90, 1, 0)


def test_a_call_that_nobody_judged() -> None:
    """It was played: it has no grade, and trained nothing."""
    (call,) = calls_of(OPENED, [drawn(1, at=5000), measured(1, 4, 0)])
    assert (call.grade, call.practice, call.at) == (0, "", OPENED + 5)


def test_the_dial_says_the_heat() -> None:
    """Of the call that is on; without a request there is neither a heat nor a name."""
    events: list[e.Event] = [e.HeatSet(at=0, level=5), drawn(1), e.HeatSet(at=1, level=3)]
    (call,) = calls_of(OPENED, [*events, judged(1, 2)])
    assert call.heat == 3
    (call,) = calls_of(OPENED, [replace(drawn(1), cards={}), judged(1, 2)])
    assert (call.request, call.heat) == ("desk/tire", 0)


def test_what_belongs_to_no_call_changes_nothing() -> None:
    """A grade, or an answer, of a round that is not there."""
    assert calls_of(OPENED, [judged(7, 3), measured(7, 1, 0)]) == ()
