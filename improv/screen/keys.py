"""The keys: one table from what is pressed to a command. The help overlay is made from it.

A sign and a Latin letter are what the key printed, whatever the layout; a letter that the layout
has nowhere is its physical place on a US keyboard, so Persian, Arabic and Hebrew keyboards work,
and AZERTY does. This file knows key codes and commands; key_handling.py says what a command does.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pygame

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.transitions import ALONE


class Command(StrEnum):
    """What a key means. `key.<command>` are its words in locale."""

    NEXT = "next"
    BACK = "back"
    BLANK = "blank"
    RULES = "rules"
    START = "start"
    PAUSE = "pause"
    ADD_TIME = "add_time"
    SKIP = "skip"
    REDRAW = "redraw"
    LOCK = "lock"
    NOT_THIS = "not_this"
    CARDS = "cards"
    TWIST = "twist"
    HOTTER = "hotter"
    COOLER = "cooler"
    REPEAT = "repeat"
    SOFTER = "softer"
    LOUDER = "louder"
    MUTE = "mute"
    REVEAL = "reveal"
    UNDO = "undo"
    END = "end"
    FORMATS = "formats"
    TIMES = "times"
    SETUP = "setup"
    PLAN = "plan"
    LANGUAGE = "language"
    NAMES = "names"
    PROMISE = "promise"
    BRING_BACK = "bring_back"
    TOKENS = "tokens"
    PASS = "pass"
    TAKE_OVER = "take_over"
    STOP = "stop"
    END_SCENE = "end_scene"
    SAFETY = "safety"
    STANDINGS = "standings"
    KEYBOARD = "keyboard"
    HANDS = "hands"
    THANKS = "thanks"
    KUDOS = "kudos"
    LINES = "lines"
    PAPERS = "papers"
    REPLY = "reply"
    CHECK_SELF = "check_self"
    NOTE = "note"
    PEEK = "peek"
    NETWORK = "network"
    DOOR = "door"
    LET_IN = "let_in"
    PIN = "pin"
    HELP = "help"
    FULL = "full"
    ESCAPE = "escape"
    ENTER = "enter"
    TAB = "tab"
    UP = "up"
    DOWN = "down"
    RUB_OUT = "rub_out"


@dataclass(frozen=True, slots=True)
class Key:
    """A key that went down or up, or text that comes or was typed. `at`: seconds by the wall."""

    symbol: int = 0
    """SDL's name of the key: what it prints without Shift."""
    place: int = 0
    printed: str = ""
    """What it printed now; empty where it prints nothing, or the system did not say."""
    foreign: bool = False
    """Whether the layout has no key for the letter that a US keyboard has at this place."""
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    down: bool = True
    text: str = ""
    pasted: bool = False
    """Whether the text was pasted: it may be a list, in many lines."""
    composing: str | None = None
    """What an input method has so far of the text that it will give; empty where it gave up."""
    entry: int = -1
    """Which entry of the open list was clicked, or which cell of the `row`, from 0."""
    row: str = ""
    """The row of the show of hands that was clicked."""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Binding:
    """A command, the keys that mean it, and in which phases; `caps` is what is printed on them."""

    command: Command
    caps: str
    symbols: tuple[int, ...] = ()
    where: frozenset[PhaseKind] = frozenset(PhaseKind)
    ctrl: bool = False
    on_one_display: bool = False
    phones: bool = False
    """Does something only where phones can come."""

    @property
    def key(self) -> Key | None:
        """The first of its keys; None where each of several figures means something of its own."""
        return Key(symbol=self.symbols[0], ctrl=self.ctrl) if self.symbols else None

    @property
    def words(self) -> str:
        """Its words in the help overlay: a name in locale."""
        return f"key.{self.command.value}"


_K = PhaseKind
_ROUND_ENDS = frozenset({_K.RESULT, _K.DEBRIEF, _K.STANDINGS, _K.KUDOS})
_SECRET = frozenset({_K.DRAW, _K.BRIEF, _K.PLAY})
_VOTE = frozenset({_K.VOTE, _K.GUESS})
_NO_PLAN = frozenset({_K.PLAY, *_VOTE, *ALONE})
"""Whoever is alone has none; in a scene, and while hands are typed, the keys are needed."""


def _for(*kinds: type[a.Action]) -> frozenset[PhaseKind]:
    return frozenset().union(*(kind.phases for kind in kinds))


BINDINGS: tuple[Binding, ...] = (
    Binding(Command.NEXT, "Space  PgDn  →", (pygame.K_SPACE, pygame.K_PAGEDOWN, pygame.K_RIGHT)),
    Binding(Command.BACK, "PgUp  ←", (pygame.K_PAGEUP, pygame.K_LEFT)),
    Binding(Command.BLANK, "B  .", (pygame.K_b, pygame.K_PERIOD, pygame.K_KP_PERIOD)),
    Binding(Command.START, "F5", (pygame.K_F5,), frozenset({_K.LOBBY})),
    Binding(Command.PAUSE, "P", (pygame.K_p,)),
    Binding(
        Command.ADD_TIME,
        "+",
        (pygame.K_PLUS, pygame.K_EQUALS, pygame.K_KP_PLUS),
        frozenset(PhaseKind) - {_K.LOBBY, _K.END},
    ),
    Binding(Command.LOCK, "1 – 9", (), frozenset({_K.DRAW})),
    Binding(Command.NOT_THIS, "X", (pygame.K_x,), _for(a.NotThis)),
    Binding(Command.CARDS, "C", (pygame.K_c,), _for(a.KeepOut)),
    Binding(Command.HANDS, "0 – 9  Tab  Enter", (), _VOTE),
    Binding(Command.KEYBOARD, "V", (pygame.K_v,), _VOTE),
    Binding(Command.REVEAL, "R", (pygame.K_r,), _for(a.Reveal)),
    Binding(Command.TWIST, "T", (pygame.K_t,), _for(a.Twist)),
    Binding(Command.HOTTER, "↑", (pygame.K_UP,), _for(a.Heat)),
    Binding(Command.COOLER, "↓", (pygame.K_DOWN,), _for(a.Heat)),
    Binding(Command.TOKENS, "K", (pygame.K_k,), _for(a.Token)),
    Binding(Command.BRING_BACK, "C", (pygame.K_c,), _for(a.Twist)),
    Binding(Command.PROMISE, "G", (pygame.K_g,), _for(a.Promise)),
    Binding(Command.PASS, "O", (pygame.K_o,), _for(a.Pass)),
    Binding(Command.TAKE_OVER, "J", (pygame.K_j,), _for(a.TakeOver)),
    Binding(Command.PEEK, "Z", (pygame.K_z,), _SECRET, on_one_display=True),
    Binding(Command.REDRAW, "D", (pygame.K_d,), _for(a.Redraw)),
    Binding(Command.SKIP, "S", (pygame.K_s,), _for(a.Skip)),
    Binding(Command.STOP, "Y", (pygame.K_y,), _for(a.Stop)),
    Binding(Command.END_SCENE, "F", (pygame.K_f,), _for(a.EndScene)),
    Binding(Command.SAFETY, "X", (pygame.K_x,), _for(a.Safety)),
    Binding(Command.THANKS, "J", (pygame.K_j,), _ROUND_ENDS),
    Binding(Command.KUDOS, "Y", (pygame.K_y,), _ROUND_ENDS),
    Binding(Command.LINES, "Y", (pygame.K_y,), _for(a.ApproveLines)),
    Binding(Command.PAPERS, "0 – 6", (), _for(a.CountPapers)),
    Binding(Command.REPLY, "1 – 3", (), _for(a.ChooseReply)),
    Binding(Command.CHECK_SELF, "1 – 4", (), _for(a.CheckSelf)),
    Binding(Command.NOTE, "G", (pygame.K_g,), _for(a.WriteNote)),
    Binding(Command.FORMATS, "F", (pygame.K_f,), _for(a.ChooseFormat)),
    Binding(Command.TIMES, "T", (pygame.K_t,), _for(a.ChooseSeconds)),
    Binding(Command.SETUP, "S", (pygame.K_s,), _for(a.ChangeSetup)),
    Binding(Command.PLAN, "V", (pygame.K_v,), _for(a.SkipStep) - _NO_PLAN),
    Binding(Command.NAMES, "N", (pygame.K_n,)),
    Binding(Command.LANGUAGE, "L", (pygame.K_l,)),
    Binding(Command.NETWORK, "A", (pygame.K_a,), frozenset({_K.LOBBY}), phones=True),
    Binding(Command.DOOR, "W", (pygame.K_w,), phones=True),
    Binding(Command.LET_IN, "A", (pygame.K_a,), _for(a.LetIn), phones=True),
    Binding(Command.PIN, "I", (pygame.K_i,), phones=True),
    Binding(Command.REPEAT, "F6", (pygame.K_F6,)),
    Binding(Command.SOFTER, "F7", (pygame.K_F7,)),
    Binding(Command.LOUDER, "F8", (pygame.K_F8,)),
    Binding(Command.MUTE, "M", (pygame.K_m,)),
    Binding(Command.STANDINGS, "Q", (pygame.K_q,), frozenset(PhaseKind) - {_K.PLAY}),
    Binding(Command.UNDO, "U", (pygame.K_u,)),
    Binding(Command.UNDO, "Ctrl+Z", (pygame.K_z,), ctrl=True),
    Binding(Command.END, "E  E", (pygame.K_e,)),
    Binding(Command.RULES, "?", (pygame.K_QUESTION,), _for(a.ShowRules)),
    Binding(Command.HELP, "H  F1", (pygame.K_h, pygame.K_F1)),
    Binding(Command.FULL, "F11", (pygame.K_F11,)),
    Binding(Command.ESCAPE, "Esc", (pygame.K_ESCAPE,)),
)
"""In the order of the help overlay. A symbol means the first command whose phases fit."""

_EDITING: Mapping[int, Command] = {
    pygame.K_RETURN: Command.ENTER,
    pygame.K_KP_ENTER: Command.ENTER,
    pygame.K_TAB: Command.TAB,
    pygame.K_UP: Command.UP,
    pygame.K_DOWN: Command.DOWN,
    pygame.K_BACKSPACE: Command.RUB_OUT,
    pygame.K_DELETE: Command.RUB_OUT,
}

_LETTERS: Mapping[int, int] = {
    getattr(pygame, f"KSCAN_{chr(code).upper()}"): code for code in range(ord("a"), ord("z") + 1)
}
_FIGURES: Mapping[int, int] = {getattr(pygame, f"KSCAN_{figure}"): figure for figure in range(10)}
"""Physical place -> the letter or the figure that a US keyboard has there."""

_PRINTED: Mapping[int, int] = {symbol: symbol for symbol in (*_LETTERS.values(), *b"?+=.")} | {
    ord("؟"): ord("?")
}
"""What a key may print that means a command whatever the layout -> the symbol in the table."""

_CODES = 0x110000
"""Of Unicode; SDL's names of keys that print nothing are greater."""
_SCANCODES = 512
"""As many as SDL has."""

_MODIFIERS = frozenset(
    getattr(pygame, f"K_{name}")
    for name in (
        *("LSHIFT", "RSHIFT", "LCTRL", "RCTRL", "LALT", "RALT"),
        *("LMETA", "RMETA", "MODE", "CAPSLOCK", "NUMLOCK"),
    )
)

_KEYPAD = (
    *(pygame.K_KP0, pygame.K_KP1, pygame.K_KP2, pygame.K_KP3, pygame.K_KP4),
    *(pygame.K_KP5, pygame.K_KP6, pygame.K_KP7, pygame.K_KP8, pygame.K_KP9),
)


def key_of(
    event: pygame.event.Event,
    at: float,
    following: pygame.event.Event | None = None,
    previous: pygame.event.Event | None = None,
) -> Key | None:
    """The key of a pygame event; None for an event of another kind, or what a shortcut prints."""
    # What it printed is the text of the following event, where that is one: of a key that is let go
    # and pressed again at once pygame gives what it prints without Shift.
    if event.type == pygame.TEXTINPUT:
        # X11 prints a letter that is not Latin with Ctrl, too: Ctrl+V is none to be typed.
        return None if previous and _is_shortcut(previous) else Key(text=event.text, at=at)
    if event.type == pygame.TEXTEDITING:
        return Key(composing=event.text, at=at)
    if event.type not in (pygame.KEYDOWN, pygame.KEYUP) or event.key in _MODIFIERS:
        return None
    printed = event.dict.get("unicode", "")
    if event.type == pygame.KEYDOWN and following and following.type == pygame.TEXTINPUT:
        printed = following.text
    return Key(
        event.key,
        event.scancode,
        printed,
        foreign=_lacks(_LETTERS.get(event.scancode)),
        shift=bool(event.mod & pygame.KMOD_SHIFT),
        ctrl=bool(event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META)),
        alt=bool(event.mod & pygame.KMOD_ALT),
        down=event.type == pygame.KEYDOWN,
        at=at,
    )


def _is_shortcut(event: pygame.event.Event) -> bool:
    """Whether a key went down with Ctrl or Cmd; with Alt as well it is the AltGr of Windows."""
    if event.type != pygame.KEYDOWN or event.mod & pygame.KMOD_ALT:
        return False
    return bool(event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META))


def _lacks(letter: int | None) -> bool:
    """Whether no key of the layout that is on has this letter."""
    # Asked for a symbol, pygame's table of pressed keys looks up the place that has it; 0 is none.
    places = pygame.key.ScancodeWrapper(tuple(range(_SCANCODES)))  # type: ignore[arg-type]
    return letter is not None and not places[letter]


def symbol_of(key: Key) -> int:
    """The sign or Latin letter that the key printed; else the letter of its place, or its name."""
    symbol = key.symbol
    if len(key.printed) == 1 and key.printed.isprintable():
        symbol = ord(key.printed.lower()[0])
    elif symbol == pygame.K_SLASH and key.shift:
        symbol = pygame.K_QUESTION
    place = _LETTERS.get(key.place, symbol) if key.foreign else symbol
    if key.place == pygame.KSCAN_PERIOD and 0 < symbol < _CODES and chr(symbol).isalpha():
        # Many a clicker's black screen: a letter in Hebrew and Arabic layouts, and no command's.
        place = pygame.K_PERIOD
    return _PRINTED.get(symbol, place)


def figure_key(figure: int) -> Key:
    """The key of a figure, 0 to 9."""
    return Key(symbol=ord(str(figure)))


def digit_of(key: Key) -> int | None:
    """The figure on the key, whatever script it is in; else the one at its place."""
    if key.ctrl or key.alt:
        return None
    if key.symbol in _KEYPAD:
        return _KEYPAD.index(key.symbol)
    symbol = symbol_of(key)
    if symbol in _PRINTED:
        return None
    figure = unicodedata.digit(chr(symbol), None) if 0 < symbol < _CODES else None
    return _FIGURES.get(key.place) if figure is None else figure


def command_of(key: Key, kind: PhaseKind) -> Command | None:
    """What the key means in a phase of this kind."""
    symbol = symbol_of(key)
    if symbol in (pygame.K_RETURN, pygame.K_KP_ENTER) and key.alt:
        return Command.FULL
    if key.alt:
        return None
    for binding in BINDINGS:
        if symbol in binding.symbols and kind in binding.where and key.ctrl is binding.ctrl:
            return binding.command
    return None


def editing_of(key: Key) -> Command | None:
    """What the key means where something is typed or chosen: Enter, Tab, arrows, Backspace."""
    return None if key.alt or key.ctrl else _EDITING.get(key.symbol)


def help_rows(kind: PhaseKind, *, single: bool = True, phones: bool = False) -> tuple[Binding, ...]:
    """The keys that do something in a phase of this kind, on one display or two, with phones."""
    return tuple(
        binding
        for binding in BINDINGS
        if kind in binding.where
        and not binding.ctrl
        and (single or not binding.on_one_display)
        and (phones or not binding.phones)
    )
