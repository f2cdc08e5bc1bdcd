"""One window: on which display it is, how large, full screen or not, and how a picture gets in.

Knows SDL's windows and the mark that they carry; not what is in the picture.
"""

from collections.abc import Iterable

import pygame

from improv.screen.logo import icon

_CENTRED = 0x2FFF0000
"""SDL_WINDOWPOS_CENTERED_DISPLAY(n) is this plus n."""

_SMALLEST = (640, 360)
_SHARE = 0.75
"""A window's share of its display where it is not told how large to be."""


class Window:
    """A window that takes pictures of its own size."""

    def __init__(
        self,
        title: str,
        display: int,
        desktop: tuple[int, int],
        size: tuple[int, int] | None = None,
        *,
        full: bool,
    ) -> None:
        """On display number `display`, from 0, whose size is `desktop`."""
        width, height = size or (round(desktop[0] * _SHARE), round(desktop[1] * _SHARE))
        self.display = display
        self._window = pygame.Window(
            title, (width, height), _on(display), resizable=True, fullscreen_desktop=full
        )
        self._window.set_icon(icon())
        self._full = full
        if not full:
            smallest = min(width, _SMALLEST[0]), min(height, _SMALLEST[1])
            self._window.minimum_size = smallest

    @property
    def size(self) -> tuple[int, int]:
        """Of the picture that it wants, in px."""
        return self._window.get_surface().get_size()

    @property
    def full(self) -> bool:
        """Whether it fills its display."""
        return self._full

    def owns(self, event: pygame.event.Event) -> bool:
        """Whether the event is about this window."""
        window = getattr(event, "window", None)
        return window is not None and window.id == self._window.id

    def show(self, picture: pygame.Surface, areas: Iterable[pygame.Rect]) -> None:
        """Put these parts of a picture into the window."""
        surface = self._window.get_surface()
        for area in areas:
            surface.blit(picture, area, area)
        self._window.flip()

    def again(self) -> None:
        """The system lost what was in the window: put it there once more."""
        self._window.flip()

    def set_full(self, full: bool) -> None:
        """Fill the display, or be a window on it."""
        if full is self._full:
            return
        self._full = full
        if full:
            self._window.set_fullscreen(desktop=True)
        else:
            self._window.set_windowed()

    def move_to(self, display: int) -> None:
        """Go to another display."""
        full = self._full
        self.set_full(False)
        self._window.position = _on(display)
        self.display = display
        self.set_full(full)

    def close(self) -> None:
        """Be gone."""
        self._window.destroy()


def _on(display: int) -> tuple[int, int]:
    return _CENTRED + display, _CENTRED + display
