"""Emblems: every kind of card has one, and its name can be read beside it."""

import pytest

from improv.core.cards import Kind
from improv.look.emblems import EMBLEMS
from improv.look.shapes import Circle, Polygon, Polyline, Rect


def test_every_kind_has_one_in_the_unit_square() -> None:
    """No kind is told by its colour alone, and nothing stands over the edge of its box."""
    assert set(EMBLEMS) == {kind.value for kind in Kind}
    for kind, drawing in EMBLEMS.items():
        for shape in drawing:
            match shape:
                case Circle((x, y), radius) if not shape.hole:
                    points = [(x - radius, y - radius), (x + radius, y + radius)]
                case Rect(left, top, right, bottom):
                    points = [(left, top), (right, bottom)]
                case Polygon(points) | Polyline(points):
                    pass
                case _:
                    points = []
            assert all(0 <= part <= 1 for point in points for part in point), (kind, shape)


@pytest.mark.parametrize("kind", Kind)
def test_kinds_of_one_colour_differ_in_shape(kind: Kind) -> None:
    """But for a tip and what one asks oneself: both are notes, with another icon."""
    same = {other for other in Kind if EMBLEMS[other] == EMBLEMS[kind]}
    assert same == ({Kind.TIP, Kind.CHECK} if kind in (Kind.TIP, Kind.CHECK) else {kind})
