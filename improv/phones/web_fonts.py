"""The typefaces of the stage's page, in pieces by script: a browser fetches what its words need.

A page in one language takes 33 to 92 KB of them; the window's fonts, which hold every script and
are not compressed, would be 256 KB. The pieces are made by `assets/fonts/cut.py`, which reads this
table, and lie in `assets/fonts/web`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

Ranges = tuple[tuple[int, int], ...]
"""The first and the last character of each range."""

WEIGHTS = {"Regular": 400, "Bold": 700, "Black": 900}

_LATIN: Ranges = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x300, 0x304),
    (0x306, 0x308),
    (0x30A, 0x30C),
    (0x2010, 0x2026),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2212, 0x2212),
)
_ARABIC: Ranges = (
    (0x600, 0x6FF),
    (0x750, 0x77F),
    (0x8A0, 0x8FF),
    (0x200C, 0x200F),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFF),
)
_HEBREW: Ranges = ((0x590, 0x5FF), (0x20AA, 0x20AA), (0xFB1D, 0xFB4F))
_EXTENDED: Ranges = (
    (0x100, 0x36F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x200B),
    (0x2030, 0x205E),
    (0x2070, 0x2BFF),
    (0xFB00, 0xFB06),
)
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

    def face(self, url: str) -> str:
        """The CSS rule by which a browser finds it at `url`."""
        ranges = ",".join(
            f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
            for first, last in FAMILIES[self.family][self.piece]
        )
        return (
            f"@font-face{{font-family:{self.family};font-weight:{WEIGHTS[self.weight]};"
            f"font-display:block;src:url({url});unicode-range:{ranges}}}"
        )


def web_fonts() -> Iterator[WebFont]:
    """All of them, in the order in which a sheet has to name them."""
    for family, pieces in FAMILIES.items():
        for weight in WEIGHTS:
            for piece in pieces:
                yield WebFont(family, weight, piece)
