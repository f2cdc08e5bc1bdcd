"""The windows' process with a measuring tape: it repaints its whole picture sixty times a second.

Each frame is a line of JSON in the file that the environment's FRAMES names: [when it was there,
seconds since the one before, the phase's id, how many had voted], times of CLOCK_MONOTONIC.
"""

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from improv.director.ports import Snapshot
from improv.screen import loop, screens
from improv.wiring import window_process

FRAMES = "BENCH_FRAMES"


def main(arguments: Sequence[str]) -> None:
    """As the game's own."""
    frames = Path(os.environ[FRAMES]).open("w", encoding="utf-8", buffering=1)  # noqa: SIM115

    class Timed(screens.Screens):
        last = 0.0

        def paint(self, snapshot: Snapshot, now: int, wall: float, ui: Any) -> None:
            for renderer in self._renderers.values():
                renderer._shown = None  # type: ignore[attr-defined]  # everything, every frame
            began = time.monotonic()
            super().paint(snapshot, now, wall, ui)
            ended, room = time.monotonic(), snapshot.projector
            voted = room.vote.voted if room.vote else None
            print(
                json.dumps([ended, ended - (self.last or began), room.phase_id, voted]), file=frames
            )
            self.last = ended

        def next_change(self, now: int) -> int | None:
            return 0

    screens.Screens = Timed  # type: ignore[misc]
    loop.FRAME_SECONDS = 1 / 60
    window_process.main(arguments)
