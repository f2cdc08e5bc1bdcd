"""What the room says: who is there, ballots, hands, promises, thanks. None of it is undone.

The deciding half of session.py for everything that is not steering.
"""

from improv.core import actions as a
from improv.core import events as e
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.roster import ROOM_SIZE, clean_name
from improv.core.state import Round, State
from improv.core.votes import CHOICE_ROW, KEYBOARD, faulty, hand_row

LINE_LENGTH = 140
"""Characters of a promise or a line of thanks."""

MOST_LINES = 500
"""So many promises, and so many lines of thanks, a session holds."""

Decision = tuple[e.Event, ...] | Refusal


def edit_roster(state: State, action: a.EditRoster, now: int, _: Deck) -> Decision:
    """Add people by name, or change one."""
    names = [clean_name(raw) for raw in action.add]
    if not all(names):
        return Refusal(Why.BAD_VALUE, {"field": "name"})
    if len(state.people) + len(names) > ROOM_SIZE:
        return Refusal(Why.ROOM_FULL, {"most": ROOM_SIZE})
    first = 1 + sum(not person.votes for person in state.people.values())
    added = tuple(
        e.PersonJoined(at=now, person=f"p{number}", name=name, plays=True, votes=False)
        for number, name in enumerate(names, start=first)
    )
    if not action.person:
        return added
    person = state.people.get(action.person)
    if person is None:
        return Refusal(Why.UNKNOWN_PERSON, {"person": action.person})
    name = person.name if action.rename is None else clean_name(action.rename)
    if action.rename is not None and not name:
        return Refusal(Why.BAD_VALUE, {"field": "name"})
    changed = e.PersonChanged(
        at=now,
        person=person.id,
        name=name,
        plays=person.plays if action.plays is None else action.plays,
        present=person.present if action.present is None else action.present,
    )
    was = (person.name, person.plays, person.present)
    return added if was == (changed.name, changed.plays, changed.present) else (*added, changed)


def join(state: State, action: a.Join, now: int, _: Deck) -> Decision:
    """A phone joins, or comes back."""
    name = clean_name(action.person_name)
    known = state.people.get(action.voter)
    if known is None:
        if len(state.people) >= ROOM_SIZE:
            return Refusal(Why.ROOM_FULL, {"most": ROOM_SIZE})
        if not action.voter or action.voter.startswith(KEYBOARD):
            return Refusal(Why.BAD_VALUE, {"field": "voter"})
        joined = e.PersonJoined(
            at=now, person=action.voter, name=name, plays=action.plays, votes=True
        )
        return (joined,)
    if known.present and (name or known.name, action.plays) == (known.name, known.plays):
        return ()
    back = e.PersonChanged(
        at=now, person=known.id, name=name or known.name, plays=action.plays, present=True
    )
    return (back,)


def cast_ballot(state: State, action: a.CastBallot, now: int, _: Deck) -> Decision:
    """A ballot; the same one again is always right, even after the bell."""
    ballot, on = action.ballot, state.round
    counts = state.votes_of(action.round).ballots.get((action.voter, ballot.kind.value))
    if action.voter and counts == ballot:
        return ()
    if on is None or on.number != action.round or not _open(state, on, ballot.kind):
        return Refusal(Why.VOTE_CLOSED, {"round": action.round})
    if action.voter:
        person = state.people.get(action.voter)
        if person is None or not person.votes:
            return Refusal(Why.NOT_A_VOTER)
        if person.joined_round == on.number:
            return Refusal(Why.NOT_A_VOTER, {"from_round": on.number + 1})
        voter = action.voter
    else:
        voter = f"{KEYBOARD}{state.votes_of(on.number).keys + 1}"
    if refusal := faulty(ballot, on.asked, player=action.voter in on.players):
        return refusal
    return (e.BallotCast(at=now, round=on.number, voter=voter, ballot=ballot),)


def _open(state: State, on: Round, kind: BallotKind) -> bool:
    """A guess is asked before the truth where the format has a phase for it."""
    guesses = any(phase.kind is PhaseKind.GUESS for phase in on.format.phases)
    if kind is BallotKind.GUESS and guesses:
        return state.kind is PhaseKind.GUESS
    return state.kind is PhaseKind.VOTE


def show_hands(state: State, action: a.ShowHands, now: int, _: Deck) -> Decision:
    """Replace the counts of some rows."""
    on = state.round
    if on is None or state.kind not in (PhaseKind.VOTE, PhaseKind.GUESS):
        return Refusal(Why.VOTE_CLOSED)
    for row, counts in action.rows.items():
        wanted = hand_row(row, on.asked)
        if wanted is None or not _open(state, on, _row_kind(row, on)):
            return Refusal(Why.WRONG_BALLOT, {"row": row})
        if len(counts) != wanted or not all(0 <= count <= ROOM_SIZE for count in counts):
            return Refusal(Why.BAD_VALUE, {"field": row})
    counted = state.votes_of(on.number).hands
    rows = {row: counts for row, counts in action.rows.items() if counted.get(row) != counts}
    return (e.HandsCounted(at=now, round=on.number, rows=rows),) if rows else ()


def _row_kind(row: str, on: Round) -> BallotKind:
    """Which ballot a row of the show of hands stands for."""
    if row != CHOICE_ROW:
        return BallotKind.RATE
    return BallotKind.GUESS if BallotKind.GUESS in on.asked.kinds else BallotKind.PICK


def log_promise(state: State, action: a.Promise, now: int, _: Deck) -> Decision:
    """A promise, to come back in a later round."""
    assert state.round is not None
    text = clean_line(action.text)
    if not text or len(state.promises) >= MOST_LINES:
        return Refusal(Why.BAD_VALUE, {"field": "text"})
    number = len(state.promises) + 1
    return (e.PromiseLogged(at=now, number=number, round=state.round.number, text=text),)


def give_kudos(state: State, action: a.GiveKudos, now: int, _: Deck) -> Decision:
    """A line of thanks, waiting for the nod."""
    if action.voter and action.voter not in state.people:
        return Refusal(Why.NOT_A_VOTER)
    text = clean_line(action.text)
    if not text or len(state.kudos) >= MOST_LINES:
        return Refusal(Why.BAD_VALUE, {"field": "text"})
    return (e.KudosGiven(at=now, number=len(state.kudos) + 1, text=text),)


def nod_kudos(state: State, action: a.NodKudos, now: int, _: Deck) -> Decision:
    """The room may see this line."""
    line = next((k for k in state.kudos if k.number == action.number), None)
    if line is None:
        return Refusal(Why.UNKNOWN_KUDOS, {"number": action.number})
    return () if line.nodded else (e.KudosNodded(at=now, number=line.number),)


def clean_line(raw: str) -> str:
    """One line of somebody's words, fit to be shown."""
    return clean_name(raw, LINE_LENGTH)
