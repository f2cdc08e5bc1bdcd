"""Entering a phase, and the way to the end: standings if asked for, then kudos, then the end."""

from improv.core import events as e
from improv.core import timing
from improv.core.formats import Phase, PhaseKind
from improv.core.handlers import Decision
from improv.core.state import State
from improv.core.transitions import may_follow


def phase_entered(
    state: State, phase: Phase, index: int, ends: int | None, now: int
) -> e.PhaseEntered:
    """The event with which a phase begins; `index` is its place in a round, `ends` its deadline."""
    assert may_follow(state.kind, phase.kind), (state.kind, phase.kind)
    phase_id = state.last_phase_id + 1
    return e.PhaseEntered(at=now, phase=phase, phase_id=phase_id, index=index, deadline=ends)


def closing(state: State, now: int) -> Decision:
    """On to standings if asked for and there are any, then kudos, then the end."""
    if state.kind in (PhaseKind.KUDOS, PhaseKind.LOBBY) or state.setup.shift:
        kind = PhaseKind.END
    elif state.kind is not PhaseKind.STANDINGS and _standings_wanted(state) and state.scenes:
        kind = PhaseKind.STANDINGS
    else:
        kind = PhaseKind.KUDOS
    phase = timing.CLOSING_PHASES[kind]
    return (phase_entered(state, phase, -1, timing.deadline(state.setup, phase, now), now),)


def _standings_wanted(state: State) -> bool:
    """Whether they were asked for; where nobody votes there is nothing to put in an order."""
    return state.progress.standings and state.setup.votes
