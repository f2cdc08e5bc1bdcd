"""A page of sessions as a PDF, by typst: tagged, with its fonts, without a network.

The words go to the template as JSON, never as markup. Knows sizes in points.
"""

import json
from dataclasses import asdict
from importlib.util import find_spec

from improv.locale.phrases import without_isolates
from improv.look.svg import mark_svg
from improv.look.themes import DAYLIGHT
from improv.paths import ASSETS, FONTS
from improv.reports.page import families_of, theme_colours
from improv.reports.take_away import TakeAway

INSTALL = "pip install typst"
MOST_LEAVES = 2
SIZES = (9.5, 8.4, 7.2)
"""Of the text, in points."""
_DAY = 24 * 60 * 60


def installed() -> bool:
    """Whether typst is there: the extra `print`."""
    return find_spec("typst") is not None


def pdf(page: TakeAway) -> bytes:
    """The page, tagged after PDF/UA-1; ImportError without the extra `print`.

    It is set in the largest of our sizes that brings it on two leaves, else in the smallest.
    """
    for points in SIZES:
        document, leaves = _typeset(page, points)
        if leaves <= MOST_LEAVES:
            break
    return document


def _typeset(page: TakeAway, points: float) -> tuple[bytes, int]:
    """The document, and how many leaves it has."""
    from typst import TypstError

    said = json.dumps(_values(page, points), ensure_ascii=False)
    said = said.encode("utf-8", "replace").decode()  # half of a surrogate pair is no letter
    try:
        return _compiled(said, page.day, ours_alone=True)
    except TypstError:
        # A letter that none of our fonts has: it is looked for in those of the machine. One that is
        # nowhere does not keep the page from being written, as the standard would.
        return _compiled(said, page.day, ours_alone=False)


def _compiled(said: str, day: int, *, ours_alone: bool) -> tuple[bytes, int]:
    from typst import Compiler

    compiler = Compiler(
        ASSETS / "reports" / "take-away.typ",
        font_paths=[FONTS],
        ignore_system_fonts=ours_alone,
        sys_inputs={"page": said},
    )
    document = compiler.compile(
        format="pdf",
        pdf_standards=["ua-1"] if ours_alone else None,
        timestamp=day * _DAY,  # that of the session: the same page is the same file
    )
    assert isinstance(document, bytes)
    (leaves,) = json.loads(compiler.query("<last>", field="value"))
    return document, int(leaves)


def _values(page: TakeAway, points: float) -> dict[str, object]:
    return {
        **asdict(page),
        "plain_title": without_isolates(page.title),
        "points": points,
        "fonts": [*families_of(page.language), "Noto Sans", "Noto Sans Arabic", "Noto Color Emoji"],
        "colours": theme_colours(DAYLIGHT),
        "mark": mark_svg(DAYLIGHT),
    }
