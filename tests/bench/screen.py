"""How the screen moves and how quietly it stands: in real windows of an X server of its own.

Run as `python -m tests.bench.screen`. Every case runs in a process of its own; frames are
timed from the snapshot to the window, the bell from its instant to its picture.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.xserver import MISSING, xserver

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

SIZES = {"1080p": ("1920x1080", "8 ms", "150 MB"), "4K": ("3840x2160", "25 ms", "350 MB")}
WINDOW = ("--window", "1920x1080")
"""Without a window manager SDL waits 100 ms in vain for one that makes a window full screen."""

FPS = 60
MOVING_SECONDS = 0.8
QUIET_SECONDS = 5.0
DRIFT_SECONDS = 10.0


def rows() -> list[Row]:
    """The table's rows."""
    if MISSING:
        return [("the screen", f"needs {' and '.join(MISSING)}", "")]
    return [
        *(row for size in SIZES for row in _frames(size)),
        *_quiet(),
        *_bell(),
    ]


def _frames(name: str) -> Iterator[Row]:
    screen, frame_goal, memory_goal = SIZES[name]
    told = _child(screen, "frames")
    every: list[float] = []
    for scene, times in told["moving"].items():
        every += times
        yield f"{name} {scene}, moving", _figures(times), f"p99 {frame_goal}"
    yield f"{name} every frame that moves", _figures(every), f"p99 {frame_goal}"
    first = max(told["first"].items(), key=lambda scene: max(scene[1]))
    yield f"{name} entering a scene unforeseen, worst", f"{max(first[1]):.1f} ms ({first[0]})", ""
    yield f"{name} peak memory, all scenes", f"{told['peak'] / 1024:.0f} MB", memory_goal


def _figures(times: Sequence[float]) -> str:
    return f"p50 {statistics.median(times):.1f}, p99 {_p99(times):.1f} ms"


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def _quiet() -> Iterator[Row]:
    for scene in ("lobby", "brief", "play", "vote"):
        told = _child("1920x1080", "quiet", scene)
        yield f"CPU while nothing moves: {scene}", f"{told['share']:.1f}% of a core", "3%"


def _bell() -> Iterator[Row]:
    told = _child("1920x1080", "bell")
    worst = max(told["late"])
    yield "the bell after its instant", f"{worst:.1f} ms", f"{1000 / FPS:.1f} ms"
    drift = _child("1920x1080", "drift")["drift"]
    yield f"drift of the clock in {DRIFT_SECONDS:.0f} s", f"{drift:.1f} ms", "none"


def _child(screen: str, *arguments: str) -> Any:
    with xserver(screen) as environ:
        run = subprocess.run(
            [sys.executable, "-m", "tests.bench.screen", *arguments],
            env=environ,
            capture_output=True,
            text=True,
            check=True,
        )
    return json.loads(run.stdout)


# The children.


def _time_frames() -> dict[str, object]:
    """Every moment of a showing, entered anew and watched for a while."""
    from improv.screen import displays
    from improv.screen.projector import Projector
    from improv.screen.scene_registry import moments
    from improv.screen.window import Window
    from tests.screen.rooms import deck

    there = displays.begin()
    window = Window("bench", 0, there[0], full=True)
    projector = Projector(window.size)
    first: dict[str, list[float]] = {}
    moving: dict[str, list[float]] = {}
    wall = 0.0
    for moment in moments(deck(), "en"):
        scene = moment.name.split("-")[0]
        for frame in range(round(MOVING_SECONDS * FPS)):
            wall += 1 / FPS
            now = moment.now + round(1000 * frame / FPS)
            moves = frame and projector.next_change(now) == 0
            began = time.perf_counter()
            picture, areas = projector.render(moment.snapshot, now, wall, moment.ui)
            if areas:
                window.show(picture, areas)
            took = (time.perf_counter() - began) * 1000
            if moves or not frame:
                (moving if frame else first).setdefault(scene, []).append(took)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"first": first, "moving": moving, "peak": peak}


def _time_quiet(scene: str) -> dict[str, object]:
    """The real loop over a scene, and how much of a core it takes once it stands still."""
    from improv.director.waker import Waker
    from improv.screen import displays
    from improv.screen.loop import Loop
    from improv.screen.screens import Screens
    from improv.screen.window_messages import WindowOptions
    from tests.screen.rooms import Room

    there = displays.begin()
    screens, waker = Screens(WindowOptions(), there), Waker()
    room = Room()
    room.go_to(scene)
    watch = room.watch
    begun = time.monotonic()
    was = room.at
    marks: list[float] = []

    def wall() -> float:
        now = time.monotonic() - begun
        room.at = was + now
        if now > 1.5 and not marks:
            marks.append(time.process_time())
        if now > 1.5 + QUIET_SECONDS and len(marks) == 1:
            marks.append(time.process_time())
            waker.end()
        return now

    Loop(screens, watch, waker, wall, "t").run()
    return {"share": 100 * (marks[1] - marks[0]) / QUIET_SECONDS}


def _time_bell() -> dict[str, object]:
    """A real room on its thread with a real journal, and when the bell's picture is shown."""
    from improv.core.formats import PhaseKind
    from improv.core.session import evolve, opening
    from improv.core.state import Setup
    from improv.director.clock import SessionClock
    from improv.director.ports import Snapshot
    from improv.director.room import Room
    from improv.director.room_log import JournalLog
    from improv.director.room_thread import RoomThread
    from improv.director.waker import Waker
    from improv.journal.store import SqliteJournal
    from improv.screen import displays
    from improv.screen.loop import Loop
    from improv.screen.screens import Screens
    from improv.screen.ui_state import UiState
    from improv.screen.window_messages import WindowOptions
    from tests.screen.rooms import deck

    game = deck().formats["lawnmower"]
    optional_text = replace(
        game, phases=tuple(replace(p, seconds=2 if p.seconds else None) for p in game.phases)
    )
    opened = opening(Setup(7, rounds=1), optional_text, "en", standings=False)
    late: list[float] = []
    waker = Waker()

    class Timed(Screens):
        due = 0.0

        def paint(self, snapshot: Snapshot, now: int, wall: float, ui: UiState) -> None:
            super().paint(snapshot, now, wall, ui)
            room = snapshot.projector
            if room.kind is PhaseKind.BELL and self.due:
                late.append(live.now() - self.due)
                self.due = 0.0
                waker.end()
            elif room.kind is PhaseKind.PLAY and room.clock is not None:
                self.due = room.clock.deadline

    screens = Timed(WindowOptions(), displays.begin())
    with tempfile.TemporaryDirectory() as folder:
        journal = SqliteJournal.open(Path(folder))
        journal.open_session("bench", "2026-01-01T00:00:00+00:00", "bench", False)
        clock = SessionClock(time.monotonic)

        def make() -> Room:
            state = evolve(None, opened)
            log = JournalLog(journal, "bench")
            return Room("bench", state, 0, deck(), log, clock, waker.set, (opened,))

        live = RoomThread(make, lambda room: room.run(), waker)
        live.start()
        live.words.set()
        presses = threading.Thread(target=_go_to_play, args=(live,))
        presses.start()
        Loop(screens, live, waker, time.monotonic, "t").run()
        presses.join()
        live.stop()
        journal.close()
    return {"late": late}


def _go_to_play(live: object) -> None:
    from improv.core.actions import Next
    from improv.core.formats import PhaseKind
    from improv.director.room_thread import RoomThread

    assert isinstance(live, RoomThread)
    for number in range(3):
        time.sleep(0.6)
        live.post(Next(id=f"n{number}"))
        if live.latest().projector.kind is PhaseKind.PLAY:
            return


def _time_drift() -> dict[str, object]:
    """The session clock beside the monotonic one."""
    from improv.director.clock import SessionClock

    clock = SessionClock(time.monotonic)
    clock.run(0)
    wall = time.monotonic()
    time.sleep(DRIFT_SECONDS)
    return {"drift": clock.now() - (time.monotonic() - wall) * 1000}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["frames"]:
            print(json.dumps(_time_frames()))
        case ["quiet", scene]:
            print(json.dumps(_time_quiet(scene)))
        case ["bell"]:
            print(json.dumps(_time_bell()))
        case ["drift"]:
            print(json.dumps(_time_drift()))
        case _:
            for name, measured, goal in rows():
                print(f"{name:44} {measured:40} {goal}")
