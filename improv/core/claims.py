"""Whose phone it is: names are claimed, given back and freed. Never undone.

A phone holds one name at a time. What that means for the rounds is decided here alone:

- A ballot is the phone's: it stays, it counts, and no other phone ever sees or changes it. State
  keeps under which names it was cast (Votes.voters), so that neither a phone nor a name has two
  ballots of a kind in a round, whatever is given back and claimed in between (eligibility.py).
- What somebody could read is known to the phone and to the name: whoever sat judges under neither.
- A seat that was dealt is the name's, and stays with it. Who volunteered for one gives it back with
  the name that they took it under, or that they had none.
- A phone that watched from the start is not late under its new name; one that is new is.
"""

from improv.core import actions as a
from improv.core import events as e
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.handlers import Decision, Handlers, with_round
from improv.core.participants import round_of_scene, with_everyone
from improv.core.replaced import replaced
from improv.core.roster import CastMember, Person
from improv.core.state import State, Votes

handlers = Handlers()


@handlers.evolves
def _name_claimed(state: State, event: e.NameClaimed) -> State:
    watched = state.people.get(event.voter)
    person = replaced(
        state.people[event.person],
        phone=event.voter,
        present=True,
        joined_round=watched.joined_round if watched else round_of_scene(state),
        joined_after=watched.joined_after if watched else state.last_round,
        joined_at=watched.joined_at if watched else event.at,
    )
    people = {**state.people, person.id: person}
    if watched is not None:
        people[watched.id] = replaced(watched, phone="", plays=False, present=False)
    state = replaced(state, people=people, claims={**state.claims, event.voter: person.id})
    return state if watched is None else _renamed(state, watched.id, person)


@handlers.decides
def _release_name(state: State, action: a.ReleaseName, now: int, deck: Deck) -> Decision:
    """The phone that holds the name holds none; without a name or a phone nothing changes."""
    person = state.known(action.voter) if action.voter else state.people.get(action.person)
    if person is None:
        return Refusal(Why.UNKNOWN_PERSON, {"person": action.person})
    if not (person.name and person.phone):
        return ()
    stays = bool(action.voter)
    if person.id != person.phone:
        released = e.NameReleased(at=now, person=person.id, voter=person.phone, stays=stays)
        return (released,)
    # The facilitator wrote this name for the phone itself: it is not on the roster.
    return (e.PersonChanged(at=now, person=person.id, name="", plays=False, present=stays),)


@handlers.evolves
def _name_released(state: State, event: e.NameReleased) -> State:
    person, key = state.people[event.person], event.voter
    phone = replaced(person, id=key, name="", plays=False, present=event.stays)
    people = {**state.people, person.id: replaced(person, phone="", joined_round=0), key: phone}
    claims = {voter: of for voter, of in state.claims.items() if voter != key}
    progress = with_everyone(state, state.progress, people)
    state = replaced(state, people=people, claims=claims, progress=progress)
    return _renamed(state, person.id, phone)


def _renamed(state: State, was: str, now: Person) -> State:
    """The state in which a phone that went by the id `was` goes by `now`."""

    def followed(number: int, cast: Votes) -> Votes:
        voted = cast.voters.get(was) == now.phone and now.id not in state.sat[number]
        return replaced(cast, voters={**cast.voters, now.id: now.phone}) if voted else cast

    number, latest = state.latest_votes
    state = replaced(
        state,
        sat={n: them | {now.id} if was in them else them for n, them in state.sat.items()},
        latest_votes=(number, followed(number, latest)),
        earlier_votes={n: followed(n, cast) for n, cast in state.earlier_votes.items()},
    )
    if state.round is None or state.people[was].plays or was not in state.round.players:
        return state
    cast = (CastMember(c.seat) if c.person == was else c for c in state.round.cast)
    return with_round(state, cast=tuple(cast))
