"""Keys: by symbol and by place, on every keyboard; one table for them and for the help."""

import pygame
import pytest

from improv.core.formats import PhaseKind
from improv.locale.phrases import phrase
from improv.screen.keys import (
    BINDINGS,
    Command,
    Key,
    command_of,
    digit_of,
    help_rows,
    key_of,
)

FOREIGN = {"Persian": "ی", "Arabic": "ي", "Hebrew": "ג"}


@pytest.mark.parametrize("letter", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_letter_means_what_its_place_means(letter: str) -> None:
    """D on a Persian, Arabic or Hebrew keyboard draws again."""
    key = Key(symbol=ord(letter), place=pygame.KSCAN_D, foreign=True)
    assert command_of(key, PhaseKind.DRAW) is Command.REDRAW


def test_a_latin_letter_means_what_is_printed_on_it() -> None:
    """On AZERTY the key at the place of Q says A, and asks for nothing."""
    assert command_of(Key(symbol=pygame.K_a, place=pygame.KSCAN_Q), PhaseKind.DRAW) is None


@pytest.mark.parametrize("figures", ["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"])
def test_digits_of_every_script_are_digits(figures: str) -> None:
    """Persian and Arabic digits count as digits."""
    assert [digit_of(Key(symbol=ord(figure))) for figure in figures] == list(range(10))


def test_digits_come_by_place_and_from_the_keypad() -> None:
    """AZERTY's upper row and the keypad type digits too; letters never do."""
    assert digit_of(Key(symbol=ord("&"), place=pygame.KSCAN_1)) == 1
    assert digit_of(Key(symbol=pygame.K_KP0)) == 0
    assert digit_of(Key(symbol=pygame.K_KP9)) == 9
    assert digit_of(Key(symbol=pygame.K_a, place=pygame.KSCAN_1)) is None
    assert digit_of(Key(symbol=pygame.K_PAGEDOWN, place=pygame.KSCAN_PAGEDOWN)) is None


@pytest.mark.parametrize(
    ("symbol", "command"),
    [
        (pygame.K_PAGEDOWN, Command.NEXT),
        (pygame.K_RIGHT, Command.NEXT),
        (pygame.K_SPACE, Command.NEXT),
        (pygame.K_PAGEUP, Command.BACK),
        (pygame.K_LEFT, Command.BACK),
        (pygame.K_b, Command.BLANK),
        (pygame.K_PERIOD, Command.BLANK),
    ],
)
@pytest.mark.parametrize("kind", PhaseKind)
def test_a_clicker_means_the_same_everywhere(
    symbol: int, command: Command, kind: PhaseKind
) -> None:
    """A presentation clicker's keys have one meaning in every phase."""
    assert command_of(Key(symbol=symbol), kind) is command


@pytest.mark.parametrize("printed", ["ץ", "ز"])
def test_a_clickers_black_screen_is_one_on_every_layout(printed: str) -> None:
    """The key of its "." prints a letter on Hebrew and Arabic layouts; on Dvorak that is V."""
    place = pygame.KSCAN_PERIOD
    key = Key(symbol=ord(printed), place=place, printed=printed)
    assert command_of(key, PhaseKind.PLAY) is Command.BLANK
    dvorak = Key(symbol=pygame.K_v, place=place, printed="v")
    assert command_of(dvorak, PhaseKind.VOTE) is Command.KEYBOARD


def test_f5_starts_the_lobby_and_nothing_else() -> None:
    """A clicker's Start does not skip a phase."""
    assert command_of(Key(symbol=pygame.K_F5), PhaseKind.LOBBY) is Command.START
    assert command_of(Key(symbol=pygame.K_F5), PhaseKind.PLAY) is None


@pytest.mark.parametrize("kind", PhaseKind)
def test_the_voice_has_its_keys_in_every_phase(kind: PhaseKind) -> None:
    """Three beside each other, the same on every keyboard: again, softer, louder."""
    found = [command_of(Key(symbol=key), kind) for key in (pygame.K_F6, pygame.K_F7, pygame.K_F8)]
    assert found == [Command.REPEAT, Command.SOFTER, Command.LOUDER]


def test_z_is_the_peek_and_with_ctrl_it_is_undo() -> None:
    """One letter, two meanings, told apart by Ctrl."""
    assert command_of(Key(symbol=pygame.K_z), PhaseKind.BRIEF) is Command.PEEK
    assert command_of(Key(symbol=pygame.K_z, ctrl=True), PhaseKind.BRIEF) is Command.UNDO


@pytest.mark.parametrize("kind", PhaseKind)
def test_no_key_means_two_things_in_one_phase(kind: PhaseKind) -> None:
    """The table is free of clashes."""
    here = [b for b in BINDINGS if kind in b.where]
    pressed = [(symbol, b.ctrl) for b in here for symbol in b.symbols]
    assert len(pressed) == len(set(pressed))


@pytest.mark.parametrize("kind", PhaseKind)
def test_every_line_of_the_help_has_words(kind: PhaseKind) -> None:
    """The help overlay is made from the table, and locale knows its words."""
    rows = help_rows(kind)
    assert all(row.caps and phrase("en", row.words) for row in rows)
    assert {"key.next", "key.help"} <= {row.words for row in rows}


def test_the_peek_is_only_offered_on_one_display() -> None:
    """With two displays the secrets are in the facilitator's window."""
    one = {row.words for row in help_rows(PhaseKind.BRIEF, single=True)}
    two = {row.words for row in help_rows(PhaseKind.BRIEF, single=False)}
    assert one - two == {"key.peek"}


def test_keys_of_phones_are_only_offered_where_phones_can_come() -> None:
    """A room without phones need not read of them."""
    without = {row.words for row in help_rows(PhaseKind.LOBBY)}
    phones = {row.words for row in help_rows(PhaseKind.LOBBY, phones=True)}
    assert phones - without == {"key.network", "key.door", "key.pin"}


def test_events_become_keys() -> None:
    """What pygame says of a key, and of typed text, is taken over; a mouse is not a key."""
    down = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_TAB, scancode=43, mod=pygame.KMOD_LSHIFT)
    assert key_of(down, 3.0) == Key(pygame.K_TAB, 43, shift=True, at=3.0)
    typed = key_of(pygame.event.Event(pygame.TEXTINPUT, text="é"), 3.0)
    assert typed is not None
    assert typed.text == "é"
    composed = pygame.event.Event(pygame.TEXTEDITING, text="にほ", start=0, length=2)
    assert key_of(composed, 3.0) == Key(composing="にほ", at=3.0)
    assert key_of(pygame.event.Event(pygame.MOUSEBUTTONDOWN), 3.0) is None


@pytest.mark.parametrize(
    ("mod", "is_typed"),
    [
        (pygame.KMOD_LCTRL, False),
        (pygame.KMOD_LMETA, False),
        (pygame.KMOD_LSHIFT, True),
        (pygame.KMOD_LCTRL | pygame.KMOD_RALT, True),
    ],
)
def test_what_a_shortcut_prints_is_not_typed(mod: int, is_typed: bool) -> None:
    """Ctrl+V on a Persian keyboard gives its letter on X11, too; AltGr is Ctrl+Alt on Windows."""
    down = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_v, scancode=25, mod=mod)
    text = pygame.event.Event(pygame.TEXTINPUT, text="ر")
    assert (key_of(text, 0.0, previous=down) is not None) is is_typed


def test_a_key_prints_the_text_that_follows_it() -> None:
    """Pressed again at once, pygame forgets its Shift: the text behind it is what it printed."""
    pressed = {"key": pygame.K_PERIOD, "scancode": 56, "mod": pygame.KMOD_LSHIFT, "unicode": "."}
    down = pygame.event.Event(pygame.KEYDOWN, pressed)
    text = pygame.event.Event(pygame.TEXTINPUT, text="?")
    for following, command in ((text, Command.RULES), (None, Command.BLANK), (down, Command.BLANK)):
        key = key_of(down, 0.0, following)
        assert key is not None
        assert command_of(key, PhaseKind.LOBBY) is command
    up = key_of(pygame.event.Event(pygame.KEYUP, pressed), 0.0, text)
    assert up is not None
    assert up.printed == "."
