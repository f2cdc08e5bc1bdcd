"""Text in a given size and width -> a block: lines of positioned glyphs, in pixels.

Knows alignment, leading and paragraphs; knows nothing of colours or of pictures.
Blocks are cached (512 of them); used by the main thread only.
"""

import math
from dataclasses import dataclass
from enum import Enum

from improv.text.bidi import Direction
from improv.text.cached import cached
from improv.text.fonts import Weight
from improv.text.paragraph import Paragraph, paragraph
from improv.text.shape import Shape

# How far the baseline lies under the middle of the line, in em: the middle of Persian letters
# is lower than that of Latin capitals and Hebrew letters.
_RISE = {"Arab": 0.25, "Hebr": 0.32, "Latn": 0.33}


class Align(Enum):
    """Where lines stand in the box; START is the left of a left-to-right paragraph."""

    START = "start"
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one typeface, from left to right; `xs` and `ys` are their origins in the box.

    `clusters` say for each glyph which character of the text it begins at; `edges`, one more than
    there are glyphs, where the pen stood before each and after the last.
    """

    face: str
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    clusters: tuple[int, ...]
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its left end, baseline and width in the box, and its share of the text."""

    x: float
    baseline: float
    width: float
    start: int
    end: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Text laid out in a box `width` by `height` px, y downwards from its upper left corner.

    `longest` is the width of its longest line. `overflows` says that the words did not fit: a
    single letter is wider than the box, or (from `fit`) the text was cut.
    """

    size: float
    width: float
    height: float
    longest: float
    lines: tuple[Line, ...]
    direction: Direction
    overflows: bool


@cached(512)
def layout(
    text: str,
    *,
    size: float,
    width: float = math.inf,
    weight: Weight = Weight.REGULAR,
    language: str = "en",
    align: Align = Align.START,
    direction: Direction | None = None,
    leading: float = 1.3,
    balance: bool = False,
) -> Block:
    """Lay out `text` at `size` px an em in lines at most `width` px wide.

    Without a width each paragraph is one line, and the box as wide as the longest. `language`
    is a tag such as "fa"; `direction` is each paragraph's own (by its first strong letter, else
    left to right) unless given. Lines are `leading` em apart; `balance` makes them about equally
    long. Any text is accepted: what the fonts lack is shown as a box, controls as nothing.
    """
    lines = []
    longest, full = 0.0, False
    for part, offset in paragraphs(text, weight, language, direction):
        for stretch in part.wrap(width / size, balance=balance):
            shapes = part.line(stretch.start, stretch.end)
            line_width = sum(shape.width for shape in shapes) * size
            lines.append((part, offset + stretch.start, offset + stretch.end, shapes, line_width))
            longest, full = max(longest, line_width), full or stretch.full
    box = longest if math.isinf(width) else width
    pitch = leading * size
    first = lines[0][0]
    placed = []
    for number, (part, start, end, shapes, line_width) in enumerate(lines):
        x = _left(align, part.direction, box - line_width)
        baseline = (number + 0.5) * pitch + _RISE[first.home] * size
        runs = _runs(shapes, start, x, baseline, size)
        placed.append(Line(x, baseline, line_width, start, end, runs))
    height = len(lines) * pitch
    return Block(size, box, height, longest, tuple(placed), first.direction, full)


def paragraphs(
    text: str, weight: Weight, language: str, direction: Direction | None
) -> list[tuple[Paragraph, int]]:
    """Return the paragraphs of a text, at least one, and where in the text each begins."""
    found, offset = [], 0
    for line in text.splitlines(keepends=True) or [""]:
        bare = line.splitlines()[0] if line else ""
        found.append((paragraph(bare, weight, language, direction), offset))
        offset += len(line)
    return found


def _left(align: Align, direction: Direction, space: float) -> float:
    if align is Align.CENTRE:
        return space / 2
    at_left = (align is Align.START) == (direction is Direction.LTR)
    return 0.0 if at_left else space


def _runs(
    shapes: tuple[Shape, ...], start: int, x: float, baseline: float, size: float
) -> tuple[Run, ...]:
    runs = []
    for shape in shapes:
        xs, ys, edges = [], [], [x]
        for advance, (across, up) in zip(shape.advances, shape.offsets, strict=True):
            xs.append(x + across * size)
            ys.append(baseline - up * size)
            x += advance * size
            edges.append(x)
        clusters = tuple(start + c for c in shape.clusters)
        placed = tuple(xs), tuple(ys)
        runs.append(Run(shape.item.face, shape.glyphs, *placed, clusters, tuple(edges)))
    return tuple(runs)
