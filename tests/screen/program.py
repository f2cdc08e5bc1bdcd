"""A game in a real window, for tests: says in lines what a person would see.

`python -m tests.screen.program [--full] [--two]`: prints the id of each phase as it comes,
`size W H` of the projector's window, `windows N`, `locked N` reels, `bar shown` or `bar no`,
`panel NAME` and the `line` that is typed, whether the `keyboard` is ours, and at last how the loop
ended.
"""

import sys
import time

import pygame

from improv.core.formats import PhaseKind
from improv.core.state import Setup
from improv.director.ports import Snapshot
from improv.director.waker import Waker
from improv.screen import displays
from improv.screen.loop import Loop
from improv.screen.screens import Screens
from improv.screen.ui_state import UiState
from improv.screen.window_messages import WindowOptions
from tests.fakes import FakeWatch
from tests.screen.rooms import NAMES, deck


def main() -> None:
    """Play until the window is closed or the session is over."""
    there = displays.begin()
    full = "--full" in sys.argv
    options = WindowOptions(window=None if full else (1280, 720), still="--still" in sys.argv)
    reported: dict[str, str] = {}

    def report(line: str) -> None:
        name = line.partition(" ")[0]
        if reported.get(name) != line:  # each thing whenever it changes
            reported[name] = line
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    class ReportingScreens(Screens):
        def paint(self, snapshot: Snapshot, now: int, wall: float, ui: UiState) -> None:
            super().paint(snapshot, now, wall, ui)
            report(f"keyboard {'ours' if pygame.key.get_focused() else 'no'}")
            report(f"panel {ui.panel or 'none'}")
            report(f"bar {'no' if ui.bar is None else 'shown'}")
            report(f"line {ui.typing.text if ui.typing else ''}".rstrip())

    screens, waker = ReportingScreens(options, there), Waker()

    class ReportingWatch(FakeWatch):
        def latest(self) -> Snapshot:
            snapshot = super().latest()
            room = snapshot.projector
            shown = " shown" if room.kind is PhaseKind.RESULT and room.result else ""
            report(f"phase {room.phase}{shown}{' blank' if room.blank else ''}")
            width, height = screens.projector.size
            report(f"size {width} {height}")
            report(f"windows {1 if screens.single else 2}")
            locked = [reel.id for reel in room.round.reels if reel.locked] if room.round else []
            report(f"locked {len(locked)}")
            return snapshot

    wall = lambda: round(time.monotonic() * 1000)  # noqa: E731
    watch = ReportingWatch(deck(), wall, setup=Setup(7, rounds=1), names=NAMES)
    watch.woken = waker.set
    outcome = Loop(screens, watch, waker, time.monotonic, "t").run()
    screens.close()
    report(f"outcome {outcome}")


if __name__ == "__main__":
    main()
