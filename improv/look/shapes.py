"""Shapes: what icons, the logo and parts of cards are made of. Values only: no pygame, no SVG.

Coordinates are shares of the drawing's height, x to the right and y down: an icon lies in the
square from (0, 0) to (1, 1). Angles are degrees clockwise from 12 o'clock.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Circle:
    """A filled circle."""

    centre: Point
    radius: float
    hole: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle, its corners rounded by `radius`."""

    left: float
    top: float
    right: float
    bottom: float
    radius: float = 0
    hole: bool = False


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon; its last point is joined to its first."""

    points: Sequence[Point]
    hole: bool = False


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line `thick` across, with round ends and corners; it is not closed."""

    points: Sequence[Point]
    thick: float
    hole: bool = False


Shape = Circle | Rect | Polygon | Polyline
Drawing = tuple[Shape, ...]
"""Painted in this order; a hole takes away what was painted before it."""


def polar(centre: Point, radius: float, degrees: float) -> Point:
    """The point of a circle at that angle."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def arc(centre: Point, radius: float, begin: float, end: float, step: float = 6) -> list[Point]:
    """Points along a part of a circle, at most `step` degrees apart."""
    steps = math.ceil(abs(end - begin) / step)
    return [polar(centre, radius, begin + (end - begin) * i / steps) for i in range(steps + 1)]


def star(centre: Point, outer: float, inner: float, rays: int = 5) -> Polygon:
    """A star; its first ray points up."""
    radii = (outer, inner) * rays
    return Polygon([polar(centre, r, 180 / rays * i) for i, r in enumerate(radii)])


def smooth(points: Sequence[Point]) -> list[Point]:
    """A closed curve through points (Catmull-Rom), eight straight pieces between two of them."""
    curve: list[Point] = []
    count = len(points)
    for i in range(count):
        before, one, two, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        for step in range(8):
            t = step / 8
            x, y = (
                0.5
                * (
                    2 * one[axis]
                    + (two[axis] - before[axis]) * t
                    + (2 * before[axis] - 5 * one[axis] + 4 * two[axis] - after[axis]) * t**2
                    + (3 * one[axis] - before[axis] - 3 * two[axis] + after[axis]) * t**3
                )
                for axis in (0, 1)
            )
            curve.append((x, y))
    return curve
