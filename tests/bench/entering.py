"""How long a scene takes to enter that people waited for: the real loop through a whole session.

Run as `python -m tests.bench entering`. Each scene stands for a while, in which the next one is
prepared; then comes the next. In real windows of an X server of its own, a process for each size.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from tests.xserver import MISSING, xserver

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

SIZES = {"1080p": ("1920x1080", "33 ms", "150 MB"), "4K": ("3840x2160", "66 ms", "350 MB")}
STANDING_SECONDS = 1.2
"""How long a scene stands before the next one: shorter than anybody reads."""


def rows() -> Iterator[Row]:
    """The table's rows."""
    if MISSING:
        yield "entering a scene", f"needs {' and '.join(MISSING)}", ""
        return
    for name, (screen, goal, memory_goal) in SIZES.items():
        with xserver(screen) as environ:
            command = [sys.executable, "-m", "tests.bench.entering"]
            run = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        told = json.loads(run.stdout)
        for scene, times in (("first picture, the lobby", told["lobby"]), ("help", told["help"])):
            yield f"{name} {scene}", _figures(times), goal
        entering = told["entering"]
        worst = max(entering, key=entering.get)
        yield f"{name} entering a scene, worst", f"{_figures(entering[worst])} ({worst})", goal
        yield f"{name} peak memory, a session", f"{told['peak'] / 1024:.0f} MB", memory_goal


def _figures(times: list[float]) -> str:
    wall, processor = times
    return f"{wall:.1f} ms, {processor:.1f} of work"


def _session() -> dict[str, object]:
    import pygame

    from improv.core.formats import PhaseKind
    from improv.director.ports import Snapshot
    from improv.director.waker import Waker
    from improv.scenes.scene import scene_key
    from improv.screen import displays
    from improv.screen.loop import Loop
    from improv.screen.screens import Screens
    from improv.screen.ui_state import Panel, UiState
    from improv.screen.window_messages import WindowOptions
    from improv.text import breaks
    from tests.screen.rooms import Room

    breaks.load()  # as the windows' process does
    there = displays.begin()
    room, waker = Room(), Waker()
    begun, was = time.monotonic(), room.at
    times: dict[str, list[float]] = {}

    def timed(paint: Callable[[], None]) -> list[float]:
        began, worked = time.perf_counter(), time.thread_time()
        paint()
        return [1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - worked)]

    class Timed(Screens):
        entered, key = 0.0, ""

        def paint(self, snapshot: Snapshot, now: int, wall: float, ui: UiState) -> None:
            took = timed(lambda: super(Timed, self).paint(snapshot, now, wall, ui))
            kind, key = snapshot.projector.kind.value, scene_key(snapshot.projector)
            if key != self.key or self.next_change(now) == 0:
                self.entered = wall
            if key != self.key:
                self.key, times[kind] = key, max(took, times.get(kind, took))
            elif wall - self.entered > STANDING_SECONDS:
                self.entered = wall
                if kind == PhaseKind.END.value:
                    over = UiState(panel=Panel.HELP)
                    times["help"] = timed(
                        lambda: super(Timed, self).paint(snapshot, now, wall, over)
                    )
                    waker.end()
                else:
                    room.press(pygame.K_SPACE)
                    waker.set()

    def wall() -> float:
        room.at = was + time.monotonic() - begun
        return room.at

    screens = Timed(WindowOptions(), there)
    screens.paint_empty()
    Loop(screens, room.watch, waker, wall, "t").run()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    firsts = {name: times.pop(name) for name in ("lobby", "help")}
    return {**firsts, "entering": times, "peak": peak}


if __name__ == "__main__":
    print(json.dumps(_session()))
