"""Which displays show something of their own now. On X11 SDL 2 never hears of the others.

There it keeps one that was turned off, or that mirrors another, as it was when the program began:
a window for it would be out of sight, or the facilitator's would be before the room. Knows the X
server's monitors and SDL's displays, not what is on them.
"""

import ctypes
from collections.abc import Sequence
from functools import cache

import pygame
import pygame.base

Place = tuple[int, int]
"""Where a display begins, px from the left and the top of all of them."""


_LIBRARIES = ("libX11.so.6", "libXinerama.so.1")
"""The system's own, as SDL loads them: named in a call they would come into a frozen program."""


class _Monitor(ctypes.Structure):
    """libXinerama's `XineramaScreenInfo`."""

    _fields_ = (
        ("number", ctypes.c_int),
        *((name, ctypes.c_short) for name in ("x", "y", "width", "height")),
    )


class _Area(ctypes.Structure):
    """SDL's `SDL_Rect`."""

    _fields_ = tuple((name, ctypes.c_int) for name in ("x", "y", "width", "height"))


def active() -> tuple[int, ...]:
    """SDL's numbers of the active displays, from 0; all of them where nobody can tell."""
    everyone = tuple(range(len(pygame.display.get_desktop_sizes())))
    if pygame.display.get_driver() != "x11":
        return everyone
    try:
        return of_their_own([_begins(number) for number in everyone], _monitors())
    except (OSError, AttributeError, ValueError):  # a system without one of these libraries
        return everyone


def of_their_own(displays: Sequence[Place], monitors: Sequence[Place]) -> tuple[int, ...]:
    """The displays that begin where a monitor does and no display before them; else all. Pure."""
    found = [n for n, at in enumerate(displays) if at in monitors and at not in displays[:n]]
    return tuple(found or range(len(displays)))


def _begins(number: int) -> Place:
    area = _Area()
    ask = ctypes.CDLL(pygame.base.__file__).SDL_GetDisplayBounds
    if ask(number, ctypes.byref(area)):
        raise ValueError(number)
    return area.x, area.y


def _monitors() -> list[Place]:
    """Where the X server's monitors begin that are turned on."""
    x11, xinerama, server = _server()
    count = ctypes.c_int()
    found = xinerama.XineramaQueryScreens(server, ctypes.byref(count))
    if not found:
        raise ValueError
    places = [(found[n].x, found[n].y) for n in range(count.value)]
    x11.XFree(found)
    return places


@cache
def _server() -> tuple[ctypes.CDLL, ctypes.CDLL, ctypes.c_void_p]:
    """A connection to the X server: SDL ends when the server does, and so may this."""
    x11, xinerama = map(ctypes.CDLL, _LIBRARIES)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    xinerama.XineramaQueryScreens.restype = ctypes.POINTER(_Monitor)
    server = ctypes.c_void_p(x11.XOpenDisplay(None))
    if server.value is None or x11.XScreenCount(server) > 1:  # each screen has monitors of its own
        raise ValueError
    return x11, xinerama, server
