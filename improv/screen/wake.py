"""How a room on another thread wakes the loop that shows it.

Knows one event of pygame's queue; not what has happened.
"""

import threading
from contextlib import suppress

import pygame


class Waker:
    """`wake` and `end` may be called from any thread, before a window is there and after."""

    def __init__(self) -> None:
        self.kind = pygame.event.custom_type()
        self.ended = False
        self._asked = threading.Event()

    def wake(self) -> None:
        """There is something new to see."""
        if not self._asked.is_set():
            self._asked.set()
            with suppress(pygame.error):  # no window yet, or no longer: the loop looks by itself
                pygame.event.post(pygame.event.Event(self.kind))

    def end(self) -> None:
        """The room is gone: stop showing it."""
        self.ended = True
        self._asked.clear()
        self.wake()

    def heard(self) -> None:
        """The loop is about to look: what comes from now on wakes it anew."""
        self._asked.clear()
