"""A column of the facilitator's picture: titles, lines and pairs, one below the other.

What does not fit any more is left out, and an ellipsis says so. Knows nothing of the game.
"""

from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text import Weight

_LABEL_SHARE = 0.28
_SIZE = 3.0
"""Hundredths of the height: read from the desk, not from the last row."""


class Column:
    """A panel that fills from the top."""

    def __init__(self, builder: Builder, box: Box) -> None:
        self._stage = builder
        self._left_out = False
        self._begun = False
        builder.surface(box, builder.theme.panel, builder.u(1.4))
        self._room = box.inset(builder.u(2.2), builder.u(1.4))

    def title(self, text: str) -> None:
        """A heading."""
        u = self._stage.u
        if self._begun:
            self._take(u(1.6))
        if self._full(lines=3.2):
            return
        self._put(text, self._room, u(2.9), mark=True, weight=Weight.BOLD, after=u(0.5))

    def line(self, text: str, *, bold: bool = False) -> None:
        """A line over the whole width."""
        weight = Weight.BOLD if bold else Weight.REGULAR
        self._put(text, self._room, self._stage.u(_SIZE), weight=weight)

    def note(self, text: str) -> None:
        """A less important line."""
        self._put(text, self._room, self._stage.u(_SIZE), soft=True)

    def pair(self, label: str, text: str) -> None:
        """A label and what it is."""
        u = self._stage.u
        if self._full():
            return
        head, rest = self._room.start(self._room.width * _LABEL_SHARE, u(1.2))
        top = self._room.y
        size = u(_SIZE)
        first = self._words(label, head, size, soft=True)
        second = self._words(text, rest, size)
        self._take(max(first.bottom, second.bottom) - top + u(0.7))

    def done(self) -> None:
        """Say so when something was left out."""
        if self._left_out:
            low = Box(self._room.x, self._room.bottom, self._room.width, self._stage.u(4))
            low = low.moved(down=-self._stage.u(2.6))
            self._words("…", low, self._stage.u(_SIZE), soft=True)

    def _put(
        self,
        text: str,
        box: Box,
        size: float,
        *,
        soft: bool = False,
        mark: bool = False,
        weight: Weight = Weight.REGULAR,
        after: float | None = None,
    ) -> None:
        if self._full():
            return
        filled = self._words(text, box, size, soft=soft, mark=mark, weight=weight)
        self._take(filled.height + (self._stage.u(0.7) if after is None else after))

    def _words(
        self,
        text: str,
        box: Box,
        size: float,
        *,
        soft: bool = False,
        mark: bool = False,
        weight: Weight = Weight.REGULAR,
    ) -> Box:
        swatch = self._stage.theme.panel
        ink = swatch.mark if mark else swatch.soft if soft else swatch.ink
        return self._stage.words(text, box, size, ink, weight=weight)

    def _full(self, lines: float = 2) -> bool:
        """Two lines need to fit, or what is written would be cut; a title has one below it."""
        full = self._room.height < self._stage.u(lines * _SIZE * 1.3)
        self._left_out = self._left_out or full
        return full

    def _take(self, height: float) -> None:
        self._begun = True
        self._room = self._room.top(height)[1]
