"""How long the phases of a game last, as the facilitator changes it in the lobby."""

from dataclasses import dataclass

from improv.core.timing import LEAST_SECONDS, MOST_SECONDS
from improv.core.view_models import HostView
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


def phase_times(host: HostView, names: Names) -> tuple[PhaseTime, ...]:
    """The phases of the game that comes, in its order; none where it has begun."""
    found = []
    for phase in host.times:
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
