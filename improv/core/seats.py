"""Seats: who volunteers for one, who passes, who takes one over, and seats that swap.

Whoever takes a seat over plays it on from there, and the other one watches. Both have played then,
which counts as a turn for each, and neither rates the scene (eligibility.py). What volunteers do,
and who is offered a seat on their phone (offers.py), is never undone; a pass by the facilitator,
and a seat that is taken over, are steps like any other.
"""

from improv.core import actions as a
from improv.core import events as e
from improv.core import offers
from improv.core.chance import Chance
from improv.core.draw import Deck
from improv.core.eligibility import sits_out
from improv.core.errors import Refusal, Why, bad_value
from improv.core.formats import PhaseKind, is_agent
from improv.core.handlers import Decision, Handlers, with_progress, with_round, with_sat
from improv.core.replaced import replaced
from improv.core.roster import CastMember, Person, deal
from improv.core.state import Round, SeatChange, State

HOLDS = 3_000
"""ms for which no phone takes a seat that was taken over: of two who call stop, one is first."""

handlers = Handlers()


def open_place(state: State) -> int | None:
    """The place that whoever calls stop may take in the phase that is on; None for none."""
    seat = state.running.phase.takeover
    if state.round is None or state.kind is not PhaseKind.PLAY or not seat:
        return None
    return next((i for i, one in enumerate(state.round.cast) if one.seat == seat), None)


def changing(state: State) -> tuple[int, ...]:
    """The places whose people are not those of the brief, or may soon be others."""
    changes = state.round.changes if state.round else ()
    changed, opens = {place for one in changes for place in one.places}, open_place(state)
    return tuple(sorted(changed if opens is None else changed | {opens}))


def place_to_fill(state: State) -> int | None:
    """The place that the facilitator may give to somebody: an open one, else an empty one."""
    if state.round is None or state.kind not in a.TakeOver.phases:
        return None
    place = open_place(state)
    empty = (i for i, one in enumerate(state.round.cast) if not one.person)
    return next(empty, None) if place is None else place


@handlers.decides
def _take_seat(state: State, action: a.TakeSeat, now: int, deck: Deck) -> Decision:
    """A voter takes a volunteer's place or an open one, changes to another, or stands up.

    Who is offered a seat plays it, or passes by standing up.
    """
    round_, person, place = state.round_on, state.holder(action.voter), action.place
    if person is None or not person.votes:
        return Refusal(Why.NOT_A_VOTER)
    here = next((i for i, member in enumerate(round_.cast) if member.person == person.id), None)
    if here is not None and person.id in state.undecided and place in (here, None):
        if place is None:
            return _passed_on(state, here, now, own=True)
        return (e.SeatTaken(at=now, person=person.id, place=place),)
    if person.plays and here is not None:  # dealt, not volunteered: that is a pass
        return () if place == here else Refusal(Why.SEAT_TAKEN)
    if place == here:
        return ()
    if place is None:
        return (e.SeatTaken(at=now, person=person.id, place=None),)
    if not 0 <= place < len(round_.cast):
        return bad_value("place", "number")
    opens = place == open_place(state)
    if (round_.cast[place].person and not opens) or (opens and _held(round_, now)):
        return Refusal(Why.SEAT_TAKEN)
    if _directs(state, person.id, place):
        return Refusal(Why.OWNER_DIRECTS)
    if sits_out(state, person):
        return Refusal(Why.SEAT_PASSED)
    if opens and here is None:
        # A step, although no facilitator steers it: undo gives the seat back.
        taken = _taken_over(state, place, person.id, now)
        return (replaced(taken, step=a.TakeOver.name),)
    return (e.SeatTaken(at=now, person=person.id, place=place),)


def _directs(state: State, person: str, place: int) -> bool:
    """Whether it is this person's own call that is played, and the place the agent's."""
    return bool(person) and person == state.owner and is_agent(state.round_on.cast[place].seat)


def _held(round_: Round, now: int) -> bool:
    """Whether a seat was taken over a moment ago."""
    return bool(round_.changes) and now < round_.changes[-1].at + HOLDS


@handlers.evolves
def _seat_taken(state: State, event: e.SeatTaken) -> State:
    round_ = state.round_on
    left = [CastMember(c.seat) if c.person == event.person else c for c in round_.cast]
    volunteers = round_.volunteers
    if event.place is not None:
        if round_.cast[event.place].person != event.person:  # else they accept what they are dealt
            volunteers |= {event.person}
        left[event.place] = CastMember(left[event.place].seat, event.person)
        state = with_sat(state, round_.number, {event.person})
    state = offers.answered(state, event.person)
    return with_round(state, cast=tuple(left), volunteers=volunteers)


@handlers.decides
def _take_over(state: State, action: a.TakeOver, now: int, deck: Deck) -> Decision:
    """The facilitator says who takes the seat: a name, or somebody who has none."""
    round_, place = state.round_on, action.place
    person = state.people.get(action.person)
    if action.person and (person is None or not person.present):
        return Refusal(Why.UNKNOWN_PERSON, {"person": action.person})
    if not 0 <= place < len(round_.cast):
        return bad_value("place", "number")
    if action.person and action.person in round_.players:
        return () if round_.cast[place].person == action.person else Refusal(Why.SEAT_TAKEN)
    if _directs(state, action.person, place):
        return Refusal(Why.OWNER_DIRECTS)
    if place == open_place(state):
        return (_taken_over(state, place, action.person, now),)
    if round_.cast[place].person:
        return Refusal(Why.SEAT_TAKEN)
    return (e.SeatTaken(at=now, person=action.person, place=place),) if action.person else ()


def _taken_over(state: State, place: int, person: str, now: int) -> e.SeatTakenOver:
    """Whoever takes over has the whole time of the phase, but in a huddle, which has a limit."""
    running = state.running
    ends, lasts = running.deadline, running.phase.seconds
    if ends is not None and lasts and not state.setup.by_clock:
        ends = max(ends, now + 1000 * lasts)
    return e.SeatTakenOver(at=now, place=place, person=person, deadline=ends)


@handlers.evolves
def _seat_taken_over(state: State, event: e.SeatTakenOver) -> State:
    round_ = state.round_on
    cast = list(round_.cast)
    before, cast[event.place] = cast[event.place], CastMember(cast[event.place].seat, event.person)
    change = SeatChange(event.at, (event.place,), (before.person,))
    volunteers = round_.volunteers | {event.person} - {""}
    changes = (*round_.changes, change)
    round_ = replaced(round_, cast=tuple(cast), changes=changes, volunteers=volunteers)
    if event.person:
        state = with_sat(state, round_.number, {event.person})
    running = replaced(state.running, deadline=event.deadline)
    return with_progress(state, round=round_, running=running)


def swapped(round_: Round, seats: tuple[str, ...], at: int) -> Round:
    """The round in which the people of two seats have changed places; no seats: as it is."""
    cast = list(round_.cast)
    places = tuple(i for i, member in enumerate(cast) if member.seat in seats)
    if len(places) != 2:
        return round_
    first, second = places
    people = cast[first].person, cast[second].person
    cast[first], cast[second] = (
        CastMember(cast[first].seat, people[1]),
        CastMember(cast[second].seat, people[0]),
    )
    change = SeatChange(at, places, people)
    return replaced(round_, cast=tuple(cast), changes=(*round_.changes, change))


@handlers.decides
def _pass(state: State, action: a.Pass, now: int, deck: Deck) -> Decision:
    """Somebody else takes the place."""
    cast = state.round_on.cast
    if not 0 <= action.place < len(cast) or not cast[action.place].person:
        return Refusal(Why.NOT_SEATED)
    return _passed_on(state, action.place, now)


def _passed_on(state: State, place: int, now: int, *, own: bool = False) -> Decision:
    """The next in the order of dealing takes the place; it is empty where nobody can be dealt.

    But what a player was dealt is refused then to the facilitator, who passes for them. `own`: they
    pass themselves, and nobody is kept.
    """
    round_, member = state.round_on, state.round_on.cast[place]
    chance = Chance(state.setup.seed, state.progress.chance)
    taker, offered = "", round_.format.offered(member.seat)
    if not offered:
        without = round_.players | round_.passed
        without |= {state.owner} if is_agent(member.seat) else frozenset()
        cast, chance = deal(state.people, state.progress.turns, (member.seat,), chance, without)
        taker = cast[0].person if cast else ""
    if not taker and not offered and not own and state.people[member.person].plays:
        return Refusal(Why.NOBODY_LEFT)
    passed = e.SeatPassed(at=now, place=place, person=taker, chance=chance.count, own=own)
    return offers.to_taker(state, passed)


@handlers.evolves
def _seat_passed(state: State, event: e.SeatPassed) -> State:
    round_ = state.round_on
    # Under the name and as the phone: neither a claim nor a release makes somebody new of them.
    person = state.people[round_.cast[event.place].person]
    cast = tuple(
        replaced(member, person=event.person) if place == event.place else member
        for place, member in enumerate(round_.cast)
    )
    gone = {person.id, person.phone or person.id}
    round_ = replaced(round_, cast=cast, passed=round_.passed | gone)
    state = offers.answered(state, person.id, *(gone if event.own else ()))
    if event.person:
        state = with_sat(state, round_.number, {event.person})
    return with_progress(state, round=round_, chance=event.chance)


def may_take(state: State, person: Person) -> bool:
    """Whether this person's phone may take the seat that is open, by calling stop."""
    round_ = state.round
    if round_ is None or open_place(state) is None or not person.votes:
        return False
    return person.id not in round_.players and not sits_out(state, person)
