"""What a team has played by the end of a session: what its next session begins with."""

from collections import Counter

from improv.core.rounds import put_away
from improv.core.state import State, TeamHistory


def history_after(state: State) -> TeamHistory:
    """The team's history with this session. Who sat in no scene leaves those who did last."""
    before, progress = state.setup.team, put_away(state)
    players = frozenset(
        state.people[id_].name.casefold()
        for round_ in progress.played
        for id_ in round_.players
        if id_ in state.people and state.people[id_].name
    )
    return TeamHistory(
        name=before.name,
        games=Counter(before.games) + Counter(round_.format.id for round_ in progress.played),
        practices=Counter(before.practices) + Counter(progress.trained),
        seen=progress.seen,
        players=players if progress.played else before.players,
        latest=progress.latest,
        out=progress.out,
        series=Counter(before.series) + Counter(_series(state) if progress.played else ()),
    )


def _series(state: State) -> tuple[str, ...]:
    """The id of the series that a session of it was played of."""
    plan = state.setup.plan
    return (plan.id,) if plan is not None and plan.series else ()
