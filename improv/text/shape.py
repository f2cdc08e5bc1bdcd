"""HarfBuzz's shaping: the items of a line -> runs of positioned glyphs, in em.

Shaping does not depend on the size (nothing here is hinted), so everything is measured in
em and scaled later. Knows no widths to fill and no pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import uharfbuzz

from improv.text.fonts import typeface
from improv.text.items import Item

_LANGUAGES = {"Arab": ("fa", "ar"), "Hebr": ("he",)}  # languages by script; all others are Latin


@dataclass(frozen=True, slots=True)
class Shape:
    """One shaped item: glyphs from left to right, in em, y upwards."""

    item: Item
    glyphs: tuple[int, ...]
    clusters: tuple[int, ...]
    advances: tuple[float, ...]
    offsets: tuple[tuple[float, float], ...]
    unsafe: frozenset[int]  # clusters before which a break changes the shapes

    @property
    def width(self) -> float:
        """The sum of the advances."""
        return sum(self.advances)


def shape(codes: Sequence[int], item: Item, language: str) -> Shape:
    """Shape one item of the paragraph or line `codes`, whose other characters are its context."""
    face = typeface(item.face)
    buffer = uharfbuzz.Buffer()
    buffer.add_codepoints(codes, item.start, item.end - item.start)
    buffer.direction = "rtl" if item.level & 1 else "ltr"
    if item.script:
        buffer.script = item.script
        buffer.language = _language(item.script, language)
    else:
        buffer.guess_segment_properties()
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    uharfbuzz.shape(face.font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions or ()  # None: no glyph
    unsafe = uharfbuzz.GlyphFlags.UNSAFE_TO_BREAK
    return Shape(
        item,
        tuple(i.codepoint for i in infos),
        tuple(i.cluster for i in infos),
        tuple(p.x_advance / face.em for p in positions),
        tuple((p.x_offset / face.em, p.y_offset / face.em) for p in positions),
        frozenset(i.cluster for i in infos if i.flags & unsafe),
    )


def _language(script: str, language: str) -> str:
    """Return the text's language if it is written in this script, else one that is."""
    if script in _LANGUAGES:
        return language if language in _LANGUAGES[script] else _LANGUAGES[script][0]
    return "en" if any(language in group for group in _LANGUAGES.values()) else language
