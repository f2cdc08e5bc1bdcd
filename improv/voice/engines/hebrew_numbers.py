"""Whole numbers in Hebrew words, for voices that skip figures: the feminine forms of counting.

The rules are those of the Academy of the Hebrew Language: thousands and millions are masculine,
and `ו` (and) stands before the last part of each group. https://hebrew-academy.org.il
"""

import re

_FEMININE = ["", "אחת", "שתיים", "שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע", "עשר"]
_MASCULINE = [
    "",
    "אחד",
    "שניים",
    "שלושה",
    "ארבעה",
    "חמישה",
    "שישה",
    "שבעה",
    "שמונה",
    "תשעה",
    "עשרה",
]
_CONSTRUCT = ["", ".", ".", "שלושת", "ארבעת", "חמשת", "ששת", "שבעת", "שמונת", "תשעת", "עשרת"]
_HUNDREDS = ["", "מאה", "מאתיים", *(f"{count} מאות" for count in _FEMININE[3:])]
_TENS = ["", ".", "עשרים", "שלושים", "ארבעים", "חמישים", "שישים", "שבעים", "שמונים", "תשעים"]

_THOUSANDS = ["", "אלף", "אלפיים", *(f"{count} אלפים" for count in _CONSTRUCT[3:])]
_MILLIONS = ["", "מיליון", "שני מיליון", *(f"{count} מיליון" for count in _MASCULINE[3:])]
"""The thousands and millions up to ten; more are _MASCULINE and one of these in the singular."""

MOST = 999_999_999
"""The largest number that has words here."""


FIGURES = re.compile(r"\d+")


def with_number_words(text: str, between: str = " ", around: str = "") -> str:
    """A text with its figures in words: `between` those of one figure, and `around` them.

    What begins with a nought or is larger than MOST is no number, and is read figure by figure.
    """

    def said(figures: re.Match[str]) -> str:
        number = int(figures[0])
        one_by_one = (figures[0][0] == "0" and len(figures[0]) > 1) or number > MOST
        words = map(number_words, map(int, figures[0])) if one_by_one else (number_words(number),)
        return around + " ".join(words).replace(" ", between) + around

    return FIGURES.sub(said, text)


def number_words(number: int) -> str:
    """The words of a number from 0 to MOST."""
    parts: list[str] = []
    for power, few in ((2, _MILLIONS), (1, _THOUSANDS), (0, _FEMININE)):
        group = number // 1000**power % 1000
        if not group:
            continue
        if group <= 10:
            parts.append(few[group])
        else:
            parts += _hundreds(group, feminine=power == 0)
            parts[-1] += f" {few[1]}" if power else ""
        if len(parts) > 1:
            parts[-1] = f"ו{parts[-1]}"
    return " ".join(parts) or "אפס"


def _hundreds(number: int, *, feminine: bool) -> list[str]:
    """The parts of a number from 11 to 999."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    digits = _FEMININE if feminine else _MASCULINE
    if rest <= 10:
        parts = [_HUNDREDS[hundreds], digits[rest]]
    elif rest < 20:
        unit = digits[ones] if ones != 2 else "שתים" if feminine else "שנים"
        parts = [_HUNDREDS[hundreds], f"{unit} {'עשרה' if feminine else 'עשר'}"]
    else:
        parts = [_HUNDREDS[hundreds], _TENS[tens], digits[ones]]
    return [part for part in parts if part]
