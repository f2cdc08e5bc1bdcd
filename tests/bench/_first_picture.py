"""The windows' process until its first picture of a room or of the home screen.

It says on stderr when that was there, by CLOCK_MONOTONIC.
"""

import os
import sys
import time
from collections.abc import Sequence
from typing import Any

from improv.screen import menu, projector, screens, window
from improv.wiring import window_process


def main(arguments: Sequence[str]) -> None:
    """As the game's own."""
    chosen: list[bool] = []

    class Timed(screens.Screens):
        def paint(self, *given: Any) -> None:
            super().paint(*given)
            _there()

    class Page(projector.Projector):
        def choose(self, *given: Any) -> Any:
            chosen.append(True)
            return super().choose(*given)

    class Shown(window.Window):
        def show(self, *given: Any) -> None:
            super().show(*given)
            if chosen:
                _there()

    screens.Screens, screens.Window = Timed, Shown  # type: ignore[misc, attr-defined]
    menu.Projector = Page  # type: ignore[attr-defined]
    window_process.main(arguments)


def _there() -> None:
    print(time.monotonic(), file=sys.stderr, flush=True)
    os._exit(0)
