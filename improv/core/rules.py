"""The rules of a game: when the room is shown them, and shown them again.

They come by themselves, as a phase of their own, before the first time that a game is played in a
session. Whenever somebody asks for them again they lie over the phase that is on, and its clock
stands still: that is no phase, so that nothing of the phase is lost.
"""

from improv.core import actions as a
from improv.core import events as e
from improv.core.draw import Deck
from improv.core.formats import Format, PhaseKind
from improv.core.handlers import Decision, Handlers
from improv.core.replaced import replaced
from improv.core.state import State
from improv.core.timing import deadline, rules_phase

handlers = Handlers()


def are_due(state: State, game: Format) -> bool:
    """Whether the room has to be shown the rules before it plays this game."""
    knows = state.setup.shift is not None and state.setup.shift.knows
    return game.has_rules and game.id not in state.progress.introduced and not knows


def entered(state: State, game: Format, now: int) -> e.PhaseEntered:
    """The phase in which the room is shown the rules; it is outside of rounds."""
    phase = rules_phase(game)
    return e.PhaseEntered(
        at=now,
        phase=phase,
        phase_id=state.last_phase_id + 1,
        index=-1,
        deadline=deadline(state.setup, phase, now),
    )


def put_away(state: State) -> State:
    """The state without rules over its phase, and without the pause that was for them alone."""
    if not state.rules_shown:
        return state
    paused = state.paused and not state.rules_hold
    return replaced(state, rules_shown=False, rules_hold=False, paused=paused)


@handlers.decides
def _show_rules(state: State, action: a.ShowRules, now: int, deck: Deck) -> Decision:
    """Nothing happens where they are shown already, or there are none."""
    shown = state.rules_shown or state.kind is PhaseKind.RULES
    if not action.on:
        return (e.RulesShown(at=now, on=False),) if state.rules_shown else ()
    if shown or not state.game.has_rules:
        return ()
    runs = state.running.deadline is not None and not state.running.rang
    return (e.RulesShown(at=now, on=True, holds=runs and not state.paused),)


@handlers.evolves
def _rules_shown(state: State, event: e.RulesShown) -> State:
    if not event.on:
        return put_away(state)
    paused = state.paused or event.holds
    return replaced(state, rules_shown=True, rules_hold=event.holds, paused=paused)
