"""A scene that somebody asks to stop: held, told, left or gone on with."""

import json
from dataclasses import fields

import pytest

from improv.core import actions as a
from improv.core import events as e
from improv.core.errors import Refusal, Why
from improv.core.event_codec import to_dict
from improv.core.formats import PhaseKind
from improv.core.projections import projector
from improv.core.state import Setup
from tests.core.session_driver import SessionDriver

NAMES = ("Ana", "Bo", "Cy", "Dee")


def scene(kind: PhaseKind = PhaseKind.PLAY) -> SessionDriver:
    """A scene with a guess and a truth."""
    return SessionDriver("riddle", names=NAMES, voters=3).to(kind)


@pytest.mark.parametrize(
    "kind", [PhaseKind.BRIEF, PhaseKind.PLAY, PhaseKind.GUESS, PhaseKind.TRUTH]
)
def test_a_stop_holds_the_scene_and_is_told(kind: PhaseKind) -> None:
    """The clock stands; the room is told that somebody asked; Next goes on."""
    driver = scene(kind)
    driver.act(a.Stop(id="", round=1))
    assert projector(driver.state).stopped
    assert projector(driver.state).paused
    left = (driver.state.running.deadline or 0) - driver.now
    driver.wait(100)
    assert (driver.state.running.deadline or 0) - driver.now == left
    assert driver.act(a.Stop(id="")) == ()
    driver.next()
    assert driver.at(kind)
    assert not projector(driver.state).stopped
    assert not projector(driver.state).paused


def test_nothing_keeps_who_asked() -> None:
    """The event has its instant alone, and so has what the journal writes of it."""
    driver = scene()
    driver.act(a.Stop(id="", round=1))
    event = driver.events[-1]
    assert isinstance(event, e.StopAsked)
    assert {entry.name for entry in fields(event)} == {"at", "step"}
    written = json.dumps(to_dict(event))
    assert not any(key in written for key in driver.state.people)
    assert "voter" not in {entry.name for entry in fields(a.Stop)}


def test_a_pause_that_was_there_already_becomes_a_stop() -> None:
    """Who asks in a pause is heard, too."""
    driver = scene()
    driver.act(a.Pause(id=""))
    assert not projector(driver.state).stopped
    driver.act(a.Stop(id=""))
    assert projector(driver.state).stopped


def test_a_stop_of_another_scene_has_moved_on() -> None:
    """And outside a scene there is nothing to stop."""
    driver = scene()
    refusal = driver.act(a.Stop(id="", round=7))
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.MOVED_ON
    driver.to(PhaseKind.VOTE)
    refusal = driver.act(a.Stop(id=""))
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.WRONG_PHASE


def test_a_scene_that_was_stopped_is_ended_at_once() -> None:
    """On to the bell, the guess left out; the clock runs; undo leads back, paused."""
    driver = scene()
    driver.act(a.Stop(id=""))
    driver.act(a.EndScene(id=""))
    assert driver.at(PhaseKind.BELL)
    assert not driver.state.paused
    assert not driver.state.stopped
    driver.wait(4)
    assert driver.at(PhaseKind.VOTE)
    driver.act(a.Back(id=""))
    driver.act(a.Undo(id=""))
    assert driver.at(PhaseKind.PLAY)
    assert driver.state.paused
    assert not driver.state.stopped


@pytest.mark.parametrize("way", [a.Skip(id=""), a.Back(id=""), a.End(id="")])
def test_whoever_leaves_the_scene_leaves_the_stop(way: a.Action) -> None:
    """The next phase is not told that somebody asked."""
    driver = scene()
    driver.act(a.Stop(id=""))
    driver.act(way)
    assert not driver.state.stopped


def test_a_stopped_scene_may_be_left_unranked() -> None:
    """The mark does not start the clock."""
    driver = scene()
    driver.act(a.Stop(id=""))
    driver.act(a.Safety(id="", on=True))
    assert driver.state.stopped
    assert driver.round.unranked


@pytest.mark.parametrize("level", [3, 4, 5])
def test_after_a_hot_scene_all_settle(level: int) -> None:
    """After the bell comes half a minute that waits for Next; a calm scene goes on at once."""
    driver = scene()
    driver.act(a.Heat(id="", level=level))
    driver.act(a.Heat(id="", level=1))
    driver.to(PhaseKind.BELL)
    driver.wait(4)
    if level < 4:
        assert driver.at(PhaseKind.VOTE)
        return
    assert driver.at(PhaseKind.SETTLE)
    assert driver.state.running.deadline == driver.state.running.entered + 30_000
    view = projector(driver.state)
    assert view.vote is None
    driver.wait(60)
    assert driver.at(PhaseKind.SETTLE)
    assert driver.state.running.rang
    driver.next()
    assert driver.at(PhaseKind.VOTE)
    driver.act(a.Back(id=""))
    assert driver.at(PhaseKind.SETTLE)


def test_a_huddle_settles_by_its_clock() -> None:
    """Nobody is there to press Next."""
    driver = SessionDriver("call", setup=Setup(7, huddle=True), names=NAMES).to(PhaseKind.PLAY)
    driver.act(a.Heat(id="", level=4))
    driver.to(PhaseKind.BELL)
    driver.wait(4)
    assert driver.at(PhaseKind.SETTLE)
    driver.wait(31)
    assert driver.at(PhaseKind.VOTE)


def test_where_nothing_is_asked_the_talk_comes_after_the_quiet() -> None:
    """A game that all play may be hot, too."""
    driver = SessionDriver("everybody", names=NAMES).to(PhaseKind.PLAY)
    driver.act(a.Heat(id="", level=5))
    driver.to(PhaseKind.SETTLE).next()
    assert driver.at(PhaseKind.DEBRIEF)
