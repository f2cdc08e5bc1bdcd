"""A QR code for phones to scan: dark on white in every theme, and never mirrored.

A module is a whole number of px, so that a camera in the last row can read it. The quiet zone is
that of ISO/IEC 18004.
"""

from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.display_list import Code

QUIET = 4
"""Modules of white around a code."""

_WHITE = (255, 255, 255)


def qr(builder: Builder, box: Box, rows: tuple[str, ...]) -> Box:
    """Put the code (`1` dark, `0` light) into the middle of a box; the square that it fills."""
    modules = len(rows) + 2 * QUIET
    side = int(min(box.width, box.height)) // modules * modules
    square = box.middle(side, side)
    square = Box(round(square.x), round(square.y), side, side)
    builder.panel(square, _WHITE, side / modules * 2)
    if side:
        x, y, *_ = builder.area(square)
        pixels = side // modules
        inner = pixels * len(rows)
        builder.items.append(Code((x + QUIET * pixels, y + QUIET * pixels, inner, inner), rows))
    return square
