"""The UI state: what is local to one machine's screen and keyboard, beside the game's state.

Which overlay is open, what is being typed, where the cursor of the show of hands is. It is never
journalled and never sent to anyone. It knows no pygame, no pixels and no clock: key_handling.py
says how a key changes it, and the pictures only read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from improv.screen.hands_grid import Grid

TOAST_SECONDS = 3.0


class Panel(StrEnum):
    """What lies over the scene, one at a time; `UiState.cursor` is the line chosen in a list."""

    NONE = ""
    HELP = "help"
    FORMATS = "formats"
    """A list of the host view's formats."""
    PLAN = "plan"
    """A list of what may be done with the steps of the plan."""
    TIMES = "times"
    """A list of the phases of the game that comes, to let them last longer or shorter."""
    SETUP = "setup"
    """A list of what of the session can be changed before it begins."""
    NAMES = "names"
    """A line to type names, and the list of people below it; cursor 0 is the typed line."""
    CARDS = "cards"
    """A line to type a part of a title, and the cards that have it below; cursor 0 is that line."""
    PROMISE = "promise"
    """A line to type a promise that was made in the scene, and a list to tick those kept."""
    PROMISES = "promises"
    """A list of the promises, to bring one back."""
    TOKENS = "tokens"
    """A list of the round's tokens."""
    PASS = "pass"
    """A list of the cast, to say who passes."""
    TAKE_OVER = "take_over"
    """A list of those who do not play, to say who takes a seat; where one is open, somebody too."""
    THANKS = "thanks"
    """A line to type thanks."""
    NOTE = "note"
    """A line to type what made a call work."""
    KUDOS = "kudos"
    """A list of the lines of thanks that wait for approval."""
    LINES = "lines"
    """A list of the written lines that wait for approval; where several do, all of them first."""
    WAITING = "waiting"
    """A list of those who came during the scene, to let them vote on it; all of them first."""


class Peek(StrEnum):
    """The peek of a single display: the room is asked to look away, then a key is held."""

    NO = ""
    AWAY = "away"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Typing:
    """A line being typed; `person` is the id of whose name is changed, empty for a new line."""

    text: str = ""
    person: str = ""
    composing: str = ""
    """What an input method has so far; shown behind the text, and not a part of it yet."""


@dataclass(frozen=True, slots=True)
class Toast:
    """A message over the scene, worded by `phrase`; `until` is in seconds of the wall's clock."""

    name: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    until: float = 0.0
    private: bool = False
    """For the facilitator: never on the projector, also where that is the only display."""


@dataclass(frozen=True, slots=True)
class UiState:
    """All of the local state; `token` and `count` make the ids of actions."""

    token: str = "keys"
    count: int = 0
    single: bool = True
    """Whether there is no facilitator's window: overlays and peeks are on the projector then."""
    phase_id: int = 0
    """The phase that the grid, the grades and the peek belong to."""
    asking: int = 0
    """The criterion that the grid and the grades belong to, where they are asked one by one."""
    panel: Panel = Panel.NONE
    cursor: int = 0
    typing: Typing | None = None
    toast: Toast | None = None
    hands: Grid = field(default_factory=Grid)
    keyboard_voting: bool = False
    grades: tuple[int, ...] = ()
    """The grades of a ballot at the keyboard so far; only their number is shown."""
    peek: Peek = Peek.NO
    peek_for: str = ""
    """Whose secrets: a seat of the host view's secrets, or the facilitator for the host PIN."""
    pin: bool = False
    """Whether the facilitator's window shows the PIN of the host remote."""
    bar: float | None = None
    """Since when the bar of the mouse is shown, in seconds of the wall's clock; None: it is not."""
    end_pressed: float = float("-inf")
    """When End was last pressed, in seconds of the wall's clock: it is pressed twice."""

    def for_projector(self) -> Self:
        """What the projector shows: nothing private, beside a facilitator's window no overlay."""
        if self.single:
            return replace(self, toast=None) if self.toast and self.toast.private else self
        return replace(self, panel=Panel.NONE, typing=None, toast=None, peek=Peek.NO, bar=None)

    def with_toast(self, name: str, at: float, **values: str | int) -> Self:
        """The same with a message for a few seconds; `at` is now by the wall's clock."""
        return replace(self, toast=Toast(name, values, at + TOAST_SECONDS))

    def without_expired(self, at: float) -> Self:
        """The same without a message whose time is over."""
        return replace(self, toast=None) if self.toast and at >= self.toast.until else self
