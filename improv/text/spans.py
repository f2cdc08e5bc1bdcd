"""Where some characters of a text stand in its block, for a highlight behind a word.

They have a span on each line that they are on, and several on one line where text of the other
direction comes between. Knows clusters and pen positions; never words, colours or pixels.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from improv.text.layout import Block, Line

_TOUCHING = 0.01  # px: the pen's places are sums of floats


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line in px, in the block's box: its ends, and its line's top and bottom."""

    left: float
    right: float
    top: float
    bottom: float


def spans(block: Block, start: int, end: int) -> tuple[Span, ...]:
    """The spans of the characters from `start` to `end`, line by line and from left to right.

    Indices are those of the text that was laid out. A cluster (a ligature, a letter with its
    marks) belongs as a whole to the characters that it begins in; what is not drawn has no span.
    """
    pitch = block.height / len(block.lines)
    return tuple(
        Span(left, right, number * pitch, (number + 1) * pitch)
        for number, line in enumerate(block.lines)
        if line.start < end and start < line.end
        for left, right in _pieces(line, start, end)
    )


def _pieces(line: Line, start: int, end: int) -> Iterator[tuple[float, float]]:
    """Ends of the pieces on one line: glyphs come from left to right, so neighbours join."""
    left = right = line.x
    for run in line.runs:
        for i, cluster in enumerate(run.clusters):
            if not start <= cluster < end:
                continue
            if run.edges[i] > right + _TOUCHING:
                if right > left:
                    yield left, right
                left = run.edges[i]
            right = run.edges[i + 1]
    if right > left:
        yield left, right
