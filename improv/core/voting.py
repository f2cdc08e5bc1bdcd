"""What the room says at the vote and after it: ballots, hands, thanks. Never undone."""

from improv.core import actions as a
from improv.core import events as e
from improv.core.draw import Deck
from improv.core.eligibility import barred, hand_rows, is_open, open_kinds, question_now
from improv.core.errors import Refusal, Why, bad_value
from improv.core.formats import BallotKind
from improv.core.handlers import Decision, Handlers
from improv.core.replaced import replaced
from improv.core.roster import ROOM_SIZE, clean_line
from improv.core.state import MOST_LINES, MOST_THANKS, Kudos, State, Votes
from improv.core.votes import KEYBOARD, faulty, joined

handlers = Handlers()


@handlers.decides
def _cast_ballot(state: State, action: a.CastBallot, now: int, deck: Deck) -> Decision:
    """A ballot, or more of its answers; what counts already is right again, even after the bell."""
    round_, person = state.round, state.holder(action.voter)
    voter = person.phone if person else ""
    counts = state.votes_of(action.round).ballots.get((voter, action.ballot.kind.value))
    ballot = joined(counts, action.ballot)
    if voter and counts == ballot:
        return ()
    if round_ is None or round_.number != action.round or not is_open(state, ballot.kind):
        return Refusal(Why.VOTE_CLOSED, {"round": action.round})
    if refusal := faulty(ballot, round_.question):
        return refusal
    open_now = {criterion.id for criterion in question_now(state, round_).criteria}
    if ballot.kind is BallotKind.RATE and not action.ballot.scores.keys() <= open_now:
        return Refusal(Why.VOTE_CLOSED, {"round": action.round})
    if action.voter:
        if refusal := barred(state, person, ballot.kind):
            return refusal
    elif ballot.kind is BallotKind.SELF:
        return Refusal(Why.ONLY_PLAYERS)
    else:
        voter = f"{KEYBOARD}{state.votes_of(round_.number).keys + 1}"
    return (e.BallotCast(at=now, round=round_.number, voter=voter, ballot=ballot),)


@handlers.evolves
def _ballot_cast(state: State, event: e.BallotCast) -> State:
    votes = state.votes_of(event.round)
    person, voter = state.known(event.voter), event.voter
    if person is None and (person := state.people.get(voter)) is not None:
        # Older journals, and closed sessions, have a person's id in place of a phone's key.
        voter = person.phone or voter
    ballots = {**votes.ballots, (voter, event.ballot.kind.value): event.ballot}
    voters = votes.voters
    if person and voters.get(person.id) != voter:
        voters = {**voters, person.id: voter}
    late = votes.late | {voter} if person and person.joined_after >= event.round else votes.late
    keys = votes.keys + event.voter.startswith(KEYBOARD)
    votes = replaced(votes, ballots=ballots, keys=keys, voters=voters, late=late)
    return _with_votes(state, event.round, votes)


def _with_votes(state: State, number: int, votes: Votes) -> State:
    latest, _ = state.latest_votes
    if number == latest:
        return replaced(state, latest_votes=(number, votes))
    return replaced(state, latest_votes=(number, votes), earlier_votes=state.votes)


@handlers.decides
def _show_hands(state: State, action: a.ShowHands, now: int, deck: Deck) -> Decision:
    """Replace the counts of some rows."""
    round_, asked = state.round, hand_rows(state)
    if round_ is None or not open_kinds(state):
        return Refusal(Why.VOTE_CLOSED)
    for row, counts in action.rows.items():
        if row not in asked:
            return Refusal(Why.WRONG_BALLOT, {"row": row})
        if len(counts) != asked[row] or not all(0 <= count <= ROOM_SIZE for count in counts):
            return bad_value(row, "number")
    counted = state.votes_of(round_.number).hands
    rows = {row: counts for row, counts in action.rows.items() if counted.get(row) != counts}
    return (e.HandsCounted(at=now, round=round_.number, rows=rows),) if rows else ()


@handlers.evolves
def _hands_counted(state: State, event: e.HandsCounted) -> State:
    votes = state.votes_of(event.round)
    votes = replaced(votes, hands={**votes.hands, **event.rows})
    return _with_votes(state, event.round, votes)


@handlers.decides
def _give_kudos(state: State, action: a.GiveKudos, now: int, deck: Deck) -> Decision:
    """A line of thanks, waiting for the nod."""
    giver = action.voter  # the phone: with each name that it took it could give as many again
    if giver and state.holder(giver) is None:
        return Refusal(Why.NOT_A_VOTER)
    if giver and sum(line.giver == giver for line in state.kudos) >= MOST_THANKS:
        return Refusal(Why.ENOUGH_THANKS, {"most": MOST_THANKS})
    text = clean_line(action.text)
    if not text or len(state.kudos) >= MOST_LINES:
        return bad_value("text", "" if text else "empty")
    return (e.KudosGiven(at=now, number=len(state.kudos) + 1, text=text, giver=giver),)


@handlers.evolves
def _kudos_given(state: State, event: e.KudosGiven) -> State:
    return replaced(state, kudos=(*state.kudos, Kudos(event.number, event.text, event.giver)))


@handlers.decides
def _nod_kudos(state: State, action: a.NodKudos, now: int, deck: Deck) -> Decision:
    """The room may see this line."""
    line = _line(state, action.number)
    if line is None or line.dismissed:
        return Refusal(Why.UNKNOWN_KUDOS, {"number": action.number})
    return () if line.nodded else (e.KudosNodded(at=now, number=line.number),)


@handlers.evolves
def _kudos_nodded(state: State, event: e.KudosNodded) -> State:
    return _with_line(state, event.number, nodded=True)


@handlers.decides
def _dismiss_kudos(state: State, action: a.DismissKudos, now: int, deck: Deck) -> Decision:
    """Nobody will see this line. One that the room sees already stays."""
    line = _line(state, action.number)
    if line is None or line.nodded:
        return Refusal(Why.UNKNOWN_KUDOS, {"number": action.number})
    return () if line.dismissed else (e.KudosDismissed(at=now, number=line.number),)


@handlers.evolves
def _kudos_dismissed(state: State, event: e.KudosDismissed) -> State:
    return _with_line(state, event.number, dismissed=True)


def _line(state: State, number: int) -> Kudos | None:
    return next((line for line in state.kudos if line.number == number), None)


def _with_line(state: State, number: int, **changes: bool) -> State:
    lines = (replaced(k, **changes) if k.number == number else k for k in state.kudos)
    return replaced(state, kudos=tuple(lines))
