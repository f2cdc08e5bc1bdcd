"""The mark and the wordmark: where they stand, and the window's icon."""

import pytest

from improv.look.logo import LAYERS, NAME
from improv.screen.boxes import Box
from improv.screen.composition import Picture, bare
from improv.screen.display_list import Sprite
from improv.screen.logo import icon, signature

SIZE = (1280, 720)


def _signed(language: str, across: str) -> Picture:
    box = Box(100, 20, 1000, 40)
    return bare(SIZE, "stage", language, lambda builder: signature(builder, box, across))


@pytest.mark.parametrize("across", ["end", "centre"])
def test_the_lockup_changes_sides_but_is_not_mirrored(across: str) -> None:
    """The mark stands left of the name in both directions, at mirrored places."""
    lefts = []
    for language in ("en", "he"):
        picture = _signed(language, across)
        shape = next(m for m in picture.items if isinstance(m, Sprite))
        (name,) = picture.placed
        assert name.text == NAME
        assert not name.overflows
        assert shape.area[0] + shape.area[2] < name.area[0]
        lefts.append((shape.area[0], name.area[0] + name.area[2]))
    (left, right), (mirrored_left, mirrored_right) = lefts
    assert left == pytest.approx(SIZE[0] - mirrored_right, abs=4)
    assert right == pytest.approx(SIZE[0] - mirrored_left, abs=4)


def test_every_layer_of_the_mark_is_drawn() -> None:
    """No layer is forgotten, and none is mirrored."""
    sprites = [m for m in _signed("he", "end").items if isinstance(m, Sprite)]
    assert [sprite.name for sprite in sprites] == [f"mark-{name}" for name in LAYERS]
    assert not any(sprite.mirrored for sprite in sprites)


def test_the_windows_icon_is_the_mark() -> None:
    """Clear at the corners, cloth at the side, the bubble in the middle."""
    picture = icon()
    assert picture.get_at((0, 0)).a == 0
    middle, cloth = picture.get_at((40, 60)), picture.get_at((5, 70))
    assert middle.a == cloth.a == 255
    assert sum(middle[:3]) > sum(cloth[:3])
