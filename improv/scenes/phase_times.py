"""How long the phases of a game last, as the facilitator changes it before it begins."""

from collections.abc import Iterable
from dataclasses import dataclass

from improv.core.formats import Phase
from improv.core.timing import LEAST_SECONDS, MOST_SECONDS
from improv.scenes.words import Names

SMALL_STEP, STEP, SMALL_UNTIL = 5, 15, 30
"""Seconds: a phase of up to half a minute changes by the small one."""


@dataclass(frozen=True, slots=True)
class PhaseTime:
    """One phase: what it is called, how long it lasts, and one step longer and shorter."""

    phase: str
    """The id that its author wrote."""
    name: str
    lasts: str
    """Minutes and seconds."""
    longer: int
    """Seconds."""
    shorter: int


def phase_times(phases: Iterable[Phase], names: Names) -> tuple[PhaseTime, ...]:
    """Each of the phases, in the order of the game."""
    found = []
    for phase in phases:
        lasts = phase.seconds or 0
        up = SMALL_STEP if lasts < SMALL_UNTIL else STEP
        down = SMALL_STEP if lasts <= SMALL_UNTIL else STEP
        found.append(
            PhaseTime(
                phase.written,
                names.phase(phase.id, phase.kind),
                names.figures(f"{lasts // 60}:{lasts % 60:02}"),
                min(MOST_SECONDS, lasts + up),
                max(LEAST_SECONDS, lasts - down),
            )
        )
    return tuple(found)
