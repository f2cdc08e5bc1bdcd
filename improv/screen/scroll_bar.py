"""The bar at the end of a list that is longer than its box: where in it one is."""

from improv.screen.boxes import Box
from improv.screen.builder import Builder

_LEAST = 4
"""The height of what moves, in hundredths: of a list of hundreds it would be a thread."""


def scroll_bar(builder: Builder, box: Box, first: int, fit: int, count: int, gap: float = 2) -> Box:
    """Draw it where not all of `count` rows fit; the box that is left for those from `first` on.

    `gap`: what is between them, in hundredths.
    """
    u, theme = builder.u, builder.theme
    if fit >= count:
        return box
    slot, rest = box.end(u(1), u(gap))
    builder.panel(slot, theme.track, u(0.5))
    high = max(slot.height * fit / count, u(_LEAST))
    y = slot.y + (slot.height - high) * first / (count - fit)
    builder.panel(Box(slot.x, y, slot.width, high), theme.panel.mark, u(0.5))
    return rest
