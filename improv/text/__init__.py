"""Text: strings -> glyph runs -> pixels, in every script that the cards are written in.

Reading order: fonts, bidi (and its rules in resolve), breaks, items,
name_check, shape, paragraph, layout, fit, spans, raster, paint. No pygame here: the screen blends
the pictures.

    block = fit("...", width=1600, height=600, largest=96, least=48, language="fa")
    picture = paint(block, (255, 255, 255))
    # blend picture.pixels (RGBA) at the box's corner + (picture.left, picture.top)

Used by the main thread only: the caches are not locked.
"""
