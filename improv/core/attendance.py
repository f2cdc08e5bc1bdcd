"""Attendance: how many people are in the room, and which phones the facilitator takes out.

Never undone: who was taken out joins again, as far as the door lets them.
"""

from collections.abc import Iterator

from improv.core import actions as a
from improv.core import events as e
from improv.core.draw import Deck
from improv.core.errors import bad_value
from improv.core.handlers import Decision, Handlers
from improv.core.replaced import replaced
from improv.core.roster import ROOM_SIZE, Person
from improv.core.state import State

MOST_MINUTES = 600

handlers = Handlers()


def unclaimed(state: State) -> Iterator[tuple[Person, bool]]:
    """The phones that may be taken out, each with whether it has ever voted.

    They have no name and never sat in a scene, nor are asked now whether they will: nothing that is
    shown names them.
    """
    sat = state.undecided.union(*state.sat.values())
    voted = frozenset[str]().union(*(votes.voters.keys() for votes in state.votes.values()))
    for person in state.people.values():
        if person.phone == person.id and not person.name and person.id not in sat:
            yield person, person.id in voted


def came_since(person: Person, minutes: int, now: int) -> bool:
    """Whether a phone came in the last minutes, by the session clock."""
    return person.joined_at >= now - 60_000 * minutes


@handlers.decides
def _take_out(state: State, action: a.TakeOut, now: int, deck: Deck) -> Decision:
    """A ballot of a phone that is taken out stays, and counts like any other."""
    minutes = action.minutes
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        return bad_value("minutes", "number")
    gone = tuple(
        person.id
        for person, voted in unclaimed(state)
        if (not voted if minutes is None else came_since(person, minutes, now))
    )
    return (e.PhonesTakenOut(at=now, people=gone),) if gone else ()


@handlers.evolves
def _phones_taken_out(state: State, event: e.PhonesTakenOut) -> State:
    gone = frozenset(event.people)
    people = {id_: person for id_, person in state.people.items() if id_ not in gone}
    return replaced(state, people=people)


@handlers.decides
def _headcount(state: State, action: a.SetHeadcount, now: int, deck: Deck) -> Decision:
    if not 0 <= action.number <= ROOM_SIZE:
        return bad_value("number", "number")
    if action.number == state.headcount:
        return ()
    return (e.HeadcountSet(at=now, number=action.number),)


handlers.folds(e.HeadcountSet, lambda state, event: replaced(state, headcount=event.number))
