"""Which displays there are, and which is the projector.

The choice is pure: sizes in, numbers out. A video driver without a picture that nobody asked
for is no display. Knows nothing of windows.
"""

import os
import sys
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass

import pygame

_BLIND = frozenset({"offscreen", "dummy"})
"""Video drivers of SDL that show nothing."""


_LINUX = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
"""Without any of them there is no screen to ask for."""


class NoDisplay(Exception):
    """There is nothing to show a picture on; its cause is what SDL says, where SDL was asked."""


class NoSuchDisplay(Exception):
    """`--display N` names none that is there."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Numbers of displays, from 0. `desk` None: the projector is the only one."""

    projector: int
    desk: int | None


def prepare(environ: MutableMapping[str, str], platform: str = sys.platform) -> None:
    """Set what SDL reads when it starts.

    Frames are drawn in software; where the system takes them as they are, going through a
    renderer costs nine times as much on machines without a GPU. macOS knows only the renderer.
    """
    if platform.startswith("linux"):
        environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")


def begin() -> tuple[tuple[int, int], ...]:
    """Start the video system; the sizes of the displays. Raises NoDisplay."""
    prepare(os.environ)
    if sys.platform.startswith("linux") and not any(map(os.environ.get, _LINUX)):
        raise NoDisplay  # SDL would say so too, after the libraries' own complaints
    try:
        pygame.display.init()
    except pygame.error as fault:
        raise NoDisplay from fault
    driver = pygame.display.get_driver()
    if not is_display(driver, os.environ.get("SDL_VIDEODRIVER", "")):
        pygame.display.quit()
        raise NoDisplay
    return sizes()


def end() -> None:
    """Let go of the video system."""
    pygame.display.quit()


def seen() -> bool:
    """Whether anybody can see what is shown: not with a driver for machines without a screen."""
    return pygame.display.get_driver() not in _BLIND


def sizes() -> tuple[tuple[int, int], ...]:
    """The sizes of the displays that there are now."""
    return tuple(pygame.display.get_desktop_sizes())


def is_display(driver: str, asked: str) -> bool:
    """Whether the video driver counts: one that shows nothing only when it was asked for."""
    return driver not in _BLIND or driver in asked.split(",")


def choose(there: Sequence[tuple[int, int]], wanted: int | None) -> Choice:
    """Which display is the projector: `wanted` (from 1), else the last one; the desk has another.

    Raises NoSuchDisplay.
    """
    if wanted is not None and not 1 <= wanted <= len(there):
        raise NoSuchDisplay(wanted)
    projector = len(there) - 1 if wanted is None else wanted - 1
    other = next((n for n in range(len(there)) if n != projector), None)
    return Choice(projector, other)
