"""The calls of a session, from its events: drawn, judged, measured, played again."""

from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core import events as e
from improv.core.cards import Card, DrawnCard, Kind
from improv.core.formats import Ends, Phase, PhaseKind
from improv.core.measures import MeasuredAnswer
from improv.core.solo import practice_of
from improv.practice.calls import Call, calls_of
from tests.core.session_driver import solo_driver

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


@pytest.mark.parametrize(
    ("steps", "again", "grades"),
    [(1, 0, [3, 0]), (1, 2, [3, 2]), (2, 0, [3]), (3, 0, [0]), (9, 0, [])],
)
def test_what_was_undone_was_not_said(steps: int, again: int, grades: list[int]) -> None:
    """The grade, the draw, the grade of the call before; what is said then counts."""
    events: list[e.Event] = [
        *(replace(drawn(1), step="next"), measured(1, 4, 0), replace(judged(1, 3), step="check")),
        *(replace(drawn(2), step="next"), measured(2, 5, 0), replace(judged(2, 4), step="check")),
        e.Undone(at=90_000, steps=steps, phase_id=99),
        *([replace(judged(2, again), step="check")] if again else []),
    ]
    assert [call.grade for call in calls_of(OPENED, events)] == grades


def test_a_shift_that_is_played() -> None:
    """With its real events: a grade that is taken back, one that stands, and a call left open."""
    driver = solo_driver().to(PhaseKind.CHECK)
    driver.act(a.CheckSelf(id="", grade=1))
    driver.act(a.Undo(id=""))
    driver.act(a.CheckSelf(id="", grade=4))
    first = practice_of(driver.round)
    driver.next()
    driver.to(PhaseKind.CHECK).act(a.CheckSelf(id="", grade=2))
    driver.act(a.Undo(id=""))
    (call,) = calls_of(OPENED, driver.events)
    assert (call.practice, call.grade) == (first, 4)
    assert call.request
    assert call.heat >= 1


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
