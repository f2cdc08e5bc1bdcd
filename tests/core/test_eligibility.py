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


def ballot(sitting: SessionDriver, kind: BallotKind) -> Ballot:
    """A ballot of this kind that is right in every other way."""
    asked = sitting.round.question
    if kind is RATE:
        return Ballot(kind, {criterion.id: 3 for criterion in asked.criteria})
    if kind is SELF:
        return Ballot(kind, {"self": 3})
    return Ballot(kind, choice=asked.options[0] if asked.options else "1")


@pytest.mark.parametrize("game", ["call", "riddle", "heads", "new-choice"])
def test_what_a_person_is_asked_for_is_what_is_taken_from_them(game: str) -> None:
    """In every phase, of everybody: players, raters, latecomers, whoever stood up again."""
    sitting = SessionDriver(game, voters=8).to(K.BRIEF)
    sitting.act(a.TakeSeat(voter="v1", place=0))
    sitting.act(a.TakeSeat(voter="v2", place=1))
    sitting.act(a.TakeSeat(voter="v2", place=None))
    sitting.to(K.PLAY).act(a.Join(voter="late"))
    riddle = (K.PLAY, K.GUESS, K.TRUTH, K.BELL, K.VOTE, K.RESULT)
    for kind in (K.PLAY, K.BELL, K.VOTE, K.RESULT) if game != "riddle" else riddle:
        sitting.to(kind)
        for person in sitting.state.people.values():
            asked = asked_of(sitting.state, person, open_kinds(sitting.state))
            for one in BallotKind:
                before, known = sitting.state, list(sitting.events)
                vote = a.CastBallot(round=1, voter=person.id, ballot=ballot(sitting, one))
                taken = not isinstance(sitting.act(vote), Refusal)
                assert taken is (one in asked), (kind, person.id, one)
                sitting.state, sitting.events = before, known


@pytest.mark.parametrize("game", ["call", "riddle", "heads", "new-choice"])
def test_the_rows_of_a_show_of_hands_are_those_that_are_taken(game: str) -> None:
    """No row that is offered is refused, and none that is not offered is counted."""
    sitting = SessionDriver(game)
    every: dict[str, int] = {"handling": 4, "plain": 4, "choice": 3, "moves": 6}
    for kind in (K.GUESS, K.VOTE, K.RESULT) if game == "riddle" else (K.BRIEF, K.VOTE, K.RESULT):
        sitting.to(kind)
        rows = hand_rows(sitting.state)
        view = projector(sitting.state).vote
        assert (view.rows if view else {}) == rows
        for row, cells in {**every, **rows}.items():
            counted = sitting.act(a.ShowHands(rows={row: (1,) * cells}))
            assert isinstance(counted, Refusal) is (row not in rows), (kind, row)
    assert set(hand_rows(sitting.to(K.RESULT).state)) == set()


def test_a_guess_that_is_over_is_no_vote() -> None:
    """The vote opens at none of those who may rate, however many guessed before."""
    sitting = SessionDriver("riddle", voters=5).to(K.GUESS)
    assert open_kinds(sitting.state) == (GUESS,)
    for n in range(1, 5):
        sitting.act(a.CastBallot(round=1, voter=f"v{n}", ballot=Ballot(GUESS, choice="high")))
    assert voted(sitting.state, raters(sitting.state)) == 4
    sitting.to(K.TRUTH)
    assert (voted(sitting.state, raters(sitting.state)), projector(sitting.state).vote) == (0, None)
    sitting.to(K.VOTE)
    assert open_kinds(sitting.state) == (RATE,)
    assert (voted(sitting.state, raters(sitting.state)), len(raters(sitting.state))) == (0, 5)
    sitting.rate("v1", 3)
    sitting.rate("", 3)
    assert voted(sitting.state, raters(sitting.state)) == 2


def test_who_leaves_after_voting_is_not_one_of_so_many() -> None:
    """Their ballot counts, but the room does not wait for somebody who is not there."""
    sitting = SessionDriver("call", voters=3).to(K.VOTE)
    sitting.rate("v1", 3)
    sitting.act(a.EditRoster(person="v1", present=False))
    assert (voted(sitting.state, raters(sitting.state)), len(raters(sitting.state))) == (0, 2)


def test_whoever_sat_in_a_scene_does_not_judge_it() -> None:
    """Not after standing up, not after a pass, and not after an undo; the next one they do."""
    sitting = SessionDriver("call", voters=5).to(K.BRIEF)
    sitting.act(a.TakeSeat(voter="v1", place=1))
    sitting.act(a.TakeSeat(voter="v1", place=None))
    sitting.act(a.Heat(level=5))
    sitting.act(a.Undo())
    sitting.to(K.VOTE)
    refused = sitting.rate("v1", 3)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.PLAYERS_DO_NOT_VOTE
    assert {person.id for person in raters(sitting.state)} == {"v2", "v3", "v4", "v5"}
    assert not isinstance(sitting.rate("v2", 3), Refusal)
    sitting.to(K.DEBRIEF).next()
    sitting.to(K.VOTE)
    assert not isinstance(sitting.rate("v1", 3), Refusal)


def test_whoever_passed_had_their_card_in_hand() -> None:
    """The one who passed and the one who took over; the pass is undone, the reading is not."""
    sitting = SessionDriver("call", voters=5)
    for n in range(1, 5):
        sitting.act(a.Join(voter=f"v{n}", plays=True))
    sitting.to(K.BRIEF)
    first = sitting.round.players
    sitting.act(a.Pass(place=0))
    instead = sitting.round.players - first
    sitting.act(a.Undo())
    assert sitting.round.players == first
    sitting.to(K.VOTE)
    assert {person.id for person in raters(sitting.state)} == {
        f"v{n}" for n in range(1, 6)
    } - first - instead
