"""The bidirectional algorithm, UAX #9 (Unicode 15): levels, and the order on the line (L2).

Knows characters and their bidi classes; knows nothing of fonts or widths. Linear in the
length of the text and free of recursion, so that ten thousand percent signs are only slow.
Rule names (X1, W1, N0, I1, L1 ...) are those of https://www.unicode.org/reports/tr9/.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from itertools import groupby

from improv.text.resolve import resolve

_DEEPEST = 125
_EMBEDDINGS = {"LRE": (0, None), "RLE": (1, None), "LRO": (0, "L"), "RLO": (1, "R")}
_ISOLATES = frozenset(("LRI", "RLI", "FSI"))
_REMOVED = frozenset((*_EMBEDDINGS, "PDF", "BN"))  # X9

# Everything that can make a level other than 0 in a left-to-right paragraph.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Direction(Enum):
    """Which way a paragraph runs; the value is its level."""

    LTR = 0
    RTL = 1


def first_strong(text: str) -> Direction | None:
    """Return the direction of the first strong character outside isolates (P2, P3)."""
    return _first_strong([unicodedata.bidirectional(c) for c in text])


def levels(text: str, direction: Direction) -> list[int]:
    """The embedding level of each character of one paragraph."""
    # Rule L1 is left out: the spaces at the ends of lines that it is about are never drawn.
    # Characters that X9 removes (controls, joiners) take the level of what stands before them.
    if direction is Direction.LTR and not _RIGHT_TO_LEFT.search(text):
        return [0] * len(text)
    original = [unicodedata.bidirectional(c) or "L" for c in text]
    base = direction.value
    partners = _partners(original)
    found, classes = _explicit(original, partners, base)
    explicit = list(found)
    for sequence in _sequences(original, found, partners):
        before, after = _borders(sequence, original, explicit, base)
        level = explicit[sequence[0]]
        resolved = resolve(
            [text[i] for i in sequence],
            [classes[i] for i in sequence],
            [original[i] for i in sequence],
            level,
            before,
            after,
        )
        for i, deeper in zip(sequence, resolved, strict=True):
            found[i] = deeper
    level = base
    for i, name in enumerate(original):
        if name in _REMOVED:
            found[i] = level
        level = found[i]
    return found


def visual_order(found: Sequence[int]) -> list[int]:
    """Return the indices of `found` (levels of characters or of runs) from left to right (L2)."""
    order = list(range(len(found)))
    if not any(found):
        return order
    for level in range(max(found), 0, -1):
        start = 0
        for raised, group in groupby([found[i] >= level for i in order]):
            end = start + len(list(group))
            if raised:
                order[start:end] = order[start:end][::-1]
            start = end
    return order


def _first_strong(classes: Sequence[str]) -> Direction | None:
    depth = 0
    for name in classes:
        if name in _ISOLATES:
            depth += 1
        elif name == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and name in ("L", "R", "AL"):
            return Direction.LTR if name == "L" else Direction.RTL
    return None


def _partners(original: Sequence[str]) -> dict[int, int]:
    """Map each isolate initiator to its PDI, and each such PDI to its initiator (BD9)."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for i, name in enumerate(original):
        if name in _ISOLATES:
            waiting.append(i)
        elif name == "PDI" and waiting:
            start = waiting.pop()
            found[start], found[i] = i, start
    return found


def _explicit(
    original: Sequence[str], partners: dict[int, int], base: int
) -> tuple[list[int], list[str]]:
    """Return levels and classes after the rules X1 to X8."""
    found, classes = [base] * len(original), list(original)
    stack: list[tuple[int, str | None, bool]] = [(base, None, False)]  # level, override, isolate
    lost_isolates = lost_embeddings = open_isolates = 0
    for i, name in enumerate(original):
        if name == "PDI":  # X6a
            if lost_isolates:
                lost_isolates -= 1
            elif open_isolates:
                lost_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                open_isolates -= 1
        level, override, isolate = stack[-1]
        if name == "B":  # X8
            continue
        found[i] = level
        if name not in _REMOVED and override:
            classes[i] = override
        if name in _EMBEDDINGS or name in _ISOLATES:  # X2 to X5c
            odd, forced = _EMBEDDINGS.get(name, (name == "RLI", None))
            if name == "FSI":
                inside = original[i + 1 : partners.get(i, len(original))]
                odd = _first_strong(inside) is Direction.RTL
            deeper = (level + 1) | 1 if odd else (level + 2) & ~1
            if deeper <= _DEEPEST and not lost_isolates and not lost_embeddings:
                stack.append((deeper, forced, name in _ISOLATES))
                open_isolates += name in _ISOLATES
            elif name in _ISOLATES:
                lost_isolates += 1
            elif not lost_isolates:
                lost_embeddings += 1
        elif name == "PDF" and not lost_isolates:  # X7
            if lost_embeddings:
                lost_embeddings -= 1
            elif not isolate and len(stack) > 1:
                stack.pop()
    return found, classes


def _sequences(
    original: Sequence[str], found: Sequence[int], partners: dict[int, int]
) -> list[list[int]]:
    """Return the isolating run sequences (BD13) as lists of indices, without what X9 removes."""
    result: list[list[int]] = []
    resumed: dict[int, list[int]] = {}
    kept = (i for i, name in enumerate(original) if name not in _REMOVED)
    for _, group in groupby(kept, key=lambda i: found[i]):
        run = list(group)
        sequence = resumed.get(run[0])
        if sequence is None:
            sequence = []
            result.append(sequence)
        sequence += run
        if original[run[-1]] in _ISOLATES and run[-1] in partners:
            resumed[partners[run[-1]]] = sequence
    return result


def _borders(
    sequence: Sequence[int], original: Sequence[str], found: Sequence[int], base: int
) -> tuple[str, str]:
    """Return the directions "L" or "R" that a sequence starts and ends against (sos, eos: X10)."""
    own, before, after = found[sequence[0]], sequence[0] - 1, sequence[-1] + 1
    while before >= 0 and original[before] in _REMOVED:
        before -= 1
    while after < len(original) and original[after] in _REMOVED:
        after += 1
    left = found[before] if before >= 0 else base
    cut = original[sequence[-1]] in _ISOLATES  # an isolate that nothing closes
    right = found[after] if after < len(original) and not cut else base
    return "LR"[max(own, left) & 1], "LR"[max(own, right) & 1]
