"""What mouse and touch do: pygame's events become the keys that they stand for.

It knows the windows and what the pointer was doing; pointer.py has the rules.
"""

from collections.abc import Sequence
from dataclasses import replace

import pygame

from improv.director.ports import Snapshot
from improv.screen.keys import Key
from improv.screen.pointer import Pointer, keys_of, scrolled
from improv.screen.screens import Screens
from improv.screen.ui_state import UiState

_LEFT = 1
_PRESSES = (pygame.MOUSEBUTTONDOWN, pygame.FINGERDOWN)
_RELEASES = (pygame.MOUSEBUTTONUP, pygame.FINGERUP)
_TRACKPAD = -1
"""SDL's touch id of fingers on a pad that moves the pointer: no taps on the picture."""


class PointerEvents:
    """Mouse and touch over the windows."""

    def __init__(self, screens: Screens) -> None:
        self._screens = screens
        self._pointer = Pointer()
        self._held: Key | None = None
        """The key of the place that is being pressed."""
        self._visible: bool | None = None

    @property
    def rests_at(self) -> float:
        """When the pointer will be at rest, in seconds by the wall."""
        return self._pointer.rests_at

    def since(self, at: float) -> float | None:
        """Since when the pointer is in use, None while it rests; shows and hides it."""
        awake = self._pointer.awake(at)
        if awake is not self._visible:
            self._visible = awake
            pygame.mouse.set_visible(awake)
        return self._pointer.since(at)

    def only_moves(self, event: pygame.event.Event, at: float) -> bool:
        """Whether the event is a movement after which the pictures are what they were."""
        if event.type != pygame.MOUSEMOTION:
            return False
        was = self._pointer.awake(at)
        if not _is_doubled(event):
            self._pointer = self._pointer.moved(event.pos, at)
        return self._pointer.awake(at) is was

    def keys(
        self, event: pygame.event.Event, ui: UiState, snapshot: Snapshot, at: float
    ) -> Sequence[Key]:
        """The keys that an event of mouse or touch stands for; none for any other event."""
        if _is_doubled(event):
            return ()
        if event.type == pygame.MOUSEWHEEL:
            self._pointer = self._pointer.pressed(at)
            return scrolled(ui, snapshot.host, event.y if event.flipped else -event.y, at)
        if event.type in _RELEASES:
            held, self._held = self._held, None
            return () if held is None else (replace(held, down=False, at=at),)
        if event.type not in _PRESSES:
            return ()
        self._pointer = self._pointer.pressed(at)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button != _LEFT:
            return ()
        target = self._screens.target_of(event)
        if target is None:
            return ()
        self._held = target.key
        return keys_of(target, ui, at)


def _is_doubled(event: pygame.event.Event) -> bool:
    """Whether there is another event for it: SDL makes a mouse's events of touches, too."""
    return getattr(event, "touch", False) or getattr(event, "touch_id", 0) == _TRACKPAD
