"""The projector: keeps the last picture, and paints only what is different in the next.

It takes a snapshot and two clocks, and returns a surface and the areas of it that changed. It
knows nothing of windows, keys or the loop.
"""

from dataclasses import replace

import pygame

from improv.core.formats import PhaseKind
from improv.director.ports import Snapshot
from improv.scenes.scene import scene_key
from improv.screen.composition import bare, compose
from improv.screen.display_list import Placed
from improv.screen.frame import Frame
from improv.screen.overlays.resume_prompt import offer
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
        self._bell_prepared = 0

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
        elapsed = _STILL if self._still else wall - self._entered
        look = (self._size, self._theme)
        frame = Frame.of(snapshot, now, ui, *look, elapsed, latin_digits=self._latin_digits)
        if not (ui.panel or ui.peek):  # what the facilitator knows is for what lies over a scene
            frame = replace(frame, host=None)
        if not ui.peek:
            frame = replace(frame, remote=None)
        picture = compose(frame)
        if new and picture.moving:  # its end has all that it will need: drawn now, it moves evenly
            self._canvas.prepare(compose(replace(frame, elapsed=_STILL)).items)
        surface, areas = self.paint(picture)
        if not areas and not picture.moving:
            self._prepare_bell(frame)
        return surface, areas

    def _prepare_bell(self, frame: Frame) -> None:
        """Draw what the bell's picture will need while there is time: it must not come late."""
        room = frame.view
        if room.kind is not PhaseKind.PLAY or self._bell_prepared == room.phase_id:
            return
        self._bell_prepared = room.phase_id
        rung = replace(room, kind=PhaseKind.BELL, phase=PhaseKind.BELL.value)
        ahead = replace(
            frame, view=rung, now=0, elapsed=_STILL, ui=UiState(), trouble=None, host=None
        )
        self._canvas.prepare(compose(ahead).items)

    def offer(
        self, language: str, title: str, days: int, time: str
    ) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint the offer to resume the session `title`, begun `days` ago at `time` (14:05)."""
        picture = bare(
            self._size,
            self._theme,
            language,
            lambda builder: offer(builder, title, days, time),
            latin_digits=self._latin_digits,
        )
        return self.paint(picture)
