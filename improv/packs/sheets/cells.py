"""A sheet of a spreadsheet: its cells as texts, and problems that say in which cell they are.

Knows no file format and no card.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from improv.packs.problems import TOP, Message, Place, Problem, Problems, Source, message, show
from improv.packs.source import Reason
from improv.packs.tree import Text

LARGEST = 32 * 2**20
"""Bytes of a file: 20,000 cards in four languages as CSV."""
ROWS = 100_000
"""The last row that may hold something."""
LAST = 2**20
"""The last row that any program has."""
COLUMNS = 2_000
"""The last column that may: every field of a card in thirty languages."""
CELLS = 3_000_000
"""Cells of a file that are looked at, empty ones included."""
TOO_MANY = message("found.sheet.large", rows=ROWS, columns=COLUMNS), message("mend.sheet.large")

WHOLE = Place(0, 0)
"""The place of what is about a whole sheet, or a whole file."""

Cell = str | Reason
"""What stands in a cell, or why that cannot be read: it is told where the column matters."""


def address(line: int, column: int) -> str:
    """What spreadsheets call a cell: `C7`."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{line}"


class CellText(Text):
    """A text in a cell: a letter of it has no place of its own."""

    def after(self, letters: int) -> Place:  # noqa: ARG002
        """The cell."""
        return self


@dataclass(frozen=True, slots=True)
class CellProblem(Problem):
    """One thing wrong in a spreadsheet: the line and the column are those of a cell."""

    sheet: str = ""
    """Empty for a file that has no sheets, and for a problem of the whole file."""

    def place(self, language: str) -> str:
        """The file, the sheet and the cell, as far as there are such."""
        file, sheet = show(str(self.file), 4096), show(self.sheet)
        cell = address(self.line, self.column)
        if self.line and self.sheet:
            return message("at.sheet.cell", file=file, sheet=sheet, cell=cell).say(language)
        if self.line:
            return message("at.cell", file=file, cell=cell).say(language)
        if self.sheet:
            return message("at.sheet", file=file, sheet=sheet).say(language)
        return file

    def at_letter(self, index: int, what: Message, remedy: Message) -> Self:  # noqa: ARG002
        """The same about a letter: it is in the same cell."""
        return replace(self, what=what, remedy=remedy)

    @property
    def order(self) -> tuple[Path, str, int, int]:
        """By sheets."""
        return self.file, self.sheet, self.line, self.column


@dataclass(slots=True)
class Sheet(Source):
    """A sheet, the cells in it that hold something, and what was found wrong in them."""

    name: str = ""
    """Empty where a file has no sheets."""
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    """Row -> column -> what stands there. Both count from 1."""
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Several cells that were made one: first row, first column, last row, last column."""

    @property
    def one_by_one(self) -> bool:
        """Each cell."""
        return True

    def field_to_add(self, name: str) -> Message:
        """The column in which it stands."""
        return message("mend.cell.column", column=name)

    def where_to_write(self, card: str, field: str, language: str) -> Message:
        """The cell, or the column that is to be added."""
        return message("mend.cell.write", card=card, column=f"{field} ({language})")

    def _problem(self, place: Place, what: Message, remedy: Message) -> Problem:
        place = WHOLE if place is TOP else place
        return CellProblem(self.file, place.line, place.column, what, remedy, self.name)


def sheet_of(problems: Problems, file: Path, name: str = "") -> Sheet:
    """A new sheet of a file, whose problems are among `problems`."""
    sheet = Sheet(file, name=name)
    problems.sources[file / str(len(problems.sources))] = sheet
    return sheet
