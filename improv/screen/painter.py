"""A painter: keeps the last picture, and paints only what is different in the next."""

from collections.abc import Iterator

import pygame

from improv.screen.canvas import Canvas
from improv.screen.composition import Picture
from improv.screen.dirty_areas import changed_areas
from improv.screen.targets import Target


class Painter:
    """A surface, and the picture that is on it."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._canvas = Canvas(size)
        self._shown: Picture | None = None

    @property
    def surface(self) -> pygame.Surface:
        """The picture."""
        return self._canvas.surface

    @property
    def targets(self) -> tuple[Target, ...]:
        """The places of the picture that can be clicked, the last on top."""
        return self._shown.targets if self._shown is not None else ()

    def paint(self, picture: Picture) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint what is different in this picture; the surface and the areas that changed."""
        areas = changed_areas(self._shown, picture, (0, 0, *self.surface.get_size()))
        self._canvas.paint(picture.items, areas)
        self._shown = picture
        return self.surface, [pygame.Rect(area) for area in areas]

    def prepare_picture(self, picture: Picture) -> Iterator[None]:
        """Draw what a picture will need, an item at each step, and paint nothing."""
        for item in picture.items:
            yield
            self._canvas.prepare(item)

    def next_change(self, now: int) -> int | None:
        """ms until the picture changes by itself: 0 is the next frame, None is never."""
        if self._shown is None or self._shown.moving:
            return 0
        instant = self._shown.changes_at
        return None if instant is None else max(0, instant - now)
