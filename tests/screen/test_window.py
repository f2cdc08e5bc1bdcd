"""A real window in an X server of its own, with keys pressed from outside."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.screen.game import Game
from tests.xserver import MISSING, xdotool, xserver

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {' and '.join(MISSING)}")


COPIED = """
import ctypes, sys, pygame, pygame.base
pygame.display.init()
window = pygame.Window("other", hidden=True)
pygame.scrap.put_text("Leila\\tSales\\r\\nTomasz\\tIT\\r\\n")
ctypes.CDLL(pygame.base.__file__).SDL_SetPrimarySelectionText("آمارا".encode())
print("copied", flush=True)
while pygame.event.wait().type != pygame.QUIT:
    pass
"""
"""Another program, in which a table was copied and a name selected."""

ROUND = (
    *("brief", "play", "bridge", "bell", "vote", "result", "result shown", "debrief"),
    *("standings", "kudos", "end"),
)
"""What Next leads to after the draw of a lawnmower call, to the end."""


@contextmanager
def playing(screen: str, *options: str) -> Iterator[Game]:
    """A game in a window of its own X server; the pointer lies in it, as no manager gives focus."""
    with xserver(*screen.split()) as environ:
        game = Game(environ, *options)
        try:
            game.until("phase lobby")
            xdotool(environ, "mousemove", "--sync", "700", "400")
            yield game
        finally:
            game.end()


def test_a_clickers_three_keys_play_a_round() -> None:
    """Page_Down, Page_Up and b, in a real window: from the lobby to the standings and out."""
    with playing("1280x720") as game:
        game.press("Next")
        game.until("phase rules")
        game.press("Prior")
        game.until("phase lobby")
        game.press("Next")
        game.until("phase rules")
        game.press("Next")
        game.until("phase draw")
        game.press("b")
        game.until("phase draw blank")
        game.press("b")
        game.until("phase draw")
        for phase in ROUND:
            game.press("Next")
            game.until(f"phase {phase}")
        game.press("Next", "Escape")
        game.until("outcome over")


def test_full_screen_comes_and_goes_and_the_game_goes_on() -> None:
    """F11 and Alt+Enter change it, Esc leaves it and never the session; a resize is followed."""
    with playing("1600x900", "--full") as game:
        game.until("size 1600 900")
        game.press("Escape")
        game.until("size 1200 675")
        game.press("Escape")
        game.press("F11")
        game.until("size 1600 900")
        game.press("alt+Return")
        game.until("size 1200 675")
        window = (
            xdotool(game.environ, "getmouselocation", "--shell").partition("WINDOW=")[2].strip()
        )
        xdotool(game.environ, "windowsize", window, "900", "700")
        game.until("size 900 700")
        game.press("Next")
        game.until("phase rules")
        assert game.process.poll() is None


def test_a_second_display_gets_the_facilitators_window() -> None:
    """Two screens: two windows, and the keys work in the facilitator's as well."""
    with playing("1280x800 1280x720") as game:
        game.until("windows 2")
        game.press("Next")
        game.until("phase rules")


def test_names_are_pasted_from_another_program() -> None:
    """Ctrl+V takes the clipboard, the middle button what is selected, into the line alone."""
    with playing("1280x720") as game:
        command = [sys.executable, "-c", COPIED]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=game.environ, stdout=pipe, text=True) as other:
            try:
                assert other.stdout is not None
                assert other.stdout.readline() == "copied\n"
                game.press("ctrl+v")
                game.press("n")
                game.until("panel names")
                game.press("ctrl+v")
                game.until("line Leila, Tomasz")
                game.press("comma")
                xdotool(game.environ, "click", "2")
                game.until("line Leila, Tomasz,آمارا")
            finally:
                other.kill()
