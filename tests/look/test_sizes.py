"""Sizes: shares of the height, in their order."""

import pytest

from improv.look.sizes import Scale


@pytest.mark.parametrize("height", [600, 768, 1080, 2160])
def test_the_type_scale_rises(height: int) -> None:
    """Each size is larger than the one before, from a fortieth of the height to a quarter."""
    scale = Scale(height * 16 // 9, height)
    sizes = [scale.least, scale.note, scale.body, scale.lead, scale.title, scale.display]
    assert sizes == sorted(set(sizes))
    assert scale.least >= height / 40
    assert scale.body >= height / 22
    assert scale.poster == height / 4
