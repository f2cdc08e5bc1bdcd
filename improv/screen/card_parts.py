"""Parts of cards that no rectangle can say: tails, awnings, torn edges. Drawn with a pen.

Each fills a box whose height is 1 and whose width is `pen.wide`.
"""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from improv.look import LAYERS
from improv.screen.drawings import ICONS, Draw
from improv.screen.shapes import Pen, Point


def _tail(pen: Pen) -> None:
    """The tail of a speech bubble: it hangs from the top edge and points to the start."""
    points = [(pen.wide * 0.10, 0.0), (pen.wide * 0.95, 0.0)]
    for i in range(13):
        t = i / 12
        points.append((pen.wide * (0.95 - 0.93 * t), t**0.62 if t else 0.0))
    pen.area(points)


def _awning(pen: Pen) -> None:
    """Every second stripe of a shop's awning, with its scallop; the others are `awning-gap`."""
    _stripes(pen, 0)


def _awning_gap(pen: Pen) -> None:
    _stripes(pen, 1)


def _stripes(pen: Pen, first: int) -> None:
    count = max(5, round(pen.wide / 0.95)) | 1
    width = pen.wide / count
    for i in range(first, count, 2):
        x = i * width
        pen.slab(x, 0, x + width, 0.62)
        curve = [
            (x + width / 2 - width / 2 * math.cos(math.pi * k / 16), 0.60 + 0.38 * _bow(k / 16))
            for k in range(17)
        ]
        pen.area(curve)


def _bow(share: float) -> float:
    return math.pow(math.sin(math.pi * share), 0.7)


def _teeth(pen: Pen) -> None:
    """A torn edge: teeth along the end of a banner."""
    count = max(3, round(1 / max(pen.wide, 0.01) / 1.15))
    step = 1 / count
    points = [(0.0, 0.0)]
    for i in range(count):
        points += [(pen.wide, (i + 0.5) * step), (0.0, (i + 1) * step)]
    pen.area(points)


def _teeth_start(pen: Pen) -> None:
    """The same, at the start of the banner."""
    count = max(3, round(1 / max(pen.wide, 0.01) / 1.15))
    step = 1 / count
    points = [(pen.wide, 0.0)]
    for i in range(count):
        points += [(0.0, (i + 0.5) * step), (pen.wide, (i + 1) * step)]
    pen.area(points)


def _corner(pen: Pen) -> None:
    """The lower half of a square, cut from corner to corner: the fold of a note."""
    pen.area([(0.0, 0.0), (pen.wide, 1.0), (0.0, 1.0)])


def _disc(pen: Pen) -> None:
    pen.disc((pen.wide / 2, 0.5), 0.5)


def _hole(pen: Pen) -> None:
    """The slot of a name badge."""
    pen.slab(0, 0, pen.wide, 1, 0.5)


def _dome(pen: Pen) -> None:
    """A footlight."""
    points = [
        (pen.wide / 2 - pen.wide / 2 * math.cos(math.pi * k / 24), 1 - math.sin(math.pi * k / 24))
        for k in range(25)
    ]
    pen.area(points)


def _valance(pen: Pen) -> None:
    """The scalloped cloth over the stage."""
    count = max(7, round(pen.wide / 2.6))
    width = pen.wide / count
    points = [(0.0, 0.0)]
    for i in range(count):
        for k in range(17):
            t = k / 16
            points.append(((i + t) * width, 0.34 + 0.62 * math.sin(math.pi * t) ** 0.8))
    pen.area([*points, (pen.wide, 0.0)])


def _bolt_lines(pen: Pen) -> None:
    """Rays around a middle: what a bell or a spark gives off."""
    cx = pen.wide / 2
    for i in range(12):
        angle = math.radians(i * 30 + 15)
        near, far = (0.38, 0.49) if i % 2 else (0.38, 0.455)
        ray = [
            (cx + math.sin(angle) * near, 0.5 - math.cos(angle) * near),
            (cx + math.sin(angle) * far, 0.5 - math.cos(angle) * far),
        ]
        pen.line(ray, 0.018)


def _layer(points: Sequence[Point]) -> Draw:
    """A layer of the mark."""
    return lambda pen: pen.area(points)


PARTS: Mapping[str, Draw] = MappingProxyType(
    {
        **ICONS,
        "tail": _tail,
        "awning": _awning,
        "awning-gap": _awning_gap,
        "teeth": _teeth,
        "teeth-start": _teeth_start,
        "fold": _corner,
        "disc": _disc,
        "slot": _hole,
        "dome": _dome,
        "valance": _valance,
        "rays": _bolt_lines,
        **{f"mark-{name}": _layer(points) for name, points in LAYERS.items()},
    }
)
