"""Offers: whoever is dealt a seat and holds a phone is asked there first, before the room is told.

Nobody has to say why they pass, and nobody learns that they did: the next in the order of dealing
is asked then. Whoever has not answered in time is asked by the room, as one without a phone is. A
huddle asks nobody: its clock goes on by itself.
"""

from collections.abc import Iterable
from dataclasses import replace

from improv.core import events as e
from improv.core.handlers import Handlers, with_sat
from improv.core.replaced import replaced
from improv.core.state import State

ANSWER_TIME = 10_000
"""ms that somebody has to answer."""

handlers = Handlers()


def offered(
    state: State, number: int, people: Iterable[str], now: int
) -> tuple[e.SeatsOffered, ...]:
    """The offer to those of these people of round `number` who hold a phone; nothing for none.

    Who sat in that round before has read what is for the seat, and is not asked.
    """
    sat = state.sat.get(number, frozenset())
    asked = tuple(p for p in people if p and state.people[p].phone and p not in sat)
    if state.setup.by_clock or not asked:
        return ()
    return (e.SeatsOffered(at=now, people=asked, until=now + ANSWER_TIME),)


def to_taker(state: State, passed: e.SeatPassed) -> tuple[e.Event, ...]:
    """The pass, and the offer to who takes the place while seats are being offered."""
    taker = (passed.person,) if state.undecided else ()
    return (passed, *offered(state, state.round_on.number, taker, passed.at))


@handlers.evolves
def _seats_offered(state: State, event: e.SeatsOffered) -> State:
    number, asked = state.round_on.number, frozenset(event.people)
    # They have read nothing that is for their seats yet, so that who passes rates like all others.
    sat = {**state.sat, number: state.sat[number] - asked}
    people = state.offers.people | asked
    offers = replace(state.offers, round=number, people=people, until=event.until)
    return replaced(state, sat=sat, offers=offers)


def answered(state: State, person: str, *passed: str) -> State:
    """The state in which somebody is asked no more. `passed`: the ids and phone of who passed."""
    people, declined = state.offers.people - {person}, state.offers.declined.union(passed)
    return replaced(state, offers=replace(state.offers, people=people, declined=declined))


def closed(state: State) -> State:
    """The state in which nobody is asked any more: who has not answered plays."""
    if not (asked := state.undecided):
        return state
    state = with_sat(state, state.round_on.number, asked)
    return replaced(state, offers=replace(state.offers, people=frozenset()))


handlers.folds(e.OffersClosed, lambda state, _: closed(state))
