"""The projector: keeps the last picture, and paints only what is different in the next.

It takes a snapshot and two clocks, and returns a surface and the areas of it that changed. It
knows nothing of windows, keys or the loop.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pygame

from improv.core.formats import PhaseKind
from improv.director.ports import Snapshot
from improv.scenes import scene_key
from improv.screen.canvas import Canvas
from improv.screen.composition import Picture, bare, compose
from improv.screen.display_list import Area, DisplayItem, Placed, intersection
from improv.screen.frame import Frame
from improv.screen.overlays.resume_prompt import offer
from improv.screen.ui_state import UiState

_STILL = float("inf")


class Projector:
    """A surface that shows a session to the room."""

    def __init__(
        self,
        size: tuple[int, int],
        theme: str = "stage",
        *,
        still: bool = False,
        latin_digits: bool = False,
    ) -> None:
        self._canvas = Canvas(size)
        self._theme = theme
        self._still = still
        self._latin_digits = latin_digits
        self._size = size
        self._shown: Picture | None = None
        self._scene_key = ""
        self._entered = 0.0
        self._bell_prepared = 0

    @property
    def surface(self) -> pygame.Surface:
        """The picture."""
        return self._canvas.surface

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The words that are in the picture, and where."""
        return self._shown.placed if self._shown is not None else ()

    def render(
        self, snapshot: Snapshot, now: int, wall: float, ui: UiState | None = None
    ) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint what changed since the last time; the picture and the areas that changed.

        `now` is the session clock in ms, `wall` any clock in seconds that never stands still.
        """
        ui = ui or UiState()
        key = scene_key(snapshot.projector)
        new = key != self._scene_key
        if new:
            self._scene_key, self._entered = key, wall
        elapsed = _STILL if self._still else wall - self._entered
        over = ui.panel or ui.peek
        frame = Frame(
            snapshot.projector,
            now,
            elapsed,
            ui,
            self._size,
            self._theme,
            snapshot.trouble,
            snapshot.host if over else None,
            self._latin_digits,
            snapshot.invitation,
            snapshot.remote if ui.peek else None,
            snapshot.speech,
        )
        picture = compose(frame)
        if new and picture.moving:  # its end has all that it will need: drawn now, it moves evenly
            self._canvas.prepare(compose(replace(frame, elapsed=_STILL)).items)
        surface, areas = self._show(picture)
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
        return self._show(picture)

    def _show(self, picture: Picture) -> tuple[pygame.Surface, list[pygame.Rect]]:
        areas = changed_areas(self._shown, picture, (0, 0, *self._size))
        self._canvas.paint(picture.items, areas)
        self._shown = picture
        return self._canvas.surface, [pygame.Rect(area) for area in areas]

    def next_change(self, now: int) -> int | None:
        """ms until the picture changes by itself: 0 is the next frame, None is never."""
        if self._shown is None or self._shown.moving:
            return 0
        if self._shown.changes_at is None:
            return None
        return max(0, self._shown.changes_at - now)


def changed_areas(before: Picture | None, after: Picture, whole: Area) -> list[Area]:
    """The areas of `whole` in which two pictures differ, none of them touching another."""
    if before is None:
        return [whole]
    old, new = _differing(before.items, after.items)
    removed, added = Counter(old), Counter(new)
    removed, added = removed - added, added - removed
    # The items that stay must also stay in their order, for what lies on top is seen. Where the
    # order changes no item says; that is rare, and then all is painted.
    if _without(old, removed) != _without(new, added):
        return [whole]
    areas = [intersection(item.area, whole) for item in (*removed, *added)]
    return merged([area for area in areas if area[2] and area[3]])


def _differing(
    old: Sequence[DisplayItem], new: Sequence[DisplayItem]
) -> tuple[Sequence[DisplayItem], Sequence[DisplayItem]]:
    """Both without the items that they begin and end with alike: most frames change a few."""
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    end = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    return old[start : len(old) - end], new[start : len(new) - end]


def _without(items: Sequence[DisplayItem], excluded: Counter[DisplayItem]) -> list[DisplayItem]:
    """The items in their order, without the first ones of each that are excluded."""
    remaining = excluded.copy()
    kept: list[DisplayItem] = []
    for item in items:
        if remaining[item] > 0:
            remaining[item] -= 1
        else:
            kept.append(item)
    return kept


def merged(areas: list[Area]) -> list[Area]:
    """Areas that hold all of the given ones and do not touch each other."""
    done: list[Area] = []
    for area in areas:
        new = pygame.Rect(area)
        while (index := new.collidelist(done)) >= 0:
            new.union_ip(done.pop(index))
        done.append(tuple(new))  # type: ignore[arg-type]
    return done
