"""The grid of a show of hands: the counts that are typed, and the cell under the cursor.

A value: each method returns the next grid. It knows rows and counts, not phases, the room or
pixels. key_handling.py says which key calls which method, and posts the row that changed.
"""

from dataclasses import dataclass, replace
from typing import Self

from improv.core.roster import ROOM_SIZE
from improv.core.view_models import VoteView


@dataclass(frozen=True, slots=True)
class Row:
    """A row of counts: the grades of a criterion, the moves, or the options of a choice."""

    id: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows and the cell under the cursor; without rows where no hands are asked for."""

    rows: tuple[Row, ...] = ()
    row: int = 0
    column: int = 0
    typing: bool = False
    """Whether the next digit is added to the cell's number; else it begins a new one."""
    touched: bool = False
    """Whether typing has begun: Enter goes to the next cell then, and not to the next phase."""

    def digit(self, figure: int) -> Self:
        """Type a digit; nothing changes where that were more people than a room holds."""
        if not self.rows:
            return self
        before = self._cell if self.typing else 0
        count = 10 * before + figure
        if count > ROOM_SIZE:
            return self
        return replace(self._with(count), typing=True, touched=True)

    def erase(self) -> Self:
        """Remove the last digit of the cell."""
        return replace(self._with(self._cell // 10), typing=True, touched=True)

    def across(self, steps: int) -> Self:
        """Move the cursor by so many cells, from the end of a row into the next one."""
        cells = [(r, c) for r, row in enumerate(self.rows) for c in range(len(row.counts))]
        if not cells:
            return self
        at = (cells.index((self.row, self.column)) + steps) % len(cells)
        row, column = cells[at]
        return replace(self, row=row, column=column, typing=False, touched=True)

    def down(self, steps: int) -> Self:
        """Move the cursor by so many rows, in the same column where the row has it."""
        if not self.rows:
            return self
        row = (self.row + steps) % len(self.rows)
        column = min(self.column, len(self.rows[row].counts) - 1)
        return replace(self, row=row, column=column, typing=False, touched=True)

    def at(self, row: str, column: int) -> Self:
        """Move the cursor to a cell, where there is such a one."""
        for number, one in enumerate(self.rows):
            if one.id == row and 0 <= column < len(one.counts):
                return replace(self, row=number, column=column, typing=False, touched=True)
        return self

    @property
    def at_end(self) -> bool:
        """Whether the cursor is in the last cell of its row."""
        return bool(self.rows) and self.column == len(self.rows[self.row].counts) - 1

    def finish(self) -> Self:
        """End the typing: Enter means Next again."""
        return replace(self, typing=False, touched=False)

    @property
    def _cell(self) -> int:
        return self.rows[self.row].counts[self.column] if self.rows else 0

    def _with(self, count: int) -> Self:
        if not self.rows:
            return self
        row = self.rows[self.row]
        counts = (*row.counts[: self.column], count, *row.counts[self.column + 1 :])
        rows = (*self.rows[: self.row], Row(row.id, counts), *self.rows[self.row + 1 :])
        return replace(self, rows=rows)


def grid(vote: VoteView | None) -> Grid:
    """The grid of a vote that was just opened, with the counts that the room has already."""
    if vote is None:
        return Grid()
    rows = tuple(Row(row, vote.hands.get(row, (0,) * cells)) for row, cells in vote.rows.items())
    return Grid(rows, row=min(vote.asking, max(len(rows) - 1, 0)))
