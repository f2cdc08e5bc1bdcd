"""The mark: its layers and its colours."""

import pytest

from improv.look.colours import Theme
from improv.look.logo import LAYERS, mark_colours
from improv.look.themes import THEMES
from tests.look.contrasts import contrast

_ALL = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


def test_the_mark_stays_in_its_square() -> None:
    """No point of any layer lies outside, so that nothing of it is cut."""
    points = [point for layer in LAYERS.values() for point in layer.points]
    assert min(min(point) for point in points) == pytest.approx(0)
    assert max(max(point) for point in points) == pytest.approx(1)


@_ALL
def test_the_bubble_stands_out_in_every_theme(theme: Theme) -> None:
    """What makes the mark can be told apart: a shape needs 3:1."""
    colours = mark_colours(theme)
    assert set(colours) == set(LAYERS)
    for front, back in (("bubble", "cloth"), ("valance", "cloth"), ("spark", "bubble")):
        assert contrast(colours[front], colours[back]) >= 3
