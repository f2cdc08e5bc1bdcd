"""Antialiased shapes: drawn four times too large, then made small.

Knows masks (white pixels with alpha) and unit coordinates; nothing of themes or scenes. A pen
draws in a square or a rectangle whose height is 1.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import pygame

Point = tuple[float, float]
_FULL = (255, 255, 255, 255)
_NONE = (255, 255, 255, 0)
_MOST_PIXELS = 6_000_000


class Pen:
    """Draws a mask in coordinates from (0, 0) to (`wide`, 1)."""

    def __init__(self, surface: pygame.Surface) -> None:
        self._surface = surface
        self._unit = surface.get_height()
        self.wide = surface.get_width() / self._unit

    def _at(self, point: Point) -> Point:
        return point[0] * self._unit, point[1] * self._unit

    def disc(self, centre: Point, radius: float, *, hole: bool = False) -> None:
        """A filled circle; a `hole` takes away."""
        colour = _NONE if hole else _FULL
        pygame.draw.circle(self._surface, colour, self._at(centre), radius * self._unit)

    def ring(self, centre: Point, radius: float, thick: float) -> None:
        """A circle's line, `thick` across, its middle at `radius`."""
        self.arc(centre, radius, thick, 0, 360)

    def arc(self, centre: Point, radius: float, thick: float, begin: float, end: float) -> None:
        """Part of a circle's line with round ends, in degrees clockwise from 12 o'clock."""
        steps = max(8, int(abs(end - begin) / 3))
        points = [
            turned(centre, radius, begin + (end - begin) * i / steps) for i in range(steps + 1)
        ]
        self.line(points, thick)

    def line(self, points: Sequence[Point], thick: float, *, hole: bool = False) -> None:
        """A line through points, with round ends and corners."""
        colour = _NONE if hole else _FULL
        half = thick / 2 * self._unit
        for point in points:
            pygame.draw.circle(self._surface, colour, self._at(point), half)
        for one, other in pairwise(points):
            (ax, ay), (bx, by) = self._at(one), self._at(other)
            length = math.hypot(bx - ax, by - ay)
            if length:
                nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
                corners = [(ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny)]
                pygame.draw.polygon(self._surface, colour, [*corners, (ax - nx, ay - ny)])

    def area(self, points: Sequence[Point], *, hole: bool = False) -> None:
        """A filled polygon."""
        colour = _NONE if hole else _FULL
        pygame.draw.polygon(self._surface, colour, [self._at(point) for point in points])

    def slab(self, left: float, top: float, right: float, bottom: float, radius: float = 0) -> None:
        """A filled rectangle with round corners."""
        unit = self._unit
        rect = pygame.Rect(
            round(left * unit),
            round(top * unit),
            round((right - left) * unit),
            round((bottom - top) * unit),
        )
        pygame.draw.rect(self._surface, _FULL, rect, border_radius=round(radius * unit))

    def cut(self, left: float, top: float, right: float, bottom: float, radius: float = 0) -> None:
        """Take a rectangle with round corners away."""
        unit = self._unit
        rect = pygame.Rect(
            round(left * unit),
            round(top * unit),
            round((right - left) * unit),
            round((bottom - top) * unit),
        )
        pygame.draw.rect(self._surface, _NONE, rect, border_radius=round(radius * unit))


def turned(centre: Point, radius: float, degrees: float) -> Point:
    """The point of a circle at `degrees` clockwise from 12 o'clock."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def smooth(points: Sequence[Point], steps: int = 8) -> list[Point]:
    """A closed curve through points (Catmull-Rom)."""
    curve: list[Point] = []
    count = len(points)
    for i in range(count):
        before, one, two, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
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


def mask(width: int, height: int, draw: Callable[[Pen], None]) -> pygame.Surface:
    """White pixels of that size, their alpha the coverage of what `draw` drew."""
    width, height = max(1, width), max(1, height)
    finer = 4
    while finer > 1 and width * height * finer * finer > _MOST_PIXELS:
        finer -= 1
    large = pygame.Surface((width * finer, height * finer), pygame.SRCALPHA, 32)
    large.fill(_NONE)
    draw(Pen(large))
    return large if finer == 1 else pygame.transform.smoothscale(large, (width, height))
