"""The windows' process until its first picture of a room: says on stderr when that was there."""

import os
import sys
import time
from collections.abc import Sequence
from typing import Any

from improv.screen import screens
from improv.wiring import window_process


def main(arguments: Sequence[str]) -> None:
    """As the game's own; the time is CLOCK_MONOTONIC."""

    class Timed(screens.Screens):
        def paint(self, *given: Any) -> None:
            super().paint(*given)
            print(time.monotonic(), file=sys.stderr, flush=True)
            os._exit(0)

    screens.Screens = Timed  # type: ignore[misc]
    window_process.main(arguments)
