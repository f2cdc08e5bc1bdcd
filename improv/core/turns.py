"""How often everybody has played, if the round that is on ended here.

A turn is counted at the bell. Where a scene is left before it (skipped, or the session ended), the
draw and the fold count it from here, so that nobody who was cut off is dealt the next one at once.
"""

from collections.abc import Mapping

from improv.core.roster import Turns, counted
from improv.core.state import State
from improv.core.transitions import SCENE


def turns_now(state: State) -> Mapping[str, Turns]:
    """The turns, with those of the cast counted once their scene has begun."""
    round_ = state.round
    if round_ is None or round_.counted or state.kind not in SCENE:
        return state.progress.turns
    return counted(state.people, state.progress.turns, round_.cast, round_.number)
