"""What is wrong with the layout of a picture: read from the boxes of its words."""

from collections.abc import Iterator, Sequence

from improv.look.sizes import Scale
from improv.screen.composition import Picture
from improv.screen.display_list import Placed

_ROUNDING = 2


def faults(picture: Picture, size: tuple[int, int], *, squeezed: bool = False) -> Iterator[str]:
    """In words. `squeezed` words may be smaller than the last row can read, if nothing is cut."""
    scale = Scale(*size)
    for words in picture.placed:
        x, y, width, height = words.area
        slack = _ROUNDING + 0.006 * size[1]  # a line is a little higher than its letters
        if words.overflows:
            yield f"cut: {words.text!r}"
        if words.size < scale.least - 0.5:
            yield f"too small, {words.size} px: {words.text!r}"
        if words.squeezed and not squeezed:
            yield f"not to be read from the last row, {words.size} px: {words.text!r}"
        if x < scale.margin_x - _ROUNDING or x + width > size[0] - scale.margin_x + _ROUNDING:
            yield f"over the safe margin at the side: {words.text!r}"
        if y < scale.margin_y - slack or y + height > size[1] - scale.margin_y + slack:
            yield f"over the safe margin above or below: {words.text!r}"
        if not _inside(words):
            yield f"out of its box: {words.text!r}"
    for one, other in _overlapping(picture.placed):
        yield f"{one.text!r} overlaps {other.text!r}"


def _inside(words: Placed) -> bool:
    x, y, width, height = words.area
    left, top, wide, high = words.box
    return (
        x >= left - _ROUNDING
        and y >= top - _ROUNDING
        and x + width <= left + wide + _ROUNDING
        and y + height <= top + high + _ROUNDING
    )


def _overlapping(placed: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            if one.layer == other.layer and meet(one, other):
                yield one, other


def meet(one: Placed, other: Placed) -> bool:
    """Whether two pieces of text share a pixel."""
    ax, ay, aw, ah = one.area
    bx, by, bw, bh = other.area
    return min(ax + aw, bx + bw) - max(ax, bx) > 1 and min(ay + ah, by + bh) - max(ay, by) > 1
