"""A code for phones to scan: dark on white in every theme, and never mirrored.

Whole px a module, for a camera in the last row, with the quiet zone that ISO/IEC 18004 asks for.
"""

from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.display_list import Code

QUIET = 4
"""Modules of white around a code."""

_WHITE = (255, 255, 255)


def qr(builder: Builder, box: Box, rows: tuple[str, ...]) -> Box:
    """The code of `rows` (`1` is dark, `0` light) in the middle of a box; the square it fills."""
    modules = len(rows) + 2 * QUIET
    side = int(min(box.width, box.height)) // modules * modules
    square = box.middle(side, side)
    square = Box(round(square.x), round(square.y), side, side)
    builder.panel(square, _WHITE, side / modules * 2)
    if side:
        x, y, *_ = builder.area(square)
        pixels = side // modules
        inner = pixels * len(rows)
        builder.marks.append(Code((x + QUIET * pixels, y + QUIET * pixels, inner, inner), rows))
    return square
