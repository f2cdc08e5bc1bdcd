"""A round that is played by a real mouse alone: Xvfb, a window manager and xdotool."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pygame
import pytest

from improv.core.actions import Next
from improv.core.state import Setup
from improv.screen.pointer import REST_SECONDS
from improv.screen.projector import Projector
from improv.screen.ui_state import Panel, UiState
from tests.fakes import FakeWatch
from tests.screen.game import Game
from tests.screen.rooms import NAMES, deck
from tests.xserver import MISSING_DESKTOP, Desktop, desktop

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING_DESKTOP), reason=f"needs {' and '.join(MISSING_DESKTOP)}"),
]

SIZE = (1280, 720)


class Mouse:
    """A mouse over a game that fills the screen."""

    def __init__(self, on: Desktop) -> None:
        self._on = on
        self._watch = FakeWatch(deck(), lambda: 0, setup=Setup(7, rounds=1), names=NAMES)
        self._picture = Projector(SIZE, still=True)

    def follow(self) -> None:
        """The game has gone on by a phase: the places of the next picture are others."""
        view = self._watch.latest().projector
        self._watch.post(Next(id=f"{view.phase_id}", phase_id=view.phase_id))

    def move(self, x: int, y: int) -> None:
        """Move it there, from somewhere else."""
        self._on.xdotool("mousemove", str(x - 60), str(y), "mousemove", str(x), str(y))

    def click(self, symbol: int, panel: Panel = Panel.NONE) -> None:
        """Click the place of a key in the picture that is shown."""
        self._picture.render(self._watch.latest(), 0, 0.0, UiState(bar=0.0, panel=panel))
        (area,) = (t.area for t in self._picture.targets if t.key.symbol == symbol)
        self.move(area[0] + area[2] // 2, area[1] + area[3] // 2)
        self._on.xdotool("click", "1")


@contextmanager
def playing() -> Iterator[tuple[Desktop, Game, Mouse]]:
    """A game in full screen on a desktop, in its lobby."""
    with desktop(f"{SIZE[0]}x{SIZE[1]}") as on:
        game = Game(on.environ, "--full", "--still")
        try:
            game.until(f"size {SIZE[0]} {SIZE[1]}")
            game.until("bar no")
            yield on, game, Mouse(on)
        finally:
            game.end()


def test_a_round_is_played_by_mouse_alone() -> None:
    """Next to the scene, a locked reel on the way, the help, and an end that is asked for twice."""
    with playing() as (_, game, mouse):
        mouse.move(300, 300)
        game.until("bar shown")
        for phase in ("rules", "draw"):
            mouse.click(pygame.K_SPACE)
            game.until(f"phase {phase}")
            mouse.follow()
        mouse.click(pygame.K_2)
        game.until("locked 1")
        for phase in ("brief", "play"):
            mouse.click(pygame.K_SPACE)
            game.until(f"phase {phase}")
            mouse.follow()
        mouse.click(pygame.K_h)
        game.until("panel help")
        for _ in range(2):
            mouse.click(pygame.K_e, Panel.HELP)
        game.until("phase kudos")


def test_the_bar_and_the_pointer_leave_a_still_picture() -> None:
    """A click on the scene does nothing but bring them; three seconds later they are gone."""
    with playing() as (on, game, mouse):
        mouse.move(300, 500)
        game.until("bar shown")
        on.xdotool("click", "1")
        shown = time.monotonic()
        game.until("bar no")
        assert time.monotonic() - shown > REST_SECONDS / 2
        meant, _ = Projector(SIZE, still=True).render(mouse._watch.latest(), 0, 0.0)
        shot = on.screenshot()
        assert pygame.image.tobytes(shot, "RGB") == pygame.image.tobytes(meant, "RGB")
        assert _cpu(game.process) < 0.1


def _cpu(process: "subprocess.Popen[str]") -> float:
    """The share of a core that a process takes while nothing happens, in a few seconds."""

    def ticks() -> int:
        stat = Path(f"/proc/{process.pid}/stat").read_text("utf-8")
        fields = stat.rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    before, seconds = ticks(), 4
    time.sleep(seconds)
    return (ticks() - before) / 100 / seconds
