"""The logo on the projector, mark and wordmark, and the mark as the window's icon.

The mark stands left of the wordmark in every language; in a right-to-left picture the two change
sides together and are not mirrored.
"""

from functools import cache

import pygame

from improv.look.logo import LAYERS, NAME, mark_colours
from improv.look.themes import STAGE
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.display_list import Sprite
from improv.screen.shapes import mask
from improv.screen.text_box import set_text
from improv.text.fonts import Weight

_ICON = 128
"""px: the largest that a window manager asks for; it makes smaller ones of it."""


def mark(builder: Builder, box: Box) -> None:
    """The mark, in a square box."""
    area = builder.area(box)
    for name, colour in mark_colours(builder.theme).items():
        builder.items.append(Sprite((*area[:3], area[2]), f"mark-{name}", colour, False, 255))


def signature(builder: Builder, box: Box, across: str = "end") -> None:
    """Mark and wordmark, as high as the box, at its end or in its centre."""
    side, gap = box.height, box.height * 0.28
    size = box.height * 0.8
    name = Box(0, 0, _width(builder, box, size), box.height)
    width = side + gap + name.width
    x = box.right - width if across == "end" else box.centre[0] - width / 2
    at_start, at_end = Box(x, box.y, side, side), Box(x + width - side, box.y, side, side)
    mark(builder, at_end if builder.rtl else at_start)
    words = name.moved(x if builder.rtl else x + side + gap, box.y)
    builder.line(NAME, words, size, builder.theme.ink, Weight.BLACK)


def _width(builder: Builder, box: Box, size: float) -> float:
    """The width of the wordmark at this size, and 2 px more, so that rounding never shrinks it."""
    block = set_text(
        NAME,
        box.width,
        box.height,
        sizes=(size, size),
        weight=Weight.BLACK,
        across="start",
        language=builder.view.language,
        rtl=builder.rtl,
    )
    return block.longest + 2


@cache
def icon() -> pygame.Surface:
    """The mark as a picture for the window."""
    whole = pygame.Surface((_ICON, _ICON), pygame.SRCALPHA, 32)
    for name, colour in mark_colours(STAGE).items():
        layer = mask(_ICON, _ICON, (LAYERS[name],))
        layer.fill((*colour, 255), special_flags=pygame.BLEND_RGBA_MULT)
        whole.blit(layer, (0, 0))
    return whole
