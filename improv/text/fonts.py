"""The shipped typefaces: which there are, what they cover, and their HarfBuzz fonts.

Knows files and character coverage; knows nothing of paragraphs, sizes or colours.
A shipped typeface is named by the stem of its file ("Vazirmatn-Bold"), one of the system by its
path; each is loaded on first use and kept. Used by the main thread only.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz

from improv.paths import FONTS
from improv.text.system_fonts import load, system_face

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
