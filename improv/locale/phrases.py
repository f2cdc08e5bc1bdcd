"""A name becomes words: looked up, its form chosen by a count, its values put in.

Everything about direction is done here and once, so that catalogues are plain text. Knows
gettext's compiled catalogues, not how they are made.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from improv.locale.numerals import digits

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi"})
_FIRST = "en"
"""The language that has every name: what is missing elsewhere is said in it."""

_ISOLATE, _POP = "\u2068", "\u2069"
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
_PARTS = re.compile(r"\{(?P<field>\w+)\}(?P<sign>[%×]?)|(?P<figures>[0-9]+)|(?P<latin>[A-Za-z]+)")


class _Nowhere(NullTranslations):
    """Behind the last catalogue: a name that is in none is a mistake, not a word."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        raise KeyError(msgid1)


def phrase(language: str, name: str, /, **values: str | int) -> str:
    """The words of `name` with `values` put in; KeyError for a name that is not there.

    A `count` chooses the form that the language's grammar asks for (CLDR's plural rules). Numbers
    take the language's digits, and every value is isolated: a name or a figure never turns the
    sentence around it. So are Latin words, such as keys, between right-to-left ones.
    """
    catalogue, count = _catalogue(language.partition("-")[0]), values.get("count")
    if isinstance(count, int):
        words = catalogue.ngettext(name, name, count)
    else:
        words = catalogue.gettext(name)

    def part(found: re.Match[str]) -> str:
        field, sign, figures, latin = found.groups()
        if field:
            return _put(language, values[field], sign)
        if figures:
            return digits(language, figures)
        return isolate(latin) if direction(language) == "rtl" else latin

    return _PARTS.sub(part, words)


def plain(language: str, name: str, /, **values: str | int) -> str:
    """`phrase()` without isolates, for a console."""
    return without_isolates(phrase(language, name, **values))


def without_isolates(text: str) -> str:
    """`text` as a console takes it.

    A console sets no paragraph, may show isolates as boxes, and copies what it shows: an isolate
    inside an id or a path would go with it.
    """
    return text.translate(_ISOLATES)


def _put(language: str, value: str | int, sign: str) -> str:
    """A value and its sign: `67%` is one left-to-right piece, `٪` follows the words' direction."""
    text = digits(language, value) if isinstance(value, int) else value
    own = digits(language, sign)
    return isolate(text + sign) if own == sign else isolate(text) + own


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    file = Path(__file__).with_name(f"{language}.mo")
    behind: NullTranslations = _Nowhere() if language == _FIRST else _catalogue(_FIRST)
    if not file.is_file():
        return behind
    with file.open("rb") as compiled:
        words = GNUTranslations(compiled)
    words.add_fallback(behind)
    return words


def spoken() -> Sequence[str]:
    """The languages that the interface speaks."""
    return sorted(file.stem for file in Path(__file__).parent.glob("*.mo"))


def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def isolate(text: str) -> str:
    """`text` as a stranger in a sentence: its own direction, and no influence (UAX #9, FSI)."""
    return f"{_ISOLATE}{text}{_POP}"
