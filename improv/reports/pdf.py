"""A page of sessions as a PDF: tagged, with its fonts, without a network.

Knows sizes in points.
"""

from dataclasses import asdict

from improv.locale.phrases import without_isolates
from improv.look.svg import mark_svg
from improv.look.themes import DAYLIGHT
from improv.reports.page import theme_colours
from improv.reports.take_away import TakeAway
from improv.reports.typesetting import fonts_of, typeset

MOST_LEAVES = 2
SIZES = (9.5, 8.4, 7.2)
"""Of the text, in points."""


def pdf(page: TakeAway) -> bytes:
    """The page, tagged after PDF/UA-1; ImportError without the extra `print`.

    It is set in the largest of our sizes that brings it on two leaves, else in the smallest. Its
    date is that of the session: the same page is the same file.
    """
    for points in SIZES:
        document = typeset("take-away.typ", _values(page, points), page.day)
        if document.pages <= MOST_LEAVES:
            break
    return document.content


def _values(page: TakeAway, points: float) -> dict[str, object]:
    return {
        **asdict(page),
        "plain_title": without_isolates(page.title),
        "points": points,
        "fonts": fonts_of(page.language),
        "colours": theme_colours(DAYLIGHT),
        "mark": mark_svg(DAYLIGHT),
    }
