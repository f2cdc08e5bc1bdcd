"""Cues: which sound belongs to what happened. Compares two states; knows no loudspeaker."""

from enum import StrEnum

from improv.core.formats import PhaseKind
from improv.core.state import State

WARNING = 10_000
"""ms before the end of a scene that the room hears it is near."""


class Cue(StrEnum):
    """A sound by its name; assets/sounds has one for each."""

    DRAW = "draw"
    START = "start"
    LAST_TEN = "last-ten"
    TWIST = "twist"
    BELL = "bell"
    REVEAL = "reveal"
    APPLAUSE = "applause"


_ENTERED = {
    PhaseKind.DRAW: Cue.DRAW,
    PhaseKind.PLAY: Cue.START,
    PhaseKind.BELL: Cue.BELL,
    PhaseKind.END: Cue.APPLAUSE,
}


def cue(before: State, after: State) -> Cue | None:
    """What sounds between two states that follow each other; None for silence, as after an undo."""
    if before.progress is after.progress or len(after.history) < len(before.history):
        return None
    if after.running.phase_id != before.running.phase_id:
        if after.round is not None and after.round.revealed and after.kind is PhaseKind.RESULT:
            return Cue.REVEAL
        return _ENTERED.get(after.kind)
    round_, was = after.round, before.round
    if round_ is None or was is None:
        return None
    if round_.revealed and not was.revealed:
        return Cue.REVEAL
    return Cue.TWIST if len(round_.rung) > len(was.rung) else None


def warning_at(state: State) -> int | None:
    """The instant of the last ten seconds of a scene that is longer than twice that, else None.

    Where the room does not see the clock it does not hear it either, until the bell.
    """
    running = state.running
    if not state.setup.clock:
        return None
    if state.kind is not PhaseKind.PLAY or running.deadline is None:
        return None
    if running.deadline - running.entered <= 2 * WARNING:
        return None
    return running.deadline - WARNING
