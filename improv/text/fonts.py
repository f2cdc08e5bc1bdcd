"""The shipped typefaces: which there are, what they cover, and their HarfBuzz fonts; and those of
the system, which are looked at when a letter comes that no shipped one has.

Knows files and character coverage; knows nothing of paragraphs, sizes or colours.
A shipped typeface is named by the stem of its file ("Vazirmatn-Bold"), one of the system by its
path; each is loaded on first use and kept. Used by the main thread only.
"""

import os
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz

from improv import paths
from improv.paths import FONTS

EMOJI = "NotoColorEmoji-Regular"


class Weight(Enum):
    """The three weights that the text families are shipped in."""

    REGULAR = "Regular"
    BOLD = "Bold"
    BLACK = "Black"


class Family(Enum):
    """The shipped text families, in the order in which they are asked for a letter.

    Vazirmatn has Arabic script and Latin, Heebo Hebrew and Latin; Noto Sans has all of Latin with
    its African letters and Vietnamese, Cyrillic and Greek, and Noto Sans Arabic what Sindhi and
    Kashmiri need.
    """

    VAZIRMATN = "Vazirmatn"
    HEEBO = "Heebo"
    NOTO_SANS = "NotoSans"
    NOTO_SANS_ARABIC = "NotoSansArabic"


@dataclass(frozen=True, slots=True)
class Typeface:
    """One font file: its HarfBuzz font, scaled to `em` units."""

    name: str
    font: uharfbuzz.Font
    em: int


def name_of(family: Family, weight: Weight) -> str:
    """Return the name by which `typeface` knows this family in this weight."""
    return f"{family.value}-{weight.value}"


@lru_cache(maxsize=4096)
def system_name(characters: str, weight: Weight) -> str | None:
    """Return the name of a typeface of the system that has all `characters`, or None."""
    path = system_face(characters, bold=weight is not Weight.REGULAR)
    return None if path is None else str(path)


@cache
def typeface(name: str) -> Typeface:
    """Load the typeface `name`; raises FileNotFoundError if its file is not there or no font."""
    path = FONTS / f"{name}.ttf" if Path(name).name == name else Path(name)
    font = load(path)
    if font is None:
        raise FileNotFoundError(path)
    return Typeface(name, font, font.face.upem)


def has(name: str, code: int) -> bool:
    """Whether the typeface `name` has a glyph of its own for a code point."""
    return typeface(name).font.get_nominal_glyph(code) is not None


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
