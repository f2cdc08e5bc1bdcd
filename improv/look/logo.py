"""The mark of the program: a curtain that parts for somebody's first line.

Polygons in a unit square, y down, the lowest layer first; each names the colour of a theme. The
mark is never mirrored. Knows points; who draws them is the window's or the page's business.
"""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from improv.look.colours import Colour, Theme

Point = tuple[float, float]

NAME = "improv"
"""The wordmark: set in the black weight, beside the mark, in Latin in every language."""


def _corner(x: float, y: float, radius: float, begin: int) -> list[Point]:
    """A quarter of a circle around (x, y), clockwise from `begin` degrees, 0 at 3 o'clock."""
    return [
        (x + radius * math.cos(math.radians(a)), y + radius * math.sin(math.radians(a)))
        for a in range(begin, begin + 91, 6)
    ]


def _slab(left: float, top: float, right: float, bottom: float, radius: float) -> list[Point]:
    return [
        *_corner(left + radius, top + radius, radius, 180),
        *_corner(right - radius, top + radius, radius, 270),
        *_corner(right - radius, bottom - radius, radius, 0),
        *_corner(left + radius, bottom - radius, radius, 90),
    ]


def _valance() -> list[Point]:
    """The cloth above, with four scallops."""
    points = [*_corner(0.22, 0.22, 0.22, 180), *_corner(0.78, 0.22, 0.22, 270)]
    for i in range(4):
        for k in range(13):
            turn = math.pi * k / 12
            points.append((1 - 0.25 * i - 0.125 * (1 - math.cos(turn)), 0.2 + 0.1 * math.sin(turn)))
    return points


def _spark() -> list[Point]:
    """Four long rays: the unexpected."""
    points = []
    for i in range(8):
        far, turn = (0.062, 0.19)[i % 2 == 0], math.radians(45 * i)
        points.append((0.5 + far * math.sin(turn), 0.56 - far * math.cos(turn)))
    return points


LAYERS: Mapping[str, Sequence[Point]] = MappingProxyType(
    {
        "cloth": _slab(0, 0, 1, 1, 0.22),
        "valance": _valance(),
        "bubble": _slab(0.16, 0.37, 0.84, 0.76, 0.16),
        "tail": [(0.26, 0.70), (0.52, 0.70), (0.24, 0.92)],
        "spark": _spark(),
    }
)


def mark_colours(theme: Theme) -> Mapping[str, Colour]:
    """Layer -> its colour in a theme."""
    said = theme.cards["prompt"].fill
    return {
        "cloth": theme.curtain,
        "valance": theme.cards["twist"].fill,
        "bubble": said,
        "tail": said,
        "spark": theme.curtain,
    }


def mark_svg(theme: Theme) -> str:
    """The mark for a page."""
    colours = mark_colours(theme)
    shapes = "".join(
        f'<polygon fill="rgb{colours[name]}" '
        f'points="{" ".join(f"{100 * x:.1f},{100 * y:.1f}" for x, y in points)}"/>'
        for name, points in LAYERS.items()
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" aria-hidden="true">'
        f"{shapes}</svg>"
    )
