"""The drawings of the icons: each is a function of a pen in a unit square, none is downloaded.

Knows points and pens only; what an icon stands for is icons.py's business.
"""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from improv.screen.shapes import Pen, smooth, turned

Draw = Callable[[Pen], None]


def _headset(pen: Pen) -> None:
    pen.arc((0.5, 0.5), 0.34, 0.09, -96, 96)
    pen.slab(0.08, 0.47, 0.29, 0.80, 0.09)
    pen.slab(0.71, 0.47, 0.92, 0.80, 0.09)
    pen.line([(0.82, 0.78), (0.78, 0.89), (0.66, 0.93), (0.58, 0.93)], 0.07)
    pen.disc((0.55, 0.93), 0.065)


def _speech(pen: Pen) -> None:
    pen.slab(0.06, 0.14, 0.94, 0.72, 0.18)
    pen.area([(0.22, 0.66), (0.52, 0.66), (0.22, 0.94)])
    for x in (0.29, 0.5, 0.71):
        pen.disc((x, 0.43), 0.06, hole=True)


def _bell(pen: Pen) -> None:
    pen.disc((0.5, 0.12), 0.065)
    pen.disc((0.5, 0.42), 0.28)
    flare = [(0.22, 0.42), (0.78, 0.42), (0.81, 0.60), (0.90, 0.74), (0.10, 0.74), (0.19, 0.60)]
    pen.area(flare)
    pen.line([(0.12, 0.74), (0.88, 0.74)], 0.07)
    pen.disc((0.5, 0.86), 0.09)
    pen.cut(0.3, 0.765, 0.7, 0.80)


def _lock(pen: Pen) -> None:
    pen.arc((0.5, 0.36), 0.20, 0.10, -90, 90)
    pen.slab(0.25, 0.36, 0.35, 0.5)
    pen.slab(0.65, 0.36, 0.75, 0.5)
    pen.slab(0.16, 0.46, 0.84, 0.93, 0.09)
    pen.disc((0.5, 0.65), 0.075, hole=True)
    pen.cut(0.465, 0.66, 0.535, 0.80)


def _eye(pen: Pen) -> None:
    def lid(sign: int) -> list[tuple[float, float]]:
        return [
            (0.04 + 0.92 * i / 24, 0.5 - sign * 0.30 * math.sin(math.pi * i / 24))
            for i in range(25)
        ]

    pen.area([*lid(1), *reversed(lid(-1))])
    pen.disc((0.5, 0.5), 0.20, hole=True)
    pen.disc((0.5, 0.5), 0.125)
    pen.disc((0.55, 0.45), 0.04, hole=True)


def _spark(pen: Pen) -> None:
    pen.area([(0.60, 0.03), (0.16, 0.57), (0.44, 0.57), (0.34, 0.97), (0.84, 0.38), (0.53, 0.38)])


def _flame(pen: Pen) -> None:
    outer = [(0.47, 0.02), (0.62, 0.22), (0.80, 0.44), (0.83, 0.68), (0.70, 0.90), (0.5, 0.97)]
    outer += [(0.30, 0.90), (0.17, 0.68), (0.21, 0.48), (0.31, 0.34), (0.37, 0.44), (0.46, 0.26)]
    pen.area(smooth(outer))
    inner = [(0.53, 0.50), (0.64, 0.68), (0.62, 0.82), (0.5, 0.89), (0.38, 0.82), (0.37, 0.70)]
    pen.area(smooth(inner), hole=True)


def _mask_face(pen: Pen) -> None:
    lower = [turned((0.5, 0.38), 0.42, 90 + 180 * i / 24) for i in range(25)]
    stretched = [(x, 0.38 + (y - 0.38) * 1.35) for x, y in lower]
    pen.area([(0.08, 0.12), (0.5, 0.20), (0.92, 0.12), *stretched])
    for x in (0.32, 0.68):
        pen.area([turned((x, 0.42), 0.105, a) for a in range(0, 360, 15)], hole=True)
    smile = [turned((0.5, 0.52), 0.22, 110 + 140 * i / 16) for i in range(17)]
    pen.line(smile, 0.07, hole=True)


def _shop(pen: Pen) -> None:
    pen.area([(0.16, 0.10), (0.84, 0.10), (0.96, 0.38), (0.04, 0.38)])
    for i in range(4):
        pen.disc((0.155 + 0.23 * i, 0.40), 0.115)
    pen.slab(0.12, 0.40, 0.88, 0.93, 0.03)
    pen.cut(0.20, 0.58, 0.44, 0.80)
    pen.cut(0.56, 0.58, 0.78, 0.93)


def _bulb(pen: Pen) -> None:
    pen.disc((0.5, 0.38), 0.33)
    pen.area([(0.27, 0.58), (0.73, 0.58), (0.64, 0.74), (0.36, 0.74)])
    pen.slab(0.36, 0.78, 0.64, 0.85, 0.03)
    pen.slab(0.40, 0.89, 0.60, 0.96, 0.03)


def _star(pen: Pen) -> None:
    points = [turned((0.5, 0.53), 0.50 if i % 2 == 0 else 0.215, 36 * i) for i in range(10)]
    pen.area(points)


def _circle(pen: Pen) -> None:
    pen.disc((0.5, 0.5), 0.44)


def _heart(pen: Pen) -> None:
    pen.disc((0.285, 0.33), 0.235)
    pen.disc((0.715, 0.33), 0.235)
    pen.area([(0.085, 0.45), (0.5, 0.30), (0.915, 0.45), (0.5, 0.93)])


def _bubble(pen: Pen) -> None:
    pen.slab(0.05, 0.12, 0.95, 0.70, 0.22)
    pen.area([(0.2, 0.62), (0.54, 0.66), (0.2, 0.95)])


def _arrow(pen: Pen) -> None:
    pen.area([(0.50, 0.06), (0.96, 0.50), (0.50, 0.94)])
    pen.slab(0.06, 0.33, 0.56, 0.67, 0.05)


def _diamond(pen: Pen) -> None:
    pen.area([(0.5, 0.03), (0.95, 0.5), (0.5, 0.97), (0.05, 0.5)])


def _check(pen: Pen) -> None:
    pen.line([(0.14, 0.54), (0.40, 0.80), (0.88, 0.22)], 0.15)


def _hand(pen: Pen) -> None:
    for x, top in ((0.29, 0.22), (0.44, 0.10), (0.59, 0.13), (0.735, 0.26)):
        pen.line([(x, top), (x, 0.6)], 0.125)
    pen.slab(0.228, 0.44, 0.797, 0.80, 0.10)
    pen.disc((0.5, 0.74), 0.225)
    pen.line([(0.74, 0.74), (0.89, 0.52)], 0.12)


def _pause(pen: Pen) -> None:
    pen.slab(0.20, 0.12, 0.42, 0.88, 0.06)
    pen.slab(0.58, 0.12, 0.80, 0.88, 0.06)


def _mute(pen: Pen) -> None:
    pen.area([(0.06, 0.36), (0.24, 0.36), (0.50, 0.14), (0.50, 0.86), (0.24, 0.64), (0.06, 0.64)])
    pen.line([(0.64, 0.37), (0.90, 0.63)], 0.09)
    pen.line([(0.90, 0.37), (0.64, 0.63)], 0.09)


def _stairs(pen: Pen) -> None:
    pen.slab(0.08, 0.66, 0.34, 0.94)
    pen.slab(0.37, 0.42, 0.63, 0.94)
    pen.slab(0.66, 0.18, 0.92, 0.94)


def _warning(pen: Pen) -> None:
    pen.area([(0.5, 0.06), (0.97, 0.90), (0.03, 0.90)])
    pen.line([(0.5, 0.38), (0.5, 0.60)], 0.09, hole=True)
    pen.disc((0.5, 0.76), 0.055, hole=True)


def _drum(pen: Pen) -> None:
    pen.slab(0.10, 0.42, 0.90, 0.92, 0.08)
    pen.line([(0.12, 0.10), (0.44, 0.34)], 0.065)
    pen.line([(0.88, 0.10), (0.56, 0.34)], 0.065)
    zigzag = [(0.14, 0.56), (0.32, 0.82), (0.5, 0.56), (0.68, 0.82), (0.86, 0.56)]
    pen.line(zigzag, 0.05, hole=True)


def _quote(pen: Pen) -> None:
    for x in (0.06, 0.54):
        pen.slab(x, 0.42, x + 0.38, 0.84, 0.12)
        pen.area(
            [(x, 0.56), (x + 0.06, 0.30), (x + 0.24, 0.14), (x + 0.33, 0.20), (x + 0.22, 0.45)]
        )


def _curtain(pen: Pen) -> None:
    pen.slab(0.03, 0.05, 0.97, 0.19, 0.04)
    for i in range(5):
        pen.disc((0.124 + 0.188 * i, 0.19), 0.094)
    for side in (1, -1):
        hang = [(0.0, 0.20), (0.30, 0.20), (0.25, 0.45), (0.17, 0.66), (0.22, 0.90), (0.0, 0.90)]
        pen.area([(0.5 - side * (0.46 - x), y) for x, y in hang])
    pen.slab(0.03, 0.88, 0.97, 0.96, 0.03)
    pen.area([turned((0.5, 0.62), 0.17 if i % 2 == 0 else 0.073, 36 * i) for i in range(10)])


def _people(pen: Pen) -> None:
    for x, y, r in ((0.24, 0.34, 0.12), (0.76, 0.34, 0.12), (0.5, 0.28, 0.15)):
        pen.disc((x, y), r)
    pen.slab(0.05, 0.52, 0.40, 0.88, 0.16)
    pen.slab(0.60, 0.52, 0.95, 0.88, 0.16)
    pen.cut(0.25, 0.46, 0.75, 0.96, 0.2)
    pen.slab(0.28, 0.49, 0.72, 0.94, 0.18)


def _reels(pen: Pen) -> None:
    for i in range(3):
        x = 0.05 + i * 0.315
        pen.slab(x, 0.16, x + 0.27, 0.84, 0.06)
        pen.disc((x + 0.135, 0.5), 0.07, hole=True)


def _split(pen: Pen) -> None:
    pen.line([(0.5, 0.94), (0.5, 0.60), (0.20, 0.28)], 0.11)
    pen.line([(0.5, 0.60), (0.80, 0.28)], 0.11)
    pen.area([(0.06, 0.40), (0.09, 0.10), (0.37, 0.16)])
    pen.area([(0.94, 0.40), (0.91, 0.10), (0.63, 0.16)])


def _badge(pen: Pen) -> None:
    pen.slab(0.10, 0.16, 0.90, 0.96, 0.10)
    pen.slab(0.42, 0.02, 0.58, 0.24, 0.05)
    pen.cut(0.34, 0.235, 0.66, 0.295, 0.03)
    pen.disc((0.5, 0.50), 0.125, hole=True)
    pen.cut(0.27, 0.67, 0.73, 0.86, 0.095)


def _pointing(degrees: int) -> Draw:
    """An arrow on a key: it points where it points, in every language."""

    def draw(pen: Pen) -> None:
        def at(radius: float, angle: float) -> tuple[float, float]:
            return turned((0.5, 0.5), radius, angle + degrees)

        pen.line([at(0.40, 180), at(0.36, 0)], 0.13)
        pen.line([at(0.34, 62), at(0.40, 0), at(0.34, -62)], 0.13)

    return draw


def _eye_shut(pen: Pen) -> None:
    _eye(pen)
    pen.line([(0.14, 0.90), (0.86, 0.10)], 0.20, hole=True)
    pen.line([(0.14, 0.90), (0.86, 0.10)], 0.085)


ICONS: Mapping[str, Draw] = MappingProxyType(
    {
        "headset": _headset,
        "speech": _speech,
        "bell": _bell,
        "lock": _lock,
        "eye": _eye,
        "spark": _spark,
        "flame": _flame,
        "mask": _mask_face,
        "shop": _shop,
        "bulb": _bulb,
        "star": _star,
        "circle": _circle,
        "heart": _heart,
        "bubble": _bubble,
        "arrow": _arrow,
        "diamond": _diamond,
        "check": _check,
        "hand": _hand,
        "pause": _pause,
        "mute": _mute,
        "stairs": _stairs,
        "warning": _warning,
        "drum": _drum,
        "quote": _quote,
        "curtain": _curtain,
        "people": _people,
        "reels": _reels,
        "split": _split,
        "badge": _badge,
        "eye-shut": _eye_shut,
        "up": _pointing(0),
        "right": _pointing(90),
        "down": _pointing(180),
        "left": _pointing(270),
    }
)
