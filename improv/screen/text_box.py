"""Words in a box: laid out in the direction of the picture and of the words.

Knows languages, directions and sizes; never what a picture shows. A strange word keeps its own
direction, but stands where the picture begins.
"""

import re
from functools import lru_cache

from improv.locale.figures import keep_figures_whole
from improv.text.bidi import Direction
from improv.text.fit import fit
from improv.text.fonts import Weight
from improv.text.layout import Align, Block
from improv.text.spans import Span, spans

_WORD = re.compile(r"\S+")

_ISOLATE = "\u2068"


def set_text(
    text: str,
    width: float,
    height: float,
    *,
    sizes: tuple[float, float],
    weight: Weight,
    across: str,
    language: str,
    rtl: bool,
) -> Block:
    """`text` as large as fits, between two sizes (least, largest), at start, centre or end."""
    base = base_direction(text, rtl)
    align = Align.CENTRE
    if across != "centre":
        near = (base is Direction.RTL) == rtl
        align = Align.START if near == (across == "start") else Align.END
    least, largest = (round(size * 2) / 2 for size in sizes)
    return fit(
        _steadied(text, base),
        width=max(1, int(width)),
        height=max(1, int(height) + 1),
        largest=largest,
        least=least,
        weight=weight,
        language=language,
        align=align,
        direction=base,
        leading=leading_of(text, weight),
    )


def spans_of_word(block: Block, text: str, word: int) -> tuple[Span, ...]:
    """Where a word (of `text.split()`, from 0) stands in its block; nowhere if it was cut."""
    words = [found.span() for found in _WORD.finditer(_steadied(text, block.direction))]
    if block.overflows or word >= len(words):
        return ()
    return spans(block, *words[word])


def _steadied(text: str, base: Direction) -> str:
    """The text as it is laid out: what must not be broken is held together; its words stay."""
    return keep_figures_whole(text, rtl=base is Direction.RTL)


@lru_cache(maxsize=512)
def base_direction(text: str, rtl: bool) -> Direction:
    """Which way a text runs inside a picture: the picture's, unless it has none of its letters."""
    # A list runs with the picture, whatever the names in it are.
    letters = [c for c in text if c.isalpha()]
    right = any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in letters)
    if rtl:
        listed = text.count(_ISOLATE) > 1
        return Direction.RTL if right or listed or not letters else Direction.LTR
    left = any(c < "\u0590" for c in letters)
    return Direction.RTL if right and not left else Direction.LTR


@lru_cache(maxsize=512)
def leading_of(text: str, weight: Weight) -> float:
    """How far lines are apart, in em: Arabic script needs more space than the others."""
    tall = any("\u0600" <= c <= "\u08ff" or "\ufb50" <= c <= "\ufefc" for c in text)
    if weight is Weight.REGULAR:
        return 1.5 if tall else 1.3
    return 1.45 if tall else 1.14
