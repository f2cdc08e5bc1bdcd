"""The desk: what one machine's screen and keyboard are in the middle of, beside the game.

Never journalled and never sent to anyone: which overlay is open, what is being typed, where
the cursor of the show of hands is. It knows no pygame, no pixels and no clock; `press.py`
says how a key changes it, the scenes only read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from improv.screen.hands_grid import Grid


class Panel(StrEnum):
    """What lies over the scene. One at a time; `desk.cursor` is the line chosen in a list."""

    NONE = ""
    HELP = "help"
    FORMATS = "formats"
    """A list of view.host.formats."""
    NAMES = "names"
    """A line to type a name, and the list of people below it; cursor 0 is the typed line."""
    PROMISE = "promise"
    """A line to type a promise that was made."""
    PROMISES = "promises"
    """A list of host.promises, to bring one back."""
    TOKENS = "tokens"
    """A list of the round's tokens."""
    PASS = "pass"
    """A list of the cast: who passes."""
    THANKS = "thanks"
    """A line to type thanks."""
    KUDOS = "kudos"
    """A list of the lines of thanks that wait for a nod."""


class Peek(StrEnum):
    """The peek of a single display: the room looks away first, then a key is held."""

    NO = ""
    AWAY = "away"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Typing:
    """A line being typed. `person` is whose name is changed; empty for a new line."""

    text: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Toast:
    """A short word about the last key: `phrase(language, name, **values)`, until the wall says."""

    name: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class UiState:
    """All of the local state. `token` and `count` make the ids of actions."""

    token: str = "desk"
    count: int = 0
    single: bool = True
    """No facilitator's window: overlays and peeks are on the projector."""
    phase_id: int = 0
    """The phase that the rest belongs to: a new one closes what was open."""
    asking: int = 0
    panel: Panel = Panel.NONE
    cursor: int = 0
    typing: Typing | None = None
    toast: Toast | None = None
    hands: Grid = field(default_factory=Grid)
    keyboard_voting: bool = False
    marks: tuple[int, ...] = ()
    """The grades of a ballot at the keyboard so far; never shown."""
    peek: Peek = Peek.NO
    peek_for: str = ""
    """Whose secrets: a key of host.secrets; the facilitator's are the host remote's."""
    pin: bool = False
    """The facilitator's window shows the PIN of the host remote."""
    ending: float = float("-inf")
    """When End was pressed for the first time, by the wall."""

    def for_room(self) -> Self:
        """The desk as the projector may show it: bare where a facilitator's window has the rest."""
        if self.single:
            return self
        return replace(self, panel=Panel.NONE, typing=None, toast=None, peek=Peek.NO)
