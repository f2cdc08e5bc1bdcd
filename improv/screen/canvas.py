"""The canvas: paints display lists onto a pygame surface, and caches what is costly to draw.

It is the only file between display lists and pixels, and is used by the main thread only.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable

import pygame

from improv.look.colours import Colour
from improv.look.shapes import Circle, polar
from improv.look.themes import THEMES
from improv.screen import display_list as d
from improv.screen.backdrop import backdrop, drawn_curtain, footlights
from improv.screen.display_list import Area, DisplayItem, intersection
from improv.screen.shapes import mask, named
from improv.text.paint import paint

_CACHED_PICTURES = 3
"""So much is cached: as many bytes as so many pictures have. A scene needs less than one."""

_Cached = tuple[pygame.Surface, int, int]
"""A drawn surface, and its offset in px from the place that it is asked for."""


class Canvas:
    """A surface of a fixed size, and a cache of what is blitted onto it."""

    def __init__(self, size: tuple[int, int]) -> None:
        # Without alpha and in the layout of most displays, so that a blit to the window is a copy.
        self.surface = pygame.Surface(size, 0, 32)
        self._alpha = pygame.Surface((1, 1), pygame.SRCALPHA, 32)
        self._cache: OrderedDict[object, _Cached] = OrderedDict()
        self._bytes, self._most_bytes = 0, _CACHED_PICTURES * _bytes(self.surface)
        self._backdrop: tuple[str, pygame.Surface] | None = None

    def paint(self, items: Iterable[DisplayItem], areas: Iterable[Area]) -> None:
        """Paint the parts of the items that lie in `areas`, the last item on top."""
        listed = list(items)
        for area in areas:
            self.surface.set_clip(area)
            for one in listed:
                if _overlap(one.area, area):
                    self._paint(one)
        self.surface.set_clip(None)

    def prepare(self, item: DisplayItem) -> None:
        """Draw what an item needs into the cache, and paint nothing."""
        self.surface.set_clip((0, 0, 0, 0))
        self._paint(item)
        self.surface.set_clip(None)

    def _paint(self, item: DisplayItem) -> None:
        match item:
            case d.Fill(area, colour, radius, edge, thick):
                if edge is not None and thick:
                    self._panel(area, edge, radius)
                    x, y, width, height = area
                    area = (x + thick, y + thick, width - 2 * thick, height - 2 * thick)
                    radius = max(0, radius - thick)
                self._panel(area, colour, radius)
            case d.Sprite(area, name, colour, mirrored, alpha):
                shape = self._shape(name, (area[2], area[3]), colour, mirrored=mirrored)
                self._blend(shape, (area[0], area[1]), alpha)
            case d.Words():
                self._words(item)
            case d.Ring():
                self._ring(item)
            case d.Code(area, rows):
                self._code(area, rows)
            case d.Veil(area, colour, alpha):
                self._veil(area, colour, alpha)
            case d.Backdrop(_, theme):
                if self._backdrop is None or self._backdrop[0] != theme:
                    self._backdrop = theme, backdrop(self.surface.get_size(), THEMES[theme])
                clip = self.surface.get_clip()
                self.surface.blit(self._backdrop[1], clip, clip)
            case d.Curtain(area, theme):
                size = self.surface.get_size()
                self._blit_cached(
                    ("curtain", theme, area),
                    area,
                    lambda: drawn_curtain(size, THEMES[theme], area[0], area[2]),
                )
            case d.Lights(area, colour):
                self._blit_cached(
                    ("lights", area[2:], colour),
                    area,
                    lambda: footlights((area[2], area[3]), colour),
                )

    def _panel(self, area: Area, colour: Colour, radius: int) -> None:
        """Paint a filled rectangle; its corners are quarter discs, antialiased."""
        x, y, width, height = area
        radius = min(radius, width // 2, height // 2)
        if radius <= 1:
            self.surface.fill(colour, area)
            return
        self.surface.fill(colour, (x + radius, y, width - 2 * radius, height))
        self.surface.fill(colour, (x, y + radius, radius, height - 2 * radius))
        self.surface.fill(colour, (x + width - radius, y + radius, radius, height - 2 * radius))
        disc = self._shape("disc", (2 * radius, 2 * radius), colour, mirrored=False)
        for right in (False, True):
            for low in (False, True):
                at = (x + width - radius if right else x, y + height - radius if low else y)
                part = (radius if right else 0, radius if low else 0, radius, radius)
                self.surface.blit(disc, at, part)

    def _words(self, item: d.Words) -> None:
        def draw() -> _Cached:
            bitmap = paint(item.block, item.ink)
            size = (max(1, bitmap.width), max(1, bitmap.height))
            if not bitmap.width:
                return pygame.Surface(size, pygame.SRCALPHA, 32), 0, 0
            raw = pygame.image.frombuffer(bytes(bitmap.pixels), size, "RGBA")
            return raw.convert(self._alpha), bitmap.left, bitmap.top

        picture, left, top = self._cached(("words", item.block, item.ink), draw)
        outer = self.surface.get_clip()
        if item.clip is not None:
            self.surface.set_clip(outer.clip(item.clip))
        self._blend(picture, (item.x + left, item.y + top), item.alpha)
        self.surface.set_clip(outer)

    def _ring(self, item: d.Ring) -> None:
        """Paint a ring: it empties clockwise, mirrored the other way."""
        (x, y, size, _), thick, colour = item.area, item.thick, item.colour
        self.surface.blit(self._annulus(size, thick, item.track), (x, y))
        if item.share <= 0:
            return
        full = self._annulus(size, thick, colour)
        if item.share >= 1:
            self.surface.blit(full, (x, y))
            return
        left, half = full.copy(), size / 2
        turn = -1 if item.mirrored else 1
        gone = 360 * (1 - item.share)
        rim = [polar((half, half), size, turn * gone * i / 24) for i in range(25)]
        pygame.draw.polygon(left, (*colour, 0), [(half, half), *rim])
        self.surface.blit(left, (x, y))
        cap = self._shape("disc", (thick, thick), colour, mirrored=False)
        for angle in (0.0, turn * gone):
            cx, cy = polar((x + half, y + half), half - thick / 2, angle)
            self.surface.blit(cap, (round(cx - thick / 2), round(cy - thick / 2)))

    def _code(self, area: Area, rows: tuple[str, ...]) -> None:
        def draw() -> pygame.Surface:
            small = pygame.Surface((len(rows), len(rows)), 0, 32)
            for y, row in enumerate(rows):
                for x, module in enumerate(row):
                    small.set_at((x, y), (0, 0, 0) if module == "1" else (255, 255, 255))
            return pygame.transform.scale(small, area[2:])

        self._blit_cached(("code", area[2], rows), area, draw)

    def _veil(self, area: Area, colour: Colour, alpha: int) -> None:
        clip = self.surface.get_clip()
        area = intersection(area, (clip.x, clip.y, clip.width, clip.height))
        if area[2] and area[3]:
            sheet = self._cached(("veil", colour), lambda: (_filled((64, 64), colour), 0, 0))[0]
            sheet.set_alpha(alpha)
            for x in range(area[0], area[0] + area[2], 64):
                for y in range(area[1], area[1] + area[3], 64):
                    right, low = area[0] + area[2] - x, area[1] + area[3] - y
                    self.surface.blit(sheet, (x, y), (0, 0, min(64, right), min(64, low)))

    # The cache.

    def _blit_cached(self, key: object, area: Area, draw: Callable[[], pygame.Surface]) -> None:
        self.surface.blit(self._cached(key, lambda: (draw(), 0, 0))[0], area[:2])

    def _shape(
        self, name: str, size: tuple[int, int], colour: Colour, *, mirrored: bool
    ) -> pygame.Surface:
        def draw() -> _Cached:
            shape = mask(*size, named(name, size[0] / size[1]))
            shape.fill((*colour, 255), special_flags=pygame.BLEND_RGBA_MULT)
            return pygame.transform.flip(shape, mirrored, False), 0, 0

        return self._cached((name, size, colour, mirrored), draw)[0]

    def _annulus(self, size: int, thick: int, colour: Colour) -> pygame.Surface:
        def draw() -> _Cached:
            middle, half = 0.5 - thick / size / 2, thick / size / 2
            outer, inner = (Circle((0.5, 0.5), middle + x, x < 0) for x in (half, -half))
            shape = mask(size, size, (outer, inner))
            shape.fill((*colour, 255), special_flags=pygame.BLEND_RGBA_MULT)
            return shape, 0, 0

        return self._cached(("annulus", size, thick, colour), draw)[0]

    def _cached(self, key: object, draw: Callable[[], _Cached]) -> _Cached:
        cached = self._cache.get(key)
        if cached is not None:
            self._cache.move_to_end(key)
            return cached
        self._cache[key] = drawn = draw()
        self._bytes += _bytes(drawn[0])
        while self._bytes > self._most_bytes and len(self._cache) > 1:
            _, old = self._cache.popitem(last=False)
            self._bytes -= _bytes(old[0])
        return drawn

    def _blend(self, picture: pygame.Surface, at: tuple[int, int], alpha: int) -> None:
        if alpha >= 255:
            self.surface.blit(picture, at)
        elif alpha > 0:
            picture.set_alpha(alpha)
            self.surface.blit(picture, at)
            picture.set_alpha(255)


def _filled(size: tuple[int, int], colour: Colour) -> pygame.Surface:
    sheet = pygame.Surface(size, 0, 32)
    sheet.fill(colour)
    return sheet


def _bytes(surface: pygame.Surface) -> int:
    return surface.get_width() * surface.get_height() * 4


def _overlap(one: Area, other: Area) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )
