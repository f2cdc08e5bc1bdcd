"""The logo: a curtain that parts for somebody's first line, and the name beside it.

Layers in a unit square, the lowest first; each takes a colour of the theme. The logo is never
mirrored.
"""

import math
from collections.abc import Mapping

from improv.look.colours import Colour, Theme
from improv.look.shapes import Polygon, arc, star

NAME = "improv"
"""The wordmark: set in the black weight, beside the mark, in Latin in every language."""


def _rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Polygon:
    x, y, far, low = left + radius, top + radius, right - radius, bottom - radius
    corners = ((x, y, 270), (far, y, 0), (far, low, 90), (x, low, 180))
    return Polygon([point for x, y, a in corners for point in arc((x, y), radius, a, a + 90)])


_SCALLOPS = [
    (1 - 0.25 * i - 0.125 * (1 - math.cos(turn)), 0.2 + 0.1 * math.sin(turn))
    for i in range(4)
    for turn in (math.pi * k / 12 for k in range(13))
]

LAYERS: Mapping[str, Polygon] = {
    "cloth": _rounded(0, 0, 1, 1, 0.22),
    "valance": Polygon(
        [*arc((0.22, 0.22), 0.22, 270, 360), *arc((0.78, 0.22), 0.22, 0, 90), *_SCALLOPS]
    ),
    "bubble": _rounded(0.16, 0.37, 0.84, 0.76, 0.16),
    "tail": Polygon([(0.26, 0.70), (0.52, 0.70), (0.24, 0.92)]),
    # Four long rays: the unexpected.
    "spark": star((0.5, 0.56), 0.19, 0.062, rays=4),
}


def mark_colours(theme: Theme) -> Mapping[str, Colour]:
    """Layer -> its colour in a theme."""
    bubble = theme.cards["prompt"].fill
    return {
        "cloth": theme.curtain,
        "valance": theme.cards["twist"].fill,
        "bubble": bubble,
        "tail": bubble,
        "spark": theme.curtain,
    }
