"""A page of choices in the window: what each key, click and line that is typed picks."""

import pygame
import pytest

from improv.scenes.menu import BACK, FIELD, Field, Menu, Pick, Row
from improv.screen.keys import Key
from improv.screen.layouts.menu import AFTER, BEFORE, Place
from improv.screen.menu import pressed
from improv.screen.projector import Projector
from improv.screen.targets import TARGET_PX, grown

pytestmark = pytest.mark.usefixtures("painting")

ROWS = (
    Row("begin", "Begin", icon="go", main=True),
    Row("rounds", "Rounds", "3", icon="split", turns=True),
    Row("clock", "Clock", ticked=True),
)
LIST = Menu("list", "Workshop", ROWS, back="Back")
NAMES = Menu("names", "People", (Row("person:0", "Sara"),), field=Field("Name"), back="Back")
TILES = Menu(
    "home",
    "Home",
    (
        *(Row(f"tile{n}", f"Tile {n}", icon="cup", tile=True) for n in range(6)),
        Row("language", "", "English", turns=True),
        Row("quit", "Quit"),
    ),
)
CARDS = Menu(
    "look:pack",
    "A pack",
    (
        Row("pictures", "Pictures", icon="full"),
        *(Row(f"card{n}", f"Card {n}", icon="quote", card="prompt") for n in range(9)),
    ),
    back="Back",
)


def key(symbol: int) -> Key:
    """A key that goes down."""
    return Key(symbol=symbol)


@pytest.mark.parametrize(
    ("cursor", "pressed_key", "picked"),
    [
        (0, key(pygame.K_RETURN), Pick("begin")),
        (0, key(pygame.K_SPACE), Pick("begin")),
        (0, key(pygame.K_PERIOD), Pick("begin")),
        (0, Key(entry=2), Pick("clock")),
        (1, key(pygame.K_RIGHT), Pick("rounds", 1)),
        (1, key(pygame.K_LEFT), Pick("rounds", -1)),
        (0, Key(entry=1, row=BEFORE), Pick("rounds", -1)),
        (0, Key(entry=1, row=AFTER), Pick("rounds", 1)),
        (0, key(pygame.K_ESCAPE), Pick(BACK)),
        (0, key(pygame.K_RIGHT), None),
        (0, key(pygame.K_a), None),
    ],
)
def test_what_is_picked(cursor: int, pressed_key: Key, picked: Pick | None) -> None:
    """By keyboard, clicker and mouse; what only moves picks nothing."""
    assert pressed(LIST, Place(cursor), pressed_key)[1] == picked


def test_arrows_turn_as_the_page_is_read() -> None:
    """From right to left the arrow to the left goes on."""
    assert pressed(LIST, Place(1), key(pygame.K_LEFT), rtl=True)[1] == Pick("rounds", 1)


@pytest.mark.parametrize(
    ("cursor", "symbol", "after"),
    [
        *((1, pygame.K_DOWN, 3), (3, pygame.K_UP, 1), (2, pygame.K_UP, 0), (1, pygame.K_LEFT, 1)),
        *((4, pygame.K_RIGHT, 5), (8, pygame.K_DOWN, 9), (9, pygame.K_DOWN, 10)),
        *((10, pygame.K_UP, 9), (7, pygame.K_DOWN, 9), (0, pygame.K_UP, 4)),
    ],
)
@pytest.mark.parametrize("rtl", [False, True])
def test_arrows_reach_every_card(cursor: int, symbol: int, after: int, *, rtl: bool) -> None:
    """Also those that are not shown; beyond them the way on. Pictures stand beside Back."""
    painter = Projector((1280, 720), still=True)
    painter.choose("he" if rtl else "en", CARDS, Place(cursor))
    turned = {pygame.K_LEFT: pygame.K_RIGHT, pygame.K_RIGHT: pygame.K_LEFT}
    symbol = turned.get(symbol, symbol) if rtl else symbol
    at, pick = pressed(CARDS, Place(cursor), key(symbol), painter.targets, rtl=rtl)
    assert (at.cursor, pick) == (after, None)


def test_every_card_is_seen_while_the_cursor_is_on_it() -> None:
    """Whole, and with a place for the mouse, on a wide screen and on a narrow one."""
    for size in ((1280, 720), (800, 600)):
        painter = Projector(size, still=True)
        for cursor in range(1, 10):
            painter.choose("en", CARDS, Place(cursor))
            (area,) = (one.area for one in painter.targets if one.key == Key(entry=cursor))
            assert area[1] >= 0
            assert area[1] + area[3] < size[1]


def test_the_cursor_goes_round() -> None:
    """Down, up, and with a clicker's forward and back."""
    for symbol, step in ((pygame.K_DOWN, 1), (pygame.K_PAGEDOWN, 1), (pygame.K_UP, -1)):
        at = Place(0)
        for _ in LIST.order:
            at, picked = pressed(LIST, at, key(symbol))
            assert picked is None
        assert at.cursor == 0
        assert pressed(LIST, Place(1), key(symbol))[0].cursor == 1 + step


def test_names_are_typed_and_pasted() -> None:
    """Enter gives what was typed; a list that is pasted is given at once; Esc loses nothing."""
    at, picked = pressed(NAMES, Place(1), Key(text="שרה"))
    assert (at, picked) == (Place(0, "שרה"), None)
    assert pressed(NAMES, at, key(pygame.K_RETURN))[1] == Pick(FIELD, text="שרה")
    assert pressed(NAMES, at, key(pygame.K_ESCAPE))[1] == Pick(BACK, text="שרה")
    assert pressed(NAMES, at, key(pygame.K_BACKSPACE))[0] == Place(0, "שר")
    pasted = pressed(NAMES, Place(), Key(text="Sara\nOmid", pasted=True))
    assert pasted == (Place(), Pick(FIELD, text="Sara\nOmid"))
    assert pressed(NAMES, Place(), key(pygame.K_RETURN))[1] is None


@pytest.mark.parametrize(
    ("printed", "foreign"), [("b", False), ("נ", True), ("ذ", True), ("لا", True), (".", False)]
)
def test_a_letter_on_any_keyboard_is_typed_and_picks_nobody(printed: str, foreign: bool) -> None:
    """Also while the cursor is on a name; where nothing is typed it is a clicker's button."""
    letter = Key(
        pygame.K_PERIOD if printed == "." else pygame.K_b,
        0 if printed == "." else pygame.KSCAN_B,
        printed,
        foreign=foreign,
    )
    assert pressed(NAMES, Place(1), letter) == (Place(1), None)
    assert pressed(NAMES, Place(1), Key(text=printed))[0] == Place(0, printed)
    assert pressed(LIST, Place(1), letter)[1] == Pick("rounds")


def test_an_input_method_keeps_its_keys() -> None:
    """What is not a part of the text yet is no text, and Enter is the input method's."""
    at, _ = pressed(NAMES, Place(), Key(composing="か"))
    assert at == Place(0, "", "か")
    assert pressed(NAMES, at, key(pygame.K_RETURN)) == (at, None)


@pytest.mark.parametrize(
    ("language", "symbol", "to"),
    [("en", pygame.K_RIGHT, 1), ("he", pygame.K_LEFT, 1), ("en", pygame.K_DOWN, 3)],
)
def test_arrows_go_where_they_point_among_large_ones(language: str, symbol: int, to: int) -> None:
    """On the picture, which is mirrored where the language is."""
    picture = Projector((1280, 720), still=True)
    picture.choose(language, TILES, Place())
    at, picked = pressed(TILES, Place(), key(symbol), picture.targets, rtl=language == "he")
    assert (at.cursor, picked) == (to, None)


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768), (800, 600)])
@pytest.mark.parametrize("shown", [LIST, NAMES, TILES])
def test_everything_can_be_clicked(shown: Menu, size: tuple[int, int]) -> None:
    """Each row has a place of its own, of at least what a finger hits."""
    picture = Projector(size, still=True)
    picture.choose("fa", shown, Place())
    rows = {target.key.entry for target in picture.targets}
    assert rows == set(range(len(shown.order)))
    for target in picture.targets:
        _, _, wide, high = grown(target.area, size)
        assert min(wide, high) >= TARGET_PX
