"""A painter: keeps the last picture, and paints only what is different in the next.

It is for pictures without motion: the facilitator's.
"""

from collections.abc import Callable

import pygame

from improv.director.ports import Snapshot
from improv.screen.canvas import Canvas
from improv.screen.composition import Picture
from improv.screen.frame import Frame
from improv.screen.projector import changed_areas
from improv.screen.ui_state import UiState


class Painter:
    """A surface, and the function that composes its pictures."""

    def __init__(
        self,
        size: tuple[int, int],
        theme: str,
        compose: Callable[[Frame], Picture],
        *,
        latin_digits: bool = False,
    ) -> None:
        self._canvas = Canvas(size)
        self._size, self._theme, self._compose = size, theme, compose
        self._latin_digits = latin_digits
        self._shown: Picture | None = None

    @property
    def surface(self) -> pygame.Surface:
        """The picture."""
        return self._canvas.surface

    def render(
        self,
        snapshot: Snapshot,
        now: int,
        wall: float,  # noqa: ARG002  (nothing moves)
        ui: UiState | None = None,
    ) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint what changed since the last time; the picture and the areas that changed."""
        frame = Frame(
            snapshot.projector,
            now,
            float("inf"),
            ui or UiState(),
            self._size,
            self._theme,
            snapshot.trouble,
            snapshot.host,
            self._latin_digits,
            snapshot.invitation,
            snapshot.remote,
        )
        return self._canvas.surface, self.paint(self._compose(frame))

    def paint(self, picture: Picture) -> list[pygame.Rect]:
        """Paint what is different in this picture; the areas that changed."""
        areas = changed_areas(self._shown, picture, (0, 0, *self._size))
        self._canvas.paint(picture.items, areas)
        self._shown = picture
        return [pygame.Rect(area) for area in areas]

    def next_change(self, now: int) -> int | None:
        """ms until the picture changes by itself; None: never."""
        changes_at = None if self._shown is None else self._shown.changes_at
        return None if changes_at is None else max(0, changes_at - now)
