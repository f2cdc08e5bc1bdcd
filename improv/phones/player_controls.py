"""What somebody alone can press now: the buttons under the stage's picture."""

from dataclasses import dataclass
from typing import Self

from improv.core.formats import PhaseKind
from improv.core.view_models import HostView


@dataclass(frozen=True, slots=True)
class PlayerControls:
    """The buttons that are there, and what they would change."""

    goes_on: bool
    """Whether there is something after this."""
    paused: bool
    muted: bool
    can_undo: bool
    replays: bool
    """Whether what is heard once more is the answer that was given."""
    action: str
    """The action that a row of a choice is; empty where there is no choice."""
    field: str
    """The field of it that says which row."""
    note: str
    """What they wrote made it work."""

    @classmethod
    def of(cls, host: HostView) -> Self:
        """Those of a view."""
        view = host.projector
        choices = {PhaseKind.REACT: ("reply", "reply"), PhaseKind.CHECK: ("check_self", "grade")}
        heard = (
            view.kind is PhaseKind.COACH and view.solo is not None and view.solo.heard is not None
        )
        action, field = choices.get(view.kind, ("", ""))
        return cls(
            goes_on=view.kind is not PhaseKind.END,
            paused=view.paused,
            muted=view.muted,
            can_undo=host.can_undo,
            replays=heard,
            action=action,
            field=field,
            note=view.solo.note if view.solo else "",
        )
