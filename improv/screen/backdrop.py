"""The backdrop: a wall in a spotlight, between curtains. Its gradients are scaled from small ones.

Knows a size and a theme, never a scene. `contrast` has none of it: black is all it needs.
"""

import math

import pygame

from improv.look.colours import Colour, Theme, mix
from improv.look.parts import PARTS
from improv.screen.shapes import mask

CURTAIN = 0.034
"""The share of the width that each curtain covers: less than the safe margin."""

DRAWN = 0.17
"""The same at the end of a session, when they are drawn."""

VALANCE = 0.042
"""The share of the height that the valance covers, the cloth above."""

_COARSE = 64
_COARSER = 8


def backdrop(size: tuple[int, int], theme: Theme) -> pygame.Surface:
    """The backdrop of a picture of `size` px, its curtains open, without footlights."""
    if theme.edge is not None and theme.top == theme.bottom:
        plain = pygame.Surface(size, 0, 32)
        plain.fill(theme.top)
        return plain
    picture = _light(size, theme)
    _hang(picture, size, theme, CURTAIN)
    return picture


def drawn_curtain(size: tuple[int, int], theme: Theme, left: int, width: int) -> pygame.Surface:
    """A drawn curtain `width` px wide, the part from x `left` of a picture of `size` px."""
    strip = pygame.Surface((width, size[1]), 0, 32)
    _hang(strip, size, theme, DRAWN, left)
    return strip


def _light(size: tuple[int, int], theme: Theme) -> pygame.Surface:
    """The wall, and the spotlight a little above its middle.

    Made small, for it has no edges: large surfaces that are needed once are slow to come by.
    """
    width, height = (max(2, side // _COARSER) for side in size)
    wall = pygame.Surface((1, _COARSE), 0, 32)
    for y in range(_COARSE):
        wall.set_at((0, y), mix(theme.top, theme.bottom, y / _COARSE))
    picture = pygame.transform.smoothscale(wall, (width, height))
    quarter = pygame.Surface((_COARSE, _COARSE), pygame.SRCALPHA, 32)
    for y in range(_COARSE):
        for x in range(_COARSE):
            far = math.hypot(x + 0.5, y + 0.5) / _COARSE
            share = 0.0 if far >= 1 else 0.5 + 0.5 * math.cos(math.pi * far)
            quarter.set_at((x, y), (*theme.glow, round(255 * share)))
    pool = pygame.Surface((2 * _COARSE, 2 * _COARSE), pygame.SRCALPHA, 32)
    for left in (False, True):
        for up in (False, True):
            at = (0 if left else _COARSE, 0 if up else _COARSE)
            pool.blit(pygame.transform.flip(quarter, left, up), at)
    large = pygame.transform.smoothscale(pool, (round(1.04 * width), round(1.2 * height)))
    picture.blit(large, (round(-0.02 * width), round(-0.14 * height)))
    return pygame.transform.smoothscale(picture, size)


def _hang(
    picture: pygame.Surface, size: tuple[int, int], theme: Theme, share: float, left: int = 0
) -> None:
    """Add the curtains, each over `share` of the width, and the valance.

    `picture` is the part of a whole one of `size` px that begins at `left`.
    """
    width, height = size
    cloth = max(8, round(share * width))
    folds = pygame.Surface((cloth, 1), 0, 32)
    fold = 0.021 * height
    for x in range(cloth):
        wave = 0.5 + 0.5 * math.cos(2 * math.pi * (x / fold) + 0.9 * math.sin(x / fold))
        edge = min(1.0, (cloth - x) / (0.3 * fold))
        folds.set_at((x, 0), mix(theme.fold, theme.curtain, wave * 0.85 * edge))
    drape = pygame.transform.scale(folds, (cloth, height))
    _shade(drape)
    picture.blit(drape, (-left, 0))
    picture.blit(pygame.transform.flip(drape, True, False), (width - cloth - left, 0))
    over = max(8, round(VALANCE * height))
    valance = mask(width, over, PARTS["valance"](width / over))
    cover = mix(theme.curtain, theme.fold, 0.35)
    trim = theme.accent.fill if theme.edge is None else theme.panel.mark
    thin = max(1, round(height * 0.0028))
    for colour, alpha, down in (
        (mix(theme.fold, (0, 0, 0), 0.35), 120, round(over * 0.14)),  # its shadow
        (trim, 255, 0),
        (cover, 255, -thin),
    ):
        picture.blit(_tinted(valance, colour, alpha), (-left, down))


def _shade(drape: pygame.Surface) -> None:
    shade = pygame.Surface((1, 32), pygame.SRCALPHA, 32)
    for y in range(32):
        shade.set_at((0, y), (0, 0, 0, round(110 * (y / 31) ** 1.5)))
    drape.blit(pygame.transform.smoothscale(shade, drape.get_size()), (0, 0))


def footlights(size: tuple[int, int], colour: Colour) -> pygame.Surface:
    """A row of lamps and their light, `size` px, for the lower margin."""
    width, height = size
    strip = pygame.Surface(size, pygame.SRCALPHA, 32)
    fade = pygame.Surface((1, 16), pygame.SRCALPHA, 32)
    for y in range(16):
        fade.set_at((0, y), (*colour, round(70 * (y / 15) ** 2)))
    strip.blit(pygame.transform.smoothscale(fade, size), (0, 0))
    lamp = round(height * 0.30)
    count = max(5, round(width / (height * 2.1)))
    dome = _tinted(mask(lamp * 2, lamp, PARTS["dome"](2)), colour, 255)
    for i in range(count):
        x = (i + 0.5) * width / count
        strip.blit(dome, (round(x - lamp), height - lamp))
    return strip


def _tinted(shape: pygame.Surface, colour: Colour, alpha: int) -> pygame.Surface:
    tinted = shape.copy()
    tinted.fill((*colour, alpha), special_flags=pygame.BLEND_RGBA_MULT)
    return tinted
