"""The interface's own words, by stable names, in the language of the session.

Knows words, digits and directions; never what a screen looks like. English is the only
catalogue so far, and what every other language falls back to.
"""

from improv.locale.codes import steady
from improv.locale.english import WORDS

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi"})
_DIGITS = {
    "fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
    "ar": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
}
_ISOLATE, _POP = "\u2068", "\u2069"

__all__ = ["digits", "direction", "isolate", "phrase", "steady"]


def phrase(language: str, name: str, /, **values: str | int) -> str:
    """The words of `name` with `values` put in; KeyError for a name that is not there.

    Numbers take the language's digits, and every value is isolated: a name or a figure never
    turns the sentence around it. With `count=1` the words of `<name>.one` are taken if there
    are any.
    """
    one = f"{name}.one"
    words = WORDS[one if values.get("count") == 1 and one in WORDS else name]
    if not values:
        return words
    return words.format_map({key: _put(language, value) for key, value in values.items()})


def _put(language: str, value: str | int) -> str:
    return isolate(digits(language, value) if isinstance(value, int) else value)


def digits(language: str, text: str | int) -> str:
    """`text` with its figures in the language's own digits."""
    table = _DIGITS.get(language.split("-")[0])
    return str(text) if table is None else str(text).translate(table)


def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def isolate(text: str) -> str:
    """`text` as a stranger in a sentence: its own direction, and no influence (UAX #9, FSI)."""
    return f"{_ISOLATE}{text}{_POP}"
