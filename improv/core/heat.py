"""Heat: how hot a card may be that comes by itself, and which scenes were hot.

Up to 3 the anger says "it", at 4 "you people", at 5 "you". Cards bring 3 at most, and 4 after two
calm scenes; a huddle, which nobody leads, never more than 3. A session may say another ceiling, a
game a lower one. The dial is the facilitator's: by hand every heat is there.

Of those the one that suits the moment is preferred: the first scene is cool, and heat rises over a
session. After a hot scene, and in a game that opens or warms up, it is cooler again. Of somebody
alone it follows what they rated themselves.
"""

from improv.core.formats import Format, Period
from improv.core.state import State

CALM, HOT = 3, 4
CALM_SCENES = 2
"""So many calm scenes one after the other, and a hot card may come."""
USUAL_ROUNDS = 6
"""Over so many heat rises where nobody said how many there will be."""
OPENING = frozenset({Period.OPENER, Period.WARM_UP})


def ceiling(state: State, game: Format) -> int:
    """The hottest card that the next draw, or twist, may bring."""
    most = state.setup.most_heat
    if not most:
        latest = state.scenes[-CALM_SCENES:]
        calm = len(latest) == CALM_SCENES and all(one.hottest <= CALM for one in latest)
        most = HOT if calm and not state.setup.by_clock else CALM
    return min(most, game.heat)


def suited(state: State, game: Format) -> int:
    """The heat that suits the next draw, or twist: never more than the ceiling."""
    if game.period in OPENING:
        return 1
    scenes, most = state.scenes, ceiling(state, game)
    if state.setup.shift is not None and state.setup.shift.heat:
        return min(most, state.setup.shift.heat)
    if scenes and scenes[-1].hottest >= HOT:
        return min(most, CALM)
    return min(most, 1 + len(scenes) * most // (state.setup.total_rounds or USUAL_ROUNDS))
