"""The electorate: whose votes count in a round, and how many those are.

A room without accounts can be stuffed, for a phone that throws its cookie away is somebody new. So
until the result is seen the facilitator may count only who was there at the draw, or the hands
alone. No ballot is lost by it: what does not count stays, and counts again after an undo.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from improv.core import actions as a
from improv.core import events as e
from improv.core import tally
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind
from improv.core.handlers import Decision, Handlers, with_round
from improv.core.roster import Person
from improv.core.state import Round, State, Votes
from improv.core.votes import KEYBOARD, Electorate

handlers = Handlers()


@handlers.decides
def _electorate(state: State, action: a.ChooseElectorate, now: int, deck: Deck) -> Decision:
    """What the room has seen is never counted in another way: the reveal is undone first."""
    round_ = state.round_on
    if round_.revealed:
        return Refusal(Why.WRONG_PHASE, {"action": action.name, "phase": state.kind.value})
    if round_.electorate is action.electorate:
        return ()
    return (e.ElectorateChosen(at=now, electorate=action.electorate),)


handlers.folds(
    e.ElectorateChosen, lambda state, event: with_round(state, electorate=event.electorate)
)


def belongs(person: Person, round_: Round) -> bool:
    """Whether what this person votes with a phone counts in the round."""
    match round_.electorate:
        case Electorate.EVERYBODY:
            return True
        case Electorate.AT_DRAW:
            return person.joined_after < round_.number
        case Electorate.HANDS:
            return False


def counting(votes: Votes, round_: Round) -> tally.Ballots:
    """The ballots of a round that count; what players say on stage is no vote, and stays."""
    electorate, asked = round_.electorate, round_.question
    if electorate is Electorate.EVERYBODY:
        return votes.ballots
    return {
        (voter, kind): ballot
        for (voter, kind), ballot in votes.ballots.items()
        if not asked.of_room(ballot.kind)
        or voter.startswith(KEYBOARD)
        or (electorate is Electorate.AT_DRAW and voter not in votes.late)
    }


def anybody_voted(state: State, round_: Round) -> bool:
    """Whether anybody has said something of the round's scene that counts."""
    votes = state.votes_of(round_.number)
    by_hand = any(any(counts) for counts in votes.hands.values())
    ballots = counting(votes, round_).values()
    return by_hand or any(one.kind is not BallotKind.SELF for one in ballots)


def seated(votes: Votes, round_: Round) -> tally.Seated:
    """The voters who sit in the round's scene."""
    return {votes.voters[c.person]: c.seat for c in round_.cast if c.person in votes.voters}


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many have voted in the round that is on."""

    voters: Mapping[Electorate, int]
    """Electorate -> how many votes there are, if it is chosen."""
    people: int
    """How many people may be expected to vote; 0 where nothing says how many there are."""

    @property
    def too_many(self) -> bool:
        """Whether more have voted than people are there."""
        return 0 < self.people < self.voters[Electorate.EVERYBODY]


def turnout(state: State, round_: Round) -> Turnout:
    """The turnout of the round that is on."""
    votes = state.votes_of(round_.number)
    asked, players = round_.question, seated(votes, round_)
    by_phone, by_hand = tally.turnout(asked, votes.ballots, votes.hands, players)
    late = 0
    if votes.late:
        of_late = {at: ballot for at, ballot in votes.ballots.items() if at[0] in votes.late}
        late, _ = tally.turnout(asked, of_late, {}, players)
    voters = {
        Electorate.EVERYBODY: by_phone + by_hand,
        Electorate.AT_DRAW: by_phone - late + by_hand,
        Electorate.HANDS: by_hand,
    }
    return Turnout(voters, _expected(state, round_, by_hand))


def _expected(state: State, round_: Round, by_hand: int) -> int:
    """How many may vote: those in the room who do not play; 0 where nothing says how many."""
    players = round_.players
    if state.headcount:
        return max(1, state.headcount - len(players))
    watch = [p for id_, p in state.people.items() if p.present and id_ not in players]
    named = sum(bool(person.name) for person in watch)
    # Phones without a name that came later are what is in doubt; a hand was seen.
    nameless = sum(not p.name and p.joined_after < round_.number for p in watch)
    # Where fewer have a name than have none it is the players' roster, and not the room's.
    return named + nameless + by_hand if named > nameless else 0
