"""What the room says: who is there, ballots, hands, promises, thanks. None of it is undone.

The deciding half of session.py for everything that is not steering.
"""

from improv.core import actions as a
from improv.core import events as e
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.roster import ROOM_SIZE, Door, clean_name
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
    claimed = set(state.claims.values())
    first = 1 + sum(not p.votes or p.id in claimed for p in state.people.values())
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
    """A phone joins, or comes back: whoever was in is never sent away."""
    name = clean_name(action.person_name)
    known = state.holder(action.voter)
    if known is None:
        return _join_anew(state, action, name, now)
    if known.id != action.voter:  # claimed: the roster's name and tick are the facilitator's
        back = e.PersonChanged(
            at=now, person=known.id, name=known.name, plays=known.plays, present=True
        )
        return () if known.present else (back,)
    if known.present and (name or known.name, action.plays) == (known.name, known.plays):
        return ()
    back = e.PersonChanged(
        at=now, person=known.id, name=name or known.name, plays=action.plays, present=True
    )
    return (back,)


def _join_anew(state: State, action: a.Join, name: str, now: int) -> Decision:
    if not action.voter or action.voter.startswith(KEYBOARD):
        return Refusal(Why.BAD_VALUE, {"field": "voter"})
    if state.door is Door.SHUT:
        return Refusal(Why.DOOR_SHUT)
    if state.door is Door.CODE and not action.invited:
        return Refusal(Why.CODE_NEEDED)
    if action.claims:
        claimed = state.people.get(action.claims)
        if claimed is None:
            return Refusal(Why.UNKNOWN_PERSON, {"person": action.claims})
        if claimed.votes:
            return Refusal(Why.NAME_TAKEN, {"name": claimed.name})
        return (e.NameClaimed(at=now, person=claimed.id, voter=action.voter),)
    if len(state.people) >= ROOM_SIZE:
        return Refusal(Why.ROOM_FULL, {"most": ROOM_SIZE})
    joined = e.PersonJoined(at=now, person=action.voter, name=name, plays=action.plays, votes=True)
    return (joined,)


def set_door(state: State, action: a.SetDoor, now: int, _: Deck) -> Decision:
    """Who may join from now on."""
    return () if state.door is action.door else (e.DoorSet(at=now, door=action.door),)


def take_seat(state: State, action: a.TakeSeat, now: int, _: Deck) -> Decision:
    """A voter takes a volunteer's place, changes to another one, or stands up."""
    round_, person, place = state.round, state.holder(action.voter), action.place
    assert round_ is not None
    if person is None or not person.votes:
        return Refusal(Why.NOT_A_VOTER)
    here = next((i for i, chair in enumerate(round_.cast) if chair.person == person.id), None)
    if person.plays and here is not None:  # dealt, not volunteered: that is a pass
        return Refusal(Why.SEAT_TAKEN)
    if place == here:
        return ()
    if place is not None and not 0 <= place < len(round_.cast):
        return Refusal(Why.BAD_VALUE, {"field": "place"})
    if place is not None and round_.cast[place].person:
        return Refusal(Why.SEAT_TAKEN)
    return (e.SeatTaken(at=now, person=person.id, place=place),)


def cast_ballot(state: State, action: a.CastBallot, now: int, _: Deck) -> Decision:
    """A ballot; the same one again is always right, even after the bell."""
    ballot, round_ = action.ballot, state.round
    person = state.holder(action.voter)
    voter = person.id if person else ""
    counts = state.votes_of(action.round).ballots.get((voter, ballot.kind.value))
    if voter and counts == ballot:
        return ()
    if round_ is None or round_.number != action.round or not is_open(state, round_, ballot.kind):
        return Refusal(Why.VOTE_CLOSED, {"round": action.round})
    if action.voter:
        if person is None or not person.votes:
            return Refusal(Why.NOT_A_VOTER)
        if person.joined_round == round_.number:
            return Refusal(Why.NOT_A_VOTER, {"from_round": round_.number + 1})
    else:
        voter = f"{KEYBOARD}{state.votes_of(round_.number).keys + 1}"
    if refusal := faulty(ballot, round_.asked, player=voter in round_.players):
        return refusal
    return (e.BallotCast(at=now, round=round_.number, voter=voter, ballot=ballot),)


def is_open(state: State, round_: Round, kind: BallotKind) -> bool:
    """Whether ballots of this kind count now; a guess has a phase of its own where it has one."""
    guesses = any(phase.kind is PhaseKind.GUESS for phase in round_.format.phases)
    if kind is BallotKind.GUESS and guesses:
        return state.kind is PhaseKind.GUESS
    return state.kind is PhaseKind.VOTE


def show_hands(state: State, action: a.ShowHands, now: int, _: Deck) -> Decision:
    """Replace the counts of some rows."""
    round_ = state.round
    if round_ is None or state.kind not in (PhaseKind.VOTE, PhaseKind.GUESS):
        return Refusal(Why.VOTE_CLOSED)
    for row, counts in action.rows.items():
        wanted = hand_row(row, round_.asked)
        if wanted is None or not is_open(state, round_, _row_kind(row, round_)):
            return Refusal(Why.WRONG_BALLOT, {"row": row})
        if len(counts) != wanted or not all(0 <= count <= ROOM_SIZE for count in counts):
            return Refusal(Why.BAD_VALUE, {"field": row})
    counted = state.votes_of(round_.number).hands
    rows = {row: counts for row, counts in action.rows.items() if counted.get(row) != counts}
    return (e.HandsCounted(at=now, round=round_.number, rows=rows),) if rows else ()


def _row_kind(row: str, round_: Round) -> BallotKind:
    """Which ballot a row of the show of hands stands for."""
    if row != CHOICE_ROW:
        return BallotKind.RATE
    return BallotKind.GUESS if BallotKind.GUESS in round_.asked.kinds else BallotKind.PICK


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
    if action.voter and state.holder(action.voter) is None:
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
