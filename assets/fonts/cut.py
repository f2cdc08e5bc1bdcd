"""Cuts the browsers' fonts out of the window's: `python assets/fonts/cut.py [FOLDER]`.

Writes `web/*.woff2` beside this file: see improv/look/web_fonts.py. The window keeps the TTF
files, for HarfBuzz as we have it reads no woff2. Needs fontTools and brotli (the extra `test`).
"""

import sys
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from improv.look.web_fonts import FAMILIES, WebFont, web_fonts  # noqa: E402

UNASKED = ("ccmp", "locl", "rlig", "rclt", "calt", "liga", "clig", "curs", "kern", "mark", "mkmk")
JOINING = ("init", "medi", "fina", "isol")
"""OpenType's features that a browser applies without being asked."""

SPACE = 0x20
"""In each piece: HarfBuzz shows it, without its width, for what nobody sees. Where there is none it
takes a half-space out, and WebKitGTK the letter after it, too."""


def characters(font: WebFont) -> set[int]:
    """What a browser would look for in it: a later piece of its family takes what it has."""
    pieces = list(FAMILIES[font.family])
    own, *later = pieces[pieces.index(font.piece) :]

    def spread(piece: str) -> set[int]:
        ranges = FAMILIES[font.family][piece].replace("U+", "").split(",")
        ends = [[int(end, 16) for end in one.split("-")] for one in ranges]
        return {one for end in ends for one in range(end[0], end[-1] + 1)}

    return spread(own).difference(*map(spread, later)) | {SPACE}


def cut(font: WebFont, folder: Path) -> None:
    """Write one file."""
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=[*UNASKED, *JOINING, "tnum"],
        name_IDs=[0, 1, 2, 13, 14],  # its name, whose it is, and the licence
        drop_tables=["STAT"],
        recalc_timestamp=False,
    )
    whole = subset.load_font(HERE / f"{font.family}-{font.weight}.ttf", options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters(font))
    cutter.subset(whole)
    subset.save_font(whole, folder / font.name, options)


def main(folder: Path) -> None:
    """Write all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for font in web_fonts():
        cut(font, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "web")
