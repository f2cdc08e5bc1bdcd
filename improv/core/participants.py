"""Who is in the room: the roster, phones that join, the door. Never undone."""

from collections.abc import Mapping

from improv.core import actions as a
from improv.core import events as e
from improv.core import offers
from improv.core.chance import Chance
from improv.core.draw import Deck
from improv.core.eligibility import waiting
from improv.core.errors import Refusal, Why, bad_value
from improv.core.handlers import Decision, Handlers
from improv.core.replaced import replaced
from improv.core.roster import (
    LAST_MEETING,
    ROOM_SIZE,
    Door,
    Person,
    clean_name,
    deal,
    first_turns,
)
from improv.core.state import Progress, State
from improv.core.transitions import SCENE
from improv.core.votes import KEYBOARD

handlers = Handlers()


@handlers.decides
def _edit_roster(state: State, action: a.EditRoster, now: int, deck: Deck) -> Decision:
    """Add people by name, or change one."""
    names = [clean_name(raw) for raw in action.add]
    if not all(names):
        return bad_value("name", "empty")
    # The names are counted apart: however many phones have joined, these have room.
    written = len(state.people) - _phones(state)
    if written + len(names) > ROOM_SIZE:
        return Refusal(Why.ROOM_FULL, {"most": ROOM_SIZE})
    first = 1 + written
    added = tuple(
        e.PersonJoined(at=now, person=f"p{number}", name=name, plays=True, votes=False)
        for number, name in enumerate(names, start=first)
    )
    if not action.person:
        return added
    person = state.people.get(action.person)
    if person is None or person.id in state.claims:
        return Refusal(Why.UNKNOWN_PERSON, {"person": action.person})
    name = person.name if action.rename is None else clean_name(action.rename)
    if action.rename is not None and not name:
        return bad_value("name", "empty")
    changed = e.PersonChanged(
        at=now,
        person=person.id,
        name=name,
        plays=person.plays if action.plays is None else action.plays,
        present=person.present if action.present is None else action.present,
    )
    was = (person.name, person.plays, person.present)
    if was == (changed.name, changed.plays, changed.present):
        return added
    return (*added, changed, *_seat_emptied(state, person, changed))


def _phones(state: State) -> int:
    """How many of the people are phones without a name that was written for them."""
    return sum(p.id == p.phone or p.id in state.claims for p in state.people.values())


def _seat_emptied(state: State, person: Person, changed: e.PersonChanged) -> tuple[e.Event, ...]:
    """Whoever is unticked before the scene begins is not dealt: somebody else takes the place."""
    round_, stays = state.round, changed.present and changed.plays >= person.plays
    if stays or round_ is None or state.kind in SCENE or person.id not in round_.players:
        return ()
    place = [member.person for member in round_.cast].index(person.id)
    if round_.format.offered(round_.cast[place].seat):
        return (e.SeatTaken(at=changed.at, person=person.id, place=None),)
    without, seat = round_.players | round_.passed, (round_.cast[place].seat,)
    chance = Chance(state.setup.seed, state.progress.chance)
    cast, chance = deal(state.people, state.progress.turns, seat, chance, without)
    if not cast or not cast[0].person:
        return (e.SeatTaken(at=changed.at, person=person.id, place=None),)
    passed = e.SeatPassed(at=changed.at, place=place, person=cast[0].person, chance=chance.count)
    return offers.to_taker(state, passed)


@handlers.evolves
def _person_joined(state: State, event: e.PersonJoined) -> State:
    phone = event.person if event.votes else ""
    person = Person(
        event.person,
        event.name,
        event.plays,
        phone,
        joined_round=round_of_scene(state),
        joined_after=state.last_round,
        joined_at=event.at,
    )
    people = {**state.people, event.person: person}
    return replaced(state, people=people, progress=with_everyone(state, state.progress, people))


def round_of_scene(state: State) -> int:
    """The number of the round whose scene has begun: who joins now is late for it. 0 for none."""
    round_ = state.round
    # Of a survey nobody has missed anything.
    return round_.number if round_ and state.kind in SCENE and not round_.format.survey else 0


def with_everyone(state: State, progress: Progress, people: Mapping[str, Person]) -> Progress:
    """Joins are never undone: whoever the progress does not know yet starts as a newcomer."""
    new = people.keys() - progress.turns.keys()
    if not new:
        return progress
    first, played_last = first_turns(people, progress.turns), state.setup.team.players
    again = replaced(first, last_round=LAST_MEETING)
    turns = {
        id_: again if people[id_].name.casefold() in played_last else first for id_ in sorted(new)
    }
    return replaced(progress, turns={**progress.turns, **turns})


@handlers.evolves
def _person_changed(state: State, event: e.PersonChanged) -> State:
    person = replaced(
        state.people[event.person], name=event.name, plays=event.plays, present=event.present
    )
    return replaced(state, people={**state.people, event.person: person})


@handlers.decides
def _join(state: State, action: a.Join, now: int, deck: Deck) -> Decision:
    """A phone joins, comes back, or claims a name; whoever was in is never sent away."""
    name = clean_name(action.person_name)
    known = state.known(action.voter)
    if known is None:
        return _join_anew(state, action, name, now)
    if known.id != action.voter:  # claimed: the roster's name and tick are the facilitator's
        back = e.PersonChanged(
            at=now, person=known.id, name=known.name, plays=known.plays, present=True
        )
        return () if known.present else (back,)
    if action.claims and not known.name:
        return _claim(state, action, now)
    if known.present and (name or known.name, action.plays) == (known.name, known.plays):
        return ()
    back = e.PersonChanged(
        at=now, person=known.id, name=name or known.name, plays=action.plays, present=True
    )
    return (back,)


def _join_anew(state: State, action: a.Join, name: str, now: int) -> Decision:
    if not action.voter or action.voter.startswith(KEYBOARD):
        return bad_value("voter")
    if state.door is Door.SHUT:
        return Refusal(Why.DOOR_SHUT)
    if state.door is Door.CODE and not action.invited:
        return Refusal(Why.CODE_NEEDED)
    if action.claims:
        # A name that is given back leaves a person for the phone: room for that is kept.
        full = len(state.people) + len(state.claims) >= 3 * ROOM_SIZE
        return Refusal(Why.ROOM_FULL, {"most": ROOM_SIZE}) if full else _claim(state, action, now)
    joined = e.PersonJoined(at=now, person=action.voter, name=name, plays=action.plays, votes=True)
    if _phones(state) < ROOM_SIZE:
        return (joined,)
    gone = next((key for key in action.unseen if _only_joined(state, key)), "")
    if not gone:
        return Refusal(Why.ROOM_FULL, {"most": ROOM_SIZE})
    return e.PersonLeft(at=now, person=gone), joined


def _only_joined(state: State, key: str) -> bool:
    """Whether a phone has no name, and never voted or sat: nobody misses it."""
    person = state.people.get(key)
    did = (key in voted.voters for voted in state.votes.values())
    sat = (key in people for people in state.sat.values())
    return person is not None and person.phone == key and not (person.name or any(did) or any(sat))


@handlers.evolves
def _person_left(state: State, event: e.PersonLeft) -> State:
    people = {id_: person for id_, person in state.people.items() if id_ != event.person}
    return replaced(state, people=people)


def _claim(state: State, action: a.Join, now: int) -> Decision:
    claimed = state.people.get(action.claims)
    if claimed is None or not claimed.name:
        return Refusal(Why.UNKNOWN_PERSON, {"person": action.claims})
    if claimed.phone:
        return Refusal(Why.NAME_TAKEN, {"name": claimed.name})
    return (e.NameClaimed(at=now, person=claimed.id, voter=action.voter),)


@handlers.decides
def _let_in(state: State, action: a.LetIn, now: int, deck: Deck) -> Decision:
    """Who watched the scene that is on votes on it, although they came in late."""
    if action.person and action.person not in state.people:
        return Refusal(Why.UNKNOWN_PERSON, {"person": action.person})
    here = (p.id for p in waiting(state) if action.person in ("", p.id))
    return tuple(e.PersonLetIn(at=now, person=person) for person in here)


@handlers.evolves
def _person_let_in(state: State, event: e.PersonLetIn) -> State:
    person = replaced(state.people[event.person], joined_round=0)
    return replaced(state, people={**state.people, person.id: person})


@handlers.decides
def _set_door(state: State, action: a.SetDoor, now: int, deck: Deck) -> Decision:
    """Who may join from now on."""
    return () if state.door is action.door else (e.DoorSet(at=now, door=action.door),)


@handlers.evolves
def _door_set(state: State, event: e.DoorSet) -> State:
    return replaced(state, door=event.door)
