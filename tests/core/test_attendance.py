"""A room that one device fills: which phones the facilitator takes out, and which stay."""

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.events import PhonesTakenOut
from improv.core.formats import PhaseKind
from improv.core.roster import ROOM_SIZE, Door
from improv.core.rounds import scene_tally
from tests.core.session_driver import SessionDriver

K = PhaseKind


def room() -> SessionDriver:
    """Ana has a phone; v1 sat in the first scene, v2 voted on it; v3 only joined."""
    driver = SessionDriver(names=("Ana",), voters=0)
    driver.act(a.EditRoster(person="p1", plays=False))
    driver.act(a.Join(voter="ana", claims="p1"))
    for voter in ("v1", "v2", "v3"):
        driver.act(a.Join(voter=voter))
    driver.to(K.DRAW).act(a.TakeSeat(voter="v1", place=0))
    driver.to(K.VOTE)
    for voter in ("ana", "v2"):
        driver.rate(voter, 4)
    return driver


def taken(driver: SessionDriver, minutes: int | None = None) -> set[str]:
    """Who goes."""
    answer = driver.act(a.TakeOut(minutes=minutes))
    assert not isinstance(answer, Refusal)
    return {key for event in answer if isinstance(event, PhonesTakenOut) for key in event.people}


def test_who_never_voted_goes_and_nobody_with_a_name_a_seat_or_a_vote() -> None:
    """A thousand joins are gone with one event; the room is as it was before them."""
    driver = room()
    before = dict(driver.state.people)
    for n in range(ROOM_SIZE - 5):
        driver.act(a.Join(voter=f"s{n}"))
    known = len(driver.events)
    assert taken(driver) == {"v3", *(f"s{n}" for n in range(ROOM_SIZE - 5))}
    assert len(driver.events) == known + 1
    del before["v3"]
    assert driver.state.people == before


def test_who_came_lately_goes_with_a_vote_or_without_and_the_vote_stays() -> None:
    """By the session clock; a ballot is never undone."""
    driver = room()
    driver.act(a.SetHeadcount(number=9))
    driver.next()
    driver.to(K.BRIEF)
    driver.act(a.Pause())
    driver.act(a.Resume())
    driver.now += 10 * 60_000
    for voter in ("s1", "s2"):
        driver.act(a.Join(voter=voter))
    driver.to(K.VOTE)
    for voter in ("s1", "v2", "ana"):
        driver.rate(voter, 2)
    counted = scene_tally(driver.state, driver.round)
    assert taken(driver, 5) == {"s1", "s2"}
    assert scene_tally(driver.state, driver.round) == counted
    assert counted.by_phone == 3
    assert taken(driver, 600) == {"v2", "v3"}
    assert {"p1", "v1"} <= driver.state.people.keys()


def test_who_was_taken_out_comes_back_as_far_as_the_door_lets_them() -> None:
    """A shut door keeps them out; an open one does not, and nothing undoes it."""
    driver = room()
    taken(driver)
    driver.act(a.SetDoor(door=Door.SHUT))
    refused = driver.act(a.Join(voter="v3"))
    assert isinstance(refused, Refusal)
    assert refused.why is Why.DOOR_SHUT
    driver.act(a.Undo())
    assert "v3" not in driver.state.people
    driver.act(a.SetDoor(door=Door.OPEN))
    driver.act(a.Join(voter="v3"))
    assert driver.state.holder("v3") is not None


@pytest.mark.parametrize("minutes", [0, -1, 601])
def test_minutes_are_a_number_that_makes_sense(minutes: int) -> None:
    """Nothing is taken by mistake."""
    refused = room().act(a.TakeOut(minutes=minutes))
    assert isinstance(refused, Refusal)
    assert refused.why is Why.BAD_VALUE


def test_nobody_to_take_is_no_event() -> None:
    """And a headcount that is said already is none, either."""
    driver = room()
    driver.act(a.SetHeadcount(number=12))
    taken(driver)
    assert driver.act(a.TakeOut()) == ()
    assert driver.state.headcount == 12
    assert driver.act(a.SetHeadcount(number=12)) == ()
    assert isinstance(driver.act(a.SetHeadcount(number=ROOM_SIZE + 1)), Refusal)
