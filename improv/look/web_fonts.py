"""The typefaces of pages, in pieces by script: a browser fetches what its words need.

A page in one language takes 33 to 92 KB of them; the window's fonts, which hold every script and
are not compressed, would be 256 KB. The pieces are made by `assets/fonts/cut.py`, which reads this
table, and lie in `assets/fonts/web`.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass

WEIGHTS = {"Regular": 400, "Bold": 700, "Black": 900}

# The characters of a piece, as CSS writes them.
_LATIN = "U+20-7E,U+A0-FF,U+300-304,U+306-308,U+30A-30C,U+2010-2026,U+2039-203A,U+20AC,U+2212"
_ARABIC = "U+600-6FF,U+750-77F,U+8A0-8FF,U+200C-200F,U+FB50-FDFF,U+FE70-FEFF"
_HEBREW = "U+590-5FF,U+20AA,U+FB1D-FB4F"
_EXTENDED = "U+100-36F,U+1E00-1EFF,U+2000-200B,U+2030-205E,U+2070-2BFF,U+FB00-FB06"
"""What names of Europe have beside, and signs, but none of the marks that nobody sees: a page is
full of those. Where a range of another piece meets one of these, the other has the character."""

FAMILIES = {
    "Vazirmatn": {"extended": _EXTENDED, "latin": _LATIN, "arabic": _ARABIC},
    "Heebo": {"extended": _EXTENDED, "latin": _LATIN, "hebrew": _HEBREW},
}
"""Family -> its pieces; of two with a character a browser takes the one that stands later."""


@dataclass(frozen=True, slots=True)
class WebFont:
    """One piece of one weight of a family."""

    family: str
    weight: str
    piece: str

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.family}-{self.weight}-{self.piece}.woff2"

    def has_any(self, characters: Set[str]) -> bool:
        """Whether it is looked at for one of these."""
        return any(
            int(first, 16) <= ord(one) <= int(last or first, 16)
            for piece in FAMILIES[self.family][self.piece].replace("U+", "").split(",")
            for first, _, last in [piece.partition("-")]
            for one in characters
        )

    def face(self, url: str) -> str:
        """The CSS rule by which a browser finds it at `url`."""
        return (
            f"@font-face{{font-family:{self.family};font-weight:{WEIGHTS[self.weight]};"
            f"font-display:block;src:url({url});unicode-range:{FAMILIES[self.family][self.piece]}}}"
        )


def web_fonts() -> Iterator[WebFont]:
    """All of them, in the order in which a sheet has to name them."""
    for family, pieces in FAMILIES.items():
        for weight in WEIGHTS:
            for piece in pieces:
                yield WebFont(family, weight, piece)
