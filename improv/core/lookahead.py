"""What comes next: known before it happens, because chance is a part of the state."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce

from improv.core.actions import Action, Next, Tick
from improv.core.chance import Chance
from improv.core.draw import Deck
from improv.core.events import Event, FormatChosen, PhaseEntered, RoundDrawn
from improv.core.formats import Format, PhaseKind
from improv.core.roster import CastMember, counted, deal_seats
from improv.core.session import decide, due, evolve
from improv.core.state import State


def next_events(state: State, deck: Deck) -> tuple[Event, ...]:
    """What Next will do once nothing that lies over the phase waits; nothing where it cannot."""
    decision = decide(_free(state), Next(), state.running.entered, deck)
    return decision if isinstance(decision, tuple) else ()


def next_phase(ahead: Iterable[Event]) -> RoundDrawn | PhaseEntered | None:
    """With what the phase begins that Next leads to; None where it stays in the phase."""
    return next((event for event in ahead if isinstance(event, RoundDrawn | PhaseEntered)), None)


def next_draw(state: State, deck: Deck, ahead: Iterable[Event]) -> RoundDrawn | None:
    """The draw that Next leads to, if need be by way of the rules. `ahead` is what Next will do."""
    first = next_phase(ahead)
    if isinstance(first, PhaseEntered) and first.phase.kind is PhaseKind.RULES:
        first = next_phase(next_events(reduce(evolve, ahead, _free(state)), deck))
    return first if isinstance(first, RoundDrawn) else None


def next_game(state: State, ahead: Iterable[Event]) -> Format:
    """The game of the next draw, or the survey: a plan may bring another one by itself."""
    for event in ahead:
        if isinstance(event, FormatChosen):
            return event.format
        if isinstance(event, RoundDrawn) and event.survey:
            return event.survey
    return state.progress.format


def coming(state: State, now: int, deck: Deck) -> Iterator[tuple[int, State]]:
    """What may come soon, each with its instant: after Next at `now`, and after what falls due."""
    free = _free(state)
    asked: tuple[tuple[int | None, Action], ...] = (now, Next()), (due(state), Tick())
    for at, action in asked:
        decision = () if at is None else decide(free, action, at, deck)
        if at is not None and isinstance(decision, tuple) and decision:
            yield at, reduce(evolve, decision, free)


def _free(state: State) -> State:
    return replace(state, paused=False, blank=False, rules_shown=False, rules_hold=False)


def next_cast(state: State) -> tuple[CastMember, ...]:
    """Who would be dealt the next seats if those of the cast had played."""
    round_, turns = state.round, state.progress.turns
    if round_ is not None and not round_.counted:
        turns = counted(turns, round_.played, round_.number, round_.volunteers)
    chance = Chance(state.setup.seed, state.progress.chance)
    cast, _ = deal_seats(state.people, turns, state.progress.format.seats, chance)
    return cast
