"""The pointer: whether it is in use, and which keys a click or the wheel stands for. Pure.

A click is the key that stands for the same thing: a target holds that key, and key_handling.py
does what it does. This file knows neither pygame's events nor what a key means.
"""

from dataclasses import dataclass, replace
from typing import Self

import pygame

from improv.core.view_models import HostView
from improv.screen import menus
from improv.screen.key_handling import TWICE_SECONDS
from improv.screen.keys import Key
from improv.screen.targets import Target
from improv.screen.ui_state import Panel, UiState

REST_SECONDS = 3.0
"""After so long without a movement the bar and the pointer leave."""

AWAKENS_PX = 4
"""How far a pointer at rest moves before it is in use: a table that shakes moves no pointer."""

_CLOSE = Key(symbol=pygame.K_ESCAPE)
_HELP = Key(symbol=pygame.K_h)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is and when it was last used, in seconds by the wall."""

    position: tuple[int, int] | None = None
    used: float = float("-inf")
    came: float = float("-inf")
    """When it came into use after its last rest."""

    def awake(self, at: float) -> bool:
        """Whether it is in use."""
        return at - self.used < REST_SECONDS

    @property
    def rests_at(self) -> float:
        """When it will be at rest."""
        return self.used + REST_SECONDS

    def since(self, at: float) -> float | None:
        """Since when it is in use; None while it rests."""
        return self.came if self.awake(at) else None

    def moved(self, position: tuple[int, int], at: float) -> Self:
        """The pointer after a movement: one at rest takes no notice of a small one."""
        if self.position is None:  # where a window opened under it
            return replace(self, position=position)
        distance = max(abs(a - b) for a, b in zip(position, self.position, strict=True))
        if not self.awake(at) and distance < AWAKENS_PX:
            return self
        return replace(self.pressed(at), position=position)

    def pressed(self, at: float) -> Self:
        """The pointer after a click, a turn of the wheel, or a tap."""
        return replace(self, used=at, came=self.came if self.awake(at) else at)


def keys_of(target: Target, ui: UiState, at: float) -> tuple[Key, ...]:
    """The keys that a click on a target presses; `at` is now, in seconds by the wall.

    A row of the help closes it first. It stays open for End, which has to be asked for twice.
    """
    key = replace(target.key, at=at)
    if ui.panel is not Panel.HELP:
        return (key,)
    if key.symbol in (_CLOSE.symbol, _HELP.symbol):
        return (replace(_CLOSE, at=at),)
    first = key.symbol == pygame.K_e and at - ui.end_pressed > TWICE_SECONDS
    again = (replace(_HELP, at=at),) if first else ()
    return (replace(_CLOSE, at=at), key, *again)


def scrolled(ui: UiState, host: HostView, steps: int, at: float) -> tuple[Key, ...]:
    """The arrow keys that a turn of the wheel stands for: in a list, and not past its ends."""
    last = menus.count(ui, host) - 1
    if last < 0:
        return ()
    down = min(max(steps, -ui.cursor), last - ui.cursor)
    arrow = Key(symbol=pygame.K_DOWN if down > 0 else pygame.K_UP, at=at)
    return (arrow,) * abs(down)
