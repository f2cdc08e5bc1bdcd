"""A workshop from nothing to its report with nobody at the keyboard: a real window and a mouse."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from improv.core.event_codec import from_dict
from improv.core.formats import PhaseKind as K
from improv.core.session import evolve
from improv.core.state import State
from improv.director.ports import JournalError
from improv.scenes.menu import Menu
from improv.scenes.past_sessions import PastSession
from improv.screen.layouts.menu import Place
from improv.screen.projector import Projector
from improv.wiring import settings
from improv.wiring.home import Home
from improv.wiring.past_sessions import past_sessions
from improv.wiring.sessions import read_journal
from tests.xserver import MISSING_DESKTOP, Desktop, desktop, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(bool(MISSING_DESKTOP), reason=f"needs {' and '.join(MISSING_DESKTOP)}"),
]

SIZE = (1280, 720)
NAMES = ["Sara", "Omid", "Layla", "Noam", "Ada", "Karim"]
_BUTTONS = {K.VOTE: 14, K.GUESS: 14, K.ASK: 11}
"""How many buttons the bar has where hands or papers are counted, else five; the second goes on."""


class Mouse:
    """A mouse, and what a person would see of the session that it plays."""

    def __init__(self, on: Desktop, data: Path) -> None:
        self._on, self._data = on, data
        self.home = Home(data, print, lambda _: None)
        self._kinds: list[str] = []
        """The phases that were left, in their order."""
        self._went_back = ""
        """The phase that was left by Back in place of Next."""

    def click(self, x: int, y: int) -> None:
        """Come from the side, as a hand does, and press."""
        self._on.xdotool("mousemove", str(x - 40), str(y), "mousemove", str(x), str(y))
        time.sleep(0.1)
        self._on.xdotool("click", "1")

    def pick(self, *path: str, row: str) -> None:
        """Click a row of a page of the home screen."""
        self.home = Home(self._data, print, lambda _: None)
        self.home.path = list(path)
        shown: Menu = self.home.menu()
        picture = Projector(SIZE, still=True)
        picture.choose(self.home.language, shown, Place())
        entry = shown.order.index(row)
        area = next(t.area for t in picture.targets if t.key.entry == entry and not t.key.row)
        self.click(area[0] + area[2] // 3, area[1] + area[3] // 2)
        time.sleep(0.5)

    def phase(self) -> tuple[int, str]:
        """The number and the kind of the phase that is on, as the journal has it."""
        try:
            with closing(read_journal(self._data)) as journal:
                header = next(iter(journal.sessions()), None)
                if header is None or not header.events:
                    return 0, ""
                state: State | None = None
                for record in journal.records(header.id):
                    state = evolve(state, from_dict(record.event))
        except JournalError:
            return 0, ""
        assert state is not None
        return state.running.phase_id, state.kind

    def go_on(self) -> None:
        """Click Next in the bar until something has come of it."""
        before, kind = self.phase()
        # Not every vote counts hands. Where it does not, the place of Next is that of Back.
        shown = 5 if kind == self._went_back else _BUTTONS.get(K(kind), 5)
        was = self._kinds[-1] if self._kinds else ""
        for _ in range(8):
            self.click(round(SIZE[0] * 1.5 / shown), SIZE[1] - 12)
            ends = time.monotonic() + 3
            while time.monotonic() < ends:
                if self.phase()[0] != before:
                    if kind in _BUTTONS:
                        self._went_back = kind if self.phase()[1] == was else ""
                    self._kinds.append(kind)
                    return
                time.sleep(0.1)
        raise AssertionError(f"stays in {kind}")


@contextmanager
def opened(
    data: Path, stderr: int | None = None
) -> Iterator[tuple[Desktop, Mouse, "subprocess.Popen[bytes]"]]:
    """The program without a command, on a desktop."""
    chosen = {"players": NAMES, "phones": False, "voice": False, "language": "en"}
    data.mkdir(exist_ok=True)
    (data / settings.NAME).write_text(json.dumps({"choices": chosen}), "utf-8")
    with desktop(f"{SIZE[0]}x{SIZE[1]}") as on:
        environ = {**os.environ, **on.environ, "IMPROV_DATA": str(data), "SDL_AUDIODRIVER": "dummy"}
        command = (sys.executable, "-m", "improv")
        with subprocess.Popen(command, env=environ, stderr=stderr) as running:
            try:
                wait_until(lambda: bool(_colours(on) > 20), "the home screen")
                yield on, Mouse(on, data), running
            finally:
                running.terminate()
                running.wait(20)


def _colours(on: Desktop) -> int:
    picture = on.screenshot()
    at = ((x, y) for x in range(0, SIZE[0], 16) for y in range(0, SIZE[1], 16))
    return len({tuple(picture.get_at(one)) for one in at})


def until(is_so: Callable[[], bool], what: str) -> None:
    """Wait for it, a minute at most."""
    ends = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < ends, f"never: {what}"
        time.sleep(0.1)


def test_the_first_hour_is_played_by_mouse_alone(tmp_path: Path) -> None:
    """Chosen, begun, played step by step to its end, its report written, and home again."""
    data = tmp_path / "data"
    with opened(data) as (_, mouse, running):
        mouse.pick("home", row="workshop")
        mouse.pick("home", "workshop", row="game")
        mouse.pick("home", "workshop", "game", row="plan:first-hour")
        until(lambda: Home(data, print, print).choices.plan == "first-hour", "the plan")
        mouse.pick("home", "workshop", row="begin")
        until(lambda: mouse.phase()[1] == K.LOBBY, "the lobby")
        time.sleep(1)
        for _ in range(150):
            if mouse.phase()[1] == K.END:
                break
            mouse.go_on()
        assert mouse.phase()[1] == K.END
        until(lambda: any((data / "reports").glob("*.html")), "the report")
        for _ in range(2):  # out of full screen, then out of the session
            mouse.click(round(SIZE[0] * 1.5 / 4), SIZE[1] - 12)
            time.sleep(1)
        until(lambda: newest(data).ended, "an end")
        played = newest(data)
        assert played.people == len(NAMES)
        assert len(played.games) >= 5
        assert running.poll() is None  # home again


TABLE = "\ufeffنام;نام خانوادگی\nعلی;محمدی\nكاظم;يزدي\nعلی;کریمی\n"
"""A spreadsheet's names as Excel saves them."""
COPIED = """
import sys, pygame
pygame.display.init()
window = pygame.Window("other", (9, 9), hidden=True)
pygame.scrap.put_text(sys.stdin.read())
print(flush=True)
while pygame.event.wait().type != pygame.QUIT:
    pass
"""
"""Another program in which a text was copied."""


@contextmanager
def copied(on: Desktop, text: str) -> Iterator[None]:
    """While the text can be pasted."""
    pipe = subprocess.PIPE
    command = (sys.executable, "-X", "utf8", "-c", COPIED)
    with subprocess.Popen(
        command, env=on.environ, stdin=pipe, stdout=pipe, encoding="utf-8"
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(text)
        other.stdin.close()
        other.stdout.readline()
        yield
        other.kill()


def test_names_are_pasted_from_a_spreadsheet_on_a_persian_keyboard(tmp_path: Path) -> None:
    """Two people of one name are two; the letter on V stays out of the line."""
    data = tmp_path / "data"
    with opened(data) as (on, mouse, _), copied(on, TABLE):
        subprocess.run(("setxkbmap", "ir"), env=on.environ, check=True, timeout=20)
        mouse.pick("home", row="workshop")
        mouse.pick("home", "workshop", row="names")
        on.xdotool("key", "ctrl+55")
        until(lambda: len(players(data)) == len(NAMES) + 3, "the names")
        on.xdotool("key", "38", "Return")
        until(lambda: len(players(data)) == len(NAMES) + 4, "one more")
        assert players(data)[len(NAMES) :] == ("علی", "علی", "كاظم", "ش")


def players(data: Path) -> tuple[str, ...]:
    """Who plays, as it is kept."""
    return Home(data, print, print).choices.players


def newest(data: Path) -> PastSession:
    """The session that was played."""
    with closing(read_journal(data)) as journal:
        (played,) = past_sessions(journal, "en")
    return played


def test_a_window_whose_game_is_killed_goes_without_a_word(tmp_path: Path) -> None:
    """Also while nothing but the home screen is shown."""
    with opened(tmp_path / "data", stderr=subprocess.PIPE) as (on, _, running):
        running.kill()
        assert running.stderr is not None
        assert running.stderr.read() == b""  # to its end: the windows have it open, too
        wait_until(lambda: _colours(on) < 20, "the window is gone")
