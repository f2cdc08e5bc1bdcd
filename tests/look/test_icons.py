"""The icons and the parts of cards: inside their boxes, and nothing in them empty or open."""

from collections.abc import Iterator

import pytest

from improv.look.icons import ICONS, MIRRORED
from improv.look.parts import PARTS
from improv.look.shapes import Circle, Drawing, Point, Polygon, Polyline, Rect, Shape

_WIDTHS = {
    **dict.fromkeys(PARTS, (1.0, 1.3, 24.0)),
    **dict.fromkeys(("teeth", "teeth-start"), (0.02, 0.1, 1.0)),
    "dome": (2.0,),
}
"""Width over height of the boxes that a part is drawn in."""


def _reach(shape: Shape) -> Iterator[Point]:
    """Points between which the whole shape lies."""
    match shape:
        case Circle((x, y), radius):
            yield from ((x - radius, y - radius), (x + radius, y + radius))
        case Rect(left, top, right, bottom):
            yield from ((left, top), (right, bottom))
        case Polygon(points):
            yield from points
        case Polyline(points, thick):
            for point in points:
                yield from _reach(Circle(point, thick / 2))


def _flaw(drawing: Drawing, wide: float = 1) -> str:
    """What is wrong with a drawing: nothing in it, a part outside, a shape without an area."""
    if not drawing or drawing[0].hole:
        return "empty"
    for shape in drawing:
        across, down = zip(*_reach(shape), strict=True)
        if min(*across, *down) < 0 or max(across) > wide + 1e-9 or max(down) > 1 + 1e-9:
            return f"outside: {shape}"
        if min(across) >= max(across) or min(down) >= max(down):
            return f"flat: {shape}"
        if isinstance(shape, Rect):
            least = min(shape.right - shape.left, shape.bottom - shape.top)
            if not 0 <= shape.radius <= least / 2 + 1e-9:
                return f"too round: {shape}"
        if isinstance(shape, Polygon) and len(set(shape.points)) < 3:
            return f"open: {shape}"
    return ""


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_lies_in_its_square(name: str) -> None:
    """Nothing of it is cut off, and each of its shapes has an area."""
    assert _flaw(ICONS[name]) == ""


@pytest.mark.parametrize(("name", "widths"), _WIDTHS.items(), ids=_WIDTHS)
def test_a_part_of_a_card_stays_in_its_box(name: str, widths: tuple[float, ...]) -> None:
    """As narrow and as wide as such a box is, nothing of the part is cut off."""
    assert [_flaw(PARTS[name](wide), wide) for wide in widths] == [""] * len(widths)


def test_a_flaw_is_found() -> None:
    """What the tests above look for, each made on purpose."""
    square = Rect(0, 0, 1, 1)
    assert _flaw(()) == _flaw((Circle((0.5, 0.5), 0.1, hole=True),)) == "empty"
    assert _flaw((square, Circle((0.9, 0.5), 0.2))).startswith("outside")
    assert _flaw((Polyline([(0.5, 0.02), (0.5, 0.5)], 0.1),)).startswith("outside")
    assert _flaw((Rect(0.2, 0.2, 0.8, 0.2),)).startswith("flat")
    assert _flaw((Rect(0.2, 0.2, 0.8, 0.4, 0.2),)).startswith("too round")
    assert _flaw((Polygon([(0, 0), (1, 1), (0, 0)]),)).startswith("open")


def test_names_are_of_one_drawing() -> None:
    """A name is an icon's or a part's; what is mirrored is an icon."""
    assert set(ICONS) >= MIRRORED
    assert not set(ICONS) & set(PARTS)
