"""The entry grid of a show of hands: where the cursor is and what has been typed so far.

A value: keys in, a new grid out. It knows rows and counts; it does not know phases, the
room or pixels. `press.py` says which key comes here, and posts what `rows` gives out.
"""

from dataclasses import dataclass, replace
from typing import Self

from improv.core.roster import ROOM_SIZE
from improv.core.view_models import VoteView


@dataclass(frozen=True, slots=True)
class Row:
    """One row of counts: a criterion (1s, 2s, 3s, 4s), the moves, or the options of a choice."""

    id: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows and the cell under the cursor. No rows: the phase asks for no hands."""

    rows: tuple[Row, ...] = ()
    row: int = 0
    column: int = 0
    typing: bool = False
    """Whether the next digit is put behind what the cell has, or begins a new number."""
    touched: bool = False
    """Whether typing has begun: Enter goes on to the next cell then, and not to the next phase."""

    def digit(self, figure: int) -> Self:
        """Type one figure, 0 to 9. What would be more people than a room holds is left out."""
        if not self.rows:
            return self
        was = self._cell if self.typing else 0
        count = 10 * was + figure
        if count > ROOM_SIZE:
            return self
        return replace(self._with(count), typing=True, touched=True)

    def rub_out(self) -> Self:
        """Take the last figure back."""
        return replace(self._with(self._cell // 10), typing=True, touched=True)

    def across(self, steps: int) -> Self:
        """The next cell, or the one before; over the end of a row into the neighbouring one."""
        cells = [(r, c) for r, row in enumerate(self.rows) for c in range(len(row.counts))]
        if not cells:
            return self
        at = (cells.index((self.row, self.column)) + steps) % len(cells)
        row, column = cells[at]
        return replace(self, row=row, column=column, typing=False, touched=True)

    def down(self, steps: int) -> Self:
        """The row below or above, in the same column where it has one."""
        if not self.rows:
            return self
        row = (self.row + steps) % len(self.rows)
        column = min(self.column, len(self.rows[row].counts) - 1)
        return replace(self, row=row, column=column, typing=False, touched=True)

    @property
    def at_end(self) -> bool:
        """Whether the cursor is in the last cell of its row."""
        return bool(self.rows) and self.column == len(self.rows[self.row].counts) - 1

    def leave(self) -> Self:
        """Typing is over: Enter means Next again."""
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
    """The grid of a vote that was just entered, with the counts that the room knows of."""
    if vote is None:
        return Grid()
    rows = tuple(Row(row, vote.hands.get(row, (0,) * cells)) for row, cells in vote.rows.items())
    return Grid(rows, row=min(vote.asking, max(len(rows) - 1, 0)))
