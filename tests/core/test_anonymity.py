"""Whose ballot it was is forgotten when a session closes; every tally stays what it was."""

import pytest

from improv.core import actions as a
from improv.core.anonymity import anonymised
from improv.core.events import BallotCast, Event
from improv.core.formats import BallotKind, PhaseKind
from improv.core.rounds import scene_tally
from improv.core.session import evolve
from improv.core.state import Setup, State
from improv.core.summary import summarise
from improv.core.votes import KEYBOARD, Ballot
from tests.core.session_driver import SessionDriver


def _folded(events: list[Event]) -> State:
    state: State | None = None
    for event in events:
        state = evolve(state, event)
    assert state is not None
    return state


def _played(game: str = "call", ballot: str = "quick") -> SessionDriver:
    """Two rounds with changed ballots, a keyboard's, hands, and what a player says of it."""
    session = SessionDriver(game, setup=Setup(5, ballot), voters=6, names=tuple("ABC"))
    for _ in range(2):
        session.to(PhaseKind.VOTE)
        for n in range(1, 7):
            session.rate(f"v{n}", 1 + n % 4)
        session.rate("v3", 4, "listened")
        session.act(a.ShowHands(id="", rows={"handling": (0, 1, 2, 0)}))
        session.to(PhaseKind.DEBRIEF)
        session.next()
    return session


@pytest.mark.parametrize("ballot", ["quick", "coaching"])
def test_the_same_tallies_and_nobody_to_be_found(ballot: str) -> None:
    """Of each round; the keys in it are no people's, and nothing is left of a changed ballot."""
    session = _played(ballot=ballot)
    kept = anonymised(session.events)
    assert len(kept) == len(session.events)
    before, after = session.state, _folded(kept)
    assert summarise(kept).rounds == summarise(session.events).rounds
    for round_ in before.progress.played:
        assert scene_tally(after, round_) == scene_tally(before, round_)
        assert scene_tally(before, round_).by_phone
    voters = {event.voter for event in kept if isinstance(event, BallotCast)}
    assert not voters & before.people.keys()
    numbers = [event.round for event in kept if isinstance(event, BallotCast)]
    assert numbers.count(1) == len(before.votes_of(1).ballots)


def test_the_order_tells_nothing() -> None:
    """Who votes first in every round is not the first in what is kept."""
    session = SessionDriver("call", voters=3, names=tuple("ABC")).to(PhaseKind.VOTE)
    for voter, grade in (("v1", 4), ("v2", 2), ("v3", 3)):
        session.rate(voter, grade)
    ballots = [event for event in anonymised(session.events) if isinstance(event, BallotCast)]
    assert [ballot.ballot.scores["handling"] for ballot in ballots] == [2, 3, 4]
    assert [ballot.voter for ballot in ballots] == ["1", "2", "3"]


def test_a_keyboard_stays_a_keyboard_and_a_player_a_player() -> None:
    """So that what came by hand and what is told apart stay so."""
    session = SessionDriver("call", voters=3, names=tuple("ABC")).to(PhaseKind.VOTE)
    session.rate("v1", 4)
    session.rate("", 2)
    seated = next(member for member in session.round.cast if member.person)
    own = BallotCast(
        at=session.events[-1].at,
        round=session.round.number,
        voter=seated.person,
        ballot=Ballot(BallotKind.SELF, {"self": 3}),
    )
    events = [*session.events, own]
    kept = [event for event in anonymised(events) if isinstance(event, BallotCast)]
    assert sum(event.voter.startswith(KEYBOARD) for event in kept) == 1
    before, after = _folded(events), _folded(anonymised(events))
    round_ = session.round
    assert scene_tally(after, round_) == scene_tally(before, round_)
    assert scene_tally(after, round_).own == {seated.seat: (3,)}


def test_whoever_voted_and_was_seated_then_does_not_count() -> None:
    """Their ballot is gone, as it is from the tally."""
    session = SessionDriver("call", voters=4, names=tuple("ABC")).to(PhaseKind.VOTE)
    seated = next(member for member in session.round.cast if member.person)
    for voter in ("v1", "v2", "v3"):
        session.rate(voter, 3)
    cast = [event for event in session.events if isinstance(event, BallotCast)]
    theirs = BallotCast(at=cast[-1].at, round=1, voter=seated.person, ballot=cast[-1].ballot)
    kept = anonymised([*session.events, theirs])
    assert sum(isinstance(event, BallotCast) for event in kept) == 3
    assert scene_tally(_folded(kept), session.round).by_phone == 3
