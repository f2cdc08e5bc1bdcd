"""The shipped typefaces: which there are, what they cover, and their HarfBuzz fonts.

Knows files and character coverage; knows nothing of paragraphs, sizes or colours.
A typeface is named by the stem of its file ("Vazirmatn-Bold"), loaded on first use and
kept: there are seven. Used by the main thread only.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache

import uharfbuzz

from improv.paths import FONTS

EMOJI = "NotoColorEmoji-Regular"


class Weight(Enum):
    """The three weights that the text families are shipped in."""

    REGULAR = "Regular"
    BOLD = "Bold"
    BLACK = "Black"


class Family(Enum):
    """The two text families: one for Arabic script and Latin, one for Hebrew and Latin."""

    VAZIRMATN = "Vazirmatn"
    HEEBO = "Heebo"


@dataclass(frozen=True, slots=True)
class Typeface:
    """One font file: its HarfBuzz font scaled to `em` units, and the code points it has."""

    name: str
    font: uharfbuzz.Font
    em: int
    covers: frozenset[int]


def name_of(family: Family, weight: Weight) -> str:
    """Return the name by which `typeface` knows this family in this weight."""
    return f"{family.value}-{weight.value}"


@cache
def typeface(name: str) -> Typeface:
    """Load the typeface `name`; raises `uharfbuzz.HarfBuzzError` if its file is not there."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONTS / f"{name}.ttf")))
    return Typeface(name, uharfbuzz.Font(face), face.upem, frozenset(face.unicodes))
