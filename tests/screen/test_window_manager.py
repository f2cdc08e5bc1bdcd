"""What is on a screen under a window manager, after all that one does to a window.

The whole of an X server's screen is compared with the picture that the program meant to show.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pygame
import pytest

from improv.core.actions import Next
from improv.core.state import Setup
from improv.journal.reader import SqliteReader
from improv.scenes.prompts import resume_question
from improv.scenes.words import Names
from improv.screen.facilitator import FacilitatorPainter
from improv.screen.projector import Projector
from improv.screen.ui_state import UiState
from tests.fakes import FakeWatch
from tests.screen.game import Game
from tests.screen.rooms import NAMES, deck
from tests.xserver import MISSING_DESKTOP, Desktop, desktop, wait_until

pytestmark = pytest.mark.skipif(
    bool(MISSING_DESKTOP), reason=f"needs {' and '.join(MISSING_DESKTOP)}"
)

FAILURES = Path(__file__).parent / "failures"
"""Where a screenshot is left that is not what was meant."""

SCREEN = (1280, 720)
OTHER = """
import sys, pygame
pygame.display.init()
window = pygame.Window("other", (500, 400), always_on_top=True)
window.get_surface().fill("white")
while pygame.event.wait().type != pygame.QUIT:
    window.flip()
"""
"""Another program's window, as a chat's that comes in the middle of a game."""


def _watch(*, drawn: bool) -> FakeWatch:
    """The room of program.py in its lobby, or after the first draw."""
    watch = FakeWatch(deck(), lambda: 0, setup=Setup(7, rounds=1), names=NAMES)
    for id_ in ("rules", "draw") if drawn else ():
        watch.post(Next(id=id_, phase_id=watch.latest().projector.phase_id))
    return watch


def _meant(size: tuple[int, int], *, drawn: bool = False) -> pygame.Surface:
    """The projector's picture, drawn without a window."""
    return Projector(size, still=True).render(_watch(drawn=drawn).latest(), 0, 0.0)[0]


def _shows(shot: pygame.Surface, meant: pygame.Surface) -> bool:
    """Whether the picture is somewhere on the screen, pixel by pixel."""
    (width, height), columns = meant.get_size(), shot.get_width()
    wanted, pixels = pygame.image.tobytes(meant, "RGB"), pygame.image.tobytes(shot, "RGB")
    middle = wanted[3 * width * (height // 2) :][: 3 * width]
    at = -1
    while (at := pixels.find(middle, at + 1)) >= 0:  # rows of a plain picture may be alike
        row, column = divmod(at // 3, columns)
        area = pygame.Rect(column, row - height // 2, width, height)
        if shot.get_rect().contains(area):
            part = shot.subsurface(area)
            if pygame.image.tobytes(part, "RGB") == wanted:
                return True
    return False


def _until_shown(on: Desktop, meant: pygame.Surface) -> None:
    """Wait until the picture is on the screen, and is there still a moment later."""
    try:
        for _ in range(2):
            wait_until(lambda: _shows(on.screenshot(), meant), "all of the picture")
            time.sleep(0.3)
    except AssertionError:
        FAILURES.mkdir(exist_ok=True)
        pygame.image.save(on.screenshot(), FAILURES / "screenshot.png")
        pygame.image.save(meant, FAILURES / "meant.png")
        raise


@contextmanager
def playing(*modes: str, full: bool = True, managed: bool = True) -> Iterator[tuple[Desktop, Game]]:
    """A game on a desktop, in its lobby."""
    with desktop(*modes, managed=managed) as on:
        game = Game(on.environ, "--still", *(("--full",) if full else ()))
        try:
            game.until("phase lobby")
            yield on, game
        finally:
            game.end()


@pytest.mark.slow
def test_full_screen_is_whole_from_the_start_and_whenever_it_comes_back() -> None:
    """At the start, after F11 into a window and F11 out of it; and what is painted later, too."""
    with playing("1280x720") as (on, game):
        _until_shown(on, _meant(SCREEN))
        game.press("F11")
        _until_shown(on, _meant((960, 540)))
        game.press("F11")
        _until_shown(on, _meant(SCREEN))
        game.press("Next")
        game.until("phase rules")
        game.press("Next")
        _until_shown(on, _meant(SCREEN, drawn=True))
        game.press("F11", "F11", "F11", "F11")  # quicker than the window manager follows
        _until_shown(on, _meant(SCREEN, drawn=True))


@pytest.mark.slow
@pytest.mark.parametrize("full", [True, False])
def test_what_hides_the_picture_leaves_all_of_it_behind(full: bool) -> None:
    """Another window over it, minimised and back: with nothing new in the room it is whole."""
    with playing("1600x900", full=full) as (on, _):
        meant = _meant((1600, 900) if full else (1280, 720))
        _until_shown(on, meant)
        window = on.xdotool("getactivewindow").strip()
        other = subprocess.Popen([sys.executable, "-c", OTHER], env=on.environ)
        try:
            wait_until(lambda: not _shows(on.screenshot(), meant), "another window over it")
        finally:
            other.kill()
            other.wait(10)
        _until_shown(on, meant)
        on.xdotool("windowminimize", "--sync", window)
        wait_until(lambda: not _shows(on.screenshot(), meant), "a minimised window")
        on.xdotool("windowactivate", "--sync", window)
        _until_shown(on, meant)


def test_a_window_is_whole_at_every_size() -> None:
    """Pulled smaller and larger, and away and back before the program looks."""
    with playing("1600x900", full=False) as (on, _):
        window = on.xdotool("getactivewindow").strip()
        for size in ((900, 700), (1400, 800)):
            on.xdotool("windowsize", window, *map(str, size))
            _until_shown(on, _meant(size))
        on.xdotool("windowsize", window, "900", "700", "windowsize", window, "1400", "800")
        _until_shown(on, _meant((1400, 800)))


@pytest.mark.slow
def test_full_screen_follows_a_display_that_changes_its_size() -> None:
    """A projector is plugged in and the laptop takes its resolution."""
    with playing("1280x720") as (on, _):
        _until_shown(on, _meant(SCREEN))
        for size in ((1024, 768), (1600, 900)):
            on.monitors(f"{size[0]}x{size[1]}")
            _until_shown(on, _meant(size))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("laptop", "size"), [("1920x1080", (1280, 800)), ("1280x800", (1216, 704))]
)
def test_two_displays_show_two_whole_pictures(laptop: str, size: tuple[int, int]) -> None:
    """The projector's display is full of it, and the facilitator's window is on the other: all of
    it, on a small laptop, too, and below its title.
    """
    painter = FacilitatorPainter(size, "stage")
    ui = UiState(token="t", single=False)
    facilitators = painter.render(_watch(drawn=False).latest(), 0, 0.0, ui)[0]
    with playing(laptop, "1280x720") as (on, _):
        _until_shown(on, _meant(SCREEN))
        _until_shown(on, facilitators)


@pytest.mark.slow
def test_a_projector_that_is_turned_off_comes_back_with_its_picture() -> None:
    """By the system's settings, its cable in: meanwhile there is one window, as with one display.
    It may be the laptop's own that is turned off, or both may show the same.
    """
    laptop, projector = "1280x800", "1024x768"
    size = (1216, 704)
    ui = UiState(token="t", single=False)
    snapshot = _watch(drawn=False).latest()
    secret = FacilitatorPainter(size, "stage").render(snapshot, 0, 0.0, ui)[0]
    with playing(laptop, projector) as (on, game):
        for turned, shown in (
            (("--output", "DUMMY1", "--off"), (1280, 800)),
            (("--output", "DUMMY0", "--off"), (1024, 768)),
            (("--output", "DUMMY1", "--same-as", "DUMMY0"), (1024, 768)),
        ):
            _until_shown(on, _meant((1024, 768)))
            _until_shown(on, secret)
            on.xrandr(*turned)
            game.until("windows 1")
            _until_shown(on, _meant(shown))
            assert not _shows(on.screenshot(), secret), turned
            on.monitors(laptop, projector)
            game.until("windows 2")


@pytest.mark.slow
def test_displays_that_show_the_same_are_one_display() -> None:
    """From the start, as many a laptop does with a projector: the room sees no secret."""
    with desktop("1280x720", "1280x720") as on:
        on.xrandr("--output", "DUMMY1", "--same-as", "DUMMY0")
        game = Game(on.environ, "--still", "--full")
        try:
            game.until("windows 1")
            _until_shown(on, _meant(SCREEN))
        finally:
            game.end()


def test_full_screen_needs_no_window_manager() -> None:
    """A kiosk starts nothing but the game: it fills the display, and Esc makes it a window."""
    with playing("1280x720", managed=False) as (on, game):
        _until_shown(on, _meant(SCREEN))
        on.xdotool("mousemove", "640", "360")  # without a manager the pointer's window has the keys
        game.press("Escape")
        on.xdotool("mousemove", "9999", "9999")
        _until_shown(on, _meant((960, 540)))


def test_the_command_begins_with_a_whole_lobby_and_later_with_a_whole_offer(tmp_path: Path) -> None:
    """`improv play` as anybody starts it; killed with names in its lobby it offers to go on."""
    names = ("Ana", "Bo", "Caro")
    lobby = FakeWatch(deck(), lambda: 0, setup=Setup(7), names=names).latest()
    with desktop("1280x720") as on:
        with _command(on, tmp_path, "--players", ", ".join(names)):
            _until_shown(on, Projector(SCREEN, still=True).render(lobby, 0, 0.0)[0])
        with closing(SqliteReader.open(tmp_path)) as reader:
            (header,) = reader.sessions()
        opened = datetime.fromisoformat(header.opened).astimezone()
        asked = resume_question(Names("en"), header.title, 0, f"{opened:%H:%M}")
        offer = Projector(SCREEN, still=True).ask("en", asked)[0]
        with _command(on, tmp_path):
            _until_shown(on, offer)


@contextmanager
def _command(on: Desktop, data: Path, *options: str) -> Iterator[None]:
    """A running `improv play`."""
    command = [sys.executable, "-m", "improv", "play", "--still", "--mute", "--no-phones"]
    process = subprocess.Popen([*command, "--data", str(data), *options], env=on.environ)
    try:
        yield
    finally:
        process.kill()
        process.wait(10)
