"""HarfBuzz's rasteriser behind one function each for ink and for colour glyphs.

The only file that knows uharfbuzz's raster API, which is young and moves between releases.
Its pictures come bottom-up with y upwards; the transforms here mirror y, so that rows come
out from top to bottom. Knows typefaces and glyphs, never text.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import uharfbuzz

from improv.text.fonts import Typeface


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels in rows from the top, one byte each (coverage) or four (BGRA, premultiplied).

    `left` and `top` are where the first pixel lies, in px, y downwards.
    """

    left: int
    top: int
    width: int
    height: int
    pixels: bytes


def coverage(glyphs: Iterable[tuple[Typeface, int, float, float]], size: float) -> Raster:
    """Draw outlines (typeface, glyph, x and y of its origin) at `size` px an em: A8."""
    raster = uharfbuzz.RasterDraw()
    for face, glyph, x, y in glyphs:
        scale = size / face.em
        raster.transform = (scale, 0, 0, -scale, x, y)
        raster.draw_glyph(face.font, glyph)
    image = raster.render()
    extents = image.extents
    return Raster(extents.x_origin, extents.y_origin, extents.stride, extents.height, image.buffer)


def colour(face: Typeface, glyph: int, size: float) -> Raster:
    """Paint one colour glyph with its origin at (0, 0): BGRA, premultiplied."""
    raster = uharfbuzz.RasterPaint()
    scale = size / face.em
    raster.transform = (scale, 0, 0, -scale, 0, 0)
    bounds = face.font.get_glyph_extents(glyph)
    if bounds is None or not raster.set_glyph_extents(bounds):
        return Raster(0, 0, 0, 0, b"")
    raster.paint_glyph(face.font, glyph)
    image = raster.render()
    extents = image.extents
    return Raster(
        extents.x_origin, extents.y_origin, extents.stride // 4, extents.height, image.buffer
    )
