"""A column of the facilitator's picture: titles, lines and pairs, one below the other.

What does not fit any more is left out, and an ellipsis says so. It knows nothing of the game.
"""

from improv.look.colours import Colour
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text.fonts import Weight

_LABEL_SHARE = 0.28
_SIZE = 3.0
"""The size of words in hundredths of the height: they are read at arm's length."""


class Column:
    """A panel that is filled from the top."""

    def __init__(self, builder: Builder, box: Box) -> None:
        self._builder, self._swatch = builder, builder.theme.panel
        self._left_out = False
        self._started = False
        builder.surface(box, self._swatch, builder.u(1.4))
        self._room = box.inset(builder.u(2.2), builder.u(1.4))

    def title(self, text: str) -> None:
        """Add a heading."""
        if self._started:
            self._take(self._builder.u(1.6))
        if not self._full(lines=3.2):
            self._put(text, self._swatch.mark, 2.9, Weight.BOLD, after=0.5)

    def line(self, text: str, *, bold: bool = False) -> None:
        """Add a line over the whole width."""
        self._put(text, self._swatch.ink, weight=Weight.BOLD if bold else Weight.REGULAR)

    def note(self, text: str) -> None:
        """Add a less important line."""
        self._put(text, self._swatch.soft)

    def pair(self, label: str, text: str) -> None:
        """Add a label, and text beside it."""
        u = self._builder.u
        if self._full():
            return
        head, rest = self._room.start(self._room.width * _LABEL_SHARE, u(1.2))
        first = self._builder.words(label, head, u(_SIZE), self._swatch.soft)
        second = self._builder.words(text, rest, u(_SIZE), self._swatch.ink)
        self._take(max(first.bottom, second.bottom) - self._room.y + u(0.7))

    def done(self) -> None:
        """Add an ellipsis at the foot where something was left out."""
        if self._left_out:
            low = Box(self._room.x, self._room.bottom, self._room.width, self._builder.u(4))
            low = low.moved(down=-self._builder.u(2.6))
            self._builder.words("…", low, self._builder.u(_SIZE), self._swatch.soft)

    def _put(
        self,
        text: str,
        ink: Colour,
        size: float = _SIZE,
        weight: Weight = Weight.REGULAR,
        after: float = 0.7,
    ) -> None:
        if not self._full():
            u = self._builder.u
            filled = self._builder.words(text, self._room, u(size), ink, weight=weight)
            self._take(filled.height + u(after))

    def _full(self, lines: float = 2) -> bool:
        """Whether fewer than so many lines have space: what would be cut is left out."""
        full = self._room.height < self._builder.u(lines * _SIZE * 1.3)
        self._left_out = self._left_out or full
        return full

    def _take(self, height: float) -> None:
        self._started = True
        self._room = self._room.top(height)[1]
