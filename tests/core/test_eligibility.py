"""Who may vote, for what, now: what is offered is what is taken, and nothing else."""

import pytest

from improv.core import actions as a
from improv.core.eligibility import asked_of, hand_rows, open_kinds, raters, voted
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.projections import projector
from improv.core.votes import Ballot
from tests.core.session_driver import SessionDriver

K = PhaseKind
RATE, PICK, GUESS, SELF = BallotKind.RATE, BallotKind.PICK, BallotKind.GUESS, BallotKind.SELF


def ballot(driver: SessionDriver, kind: BallotKind) -> Ballot:
    """A ballot of this kind that is right in every other way."""
    asked = driver.round.question
    if kind is RATE:
        return Ballot(kind, {criterion.id: 3 for criterion in asked.criteria})
    if kind is SELF:
        return Ballot(kind, {"self": 3})
    return Ballot(kind, choice=asked.options[0] if asked.options else "1")


@pytest.mark.parametrize("game", ["call", "riddle", "heads", "new-choice"])
def test_what_a_person_is_asked_for_is_what_is_taken_from_them(game: str) -> None:
    """In every phase, of everybody: players, raters, latecomers, whoever stood up again."""
    driver = SessionDriver(game, voters=8).to(K.BRIEF)
    driver.act(a.TakeSeat(voter="v1", place=0))
    driver.act(a.TakeSeat(voter="v2", place=1))
    driver.act(a.TakeSeat(voter="v2", place=None))
    driver.to(K.PLAY).act(a.Join(voter="late"))
    riddle = (K.PLAY, K.GUESS, K.TRUTH, K.BELL, K.VOTE, K.RESULT)
    for kind in (K.PLAY, K.BELL, K.VOTE, K.RESULT) if game != "riddle" else riddle:
        driver.to(kind)
        for person in driver.state.people.values():
            asked = asked_of(driver.state, person, open_kinds(driver.state))
            for one in BallotKind:
                before, known = driver.state, list(driver.events)
                vote = a.CastBallot(round=1, voter=person.id, ballot=ballot(driver, one))
                taken = not isinstance(driver.act(vote), Refusal)
                assert taken is (one in asked), (kind, person.id, one)
                driver.state, driver.events = before, known


@pytest.mark.parametrize("game", ["call", "riddle", "heads", "new-choice"])
def test_the_rows_of_a_show_of_hands_are_those_that_are_taken(game: str) -> None:
    """No row that is offered is refused, and none that is not offered is counted."""
    driver = SessionDriver(game)
    every: dict[str, int] = {"handling": 4, "plain": 4, "choice": 3, "moves": 6}
    for kind in (K.GUESS, K.VOTE, K.RESULT) if game == "riddle" else (K.BRIEF, K.VOTE, K.RESULT):
        driver.to(kind)
        rows = hand_rows(driver.state)
        view = projector(driver.state).vote
        assert (view.rows if view else {}) == rows
        for row, cells in {**every, **rows}.items():
            counted = driver.act(a.ShowHands(rows={row: (1,) * cells}))
            assert isinstance(counted, Refusal) is (row not in rows), (kind, row)
    assert set(hand_rows(driver.to(K.RESULT).state)) == set()


def test_a_guess_that_is_over_is_no_vote() -> None:
    """The vote opens at none of those who may rate, however many guessed before."""
    driver = SessionDriver("riddle", voters=5).to(K.GUESS)
    assert open_kinds(driver.state) == (GUESS,)
    for n in range(1, 5):
        driver.act(a.CastBallot(round=1, voter=f"v{n}", ballot=Ballot(GUESS, choice="high")))
    assert voted(driver.state, raters(driver.state)) == 4
    driver.to(K.TRUTH)
    assert (voted(driver.state, raters(driver.state)), projector(driver.state).vote) == (0, None)
    driver.to(K.VOTE)
    assert open_kinds(driver.state) == (RATE,)
    assert (voted(driver.state, raters(driver.state)), len(raters(driver.state))) == (0, 5)
    driver.rate("v1", 3)
    driver.rate("", 3)
    assert voted(driver.state, raters(driver.state)) == 2


def test_who_leaves_after_voting_is_not_one_of_so_many() -> None:
    """Their ballot counts, but the room does not wait for somebody who is not there."""
    driver = SessionDriver("call", voters=3).to(K.VOTE)
    driver.rate("v1", 3)
    driver.act(a.EditRoster(person="v1", present=False))
    assert (voted(driver.state, raters(driver.state)), len(raters(driver.state))) == (0, 2)


def test_whoever_sat_in_a_scene_does_not_judge_it() -> None:
    """Not after standing up, not after a pass, and not after an undo; the next one they do."""
    driver = SessionDriver("call", voters=5).to(K.BRIEF)
    driver.act(a.TakeSeat(voter="v1", place=1))
    driver.act(a.TakeSeat(voter="v1", place=None))
    driver.act(a.Heat(level=5))
    driver.act(a.Undo())
    driver.to(K.VOTE)
    refused = driver.rate("v1", 3)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.PLAYERS_DO_NOT_VOTE
    assert {person.id for person in raters(driver.state)} == {"v2", "v3", "v4", "v5"}
    assert not isinstance(driver.rate("v2", 3), Refusal)
    driver.to(K.DEBRIEF).next()
    driver.to(K.VOTE)
    assert not isinstance(driver.rate("v1", 3), Refusal)


def test_whoever_passed_had_their_card_in_hand() -> None:
    """The one who passed and the one who took over; the pass is undone, the reading is not."""
    driver = SessionDriver("call", voters=5)
    for n in range(1, 5):
        driver.act(a.Join(voter=f"v{n}", plays=True))
    driver.to(K.BRIEF)
    first = driver.round.players
    driver.act(a.Pass(place=0))
    instead = driver.round.players - first
    driver.act(a.Undo())
    assert driver.round.players == first
    driver.to(K.VOTE)
    assert {person.id for person in raters(driver.state)} == {
        f"v{n}" for n in range(1, 6)
    } - first - instead
