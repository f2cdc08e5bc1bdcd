"""What a team has played by the end of a session: what its next session begins with."""

from collections import Counter

from improv.core.rounds import put_away
from improv.core.state import Round, State, TeamHistory


def history_after(state: State) -> TeamHistory:
    """The team's history with this session. A session without a scene leaves it as it was."""
    before, rounds = state.setup.team, put_away(state).played
    if not rounds:
        return before
    return TeamHistory(
        name=before.name,
        games=Counter(before.games) + Counter(round_.format.id for round_ in rounds),
        practices=Counter(before.practices) + Counter(p for r in rounds for p in _trained(r)),
        seen=state.progress.seen,
        players=frozenset(
            state.people[id_].name.casefold()
            for round_ in rounds
            for id_ in round_.players
            if id_ in state.people and state.people[id_].name
        ),
    )


def _trained(round_: Round) -> frozenset[str]:
    """The practices of a scene: its game's, and those of the cards that were drawn for it."""
    cards = (*round_.cards.values(), *round_.observers, *(r.drawn for r in round_.rung if r.drawn))
    return frozenset(round_.format.practices).union(*(drawn.card.practices for drawn in cards))
