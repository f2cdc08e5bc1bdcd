"""The windows' process with somebody who presses keys: those that a file names.

The file is that of the environment's KEYS; each of its lines is the number of a key, or `close`.
They are pressed again and again until the line is another: SDL forgets what was pressed before a
window was there.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import pygame

from improv.wiring import window_process

KEYS = "TEST_KEYS"
PRESS_SECONDS = 0.05


def _press() -> None:
    file = Path(os.environ[KEYS])
    while True:
        time.sleep(PRESS_SECONDS)
        wanted = file.read_text("utf-8") if file.exists() else ""
        if not (wanted and pygame.display.get_init()):
            continue
        if wanted == "close":
            pygame.event.post(pygame.event.Event(pygame.QUIT))
            continue
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            key = pygame.event.Event(kind, key=int(wanted), mod=0, unicode="", scancode=0)
            pygame.event.post(key)


def main(arguments: Sequence[str]) -> None:
    """As the game's own, with a hand on the keyboard."""
    Thread(target=_press, daemon=True).start()
    window_process.main(arguments)
