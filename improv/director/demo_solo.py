"""What somebody alone does in a demo: they choose, rate themselves, and write a line."""

from collections.abc import Iterator

from improv.core import actions as a
from improv.core.cards import POINTS
from improv.core.chance import Chance
from improv.core.formats import PhaseKind
from improv.core.solo import replies_left
from improv.core.state import Round, State

Move = tuple[int, a.Action]
"""When, ms of the session clock, and what."""

THINKING = 4_000
"""ms that somebody thinks before they choose."""


def alone(state: State, round_: Round, chance: Chance, note: str) -> Iterator[Move]:
    """The moves of the phase that is on; `note` is what they write made it work."""
    at, phase = state.running.entered + THINKING, state.running.phase_id
    match state.kind:
        case PhaseKind.REACT:
            reply, _ = chance.choice(replies_left(state, round_))
            yield at, a.ChooseReply(id=f"demo-reply-{phase}", phase_id=phase, reply=reply)
        case PhaseKind.CHECK:
            grade, _ = chance.choice(tuple(POINTS))
            yield at, a.CheckSelf(id=f"demo-check-{phase}", phase_id=phase, grade=grade)
        case PhaseKind.REFLECT if not round_.note and note:
            yield at, a.WriteNote(id=f"demo-note-{phase}", phase_id=phase, text=note)
