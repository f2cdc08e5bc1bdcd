"""The largest size at which a text fits in a box.

A search over sizes in half pixels; the paragraphs are shaped once, in em. Knows boxes and
lines, not pixels. Results are cached (512 of them); used by the main thread only.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from improv.text.bidi import Direction
from improv.text.breaks import clusters, opportunities
from improv.text.cached import cached
from improv.text.fonts import Weight
from improv.text.layout import Align, Block, layout, paragraphs
from improv.text.paragraph import Paragraph

_STEP = 0.5  # px
_ELLIPSIS = "…"
_OPENING, _POP = "\u2066\u2067\u2068", "\u2069"


@cached(512)
def fit(
    text: str,
    *,
    width: float,
    height: float,
    largest: float,
    least: float,
    weight: Weight = Weight.REGULAR,
    language: str = "en",
    align: Align = Align.START,
    direction: Direction | None = None,
    leading: float = 1.3,
) -> Block:
    """Lay out `text` as large as fits in `width` by `height` px, from `largest` down to `least`.

    Words stay whole if they can at any of these sizes; a word that is too wide even at `least`
    is split between letters. A text too long for the box at `least` is cut after a word with an
    ellipsis, at that size, and the block says that it `overflows`: whether that is good enough
    (or an error of a pack) is for the caller to say. The other arguments are those of `layout`;
    lines are balanced.
    """
    parts = [part for part, _ in paragraphs(text, weight, language, direction)]

    def fits(size: float, parts: list[Paragraph] = parts) -> bool:
        return _fits(parts, width / size, height / size, leading)

    whole = width / max(max(part.widest for part in parts), 1e-9)  # the size that splits no word
    top = min(largest, whole) if whole >= least else largest
    steps = max(0, math.floor((top - least) / _STEP))
    size = least + _STEP * _last(steps, lambda step: fits(least + _STEP * step))
    cut = not fits(size)
    if cut:
        text = _cut(
            text,
            lambda shorter: fits(
                size, [part for part, _ in paragraphs(shorter, weight, language, direction)]
            ),
        )
    block = layout(
        text,
        size=size,
        width=width,
        weight=weight,
        language=language,
        align=align,
        direction=direction,
        leading=leading,
        balance=True,
    )
    return replace(block, overflows=block.overflows or cut)


def _fits(parts: Sequence[Paragraph], width: float, height: float, leading: float) -> bool:
    space = math.floor(height / leading + 1e-6)
    for part in parts:
        stretches = part.wrap(width)
        space -= len(stretches)
        if space < 0 or any(stretch.full for stretch in stretches):
            return False
    return True


def _cut(text: str, fits: Callable[[str], bool]) -> str:
    """Return the longest beginning of a text that fits with an ellipsis after it."""
    return (
        _cut_among(text, opportunities(text), fits)
        or _cut_among(text, clusters(text), fits)
        or _ELLIPSIS
    )


def _cut_among(text: str, places: Sequence[int], fits: Callable[[str], bool]) -> str:
    """Return the text cut at the last of these places with which it fits, or ""."""
    kept = _last(len(places), lambda n: fits(_cut_at(text, places[n - 1])))
    return _cut_at(text, places[kept - 1]) if kept else ""


def _cut_at(text: str, place: int) -> str:
    """Cut before `place`; isolates that are open there are closed, so that "…" ends the text."""
    kept = text[:place].rstrip()
    waiting = sum(kept.count(c) for c in _OPENING) - kept.count(_POP)
    return kept + _POP * max(0, waiting) + _ELLIPSIS


def _last(most: int, holds: Callable[[int], bool]) -> int:
    """Return the greatest number from 0 to `most` for which `holds`, which 0 is taken to do."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low
