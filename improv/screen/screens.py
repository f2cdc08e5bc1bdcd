"""The screens: the projector's window, and the facilitator's where there is a second display.

They put pictures into windows and windows onto displays, also when a display is connected or
disconnected. They know nothing of keys, and of the game only that a snapshot can be rendered.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import pygame

from improv.director.ports import Snapshot
from improv.screen.displays import choose
from improv.screen.facilitator import FacilitatorPainter
from improv.screen.projector import Projector
from improv.screen.targets import Target, hit
from improv.screen.ui_state import UiState
from improv.screen.window import CHANGES, Window
from improv.screen.window_messages import NoSuchDisplay, WindowOptions

TITLE = "improv"
_FACILITATOR_SIZE = (1280, 800)
_SHARES = (0.95, 0.88)
"""How much of its display it takes at most: it has a frame, and the system has bars of its own."""

EVENTS = (
    *(pygame.KEYDOWN, pygame.KEYUP, pygame.TEXTINPUT, pygame.TEXTEDITING, pygame.QUIT),
    *(pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP, pygame.MOUSEWHEEL),
    *(pygame.FINGERDOWN, pygame.FINGERUP),
    *(pygame.WINDOWCLOSE, pygame.WINDOWFOCUSLOST),
    *CHANGES,
)
"""All that the loop hears of."""


class Renderer(Protocol):
    """What paints a window's picture: a Projector, or the facilitator's Painter."""

    @property
    def surface(self) -> pygame.Surface:
        """The picture."""
        ...

    @property
    def targets(self) -> Sequence[Target]:
        """The places of the picture that can be clicked, the last on top."""
        ...

    def render(
        self, snapshot: Snapshot, now: int, wall: float, ui: UiState
    ) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint what changed; the picture and the areas that changed."""
        ...

    def prepare(self, snapshot: Snapshot, now: int, ui: UiState) -> Iterator[None]:
        """Draw what the picture of a snapshot will need, a little at each step."""
        ...

    def next_change(self, now: int) -> int | None:
        """ms of the session clock until it changes by itself; None: never."""
        ...


class Screens:
    """One window or two, with what is painted into them."""

    def __init__(self, options: WindowOptions, displays: Sequence[tuple[int, int]]) -> None:
        """Open the windows on displays of these sizes in px. Raises NoSuchDisplay."""
        self.options = options
        self._displays = tuple(displays)
        choice = choose(displays, options.display)
        self.projector = self._open(choice.projector, options.window, full=options.window is None)
        self.facilitator: Window | None = None
        self._renderers: dict[Window, Renderer] = {}
        self._place_facilitator(choice.facilitator)
        pygame.event.set_blocked(None)
        pygame.event.set_allowed(EVENTS)
        pygame.key.start_text_input()  # only then SDL says what a key prints
        # An input method shows its candidates here: at the lower edge, under what is being typed.
        width, height = self.projector.size
        pygame.key.set_text_input_rect((width // 4, height * 9 // 10, width // 2, height // 20))

    def change(self, options: WindowOptions) -> None:
        """Look otherwise, or be on other displays. Raises NoSuchDisplay."""
        choice = choose(self._displays, options.display)
        moved = options.display != self.options.display
        self.options = options
        self._renderers.clear()
        if moved:
            self._move_projector(choice.projector)
            self._place_facilitator(choice.facilitator)
        self.paint_empty()

    @property
    def single(self) -> bool:
        """Whether the facilitator has no window of their own."""
        return self.facilitator is None

    def paint_empty(self) -> None:
        """Show the stage without a room, while that is being made."""
        projector = self._renderers[self.projector] = self._project(self.projector.size)
        self.projector.show(*projector.empty())

    def paint(self, snapshot: Snapshot, now: int, wall: float, ui: UiState) -> None:
        """Show what changed. `now` is the session clock in ms, `wall` monotonic seconds."""
        self._paint(self.projector, self._project, snapshot, now, wall, ui.for_projector())
        if self.facilitator is not None:
            self._paint(self.facilitator, self._facilitate, snapshot, now, wall, ui)

    def prepare(self, snapshot: Snapshot, now: int, ui: UiState) -> Iterator[None]:
        """Draw what the pictures of a snapshot will need, a little at each step."""
        for window, renderer in tuple(self._renderers.items()):
            seen = ui.for_projector() if window is self.projector else ui
            yield from renderer.prepare(snapshot, now, seen)

    def next_change(self, now: int) -> int | None:
        """ms by the wall until a picture changes by itself; None: never."""
        changes = [renderer.next_change(now) for renderer in self._renderers.values()]
        soonest = min((ms for ms in changes if ms is not None), default=None)
        return None if soonest is None else int(soonest / self.options.speed)

    def handle(self, event: pygame.event.Event) -> bool:
        """Handle any event; False when a window was closed."""
        if event.type in (pygame.QUIT, pygame.WINDOWCLOSE):
            return False
        for window in self._windows():
            window.handle(event)
        return True

    def target_of(self, event: pygame.event.Event) -> Target | None:
        """The place that a click or a tap hits, in the window that the event is about."""
        window = next((one for one in self._windows() if one.owns(event)), self.projector)
        renderer = self._renderers.get(window)
        if renderer is None:
            return None
        return hit(renderer.targets, window.position_of(event), window.size)

    def toggle_full(self) -> None:
        """Make the projector's window full screen, or a window again."""
        self.projector.set_full(not self.projector.full)

    def leave_full(self) -> bool:
        """Make the projector's window no longer full screen; whether it was."""
        was = self.projector.full
        self.projector.set_full(False)
        return was

    def arrange(self, displays: Sequence[tuple[int, int]]) -> None:
        """Move the windows onto the displays that there are now, if they are others."""
        # None at all is what a system may report for a moment while cables are changed.
        if tuple(displays) == self._displays or not displays:
            return
        self._displays = tuple(displays)
        try:
            choice = choose(displays, self.options.display)
        except NoSuchDisplay:
            choice = choose(displays, None)
        self._move_projector(choice.projector)
        self._place_facilitator(choice.facilitator)

    def close(self) -> None:
        """Close the windows."""
        for window in self._windows():
            window.close()
        self._renderers.clear()
        self.facilitator = None

    def _windows(self) -> tuple[Window, ...]:
        return (self.projector,) if self.facilitator is None else (self.projector, self.facilitator)

    def _open(self, display: int, size: tuple[int, int] | None, *, full: bool) -> Window:
        return Window(TITLE, display, self._displays[display], size, full=full)

    def _move_projector(self, display: int) -> None:
        """Open the projector's window on that display, full screen if it was, and close the old."""
        # A window manager that moves one that is full screen may leave it its old display's size.
        was = self.projector
        size = self.options.window if was.full else was.size
        self.projector = self._open(display, size, full=was.full)
        self._renderers.pop(was, None)
        was.close()

    def _place_facilitator(self, display: int | None) -> None:
        """Close the facilitator's window, and open one on that display."""
        if self.facilitator is not None:
            self._renderers.pop(self.facilitator, None)
            self.facilitator.close()
            self.facilitator = None
        if display is not None:
            desktop = self._displays[display]
            width, height = (
                round(one * share) for one, share in zip(desktop, _SHARES, strict=True)
            )
            size = min(_FACILITATOR_SIZE[0], width), min(_FACILITATOR_SIZE[1], height)
            self.facilitator = self._open(display, size, full=False)

    def _paint(
        self,
        window: Window,
        make: Callable[[tuple[int, int]], Renderer],
        snapshot: Snapshot,
        now: int,
        wall: float,
        ui: UiState,
    ) -> None:
        renderer, size = self._renderers.get(window), window.size
        if renderer is None or renderer.surface.get_size() != size:
            renderer = self._renderers[window] = make(size)
        window.show(*renderer.render(snapshot, now, wall, ui))

    def _project(self, size: tuple[int, int]) -> Projector:
        look = self.options
        return Projector(size, look.theme, still=look.still, latin_digits=look.latin_digits)

    def _facilitate(self, size: tuple[int, int]) -> Renderer:
        look = self.options
        return FacilitatorPainter(size, look.theme, latin_digits=look.latin_digits)
