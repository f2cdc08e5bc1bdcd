"""The highlight of the word that is being read aloud: a stroke behind it, a thick line under it.

The line shows it without colour. The words themselves do not move. This file knows places and
colours, never which word is read, or when.
"""

from collections.abc import Iterable, Iterator

from improv.look.colours import Swatch
from improv.screen.display_list import DisplayItem, Fill
from improv.text.spans import Span

# In em: how far the stroke goes beyond the word (a space is 0.25 wide), its corners, the line.
_ASIDE, _TOP, _BELOW, _ROUND, _LINE = 0.1, 0.04, 0.04, 0.14, 0.13


def highlight(
    pieces: Iterable[Span], corner: tuple[int, int], size: float, card: Swatch
) -> Iterator[DisplayItem]:
    """The items behind a word, in pieces of a block whose upper left corner is given, in px."""
    x, y = corner
    line = max(2, round(_LINE * size))
    for piece in pieces:
        left, right = round(x + piece.left - _ASIDE * size), round(x + piece.right + _ASIDE * size)
        top, low = round(y + piece.top + _TOP * size), round(y + piece.bottom + _BELOW * size)
        width = right - left
        yield Fill((left, top, width, low - top), card.stroke, round(_ROUND * size))
        yield Fill((left, low - line, width, line), card.mark, line // 2)
