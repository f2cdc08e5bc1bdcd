"""One window: on which display it is, how large, full screen or not, and what it shows.

It knows SDL's windows and the program's icon, not what is in the picture.
"""

from collections.abc import Sequence

import pygame

from improv.screen.active_displays import active
from improv.screen.logo import icon

_CENTRED = 0x2FFF0000
"""SDL_WINDOWPOS_CENTERED_DISPLAY(n) is this plus n."""

CHANGES = (
    *(pygame.WINDOWSHOWN, pygame.WINDOWEXPOSED, pygame.WINDOWMOVED, pygame.WINDOWRESIZED),
    *(pygame.WINDOWSIZECHANGED, pygame.WINDOWMAXIMIZED, pygame.WINDOWRESTORED),
    *(pygame.WINDOWFOCUSGAINED, pygame.WINDOWDISPLAYCHANGED),
)
"""Events after which a window may have lost what was in it, or have a new, black surface."""

_SMALLEST = (640, 360)
_SHARE = 0.75
"""A window's share of its display where it is not told how large to be."""


class Window:
    """A window that shows pictures of its own size."""

    def __init__(
        self,
        title: str,
        display: int,
        desktop: tuple[int, int],
        size: tuple[int, int] | None = None,
        *,
        full: bool,
    ) -> None:
        """Open it on display number `display`, of the active ones, from 0.

        Its size in px is `desktop`.
        """
        width, height = size or (round(desktop[0] * _SHARE), round(desktop[1] * _SHARE))
        self.display = display
        # X11 without a window manager has nobody who would make the window as large as its display.
        large = full and pygame.display.get_driver() == "x11"
        self._later_size = (width, height) if large else None
        self._window = pygame.Window(
            title,
            desktop if large else (width, height),
            _on(display),
            resizable=True,
            fullscreen_desktop=full,
        )
        self._window.set_icon(icon())
        self._full = full
        self._changed = True
        if not full:
            smallest = min(width, _SMALLEST[0]), min(height, _SMALLEST[1])
            self._window.minimum_size = smallest

    @property
    def size(self) -> tuple[int, int]:
        """Of the picture that it shows, in px."""
        return self._window.get_surface().get_size()

    @property
    def full(self) -> bool:
        """Whether it fills its display."""
        return self._full

    def owns(self, event: pygame.event.Event) -> bool:
        """Whether the event is about this window."""
        window = getattr(event, "window", None)
        return window is not None and window.id == self._window.id

    def position_of(self, event: pygame.event.Event) -> tuple[int, int]:
        """Where in the picture a click or a tap is, in px."""
        if event.type != pygame.FINGERDOWN:
            x, y = event.pos
            return x, y
        width, height = self.size
        return int(event.x * width), int(event.y * height)

    def handle(self, event: pygame.event.Event) -> None:
        """Handle any event: after a change of this window its whole picture has to be shown."""
        if event.type in CHANGES and self.owns(event):
            self._changed = True

    def show(self, picture: pygame.Surface, areas: Sequence[pygame.Rect]) -> None:
        """Put these parts of a picture into the window; all of it if the window has changed."""
        # A window manager answers late: when it makes a window full screen, SDL replaces the
        # surface after the first picture, by a black one that may be just as large.
        if self._changed:
            areas = [picture.get_rect()]
            self._changed = False
        if not areas:
            return
        surface = self._window.get_surface()
        for area in areas:
            surface.blit(picture, area, area)
        self._window.flip()

    def set_full(self, full: bool) -> None:
        """Make it fill the display, or be a window on it."""
        if full is self._full:
            return
        self._full, self._changed = full, True
        if full:
            self._window.set_fullscreen(desktop=True)
            return
        self._window.set_windowed()
        if self._later_size is not None:  # it was made as large as the display
            self._window.size, self._window.position = self._later_size, _on(self.display)
            self._later_size = None

    def close(self) -> None:
        """Close it."""
        self._window.destroy()


def _on(display: int) -> tuple[int, int]:
    numbers = active()
    number = numbers[display] if display < len(numbers) else display
    return _CENTRED + number, _CENTRED + number
