"""Turns as they stand if the round that is on ended here.

Asked by whoever draws and by the fold, so that nobody who was cut off in the middle of a scene is
dealt the next one at once.
"""

from collections.abc import Mapping

from improv.core.roster import Turns, counted
from improv.core.state import State
from improv.core.transitions import SCENE


def turns_now(state: State) -> Mapping[str, Turns]:
    """The turns, with those on stage counted once their scene has begun."""
    round_ = state.round
    if round_ is None or round_.counted or state.kind not in SCENE:
        return state.progress.turns
    return counted(state.people, state.progress.turns, round_.cast, round_.number)
