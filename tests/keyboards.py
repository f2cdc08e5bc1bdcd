"""What a key prints on the layouts of the world, by libxkbcommon's data."""

import ctypes
import ctypes.util
import re
import shutil
import subprocess
from dataclasses import dataclass

import pygame

MISSING = [] if shutil.which("xkbcli") else ["xkbcli (Debian: libxkbcommon-tools)"]
"""What these tests need and this machine has not got."""

_ROWS = {
    2: "1 2 3 4 5 6 7 8 9 0 MINUS EQUALS",
    16: "Q W E R T Y U I O P LEFTBRACKET RIGHTBRACKET",
    30: "A S D F G H J K L SEMICOLON APOSTROPHE GRAVE",
    43: "BACKSLASH Z X C V B N M COMMA PERIOD SLASH",
    86: "NONUSBACKSLASH",
}
_CODES = {
    getattr(pygame, f"KSCAN_{name}", 100): first + at
    for first, row in _ROWS.items()
    for at, name in enumerate(row.split())
}
"""SDL's scancode -> evdev's number, of the keys that print. 100: pygame has no name for it."""

_X11 = 8
"""X counts evdev's keys from here."""


class _Names(ctypes.Structure):
    """libxkbcommon's `xkb_rule_names`."""

    _fields_ = tuple(
        (name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "options")
    )


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key pressed on a layout: its place, with Shift or without, SDL's symbol, what it prints."""

    place: int
    shift: bool
    symbol: int
    printed: str


def layouts() -> list[str]:
    """The names of all layouts."""
    run = subprocess.run(("xkbcli", "list"), capture_output=True, text=True, check=True, timeout=60)
    found = re.findall(r"^- layout: '(\w+)'\n  variant: ''", run.stdout, re.MULTILINE)
    return [name for name in found if name != "custom"]  # is what a user wrote


def strokes(layout: str) -> list[Stroke]:
    """Every key that prints, plain and with Shift."""
    xkb = ctypes.CDLL("libxkbcommon.so.0")
    for function in (xkb.xkb_context_new, xkb.xkb_keymap_new_from_names, xkb.xkb_state_new):
        function.restype = ctypes.c_void_p
    context = ctypes.c_void_p(xkb.xkb_context_new(0))
    names = _Names(b"evdev", b"pc105", layout.encode(), b"", b"")
    keymap = ctypes.c_void_p(xkb.xkb_keymap_new_from_names(context, ctypes.byref(names), 0))
    printed: list[dict[int, str]] = []
    for shift in (0, 1):
        state = ctypes.c_void_p(xkb.xkb_state_new(keymap))
        xkb.xkb_state_update_mask(state, shift, 0, 0, 0, 0, 0)
        printed.append({place: _utf8(xkb, state, code) for place, code in _CODES.items()})
        xkb.xkb_state_unref(state)
    xkb.xkb_keymap_unref(keymap)
    xkb.xkb_context_unref(context)
    return [
        Stroke(place, bool(shift), ord(plain) if len(plain := printed[0][place]) == 1 else 0, text)
        for shift, texts in enumerate(printed)
        for place, text in texts.items()
    ]


def _utf8(xkb: ctypes.CDLL, state: ctypes.c_void_p, code: int) -> str:
    text = ctypes.create_string_buffer(16)
    xkb.xkb_state_key_get_utf8(state, code + _X11, text, len(text))
    return text.value.decode()
