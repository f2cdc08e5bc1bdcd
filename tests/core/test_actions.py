"""What an action knows of itself, and that it is obeyed."""

from collections import Counter

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.events import EVENTS, SessionOpened
from improv.core.formats import PhaseKind
from improv.core.session import TOPICS
from tests.core.session_driver import SessionDriver
from tests.core.test_transitions import SAMPLES, at


def test_what_means_the_same_in_every_phase_is_never_late() -> None:
    """Everything else that was pressed in an older phase has moved on: hands are one vote's."""
    driver = at(PhaseKind.VOTE)
    for action in SAMPLES:
        stale = type(action)(
            **{name: getattr(action, name) for name in _fields(action)}, phase_id=1
        )
        before, known = driver.state, list(driver.events)
        answer = driver.act(stale)
        moved_on = isinstance(answer, Refusal) and answer.why is Why.MOVED_ON
        assert moved_on is not action.any_phase, action
        driver.state, driver.events = before, known
    assert not a.ShowHands.any_phase
    assert a.Pause.any_phase
    assert a.Blank.any_phase


def test_every_action_is_decided_and_every_event_folded_in_one_place() -> None:
    """Each in the file of its topic, and nowhere else; the first event needs no state before it."""
    decided = [kind for topic in TOPICS for kind in topic.decide]
    folded = [kind for topic in TOPICS for kind in topic.evolve]
    assert Counter(decided) == Counter(a.ACTIONS.values())
    assert Counter(folded) == Counter(set(EVENTS) - {SessionOpened})


def _fields(action: a.Action) -> list[str]:
    return [name for name in type(action).__slots__ if name not in ("id", "phase_id")]


@pytest.mark.parametrize("kind", [PhaseKind.LOBBY, PhaseKind.PLAY, PhaseKind.RESULT])
def test_only_what_steers_is_a_step_that_undo_takes_back(kind: PhaseKind) -> None:
    """Its first event is the step, by the action's name; people's events are none."""
    driver = at(kind)
    for action in SAMPLES:
        before, known = driver.state, list(driver.events)
        answer = driver.act(action)
        if not isinstance(answer, Refusal) and answer:
            steps = [event.step for event in answer if event.step]
            assert steps[-1:] == ([action.name] if action.steers else []), action
        driver.state, driver.events = before, known


def test_next_lets_go_of_a_black_picture_and_of_a_pause_without_a_step() -> None:
    """They are taken back by their own keys; undo goes to the step before."""
    driver = SessionDriver("call").to(PhaseKind.BRIEF)
    steps = len(driver.state.history)
    driver.act(a.Pause())
    driver.act(a.Blank(on=True))
    driver.next()
    assert (driver.state.blank, driver.state.paused) == (False, True)
    driver.next()
    assert not driver.state.paused
    assert driver.at(PhaseKind.BRIEF)
    assert len(driver.state.history) == steps


def test_a_step_of_the_clock_is_taken_back_like_a_next() -> None:
    """Whoever was surprised by the clock goes back as if they had pressed it."""
    driver = SessionDriver("call", voters=3).to(PhaseKind.PLAY)
    driver.wait(91)
    assert driver.at(PhaseKind.BELL)
    driver.act(a.Back())
    assert driver.at(PhaseKind.PLAY)


def test_a_seat_of_an_older_round_is_not_taken_in_a_later_one() -> None:
    """Whatever phase that is in; an older phone names no round, and means the one that is on."""
    driver = SessionDriver("call", voters=3).to(PhaseKind.BRIEF)
    assert not isinstance(driver.act(a.TakeSeat(voter="v1", place=0, round=1)), Refusal)
    driver.to(PhaseKind.DEBRIEF).next()
    for kind in (PhaseKind.DRAW, PhaseKind.VOTE):
        driver.to(kind)
        stale = driver.act(a.TakeSeat(voter="v1", place=0, round=1))
        assert isinstance(stale, Refusal)
        assert stale.why is Why.MOVED_ON
    driver.to(PhaseKind.DEBRIEF).next()
    assert not isinstance(driver.act(a.TakeSeat(voter="v1", place=0)), Refusal)
