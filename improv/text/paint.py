"""A block and a colour -> a picture: RGBA bytes for the screen to blend.

Coverage is drawn once for a block and kept, so another colour is only a fill. Kept are the
last coverages up to 8 MB and 64 emoji; used by the main thread only.
"""

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from improv.text.fonts import EMOJI, typeface
from improv.text.layout import Block
from improv.text.raster import Raster, colour, coverage

_MOST_BYTES = 8_000_000
_PARTLY = re.compile(rb"[^\x00\xff]")

_coverages: OrderedDict[Block, Raster] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Picture:
    """RGBA pixels with straight (not premultiplied) alpha, in rows from the top.

    `left` and `top` say where it goes relative to the upper left corner of the block's box;
    they may be negative, and the picture larger than the box: marks and swashes are never cut.
    An empty block gives a picture of 0 by 0.
    """

    width: int
    height: int
    left: int
    top: int
    pixels: bytearray


def paint(block: Block, ink: tuple[int, int, int]) -> Picture:
    """Paint a block's letters in the colour `ink` (0 to 255 each); emoji keep their own."""
    letters = _coverage(block)
    pixels = bytearray((*ink, 0)) * len(letters.pixels)
    pixels[3::4] = letters.pixels
    picture = Picture(letters.width, letters.height, letters.left, letters.top, pixels)
    stamps = [
        Picture(
            stamp.width, stamp.height, round(x) + stamp.left, round(y) + stamp.top, stamp.pixels
        )
        for line in block.lines
        for run in line.runs
        if run.face == EMOJI
        for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True)
        if (stamp := _emoji(glyph, block.size)).width
    ]
    return _stamped(picture, stamps) if stamps else picture


def _coverage(block: Block) -> Raster:
    """Return the coverage of a block's letters, drawn now or kept from before."""
    if block in _coverages:
        _coverages.move_to_end(block)
        return _coverages[block]
    glyphs = (
        (typeface(run.face), glyph, x, y)
        for line in block.lines
        for run in line.runs
        if run.face != EMOJI
        for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True)
    )
    _coverages[block] = drawn = coverage(glyphs, block.size)
    while len(_coverages) > 1 and sum(len(r.pixels) for r in _coverages.values()) > _MOST_BYTES:
        _coverages.popitem(last=False)
    return drawn


@lru_cache(maxsize=64)
def _emoji(glyph: int, size: float) -> Picture:
    """Return one emoji with its origin at (0, 0)."""
    drawn = colour(typeface(EMOJI), glyph, size)
    bgra = drawn.pixels
    pixels = bytearray(bgra)
    pixels[0::4], pixels[2::4] = bgra[2::4], bgra[0::4]
    for edge in _PARTLY.finditer(bgra[3::4]):
        at = edge.start() * 4
        alpha = pixels[at + 3]
        pixels[at : at + 3] = bytes(min(255, c * 255 // alpha) for c in pixels[at : at + 3])
    return Picture(drawn.width, drawn.height, drawn.left, drawn.top, pixels)


def _stamped(picture: Picture, stamps: Sequence[Picture]) -> Picture:
    """Put stamps over a picture, in one picture that holds them all."""
    parts = [part for part in (picture, *stamps) if part.width]
    left, top = min(p.left for p in parts), min(p.top for p in parts)
    width = max(p.left + p.width for p in parts) - left
    height = max(p.top + p.height for p in parts) - top
    pixels = bytearray(width * height * 4)
    for part in parts:
        stride = part.width * 4
        for row in range(part.height):
            at = ((part.top - top + row) * width + part.left - left) * 4
            new = bytes(part.pixels[row * stride : (row + 1) * stride])
            if any(pixels[at + 3 : at + stride : 4]):  # a letter's mark reaches in here
                old = pixels[at : at + stride]
                new = b"".join((new if new[i + 3] else old)[i : i + 4] for i in range(0, stride, 4))
            pixels[at : at + stride] = new
    return Picture(width, height, left, top, pixels)
