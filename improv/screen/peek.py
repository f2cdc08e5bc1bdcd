"""The peek: how a player reads secrets where the room sees the only display. Pure.

First the room is asked to look away. Then the secrets are shown while a key is held, to one player
after the other. The host remote and its PIN are the facilitator's secret.
"""

from dataclasses import replace

from improv.core.cards import Audience
from improv.director.ports import Snapshot
from improv.screen.keys import Command
from improv.screen.ui_state import Peek, UiState


def begin(ui: UiState, snapshot: Snapshot, at: float) -> UiState:
    """Ask the room to look away, if there are secrets and the projector is the only display."""
    seats = _seats_with_secrets(snapshot)
    if not ui.single:
        return ui
    if not seats:
        return ui.with_toast("peek.nothing", at)
    return replace(ui, peek=Peek.AWAY, peek_for=seats[0])


def handle(ui: UiState, command: Command | None, snapshot: Snapshot, *, down: bool) -> UiState:
    """The UI state after a key during a peek: any key but its own ends it.

    The peek's own key opens it while it is held; released, it asks the room to look away for the
    next player who has secrets.
    """
    held = command is (Command.PIN if ui.peek_for == Audience.FACILITATOR else Command.PEEK)
    if ui.peek is Peek.AWAY and down:
        return replace(ui, peek=Peek.OPEN if held else Peek.NO)
    if ui.peek is Peek.OPEN and not down and held:
        seats = _seats_with_secrets(snapshot)
        later = seats[seats.index(ui.peek_for) + 1 :] if ui.peek_for in seats else None
        if later:
            return replace(ui, peek=Peek.AWAY, peek_for=later[0])
        return replace(ui, peek=Peek.NO, peek_for="")
    return ui


def _seats_with_secrets(snapshot: Snapshot) -> tuple[str, ...]:
    """Seats of the cast alone: observers are the room that looks away."""
    round_ = snapshot.projector.round
    seats = {member.seat for member in round_.cast} if round_ else set()
    return tuple(whose for whose in snapshot.host.secrets if whose in seats)


def focus_lost(ui: UiState) -> UiState:
    """The UI state when the window loses the keyboard: nobody can tell whether a key is held."""
    return replace(ui, peek=Peek.NO) if ui.peek else ui
