"""Where a line may end: line break opportunities (UAX #14) and grapheme clusters (UAX #29).

`uniseg` knows both algorithms but takes about 0.15 ms a character and 45 ms to import, so
plain words between spaces are recognised here and only the rest is left to it.
Knows characters only, never widths.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

# Characters that never break among themselves (classes AL, HL and NU), with their marks (CM).
# Isolates count as marks of what they follow; before a word they change nothing.
_LETTER = (
    r"[A-Za-z0-9#&@_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u05d0-\u05ea\u05f3\u05f4"
    r"\u0620-\u064a\u0660-\u0669\u066e-\u066f\u0671-\u06d3\u06f0-\u06f9]"
    r"[\u0300-\u034e\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670\u200c\u2066-\u2069]*"
)
# The one place inside plain words where a line may end (between classes HY or SY and AL).
_INSIDE = re.compile("(?<=[A-Za-z])[-/](?=[A-Za-z])")
# A word with what may stand before, inside and after it; or a dash or a middle dot alone.
_PLAIN = re.compile(
    rf"[(\[\"“«]?[\u2066-\u2069]*(?:[$€£₪](?=\d))?(?:{_LETTER})+"
    rf"(?:(?:[.,:'’\"،\u00a0]|{_INSIDE.pattern})(?:{_LETTER})+)*"
    r"[%٪×]?[.,:;!?،؛؟\"”»)\]…\u2066-\u2069]*|[–—-]|[\u2066-\u2069]*·[\u2066-\u2069]*"
)
_WORD = re.compile("[^ ]+")
_DASHES = frozenset("–—-")
_PIECE, _CONTEXT = 128, 16  # characters


@lru_cache(maxsize=1024)
def opportunities(text: str) -> tuple[int, ...]:
    """The positions inside one paragraph before which a line may start, ascending."""
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]
    plain = [
        bool(_PLAIN.fullmatch(word)) and not (i and {word, words[i - 1][2]} <= _DASHES)
        for i, (_, _, word) in enumerate(words)
    ]
    found: set[int] = set()
    for (start, _, word), simple in zip(words, plain, strict=True):
        if simple:
            found.update(start + i for i in (0, *(m.end() for m in _INSIDE.finditer(word))))
    found.discard(0)
    first = 0
    while first < len(words):
        last = first
        while last < len(words) and not plain[last]:
            last += 1
        if last > first:  # a stretch of words to ask for, with one character on either side
            low = (words[first - 1][1] if first else words[0][0] or 1) - 1
            high = words[last][0] + 1 if last < len(words) else len(text)
            found -= set(range(low + 1, high))
            found.update(low + i for i in _from_library(text[low:high]))
        first = last + 1
    return tuple(sorted(found))


def load() -> None:
    """Load the library now, where the first text would wait for it."""
    _from_library("‏")
    clusters("‏")


@lru_cache(maxsize=1024)
def _from_library(text: str) -> tuple[int, ...]:
    from uniseg.linebreak import line_break_breakables

    return tuple(place for place in _places(text, line_break_breakables) if place)


@lru_cache(maxsize=1024)
def clusters(text: str) -> tuple[int, ...]:
    """Return the positions where a grapheme cluster starts, the first (0) included."""
    if text.isascii() and "\r" not in text:
        return tuple(range(len(text)))
    from uniseg.graphemecluster import grapheme_cluster_breakables

    return tuple(_places(text, grapheme_cluster_breakables))


def _places(text: str, breakables: Callable[[str], Iterable[int]]) -> Iterator[int]:
    """Where the library would break, piece by piece."""
    # Its time grows with the square of the length of a run of marks, so pieces are short. Of the
    # text around a piece it needs fewer than `_CONTEXT` characters in any text that makes sense.
    for low in range(0, len(text), _PIECE):
        start = max(0, low - _CONTEXT)
        piece = text[start : low + _PIECE + _CONTEXT]
        for place, allowed in enumerate(breakables(piece), start):
            if allowed and low <= place < low + _PIECE:
                yield place
