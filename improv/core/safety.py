"""Safety: a scene that somebody asks to stop, and a round that is not ranked.

Who asked is known to nobody: the action has no sender, and the event has nothing but its instant.
That one phone does not hold the room is seen to where phones are known (phones/stop_limit.py).
"""

from improv.core import actions as a
from improv.core import events as e
from improv.core.draw import Deck
from improv.core.handlers import Decision, Handlers, with_round
from improv.core.replaced import replaced
from improv.core.state import State

handlers = Handlers()


@handlers.decides
def _stop(state: State, action: a.Stop, now: int, deck: Deck) -> Decision:
    return () if state.stopped else (e.StopAsked(at=now),)


@handlers.evolves
def _stop_asked(state: State, event: e.StopAsked) -> State:
    # Rules that lay over the scene give way: nothing else is to be read now.
    return replaced(state, paused=True, stopped=True, rules_shown=False, rules_hold=False)


@handlers.decides
def _safety(state: State, action: a.Safety, now: int, deck: Deck) -> Decision:
    unchanged = state.round_on.unranked is action.on
    return () if unchanged else (e.SafetyMarked(at=now, on=action.on),)


handlers.folds(e.SafetyMarked, lambda state, event: with_round(state, unranked=event.on))
