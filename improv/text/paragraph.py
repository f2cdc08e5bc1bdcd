"""One paragraph, shaped: how wide each stretch of it is, and how it falls into lines.

Everything is in em, so one paragraph serves every size. A line never splits a word while
another break is possible; a word wider than the line is split between grapheme clusters.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate

from improv.text.bidi import Direction, first_strong, levels, visual_order
from improv.text.breaks import clusters, opportunities
from improv.text.fonts import Weight
from improv.text.items import home_script, itemise
from improv.text.shape import Shape, shape

# What is not drawn at a line's end: spaces, and controls among them.
_TRAILING = re.compile("[ \u1680\u2000-\u200b\u200e\u200f\u202a-\u202e\u205f\u2060-\u2069\u3000]")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\xad]")  # nothing here hyphenates
_SURROGATE = re.compile("[\ud800-\udfff]")
_SLACK = 1e-6  # em: widths are sums of floats
_HALVINGS = 10


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line's share of a paragraph, from `start` to `end`; `full`: not even one cluster fits."""

    start: int
    end: int
    full: bool = False


class Paragraph:
    """A paragraph without line breaks of its own."""

    def __init__(
        self, text: str, weight: Weight, language: str, direction: Direction | None
    ) -> None:
        text = _CONTROL.sub("\u2060", text.replace("\t", " "))
        self.text = _SURROGATE.sub("\ufffd", text)
        self.language = language
        self.direction = direction or first_strong(self.text) or Direction.LTR
        self.home = home_script(self.text, language)
        self._codes = [ord(c) for c in self.text]
        found = levels(self.text, self.direction)
        self._items = itemise(self.text, found, weight, language)
        self._shapes = tuple(shape(self._codes, item, language) for item in self._items)
        advances = [0.0] * len(self.text)
        self._safe = {len(self.text)}
        for shaped in self._shapes:
            for cluster, advance in zip(shaped.clusters, shaped.advances, strict=True):
                advances[cluster] += advance
            self._safe.update(set(shaped.clusters) - shaped.unsafe)
        self._upto = [0.0, *accumulate(advances)]
        self._exact_widths: dict[tuple[int, int], float] = {}

    def line(self, start: int, end: int) -> tuple[Shape, ...]:
        """Shape the characters from `start` to `end` as a line, from left to right."""
        if (start, end) == (0, len(self.text)):
            shapes: Sequence[Shape] = self._shapes
        else:
            codes = self._codes[start:end]
            shapes = [
                shape(
                    codes,
                    replace(item, start=max(item.start - start, 0), end=min(item.end, end) - start),
                    self.language,
                )
                for item in self._items
                if item.end > start and item.start < end
            ]
        return tuple(shapes[i] for i in visual_order([s.item.level for s in shapes]))

    @cached_property
    def widest(self) -> float:
        """The width of the widest word: the least width that splits none."""
        starts = (0, *self._stops[:-1])
        return max(
            (self._width(a, b) for a, b in zip(starts, self._ends, strict=True)), default=0.0
        )

    def wrap(self, limit: float, *, balance: bool = False) -> list[Stretch]:
        """Cut the paragraph into lines at most `limit` em wide; `balance` evens them out."""
        found = self._fill(limit)
        if not balance or len(found) == 1 or self.widest > limit:
            return found
        low, high = max(self.widest, self._upto[-1] / len(found) - 1), limit
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            attempt = self._fill(middle)
            if len(attempt) > len(found):
                low = middle
            else:
                found, high = attempt, middle
        return found

    @cached_property
    def _stops(self) -> list[int]:
        return [*opportunities(self.text), len(self.text)]

    @cached_property
    def _ends(self) -> list[int]:
        """Where the drawn part of a line ends that is broken at each stop."""
        return [self._trimmed(0, stop) for stop in self._stops]

    @cached_property
    def _reach(self) -> list[float]:
        return [self._upto[end] for end in self._ends]

    @cached_property
    def _clusters(self) -> tuple[int, ...]:
        return clusters(self.text)

    def _trimmed(self, start: int, stop: int) -> int:
        while stop > start and _TRAILING.match(self.text, stop - 1, stop):
            stop -= 1
        return stop

    def _fill(self, limit: float) -> list[Stretch]:
        limit += _SLACK
        size = len(self.text)
        end = self._trimmed(0, size)
        if self._width(0, end) <= limit:
            return [Stretch(0, end)]
        found: list[Stretch] = []
        start = 0
        while start < size:
            first = bisect_right(self._stops, start)
            last = bisect_right(self._reach, self._upto[start] + limit) - 1
            while last >= first and self._width(start, self._ends[last]) > limit:
                last -= 1
            if last >= first:
                found.append(Stretch(start, max(start, self._ends[last])))
                start = self._stops[last]
            else:
                found.append(self._split(start, self._ends[first], limit))
                start = found[-1].end
                if start == self._ends[first]:
                    start = self._stops[first]
        return found

    def _split(self, start: int, word_end: int, limit: float) -> Stretch:
        """Return as many grapheme clusters of the word from `start` as fit, but at least one."""
        first = bisect_right(self._clusters, start)
        last = bisect_left(self._clusters, word_end)
        ends = [*self._clusters[first:last], word_end]
        fitting = bisect_right(ends, limit, key=lambda end: self._upto[end] - self._upto[start])
        while fitting and self._exact(start, ends[fitting - 1]) > limit:
            fitting -= 1
        end = ends[max(fitting - 1, 0)]
        return Stretch(start, end, full=not fitting)

    def _width(self, start: int, end: int) -> float:
        if end <= start:
            return 0.0
        if start in self._safe and end in self._safe:
            return self._upto[end] - self._upto[start]
        return self._exact(start, end)

    def _exact(self, start: int, end: int) -> float:
        """The width of a stretch shaped by itself: asked for again at every size that is tried."""
        found = self._exact_widths.get((start, end))
        if found is None:
            found = sum(shaped.width for shaped in self.line(start, end))
            self._exact_widths[start, end] = found
        return found


@lru_cache(maxsize=256)
def paragraph(text: str, weight: Weight, language: str, direction: Direction | None) -> Paragraph:
    """Return the paragraph, shaped once for all sizes and widths; 256 are kept."""
    return Paragraph(text, weight, language, direction)
