"""What a page of sessions holds, in words and figures: decided once for HTML and PDF.

Every text is worded, every figure is in the language's digits, and what is left out is empty. What
comes out of cards or people may hold anything: whoever lays it out puts it in as text.
"""

from dataclasses import dataclass

from improv.reports.page import render
from improv.scenes.figures import Part


@dataclass(frozen=True, slots=True)
class Row:
    """What the room saw of one criterion."""

    name: str
    parts: tuple[Part, ...]
    csat: str
    counts: str
    """In words, for those who do not see the bar."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, and how many chose it."""

    option: str
    count: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene that was played."""

    number: str
    game: str
    request: str
    desk: str
    mood: str
    reveal: str
    cast: str
    """Empty where names are left out, or nobody had one."""
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]
    voted: str
    """How many voted, whether they differed, what they ticked."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A list with a title."""

    title: str
    lines: tuple[str, ...]
    under_last: tuple[str, ...] = ()
    """A list under its last line."""


@dataclass(frozen=True, slots=True)
class Share:
    """The bar of one session."""

    date: str
    share: float
    """0 to 1."""
    percent: str


@dataclass(frozen=True, slots=True)
class Column:
    """The head of one session's column."""

    date: str
    scenes: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A name, and a figure for each column."""

    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Names by sessions."""

    head: str
    """Over the names."""
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One block of a page, in the order of its fields."""

    title: str = ""
    note: str = ""
    scenes: tuple[Scene, ...] = ()
    lists: tuple[Lines, ...] = ()
    """Beside each other where there is room."""
    shares: tuple[Share, ...] = ()
    table: Table | None = None
    to_write: tuple[str, ...] = ()
    """What a sentence begins with, each with lines to write on."""
    feet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeAway:
    """A whole page."""

    language: str
    title: str
    head: str
    notice: str
    """What stands out at its top."""
    notice_why: str
    sections: tuple[Section, ...]
    size: str
    """How it is printed: `roomy`, `close`, `dense`."""
    day: int
    """Of the newest session, since 1 January 1970."""


def html(page: TakeAway) -> str:
    """The page as one file, with its typefaces. It asks for no other and no network."""
    return render("take-away.html", page.language, fonts=True, page=page)
