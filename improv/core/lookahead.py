"""What comes next: known before it happens, because chance is a part of the state."""

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

from improv.core.actions import Action, Next, Tick
from improv.core.chance import Chance
from improv.core.draw import Deck
from improv.core.events import Event
from improv.core.roster import CastMember, counted, deal_seats
from improv.core.session import decide, due, evolve
from improv.core.state import State


def next_event(state: State, deck: Deck) -> Event | None:
    """What Next will do once neither a pause nor a black picture waits; None where it cannot."""
    free = replace(state, paused=False, blank=False)
    decision = decide(free, Next(), state.running.entered, deck)
    return decision[0] if isinstance(decision, tuple) else None


def coming(state: State, now: int, deck: Deck) -> Iterator[tuple[int, State]]:
    """What may come soon, each with its instant: after Next at `now`, and after what falls due."""
    free = replace(state, paused=False, blank=False)
    asked: tuple[tuple[int | None, Action], ...] = (now, Next()), (due(state), Tick())
    for at, action in asked:
        decision = () if at is None else decide(free, action, at, deck)
        if at is not None and isinstance(decision, tuple) and decision:
            yield at, reduce(evolve, decision, free)


def next_cast(state: State) -> tuple[CastMember, ...]:
    """Who would be dealt the next seats if those of the cast had played."""
    round_, turns = state.round, state.progress.turns
    if round_ is not None and not round_.counted:
        turns = counted(state.people, turns, round_.played, round_.number)
    chance = Chance(state.setup.seed, state.progress.chance)
    cast, _ = deal_seats(state.people, turns, state.progress.format.seats, chance)
    return cast
