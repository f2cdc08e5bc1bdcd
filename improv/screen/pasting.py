"""What is pasted: the clipboard by Ctrl+V, Cmd+V, Shift+Insert, the selection by the middle button.

Knows pygame's events and where the system keeps copied text; never what is done with it.
"""

import ctypes

import pygame
import pygame.base

from improv.screen.keys import Key, symbol_of

_MIDDLE = 2


def pasted_text(event: pygame.event.Event, key: Key | None) -> str | None:
    """The text that the event pastes, maybe an empty one; None for an event that pastes nothing.

    `key` is the event's key, where it is one.
    """
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == _MIDDLE:
        return _selected()
    if key is None or not key.down or key.alt:
        return None
    by_letter = key.ctrl and symbol_of(key) == pygame.K_v
    return _copied() if by_letter or (key.shift and key.symbol == pygame.K_INSERT) else None


def _copied() -> str:
    try:
        return pygame.scrap.get_text()
    except pygame.error:  # nothing there, or a picture
        return ""


def _selected() -> str:
    """What is selected in any program, on X11 and Wayland; pygame does not pass it on."""
    try:
        ask = ctypes.CDLL(pygame.base.__file__).SDL_GetPrimarySelectionText
    except (OSError, AttributeError):  # Windows and macOS have none
        return ""
    ask.restype = ctypes.c_char_p
    return (ask() or b"").decode("utf-8", "replace")
