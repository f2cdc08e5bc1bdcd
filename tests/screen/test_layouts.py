"""Keyboards of the world: a sign is what was printed, a letter its place where there is none."""

import subprocess
from collections.abc import Iterator
from string import ascii_lowercase

import pygame
import pytest

from improv.core.formats import PhaseKind
from improv.screen.keys import BINDINGS, Command, Key, command_of
from tests import keyboards, xserver
from tests.keyboards import Stroke, layouts, strokes
from tests.screen.game import Game
from tests.xserver import xdotool

ROWS = """
il           0x2e   SLASH  yes  rules
de           0xdf   MINUS  yes  rules
fr           0x2c   M      yes  rules
es,it,pt,ch  0x27   MINUS  yes  rules
ara          0x638  SLASH  yes  rules
il           0x27   W      no   door
il           0x2f   Q      no   standings
"""
"""Layouts, SDL's symbol of a key, its place, with Shift or not, and the command."""

LETTERS = {
    chr(symbol): binding.command
    for binding in BINDINGS
    for symbol in binding.symbols
    if not binding.ctrl and PhaseKind.LOBBY in binding.where and symbol < 0x7F
    if chr(symbol) in ascii_lowercase
}
"""What a letter means in the lobby."""

SIGNS = ("?", "؟", "+", "=", ".")
CLICKERS = pygame.KSCAN_PERIOD
"""What many a clicker sends for a black screen; some layouts have a letter there."""

TYPED = {"il": "שממ", "ara": "شىى", "ir": "شدد", "fr": "qnn"}
"""What three keys type where it is not `ann`."""

tabled = pytest.mark.skipif(
    bool(keyboards.MISSING), reason=f"needs {' and '.join(keyboards.MISSING)}"
)


def _means(stroke: Stroke, there: set[str]) -> Command | None:
    letter = chr(stroke.place - pygame.KSCAN_A + ord("a"))
    foreign = letter in ascii_lowercase and letter not in there
    key = Key(stroke.symbol, stroke.place, stroke.printed, foreign=foreign, shift=stroke.shift)
    return command_of(key, PhaseKind.LOBBY)


def _letters(pressed: list[Stroke]) -> set[str]:
    return {stroke.printed for stroke in pressed if not stroke.shift}


def _rows() -> Iterator[tuple[str, int, str, bool, str]]:
    for row in ROWS.strip().splitlines():
        names, symbol, place, shift, command = row.split()
        for layout in names.split(","):
            yield layout, int(symbol, 16), place, shift == "yes", command


@tabled
@pytest.mark.parametrize(("layout", "symbol", "place", "shift", "command"), tuple(_rows()))
def test_a_key_means_what_it_prints(
    layout: str, symbol: int, place: str, shift: bool, command: str
) -> None:
    """The keys that blacked out the projector, added time, or did nothing."""
    pressed, at = strokes(layout), getattr(pygame, f"KSCAN_{place}")
    (stroke,) = (s for s in pressed if s.place == at and s.shift is shift)
    assert stroke.symbol == symbol
    assert _means(stroke, _letters(pressed)) is Command(command)


@tabled
def test_on_every_layout_a_question_mark_asks_for_the_rules_and_a_letter_is_found_once() -> None:
    """No key that prints `?` does anything else, and no letter command is without a key."""
    names = layouts()
    assert len(names) > 20
    for name in names:
        pressed = strokes(name)
        there = _letters(pressed)
        means = [(stroke, _means(stroke, there)) for stroke in pressed]
        asks = {command for stroke, command in means if stroke.printed in ("?", "؟")}
        assert asks <= {Command.RULES}, name
        for letter, command in LETTERS.items():
            found = [s for s, meant in means if meant is command and not s.shift]
            places = [s.place for s in found if s.printed not in SIGNS and s.place != CLICKERS]
            assert len(places) == 1, (name, letter, places)


@pytest.mark.skipif(bool(xserver.MISSING), reason=f"needs {' and '.join(xserver.MISSING)}")
@pytest.mark.parametrize(
    ("layout", "key"),
    [
        *(("de", "shift+20"), ("il", "shift+61"), ("ir", "shift+61")),
        *(
            pytest.param(layout, key, marks=pytest.mark.slow)
            for layout, key in (
                *(("us", "shift+61"), ("ara", "shift+61"), ("no", "shift+20")),
                *(("fr", "shift+58"), ("es", "shift+20")),
            )
        ),
    ],
)
def test_the_key_with_the_question_mark_shows_the_rules_and_puts_them_away(
    layout: str, key: str
) -> None:
    """In a real window; the numbers are X's key codes, which are places."""
    with xserver.xserver("1280x720") as environ:
        subprocess.run(("setxkbmap", layout), env=environ, check=True, timeout=20)
        game = Game(environ)
        try:
            game.until("panel none")
            xdotool(environ, "mousemove", "--sync", "700", "400")
            game.until("keyboard ours")
            for phase in ("rules", "lobby", "rules", "lobby"):
                game.press(key)
                game.until(f"phase {phase}")
            game.press("57")
            game.until("panel names")
            game.press("38", "57", "57")
            typed = TYPED.get(layout, "ann")
            game.until(f"line {typed}")
            game.press("ctrl+55", "38")  # nothing was copied: Ctrl+V adds nothing
            game.until(f"line {typed}{typed[0]}")
        finally:
            game.end()
