"""What comes next: known before it happens, because chance is a part of the state."""

from dataclasses import replace

from improv.core.actions import Next
from improv.core.chance import Chance
from improv.core.draw import Deck
from improv.core.events import Event
from improv.core.roster import CastMember, counted, deal, places
from improv.core.session import decide
from improv.core.state import State


def next_event(state: State, deck: Deck) -> Event | None:
    """What Next will do once neither a pause nor a black picture waits; None where it cannot."""
    free = replace(state, paused=False, blank=False)
    decision = decide(free, Next(), state.running.entered, deck)
    return decision[0] if isinstance(decision, tuple) else None


def next_cast(state: State) -> tuple[CastMember, ...]:
    """Who would be dealt the next seats if those of the cast had played."""
    round_, turns = state.round, state.progress.turns
    if round_ is not None and not round_.counted:
        turns = counted(state.people, turns, round_.cast, round_.number)
    chance = Chance(state.setup.seed, state.progress.chance)
    cast, _ = deal(state.people, turns, places(state.progress.format.seats), chance)
    return cast
