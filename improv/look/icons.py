"""The icons, each a drawing in the unit square, made for this program.

The window paints them and the pages write them as SVG; scenes/icons.py says what each stands for.
"""

import math
from collections.abc import Mapping

from improv.look.shapes import (
    Circle,
    Drawing,
    Point,
    Polygon,
    Polyline,
    Rect,
    arc,
    polar,
    smooth,
    star,
)

MIRRORED = frozenset(
    {"speech", "bubble", "arrow", "stairs", "quote", "mute", "list", "next", "back", "erase"}
)
"""Those that point along the line of writing: in a right-to-left picture they are mirrored."""


def _lid(sign: int) -> list[Point]:
    """The upper (1) or the lower (-1) lid of an eye, from corner to corner."""
    return [
        (0.04 + 0.92 * i / 24, 0.5 - sign * 0.30 * math.sin(math.pi * i / 24)) for i in range(25)
    ]


def _quote_mark(x: float) -> Drawing:
    tail = [(x, 0.56), (x + 0.06, 0.30), (x + 0.24, 0.14), (x + 0.33, 0.20), (x + 0.22, 0.45)]
    return Rect(x, 0.42, x + 0.38, 0.84, 0.12), Polygon(tail)


def _pointer(degrees: int) -> Drawing:
    """The arrow on a key of the keyboard; it is never mirrored."""

    def at(radius: float, angle: float) -> Point:
        return polar((0.5, 0.5), radius, angle + degrees)

    return (
        Polyline([at(0.40, 180), at(0.36, 0)], 0.13),
        Polyline([at(0.34, 62), at(0.40, 0), at(0.34, -62)], 0.13),
    )


def _steam(x: float) -> list[Point]:
    """What rises from a cup."""
    return [(x, 0.32), (x - 0.06, 0.24), (x + 0.06, 0.14), (x, 0.06)]


_EYE = (
    Polygon([*_lid(1), *reversed(_lid(-1))]),
    Circle((0.5, 0.5), 0.20, hole=True),
    Circle((0.5, 0.5), 0.125),
    Circle((0.55, 0.45), 0.04, hole=True),
)
_HANGING = [(0.04, 0.20), (0.34, 0.20), (0.29, 0.45), (0.21, 0.66), (0.26, 0.90), (0.04, 0.90)]
"""The left half of a curtain."""
_FLAME = [
    *((0.47, 0.02), (0.62, 0.22), (0.80, 0.44), (0.83, 0.68), (0.70, 0.90), (0.5, 0.97)),
    *((0.30, 0.90), (0.17, 0.68), (0.21, 0.48), (0.31, 0.34), (0.37, 0.44), (0.46, 0.26)),
]
_FLAME_CORE = [(0.53, 0.50), (0.64, 0.68), (0.62, 0.82), (0.5, 0.89), (0.38, 0.82), (0.37, 0.70)]
_CHIN = [(x, 0.38 + (y - 0.38) * 1.35) for x, y in arc((0.5, 0.38), 0.42, 90, 270)]

ICONS: Mapping[str, Drawing] = {
    "headset": (
        Polyline(arc((0.5, 0.5), 0.34, -96, 96), 0.09),
        Rect(0.08, 0.47, 0.29, 0.80, 0.09),
        Rect(0.71, 0.47, 0.92, 0.80, 0.09),
        Polyline([(0.82, 0.78), (0.78, 0.89), (0.66, 0.93), (0.58, 0.93)], 0.07),
        Circle((0.55, 0.93), 0.065),
    ),
    "speech": (
        Rect(0.06, 0.14, 0.94, 0.72, 0.18),
        Polygon([(0.22, 0.66), (0.52, 0.66), (0.22, 0.94)]),
        *(Circle((x, 0.43), 0.06, hole=True) for x in (0.29, 0.5, 0.71)),
    ),
    "bell": (
        Circle((0.5, 0.12), 0.065),
        Circle((0.5, 0.42), 0.28),
        Polygon(
            [(0.22, 0.42), (0.78, 0.42), (0.81, 0.60), (0.90, 0.74), (0.10, 0.74), (0.19, 0.60)]
        ),
        Polyline([(0.12, 0.74), (0.88, 0.74)], 0.07),
        Circle((0.5, 0.86), 0.09),
        Rect(0.3, 0.765, 0.7, 0.80, hole=True),
    ),
    "lock": (
        Polyline(arc((0.5, 0.36), 0.20, -90, 90), 0.10),
        Rect(0.25, 0.36, 0.35, 0.5),
        Rect(0.65, 0.36, 0.75, 0.5),
        Rect(0.16, 0.46, 0.84, 0.93, 0.09),
        Circle((0.5, 0.65), 0.075, hole=True),
        Rect(0.465, 0.66, 0.535, 0.80, hole=True),
    ),
    "eye": _EYE,
    "eye-shut": (
        *_EYE,
        Polyline([(0.14, 0.90), (0.86, 0.10)], 0.20, hole=True),
        Polyline([(0.14, 0.90), (0.86, 0.10)], 0.085),
    ),
    "spark": (
        Polygon(
            [(0.60, 0.03), (0.16, 0.57), (0.44, 0.57), (0.34, 0.97), (0.84, 0.38), (0.53, 0.38)]
        ),
    ),
    "flame": (Polygon(smooth(_FLAME)), Polygon(smooth(_FLAME_CORE), hole=True)),
    "mask": (
        Polygon([(0.08, 0.12), (0.5, 0.20), (0.92, 0.12), *_CHIN]),
        *(Polygon(arc((x, 0.42), 0.105, 0, 345, 15), hole=True) for x in (0.32, 0.68)),
        Polyline(arc((0.5, 0.52), 0.22, 110, 250), 0.07, hole=True),
    ),
    "shop": (
        Polygon([(0.16, 0.10), (0.84, 0.10), (0.96, 0.38), (0.04, 0.38)]),
        *(Circle((0.155 + 0.23 * i, 0.40), 0.115) for i in range(4)),
        Rect(0.12, 0.40, 0.88, 0.93, 0.03),
        Rect(0.20, 0.58, 0.44, 0.80, hole=True),
        Rect(0.56, 0.58, 0.78, 0.93, hole=True),
    ),
    "bulb": (
        Circle((0.5, 0.38), 0.33),
        Polygon([(0.27, 0.58), (0.73, 0.58), (0.64, 0.74), (0.36, 0.74)]),
        Rect(0.36, 0.78, 0.64, 0.85, 0.03),
        Rect(0.40, 0.89, 0.60, 0.96, 0.03),
    ),
    "star": (star((0.5, 0.53), 0.50, 0.215),),
    "circle": (Circle((0.5, 0.5), 0.44),),
    "heart": (
        Circle((0.285, 0.33), 0.235),
        Circle((0.715, 0.33), 0.235),
        Polygon([(0.085, 0.45), (0.5, 0.30), (0.915, 0.45), (0.5, 0.93)]),
    ),
    "bubble": (
        Rect(0.05, 0.12, 0.95, 0.70, 0.22),
        Polygon([(0.2, 0.62), (0.54, 0.66), (0.2, 0.95)]),
    ),
    "arrow": (
        Polygon([(0.50, 0.06), (0.96, 0.50), (0.50, 0.94)]),
        Rect(0.06, 0.33, 0.56, 0.67, 0.05),
    ),
    "diamond": (Polygon([(0.5, 0.03), (0.95, 0.5), (0.5, 0.97), (0.05, 0.5)]),),
    "check": (Polyline([(0.14, 0.54), (0.40, 0.80), (0.88, 0.22)], 0.15),),
    "hand": (
        *(
            Polyline([(x, top), (x, 0.6)], 0.125)
            for x, top in ((0.29, 0.22), (0.44, 0.10), (0.59, 0.13), (0.735, 0.26))
        ),
        Rect(0.228, 0.44, 0.797, 0.80, 0.10),
        Circle((0.5, 0.74), 0.225),
        Polyline([(0.74, 0.74), (0.89, 0.52)], 0.12),
    ),
    "cup": (
        Rect(0.10, 0.40, 0.70, 0.86, 0.16),
        Rect(0.10, 0.40, 0.70, 0.56),
        Polyline(arc((0.70, 0.58), 0.15, -10, 190), 0.08),
        Rect(0.04, 0.90, 0.78, 0.97, 0.03),
        *(Polyline(_steam(x), 0.07) for x in (0.28, 0.52)),
    ),
    "pause": (Rect(0.20, 0.12, 0.42, 0.88, 0.06), Rect(0.58, 0.12, 0.80, 0.88, 0.06)),
    "mute": (
        Polygon(
            [(0.06, 0.36), (0.24, 0.36), (0.50, 0.14), (0.50, 0.86), (0.24, 0.64), (0.06, 0.64)]
        ),
        Polyline([(0.64, 0.37), (0.90, 0.63)], 0.09),
        Polyline([(0.90, 0.37), (0.64, 0.63)], 0.09),
    ),
    "stairs": (
        Rect(0.08, 0.66, 0.34, 0.94),
        Rect(0.37, 0.42, 0.63, 0.94),
        Rect(0.66, 0.18, 0.92, 0.94),
    ),
    "warning": (
        Polygon([(0.5, 0.06), (0.97, 0.90), (0.03, 0.90)]),
        Polyline([(0.5, 0.38), (0.5, 0.60)], 0.09, hole=True),
        Circle((0.5, 0.76), 0.055, hole=True),
    ),
    "drum": (
        Rect(0.10, 0.42, 0.90, 0.92, 0.08),
        Polyline([(0.12, 0.10), (0.44, 0.34)], 0.065),
        Polyline([(0.88, 0.10), (0.56, 0.34)], 0.065),
        Polyline(
            [(0.14, 0.56), (0.32, 0.82), (0.5, 0.56), (0.68, 0.82), (0.86, 0.56)], 0.05, hole=True
        ),
    ),
    "pen": (
        Polygon([(0.70, 0.06), (0.94, 0.30), (0.37, 0.87), (0.13, 0.63)]),
        Polygon([(0.10, 0.69), (0.31, 0.90), (0.04, 0.96)]),
        Polyline([(0.58, 0.18), (0.82, 0.42)], 0.05, hole=True),
    ),
    "quote": (*_quote_mark(0.06), *_quote_mark(0.54)),
    "curtain": (
        Rect(0.03, 0.05, 0.97, 0.19, 0.04),
        *(Circle((0.124 + 0.188 * i, 0.19), 0.094) for i in range(5)),
        Polygon(_HANGING),
        Polygon([(1 - x, y) for x, y in _HANGING]),
        Rect(0.03, 0.88, 0.97, 0.96, 0.03),
        star((0.5, 0.62), 0.17, 0.073),
    ),
    "people": (
        Circle((0.24, 0.34), 0.12),
        Circle((0.76, 0.34), 0.12),
        Circle((0.5, 0.28), 0.15),
        Rect(0.05, 0.52, 0.40, 0.88, 0.16),
        Rect(0.60, 0.52, 0.95, 0.88, 0.16),
        Rect(0.25, 0.46, 0.75, 0.96, 0.2, hole=True),
        Rect(0.28, 0.49, 0.72, 0.94, 0.18),
    ),
    "reels": (
        *(Rect(x, 0.16, x + 0.27, 0.84, 0.06) for x in (0.05, 0.365, 0.68)),
        *(Circle((x, 0.5), 0.07, hole=True) for x in (0.185, 0.5, 0.815)),
    ),
    "split": (
        Polyline([(0.5, 0.94), (0.5, 0.60), (0.20, 0.28)], 0.11),
        Polyline([(0.5, 0.60), (0.80, 0.28)], 0.11),
        Polygon([(0.06, 0.40), (0.09, 0.10), (0.37, 0.16)]),
        Polygon([(0.94, 0.40), (0.91, 0.10), (0.63, 0.16)]),
    ),
    "badge": (
        Rect(0.10, 0.16, 0.90, 0.96, 0.10),
        Rect(0.42, 0.02, 0.58, 0.24, 0.05),
        Rect(0.34, 0.235, 0.66, 0.295, 0.03, hole=True),
        Circle((0.5, 0.50), 0.125, hole=True),
        Rect(0.27, 0.67, 0.73, 0.86, 0.095, hole=True),
    ),
    "globe": (
        Circle((0.5, 0.5), 0.455),
        Circle((0.5, 0.5), 0.385, hole=True),
        *(Polyline([(0.13, y), (0.87, y)], 0.07) for y in (0.36, 0.64)),
        Polyline(arc((0.82, 0.5), 0.52, 234, 306), 0.07),
        Polyline(arc((0.18, 0.5), 0.52, 54, 126), 0.07),
    ),
    "list": (
        *(Circle((0.14, y), 0.10) for y in (0.18, 0.5, 0.82)),
        *(Rect(0.34, y - 0.075, 0.97, y + 0.075, 0.07) for y in (0.18, 0.5, 0.82)),
    ),
    "full": tuple(
        Polyline([(inner_x, y), (x, y), (x, inner_y)], 0.12)
        for x, inner_x in ((0.12, 0.36), (0.88, 0.64))
        for y, inner_y in ((0.12, 0.36), (0.88, 0.64))
    ),
    "go": (Polygon([(0.22, 0.10), (0.88, 0.50), (0.22, 0.90)]),),
    "cross": tuple(Polyline([(0.18, y), (0.82, 1 - y)], 0.13) for y in (0.18, 0.82)),
    "erase": (
        Polygon([(0.02, 0.50), (0.30, 0.16), (0.98, 0.16), (0.98, 0.84), (0.30, 0.84)]),
        *(Polyline([(0.46, y), (0.80, 1 - y)], 0.08, hole=True) for y in (0.33, 0.67)),
    ),
    "next": (Polyline([(0.36, 0.18), (0.68, 0.50), (0.36, 0.82)], 0.13),),
    "back": (Polyline([(0.64, 0.18), (0.32, 0.50), (0.64, 0.82)], 0.13),),
    **{name: _pointer(90 * turn) for turn, name in enumerate(("up", "right", "down", "left"))},
}
