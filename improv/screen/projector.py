"""The projector: keeps the last picture, and paints only what is different in the next.

It takes a snapshot and two clocks, and returns a surface and the areas of it that changed. It
knows nothing of windows, keys or the loop.
"""

from collections.abc import Iterator
from dataclasses import replace

import pygame

from improv.director.ports import Snapshot
from improv.scenes.menu import Menu
from improv.scenes.prompts import Prompt
from improv.scenes.scene import scene_key
from improv.screen.composition import Layout, bare, compose
from improv.screen.display_list import Placed
from improv.screen.frame import Frame
from improv.screen.layouts.menu import Place, menu
from improv.screen.overlays.prompt import prompt
from improv.screen.painter import Painter
from improv.screen.ui_state import UiState

_STILL = float("inf")


class Projector(Painter):
    """A painter that shows a session to the room."""

    def __init__(
        self,
        size: tuple[int, int],
        theme: str = "stage",
        *,
        still: bool = False,
        latin_digits: bool = False,
    ) -> None:
        super().__init__(size)
        self._size, self._theme = size, theme
        self._still, self._latin_digits = still, latin_digits
        self._scene_key = ""
        self._entered = 0.0

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The words that are in the picture, and where."""
        return self._shown.placed if self._shown is not None else ()

    def render(
        self, snapshot: Snapshot, now: int, wall: float, ui: UiState | None = None
    ) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """The picture, and the areas that changed. `now`: session, ms; `wall`: never still, s."""
        ui = ui or UiState()
        key = scene_key(snapshot.projector)
        new = key != self._scene_key
        if new:
            self._scene_key, self._entered = key, wall
        frame = self._frame(snapshot, now, ui, _STILL if self._still else wall - self._entered)
        if ui.bar is not None:
            frame = replace(frame, bar=_STILL if self._still else wall - ui.bar)
        picture = compose(frame)
        if new and picture.moving:  # its end has all that it will need: drawn now, it moves evenly
            for _ in self.prepare_picture(compose(replace(frame, elapsed=_STILL))):
                pass
        return self.paint(picture)

    def prepare(self, snapshot: Snapshot, now: int, ui: UiState) -> Iterator[None]:
        """Draw what the picture of a snapshot will need, a little at each step."""
        return self.prepare_picture(compose(self._frame(snapshot, now, ui, _STILL)))

    def _frame(self, snapshot: Snapshot, now: int, ui: UiState, elapsed: float) -> Frame:
        look = (self._size, self._theme)
        frame = Frame.of(snapshot, now, ui, *look, elapsed, latin_digits=self._latin_digits)
        if not (ui.panel or ui.peek):  # what the facilitator knows is for what lies over a scene
            frame = replace(frame, host=None)
        return frame if ui.peek else replace(frame, remote=None)

    def empty(self) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint the stage before there is a room."""
        return self.paint(bare(self._size, self._theme, "en", lambda _: None))

    def ask(self, language: str, asked: Prompt) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint a question that is asked before there is a room."""
        return self._bare(language, lambda builder: prompt(builder, asked))

    def choose(
        self, language: str, shown: Menu, at: Place
    ) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint a page of choices before there is a room."""
        return self._bare(language, lambda builder: menu(builder, shown, at))

    def _bare(self, language: str, layout: Layout) -> tuple[pygame.Surface, list[pygame.Rect]]:
        look = self._size, self._theme, language
        return self.paint(bare(*look, layout, latin_digits=self._latin_digits))
