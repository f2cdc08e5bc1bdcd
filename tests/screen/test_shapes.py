"""Shapes and icons: smooth edges, something to see, and mirrored only where they point."""

import pygame
import pytest

from improv.look.icons import ICONS, MIRRORED
from improv.look.logo import LAYERS
from improv.look.parts import PARTS
from improv.screen.canvas import Canvas
from improv.screen.display_list import Fill, Ring, Sprite
from improv.screen.shapes import mask, named

_SIDE = 48
_INK = (255, 200, 60)
_DARK = (0, 0, 0)


def _painted(*marks: Fill | Ring | Sprite) -> pygame.Surface:
    canvas = Canvas((_SIDE, _SIDE))
    whole = (0, 0, _SIDE, _SIDE)
    canvas.paint((Fill(whole, _DARK), *marks), [whole])
    return canvas.surface


@pytest.mark.parametrize("name", [*ICONS, *PARTS, *(f"mark-{name}" for name in LAYERS)])
def test_a_shape_is_there_and_has_smooth_edges(name: str) -> None:
    """Some of it is full, some of its edge is half there, and it does not fill its box."""
    shape = mask(_SIDE, _SIDE, named(name))
    found = {shape.get_at((x, y)).a for x in range(_SIDE) for y in range(_SIDE)}
    assert max(found) == 255
    assert min(found) == 0
    assert len(found) > 2


@pytest.mark.parametrize("name", sorted(MIRRORED))
def test_what_points_is_turned_in_a_mirrored_picture(name: str) -> None:
    """An arrow points along the line of writing."""
    area = (0, 0, _SIDE, _SIDE)
    straight = _painted(Sprite(area, name, _INK))
    turned = _painted(Sprite(area, name, _INK, mirrored=True))
    again = pygame.transform.flip(turned, True, False)
    assert straight.get_buffer().raw != turned.get_buffer().raw
    assert straight.get_buffer().raw == again.get_buffer().raw


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_ring_empties_from_the_top(mirrored: bool) -> None:
    """A quarter gone is the first one: at the right, or at the left of a mirrored picture."""
    ring = _painted(Ring((0, 0, _SIDE, _SIDE), _INK, (40, 40, 40), 8, 0.75, mirrored))
    here, there = (40, 8), (7, 8)
    gone, left = (there, here) if mirrored else (here, there)
    assert ring.get_at(gone)[:3] == (40, 40, 40)
    assert ring.get_at(left)[:3] == _INK
    assert ring.get_at((_SIDE // 2, _SIDE // 2))[:3] == _DARK


def test_an_empty_ring_is_only_its_track() -> None:
    """When the time is over nothing glows."""
    ring = _painted(Ring((0, 0, _SIDE, _SIDE), _INK, (40, 40, 40), 8, 0.0, False))
    colours = {ring.get_at((x, y))[:3] for x in range(_SIDE) for y in range(_SIDE)}
    assert _INK not in colours
    assert (40, 40, 40) in colours
