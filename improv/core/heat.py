"""Heat: how hot a card may be that comes by itself, and which scenes were hot.

Up to 3 the anger says "it", at 4 "you people", at 5 "you". Cards bring 3 at most, and 4 after two
calm scenes; a huddle, which nobody leads, never more than 3. A session may say another ceiling, a
game a lower one. The dial is the facilitator's: by hand every heat is there.
"""

from improv.core.formats import Format
from improv.core.state import State

CALM, HOT = 3, 4
CALM_SCENES = 2
"""So many calm scenes one after the other, and a hot card may come."""


def ceiling(state: State, game: Format) -> int:
    """The hottest card that the next draw, or twist, may bring."""
    most = state.setup.heat
    if not most:
        rounds = state.progress.played
        if state.round is not None and state.round.revealed:
            rounds = (*rounds, state.round)
        latest = rounds[-CALM_SCENES:]
        calm = len(latest) == CALM_SCENES and all(one.hottest <= CALM for one in latest)
        most = HOT if calm and not state.setup.huddle else CALM
    return min(most, game.heat)
