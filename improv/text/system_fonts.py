"""The fonts of the operating system, asked for letters that no shipped typeface has.

Knows files and characters. Nothing is read before such a letter comes; each answer is
kept for as long as the program runs. Used by the main thread only.
"""

import os
from functools import cache
from pathlib import Path

import uharfbuzz

from improv import paths

MOST_FILES = 4000
"""So many font files are looked at; a designer's machine has more, and nobody waits for them."""

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_SPECIAL = (
    *("italic", "oblique", "condensed", "narrow", "light", "thin"),
    *("mono", "serif", "emoji"),
)
"""Styles that are taken only where nothing plainer has the letter."""


def system_face(characters: str, *, bold: bool) -> Path | None:
    """The font file that has all `characters`, a `bold` one first; None if there is none."""
    codes = [ord(character) for character in characters]
    for path in _files(bold):
        font = load(path)
        if font is not None and all(font.get_nominal_glyph(code) for code in codes):
            return path
    return None


@cache
def load(path: Path) -> uharfbuzz.Font | None:
    """The first font of a file; None for a file that is no font, or cannot be read."""
    try:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(os.fspath(path)))
    except (OSError, ValueError, uharfbuzz.HarfBuzzError):
        return None
    return uharfbuzz.Font(face) if face.glyph_count else None


@cache
def _files(bold: bool) -> tuple[Path, ...]:
    """The font files of the system, plain ones of about the wanted weight first."""
    found = [
        Path(folder, name)
        for top in paths.system_font_folders()
        for folder, _, names in os.walk(top)
        for name in names
        if name.lower().endswith(_ENDINGS)
    ]

    def order(path: Path) -> tuple[int, bool, str]:
        stem = path.stem.lower()
        heavy = "bold" in stem or "black" in stem
        return sum(style in stem for style in _SPECIAL), heavy is not bold, path.name

    return tuple(sorted(found[:MOST_FILES], key=order))
