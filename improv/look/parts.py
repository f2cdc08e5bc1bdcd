"""Parts of cards and of the stage that are more than rectangles: tails, awnings, torn edges.

Each is a function of `wide`, the width of its box over the height, and fills a box of that width
and of height 1: an awning gets more stripes where it is wider, not broader ones.
"""

import math
from collections.abc import Callable, Mapping

from improv.look.shapes import Circle, Drawing, Polygon, Polyline, Rect, Shape, arc, polar


def _tail(wide: float) -> Drawing:
    """The tail of a speech bubble: it hangs from the top edge and points to the start."""
    curve = [(wide * (0.95 - 0.93 * i / 12), (i / 12) ** 0.62) for i in range(13)]
    return (Polygon([(wide * 0.10, 0.0), *curve]),)


def _awning(wide: float, first: int) -> Drawing:
    """Every second stripe of a shop's awning, from the `first`, each with its scallop."""
    count = max(5, round(wide / 0.95)) | 1
    width = wide / count
    turns = [math.pi * k / 16 for k in range(17)]
    stripes: list[Shape] = []
    for i in range(first, count, 2):
        scallop = [
            (width * (i + 0.5 - math.cos(turn) / 2), 0.60 + 0.38 * math.sin(turn) ** 0.7)
            for turn in turns
        ]
        stripes += [Rect(i * width, 0, (i + 1) * width, 0.62), Polygon(scallop)]
    return tuple(stripes)


def _teeth(wide: float, base: float, tip: float) -> Drawing:
    """The torn edge of a banner: teeth from the share `base` of its width to the share `tip`."""
    count = max(3, round(1 / max(wide, 0.01) / 1.15))
    points = [(wide * base, 0.0)]
    for i in range(count):
        points += [(wide * tip, (i + 0.5) / count), (wide * base, (i + 1) / count)]
    return (Polygon(points),)


def _rays(wide: float) -> Drawing:
    """Twelve rays around the middle, for a bell or a twist; every second one is longer."""
    return tuple(
        Polyline(
            [polar((wide / 2, 0.5), r, i * 30 + 15) for r in (0.38, (0.455, 0.49)[i % 2])], 0.018
        )
        for i in range(12)
    )


def _valance(wide: float) -> Drawing:
    """The scalloped cloth over the stage."""
    count = max(7, round(wide / 2.6))
    width = wide / count
    scallops = [
        ((i + k / 16) * width, 0.34 + 0.62 * math.sin(math.pi * k / 16) ** 0.8)
        for i in range(count)
        for k in range(17)
    ]
    return (Polygon([(0.0, 0.0), *scallops, (wide, 0.0)]),)


PARTS: Mapping[str, Callable[[float], Drawing]] = {
    "tail": _tail,
    "awning": lambda wide: _awning(wide, 0),
    "awning-gap": lambda wide: _awning(wide, 1),
    "teeth": lambda wide: _teeth(wide, 0, 1),
    "teeth-start": lambda wide: _teeth(wide, 1, 0),
    # The lower half of a square, cut from corner to corner: the fold of a note.
    "fold": lambda wide: (Polygon([(0, 0), (wide, 1), (0, 1)]),),
    "disc": lambda wide: (Circle((wide / 2, 0.5), 0.5),),
    # The slot of a name badge.
    "slot": lambda wide: (Rect(0, 0, wide, 1, 0.5),),
    # A footlight.
    "dome": lambda wide: (Polygon(arc((wide / 2, 1), wide / 2, -90, 90)),),
    "valance": _valance,
    "rays": _rays,
}
