"""What an operator of a PDF shows, with one code for each letter that it stands for.

Knows no lines. Letters are given in the order of reading, glyphs from left to right.
"""

import re
import struct
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from improv.reports.pdf_font import TextFont

_ESCAPES = dict(zip(b"nrtbf", b"\n\r\t\b\f", strict=True))
_TOKEN = re.compile(rb"<([0-9A-Fa-f]*)>|(-?\d[\d.]*)|(\()")
_OCTAL = re.compile(rb"[0-7]{1,3}")
_NOTHING = -1
_NON_JOINER = "\u200c"
_ASIDE = 20.0
"""How far a letter without a glyph stands beside its neighbour, in 1/1000 of the size: poppler puts
letters in the order of their places."""


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs in a row."""

    array: bytes
    """As the operator TJ takes them."""
    first: str
    """What the leftmost stands for."""
    alone: bool
    """Whether all of it is said by one."""
    width: float
    """In 1/1000 of the size."""
    marks: tuple[tuple[float, bytes], ...] = ()
    """What is drawn on top and copied as a space: how far from the beginning, and its array."""


@dataclass(slots=True)
class _Glyph:
    code: int
    back: float = 0.0
    """How far back to the left the next is, in 1/1000 of the size."""


def is_mark(letter: str) -> bool:
    """Whether it stands above or below another, as vowels do."""
    return unicodedata.category(letter) == "Mn"


def _from_right(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def text_of(operand: bytes) -> str:
    """A text string (ISO 32000-1, 7.9.2.2), of those that typst writes: ASCII or UTF-16."""
    if operand.startswith(b"<"):
        return bytes.fromhex(operand[1:-1].decode()).decode("utf-16")
    return _literal(operand, 1)[0].decode("latin-1")


class GlyphRuns:
    """The runs of one font. The same question has the same answer: words come again and again."""

    def __init__(self, font: TextFont) -> None:
        self._font = font
        self.from_right = any(map(_from_right, font.said.values()))
        """Whether some of it is read from right to left."""
        self._known: dict[tuple[bytes, str | None, bool], Run | None] = {}

    def run(self, operand: bytes, said: str | None, *, turned: bool) -> Run | None:
        """What an operand of Tj or TJ shows, standing for `said` (None: for what its codes do).

        `turned`: it is read from right to left. None for what typst does not write.
        """
        key = operand, said, turned
        if key not in self._known:
            self._known[key] = _run(self._font, operand, said, turned=turned)
        return self._known[key]


def _run(font: TextFont, operand: bytes, said: str | None, *, turned: bool) -> Run | None:
    lead, glyphs = _glyphs(operand)
    if not glyphs:
        return None
    width = sum(font.widths.get(glyph.code, 0.0) - glyph.back for glyph in glyphs) - lead
    texts = [font.said.get(glyph.code, "") for glyph in glyphs]
    if said is None and all(len(text) == 1 for text in texts):
        array = operand[1:-1] if operand.startswith(b"[") else operand
        return Run(array, texts[0], len(texts) == 1, width)
    if said is None or said == " ":
        parts = [([glyph], said or text) for glyph, text in zip(glyphs, texts, strict=True)]
    else:
        parts = [(glyphs, said)]
    row, marks, pen = [_Glyph(_NOTHING, lead)], list[tuple[float, bytes]](), -lead
    for some, text in parts:
        right, start = turned or _from_right(text), pen
        if len(some) > 1 and not right:
            return None
        for mark in some[:-1]:  # a letter comes after its marks, seen from the left
            marks.append((pen, _array([_Glyph(font.code(mark.code, " "))])))
            pen += font.widths.get(mark.code, 0.0) - mark.back
        row[-1].back -= pen - start
        glyph = some[-1]
        pen += font.widths.get(glyph.code, 0.0) - glyph.back
        if not text:
            row.append(glyph)
        elif len(text) == 1 or not right:
            row.append(_Glyph(font.code(glyph.code, text), glyph.back))
        else:
            row += _spread(font, glyph, text)
    return Run(_array(row), parts[0][1], len(parts) == 1, width, tuple(marks))


def _spread(font: TextFont, glyph: _Glyph, text: str) -> list[_Glyph]:
    """One glyph for several letters: it stands for one, and nothing is drawn for the others."""
    # Of two that are alike it stands for one: poppler drops the second of two that look the same.
    at = next((place for place, (one, next_) in enumerate(pairwise(text)) if one == next_), None)
    if at is None:
        at = 1 if text.startswith(_NON_JOINER) else 0
    left, right = text[at + 1 :], text[:at]

    def unseen(letter: str) -> _Glyph:
        code = font.code(None, letter)
        return _Glyph(code, font.widths[code] - _ASIDE)

    row = [_Glyph(_NOTHING, _ASIDE * len(left)), *map(unseen, reversed(left))]
    row.append(_Glyph(font.code(glyph.code, text[at])))
    for letter in reversed(right):
        row[-1].back += _ASIDE
        row.append(unseen(letter))
    row[-1].back += glyph.back
    return row


def _glyphs(operand: bytes) -> tuple[float, list[_Glyph]]:
    """How far left the first is put, and the glyphs."""
    lead, glyphs, place = 0.0, list[_Glyph](), 0
    while token := _TOKEN.search(operand, place):
        place = token.end()
        if token[2] is not None:
            if glyphs:
                glyphs[-1].back += float(token[2])
            else:
                lead += float(token[2])
            continue
        if token[3]:
            codes, place = _literal(operand, place)
        else:
            codes = bytes.fromhex(token[1].decode())
        glyphs += map(_Glyph, struct.unpack(f">{len(codes) // 2}H", codes))
    return lead, glyphs


def _literal(text: bytes, place: int) -> tuple[bytes, int]:
    """A string in brackets (ISO 32000-1, 7.3.4.2), and where it ends."""
    end = text.index(b")", place)
    if b"\\" not in (plain := text[place:end]) and b"(" not in plain:
        return plain, end + 1
    found, depth = bytearray(), 1
    while True:
        letter = text[place]
        place += 1
        if letter == ord("\\"):
            octal = _OCTAL.match(text, place)
            if octal:
                found.append(int(octal[0], 8) & 0xFF)
                place = octal.end()
            else:
                found.append(_ESCAPES.get(text[place], text[place]))
                place += 1
            continue
        depth += {ord("("): 1, ord(")"): -1}.get(letter, 0)
        if depth == 0:
            return bytes(found), place
        found.append(letter)


def _array(row: list[_Glyph]) -> bytes:
    parts, codes = list[str](), ""
    for glyph in row:
        if glyph.code != _NOTHING:
            codes += f"{glyph.code:04X}"
        if abs(glyph.back) > 0.000001:
            parts += [f"<{codes}>"] if codes else []
            parts.append(f"{glyph.back:.6f}".rstrip("0").rstrip("."))
            codes = ""
    if codes:
        parts.append(f"<{codes}>")
    return " ".join(parts).encode()
