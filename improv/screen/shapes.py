"""Antialiased masks: a drawing of `look`, painted four times too large and then made small.

A mask is white with an alpha channel; whoever blits it gives it a colour.
"""

import math
from itertools import pairwise

import pygame

from improv.look.icons import ICONS
from improv.look.logo import LAYERS
from improv.look.parts import PARTS
from improv.look.shapes import Circle, Drawing, Polygon, Polyline, Rect, Shape

_FULL = (255, 255, 255, 255)
_NONE = (255, 255, 255, 0)
_MOST_PIXELS = 2_200_000
"""About the most pixels that are painted for a mask: a large one is less than four times finer."""


def named(name: str, wide: float = 1) -> Drawing:
    """The icon, the part of a card (`wide` across and 1 high) or the logo's layer of that name."""
    if name.startswith("mark-"):
        return (LAYERS[name.removeprefix("mark-")],)
    return PARTS[name](wide) if name in PARTS else ICONS[name]


def mask(width: int, height: int, drawing: Drawing) -> pygame.Surface:
    """White pixels of that size, their alpha the coverage of the drawing, which is 1 high."""
    width, height = max(1, width), max(1, height)
    finer = 4
    while finer > 2 and width * height * finer * finer > _MOST_PIXELS:
        finer -= 1
    large = pygame.Surface((width * finer, height * finer), pygame.SRCALPHA, 32)
    large.fill(_NONE)
    for shape in drawing:
        _paint(large, shape)
    return pygame.transform.smoothscale(large, (width, height))


def _paint(surface: pygame.Surface, shape: Shape) -> None:
    unit = surface.get_height()
    colour = _NONE if shape.hole else _FULL
    match shape:
        case Circle((x, y), radius):
            pygame.draw.circle(surface, colour, (x * unit, y * unit), radius * unit)
        case Rect(left, top, right, bottom, radius):
            sides = (left, top, right - left, bottom - top)
            rect = pygame.Rect(*(round(side * unit) for side in sides))
            pygame.draw.rect(surface, colour, rect, border_radius=round(radius * unit))
        case Polygon(points):
            pygame.draw.polygon(surface, colour, [(x * unit, y * unit) for x, y in points])
        case Polyline(points, thick):
            half = thick / 2 * unit
            scaled = [(x * unit, y * unit) for x, y in points]
            for point in scaled:
                pygame.draw.circle(surface, colour, point, half)
            for (ax, ay), (bx, by) in pairwise(scaled):
                length = math.hypot(bx - ax, by - ay)
                nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
                corners = [(ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny)]
                pygame.draw.polygon(surface, colour, [*corners, (ax - nx, ay - ny)])
