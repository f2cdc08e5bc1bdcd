"""Pages of choices before there is a session: what a window and a browser's page show of them.

Whoever shows a menu answers with a `Pick`; what it leads to is not decided here.
"""

from dataclasses import dataclass

FIELD = "field"
"""The pick of a line that was typed."""
BACK = "back"
"""The pick of the page before."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page that can be picked."""

    id: str
    text: str
    value: str = ""
    """What is chosen now."""
    note: str = ""
    icon: str = ""
    turns: bool = False
    """Whether there is a value before and one after it."""
    ticked: bool | None = None
    """None: it is nothing to be ticked."""
    main: bool = False
    """What most people come for."""
    erases: bool = False
    """What it takes is gone for good: nobody is on it at first, for a key that is pressed twice."""
    tile: bool = False
    """It is shown large, beside others."""
    card: str = ""
    """Of a card, to be looked at: its kind. `text` is its title, and its pick does nothing."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line to type in; several things may be pasted into it."""

    label: str
    text: str = ""
    """What stands in it at first."""
    several: bool = False
    """A list may come, on several lines."""


@dataclass(frozen=True, slots=True)
class Menu:
    """A page. Its `id` tells it from others: a page that is shown again keeps its place."""

    id: str
    title: str
    rows: tuple[Row, ...]
    lines: tuple[str, ...] = ()
    """What there is to know, over the rows."""
    field: Field | None = None
    back: str = ""
    """The word for the page before; empty where there is none."""
    how: str = ""
    """Which keys do what."""

    @property
    def order(self) -> tuple[str, ...]:
        """What can be picked, from the first to the last."""
        field = (FIELD,) if self.field is not None else ()
        back = (BACK,) if self.back else ()
        return (*field, *(row.id for row in self.rows), *back)

    @property
    def begins(self) -> int:
        """Where in the order somebody is at first."""
        erasing = {row.id for row in self.rows if row.erases}
        return next((n for n, one in enumerate(self.order) if one not in erasing), 0)


@dataclass(frozen=True, slots=True)
class Pick:
    """What somebody picked: a row, BACK, or FIELD with its text."""

    row: str
    step: int = 1
    """Of a row that turns: 1 for the value after, -1 for the one before."""
    text: str = ""
    """What stands in the field, whatever was picked."""
