"""Figures in a sentence: phone numbers, ranges, dates and order numbers stay as they were typed.

Among right-to-left words UAX #9 alone turns `#4521-B` into `B-4521#`, takes the plus away from
`+98` and puts the area code of `۰۲۱-۸۸۸۸` last. What it would tear apart is isolated (LRI, PDI)
and overridden to run from left to right (LRO, PDF), since Arabic-Indic digits part at a hyphen
even inside an isolate. What it shows well alone (`₪49.90`, `12.5%`, `10:30`) is left to it, as a
browser does. Word joiners and no-break spaces keep a figure on one line.
"""

import re
from functools import lru_cache
from unicodedata import bidirectional

_CHUNK = r"\d++(?:[.,:/٫٬'’]\d++)*+"
"""Digits with decimals, a time, a date: alone these are in order everywhere."""

_SCALE = r"(?:\s?°[CF]\b)"
"""Degrees of a scale: a Latin letter behind a figure."""

_FIGURE = re.compile(  # possessive and bounded: hostile text costs no more than its length
    # An order or part number: a number sign, or letters and digits joined by signs.
    r"[#№][A-Za-z\d]++(?:[-/_.:][A-Za-z\d]++)*+"
    r"|(?<![^\W_])(?=[-/_.:\d]{0,40}[A-Za-z])(?=[-/_.:A-Za-z]{0,40}\d)"
    r"[A-Za-z\d]++(?:[-/_.:][A-Za-z\d]++)++"
    # A phone number: brackets round the area code, a plus, or three groups of digits and more.
    r"|[+]?(?<!\d)(?:\d{1,6}[- \u00a0]?)?\(\d{1,6}\)(?:[- \u00a0]?\d++)++"
    r"|(?<!\d)(?:[+]?\d++(?:[- \u00a0]\d++){2,}+(?![-\d])|\d{1,3}(?:[\u00a0\u202f]\d{3})++)"
    # A range, or anything else that a dash joins.
    rf"|(?<![\w.,])[+−-]?[$€£₪﷼¥]?{_CHUNK}(?:\s?[-–—]\s?[$€£₪﷼¥]?{_CHUNK})++{_SCALE}?"
    rf"|(?P<percents>(?<![\w.,]){_CHUNK}[%٪](?:\s?[-–—]\s?{_CHUNK}[%٪])++)"
    # A temperature.
    rf"|(?<![\w.,])[+−±-]?{_CHUNK}{_SCALE}"
    # A sign before its figure.
    rf"|(?<![\w)\]%٪])[+−±-][$€£₪﷼¥]?{_CHUNK}"
)
_COUNTED = re.compile(r"(\d) (?=\w)")
"""A figure keeps to the word that it counts."""
_AFTER = re.compile(r"[%٪‰°$€£₪﷼¥]+")
_OPEN, _CLOSE = "\u2066\u202d", "\u202c\u2069"  # LRI LRO, PDF PDI
_JOINER, _NO_BREAK = "\u2060", "\u00a0"


@lru_cache(maxsize=512)
def keep_figures_whole(text: str, *, rtl: bool) -> str:
    """`text` with its figures unbroken, and in order where the words around run right to left."""
    text = _COUNTED.sub(f"\\1{_NO_BREAK}", text)
    parts: list[str] = []
    end, strong = 0, ""
    for found in _FIGURE.finditer(text):
        start, stop = found.span()
        if start < end:  # it began in the signs after the figure before
            continue
        if rtl:
            strong = _last_strong(text[end:start]) or strong
            # In Arabic script, and beside Arabic-Indic digits, a percent or a currency sign stands
            # left of its figure (UAX #9, W2 and W5), as people write it: outside the isolate. In
            # Hebrew it stays on the right, inside.
            arabic = strong == "AL" or any(map("AN".__eq__, map(bidirectional, found[0])))
            if arabic and found["percents"]:
                continue
            after = None if arabic else _AFTER.match(text, stop)
            stop = after.end() if after else stop
        figure = re.sub("([-–—/])", f"\\1{_JOINER}", re.sub(r"\s", _NO_BREAK, text[start:stop]))
        parts += text[end:start], f"{_OPEN}{figure}{_CLOSE}" if rtl else figure
        strong = _last_strong(figure) or strong
        end = stop
    return "".join((*parts, text[end:]))


def _last_strong(text: str) -> str:
    """The bidi class of the last letter: L, R or AL; empty where there is none."""
    classes = map(bidirectional, reversed(text))
    return next((kind for kind in classes if kind in ("L", "R", "AL")), "")
