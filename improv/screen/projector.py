"""The projector: keeps the last picture, and paints only what is different in the next.

Knows nothing of windows, keys or the loop: it is given a snapshot and two clocks, and gives
back a surface and the parts of it that changed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pygame

from improv.core.formats import PhaseKind
from improv.director.ports import Snapshot
from improv.screen.canvas import Canvas
from improv.screen.composition import Picture, bare, compose
from improv.screen.display_list import Area, DisplayItem, Placed, crossing
from improv.screen.frame import Frame
from improv.screen.overlays.resume_prompt import offer
from improv.screen.ui_state import UiState

_STILL = float("inf")


class Projector:
    """One surface that shows a session."""

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
        self._moment: object = None
        self._entered = 0.0
        self._ready = 0

    @property
    def surface(self) -> pygame.Surface:
        """What is on it."""
        return self._canvas.surface

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The words that are on it, and where."""
        return self._shown.placed if self._shown is not None else ()

    def render(
        self, snapshot: Snapshot, now: int, wall: float, desk: UiState | None = None
    ) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint what changed since the last time; the rectangles that it is in.

        `now` is the session clock in ms, `wall` any clock in seconds that never stands still.
        """
        desk = desk or UiState()
        moment = _moment(snapshot)
        new = moment != self._moment
        if new:
            self._moment, self._entered = moment, wall
        beat = _STILL if self._still else wall - self._entered
        over = desk.panel or desk.peek
        frame = Frame(
            snapshot.projector,
            now,
            beat,
            desk,
            self._size,
            self._theme,
            snapshot.trouble,
            snapshot.host if over else None,
            self._latin_digits,
            snapshot.invitation,
            snapshot.remote if desk.peek else None,
            snapshot.speech,
        )
        picture = compose(frame)
        if new and picture.moving:  # all that it will need, before it moves: then it moves evenly
            self._canvas.warm(compose(replace(frame, beat=_STILL)).marks)
        shown = self._show(picture)
        if not shown[1] and not picture.moving:
            self._prepare(frame)
        return shown

    def _prepare(self, frame: Frame) -> None:
        """Draw what the bell will need while there is time: it must not come late."""
        room = frame.view
        if room.kind is not PhaseKind.PLAY or self._ready == room.phase_id:
            return
        self._ready = room.phase_id
        rung = replace(room, kind=PhaseKind.BELL, phase=PhaseKind.BELL.value)
        ahead = replace(
            frame, view=rung, now=0, beat=_STILL, desk=UiState(), trouble=None, host=None
        )
        self._canvas.warm(compose(ahead).marks)

    def offer(
        self, language: str, title: str, days: int, time: str
    ) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint the offer to go on with the session `title`, begun `days` ago at `time` (14:05)."""
        picture = bare(
            self._size,
            self._theme,
            language,
            lambda builder: offer(builder, title, days, time),
            latin_digits=self._latin_digits,
        )
        return self._show(picture)

    def _show(self, picture: Picture) -> tuple[pygame.Surface, list[pygame.Rect]]:
        areas = changed(self._shown, picture, (0, 0, *self._size))
        self._canvas.paint(picture.marks, areas)
        self._shown = picture
        return self._canvas.surface, [pygame.Rect(area) for area in areas]

    def next_change(self, now: int) -> int | None:
        """ms until another render makes sense: 0 is the next frame, None is never by itself."""
        if self._shown is None or self._shown.moving:
            return 0
        if self._shown.wanted is None:
            return None
        return max(0, self._shown.wanted - now)


def _moment(snapshot: Snapshot) -> object:
    """What makes a picture a new one, so that its motion begins."""
    view = snapshot.projector
    cards = tuple(reel.card.id for reel in view.round.reels) if view.round else ()
    asking = view.vote.asking if view.vote else 0
    return view.phase_id, cards, asking, view.result is None


def changed(before: Picture | None, after: Picture, whole: Area) -> list[Area]:
    """The areas in which two pictures differ, none of them touching another."""
    if before is None:
        return [whole]
    old, new = Counter(before.marks), Counter(after.marks)
    gone, come = old - new, new - old
    # What both have must also lie in the same order: else what is on top is seen, and no item says
    # where. That is rare, and then all is painted.
    if _without(before.marks, gone) != _without(after.marks, come):
        return [whole]
    areas = [crossing(mark.area, whole) for mark in (*gone, *come)]
    return joined([area for area in areas if area[2] and area[3]])


def _without(items: Sequence[DisplayItem], left_out: Counter[DisplayItem]) -> list[DisplayItem]:
    """The items without so many of each kind, the first ones."""
    still = left_out.copy()
    kept: list[DisplayItem] = []
    for item in items:
        if still[item] > 0:
            still[item] -= 1
        else:
            kept.append(item)
    return kept


def joined(areas: list[Area]) -> list[Area]:
    """The same pixels in areas that do not touch each other."""
    done: list[Area] = []
    for area in areas:
        new = pygame.Rect(area)
        while (index := new.collidelist(done)) >= 0:
            new.union_ip(done.pop(index))
        done.append(tuple(new))  # type: ignore[arg-type]
    return done
