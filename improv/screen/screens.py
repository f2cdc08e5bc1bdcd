"""The screens: the projector's window, and the facilitator's where a second display is.

Puts pictures into windows and windows onto displays, also when a display comes or goes. Knows
nothing of keys, and of the game only that a snapshot can be painted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import pygame

from improv.director.ports import Snapshot
from improv.screen.displays import NoSuchDisplay, choose
from improv.screen.facilitator import facilitate
from improv.screen.painter import Painter
from improv.screen.projector import Projector
from improv.screen.ui_state import UiState
from improv.screen.window import CHANGES, Window

TITLE = "improv"
_DESK_SIZE = (1280, 800)

EVENTS = (
    *(pygame.KEYDOWN, pygame.KEYUP, pygame.TEXTINPUT, pygame.QUIT),
    *(pygame.WINDOWCLOSE, pygame.WINDOWFOCUSLOST, pygame.WINDOWENTER),
    *CHANGES,
)
"""All that a loop need wake for; a mouse that moves is none of it."""


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What was asked for. `display` counts from 1; `window` is a size, else full screen."""

    display: int | None = None
    window: tuple[int, int] | None = None
    theme: str = "stage"
    still: bool = False
    speed: float = 1.0
    """Of the session clock: a demo's runs faster than the wall's."""
    latin_digits: bool = False
    """Figures in Latin digits, also where the language has its own."""


class Picture(Protocol):
    """What fills a window: a Projector, or the facilitator's Painter."""

    @property
    def surface(self) -> pygame.Surface:
        """What is on it."""
        ...

    def render(
        self, snapshot: Snapshot, now: int, wall: float, desk: UiState | None = None
    ) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint what changed."""
        ...

    def next_change(self, now: int) -> int | None:
        """ms of the session clock until it changes by itself."""
        ...


class Screens:
    """One window or two, with what is painted into them."""

    def __init__(self, options: WindowOptions, there: Sequence[tuple[int, int]]) -> None:
        """`there`: the displays' sizes. Raises NoSuchDisplay."""
        self.options = options
        self._there = tuple(there)
        choice = choose(there, options.display)
        self.projector = Window(
            TITLE,
            choice.projector,
            there[choice.projector],
            options.window,
            full=options.window is None,
        )
        self.desk: Window | None = None
        self._pictures: dict[Window, Picture] = {}
        self._arrange_desk(choice.desk)
        pygame.event.set_blocked(None)
        pygame.event.set_allowed(EVENTS)
        pygame.key.stop_text_input()
        pygame.mouse.set_visible(not self.projector.full)

    @property
    def single(self) -> bool:
        """Whether the facilitator has no window of their own."""
        return self.desk is None

    def paint(self, snapshot: Snapshot, now: int, wall: float, desk: UiState) -> None:
        """Show what changed."""
        self._paint(self.projector, self._project, snapshot, now, wall, desk.for_room())
        if self.desk is not None:
            self._paint(self.desk, self._facilitate, snapshot, now, wall, desk)

    def next_change(self, now: int) -> int | None:
        """ms by the wall until something changes by itself; None: nothing does."""
        asked = [picture.next_change(now) for picture in self._pictures.values()]
        soon = min((ms for ms in asked if ms is not None), default=None)
        return None if soon is None else int(soon / self.options.speed)

    def hear(self, event: pygame.event.Event) -> bool:
        """Take an event about a window; False when one was closed."""
        if event.type in (pygame.QUIT, pygame.WINDOWCLOSE):
            return False
        for window in self._windows():
            window.notice(event)
        if event.type == pygame.WINDOWENTER:
            pygame.mouse.set_visible(not (self.projector.full and self.projector.owns(event)))
        return True

    def toggle_full(self) -> None:
        """Full screen, or a window."""
        self.projector.set_full(not self.projector.full)
        pygame.mouse.set_visible(not self.projector.full)

    def leave_full(self) -> None:
        """A window."""
        self.projector.set_full(False)
        pygame.mouse.set_visible(True)

    def arrange(self, there: Sequence[tuple[int, int]]) -> None:
        """A display came or went: go on with those that are left."""
        if tuple(there) == self._there or not there:
            return
        self._there = tuple(there)
        try:
            choice = choose(there, self.options.display)
        except NoSuchDisplay:
            choice = choose(there, None)
        self.projector.move_to(choice.projector)
        self._arrange_desk(choice.desk)

    def close(self) -> None:
        """Close the windows."""
        for window in self._windows():
            window.close()
        self._pictures.clear()
        self.desk = None

    def _windows(self) -> tuple[Window, ...]:
        return (self.projector,) if self.desk is None else (self.projector, self.desk)

    def _arrange_desk(self, display: int | None) -> None:
        if self.desk is not None:
            self._pictures.pop(self.desk, None)
            self.desk.close()
            self.desk = None
        if display is not None:
            room = self._there[display]
            size = min(_DESK_SIZE[0], room[0]), min(_DESK_SIZE[1], room[1])
            self.desk = Window(TITLE, display, room, size, full=False)

    def _paint(
        self,
        window: Window,
        make: Callable[[tuple[int, int]], Picture],
        snapshot: Snapshot,
        now: int,
        wall: float,
        desk: UiState,
    ) -> None:
        picture, size = self._pictures.get(window), window.size
        if picture is None or picture.surface.get_size() != size:
            picture = self._pictures[window] = make(size)
        window.show(*picture.render(snapshot, now, wall, desk))

    def _project(self, size: tuple[int, int]) -> Picture:
        look = self.options
        return Projector(size, look.theme, still=look.still, latin_digits=look.latin_digits)

    def _facilitate(self, size: tuple[int, int]) -> Picture:
        look = self.options
        return Painter(size, look.theme, facilitate, latin_digits=look.latin_digits)
