"""Which displays there are, and which is the projector.

The choice is pure: sizes in px in, numbers of displays out. A video driver that shows nothing
counts as a display only where somebody asked for it. Knows nothing of windows.
"""

import os
import sys
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass

import pygame

from improv.screen.active_displays import active
from improv.screen.window_messages import NoDisplay, NoSuchDisplay, check_environment

_INVISIBLE = frozenset({"offscreen", "dummy"})
"""Video drivers of SDL that show nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Numbers of displays, from 0; `facilitator` is None where the projector is the only one."""

    projector: int
    facilitator: int | None


def prepare(environ: MutableMapping[str, str], platform: str = sys.platform) -> None:
    """Set what SDL reads from the environment when it starts, unless it is set already."""
    environ.setdefault("SDL_IME_SHOW_UI", "1")  # else Windows hides the candidates
    # Frames are drawn in software. On Linux the system takes them as they are; going through a
    # renderer costs nine times as much on machines without a GPU. macOS has only the renderer.
    if platform.startswith("linux"):
        environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")


def begin() -> tuple[tuple[int, int], ...]:
    """Start the video system; the sizes of the displays in px. Raises NoDisplay."""
    prepare(os.environ)
    check_environment(os.environ)
    try:
        pygame.display.init()
    except pygame.error as fault:
        raise NoDisplay(str(fault)) from fault
    driver = pygame.display.get_driver()
    if not is_display(driver, os.environ.get("SDL_VIDEODRIVER", "")):
        pygame.display.quit()
        raise NoDisplay
    return sizes()


def end() -> None:
    """Stop the video system."""
    pygame.display.quit()


def are_visible() -> bool:
    """Whether anybody can see what is shown: not with a driver that shows nothing."""
    return pygame.display.get_driver() not in _INVISIBLE


def sizes() -> tuple[tuple[int, int], ...]:
    """The sizes in px of the active displays now."""
    everyone = pygame.display.get_desktop_sizes()
    return tuple(everyone[number] for number in active())


def is_display(driver: str, asked: str) -> bool:
    """Whether the video driver shows something, or is `asked` for by name (several with commas)."""
    return driver not in _INVISIBLE or driver in asked.split(",")


def choose(sizes: Sequence[tuple[int, int]], number: int | None) -> Choice:
    """Choose the displays of the projector and the facilitator's window.

    The projector is display `number` (from 1), or the last one: the first is usually a laptop's
    own. The facilitator has the first of the others. Raises NoSuchDisplay.
    """
    if number is not None and not 1 <= number <= len(sizes):
        raise NoSuchDisplay(number)
    projector = len(sizes) - 1 if number is None else number - 1
    return Choice(projector, next((n for n in range(len(sizes)) if n != projector), None))
