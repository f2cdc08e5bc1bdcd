"""Texts of cards and of people on a page: their figures are not broken, and in order."""

from improv.locale.figures import keep_figures_whole
from improv.locale.phrases import direction
from improv.text.bidi import Direction, first_strong


def with_whole_figures(text: str, language: str) -> str:
    """`text` as a page in that language shows it; it may be in another language than the page."""
    rtl = direction(language) == "rtl" or first_strong(text) is Direction.RTL
    return keep_figures_whole(text, rtl=rtl)
