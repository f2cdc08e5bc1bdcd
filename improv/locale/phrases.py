"""From a name to words: looked up in a catalogue, in the form for a count, with its values.

Everything about direction is done here, so that the catalogues are plain text. Knows gettext's
compiled catalogues, not how they are made.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from improv.core.numerals import digits

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi"})
_FALLBACK = "en"
"""The language that has every name: what another one lacks is said in this one."""

_ISOLATE, _POP = "\u2068", "\u2069"
_IN_DIRECTION = {"ltr": "\u2066", "rtl": "\u2067"}
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
_PARTS = re.compile(r"\{(?P<field>\w+)\}(?P<sign>[%×]?)|(?P<figures>[0-9]+)|(?P<latin>[A-Za-z]+)")


class _NoCatalogue(NullTranslations):
    """Stands behind the last catalogue: a name that is in none is a mistake and raises KeyError."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        raise KeyError(msgid1)


def phrase(language: str, name: str, /, **values: str | int) -> str:
    """The words of `name` with `values` put in. Raises KeyError for an unknown name.

    A `count` chooses the form that the language's grammar asks for (CLDR's plural rules). Numbers
    take the language's digits. Every value is isolated, so that a name or a figure cannot reorder
    the sentence around it; so are Latin words, such as keys, between right-to-left ones.
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
    """`text` without isolates, as a console takes it."""
    # A console sets no paragraph, may show isolates as boxes, and copies what it shows: an isolate
    # inside an id or a path would go with it.
    return text.translate(_ISOLATES)


def _put(language: str, value: str | int, sign: str) -> str:
    """A value and its sign, isolated: `67%` as one piece, `٪` outside, in the words' direction."""
    text = digits(language, value) if isinstance(value, int) else value
    if _ISOLATE in text:
        # A list, in the language of these words: what is isolated in it says no direction.
        return f"{_IN_DIRECTION[direction(language)]}{text}{_POP}{sign}"
    own = digits(language, sign)
    return isolate(text + sign) if own == sign else isolate(text) + own


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    file = Path(__file__).with_name(f"{language}.mo")
    behind: NullTranslations = _NoCatalogue() if language == _FALLBACK else _catalogue(_FALLBACK)
    if not file.is_file():
        return behind
    with file.open("rb") as compiled:
        words = GNUTranslations(compiled)
    words.add_fallback(behind)
    return words


def interface_languages() -> Sequence[str]:
    """The languages that the interface speaks: those that have a catalogue."""
    return sorted(file.stem for file in Path(__file__).parent.glob("*.mo"))


def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def isolate(text: str) -> str:
    """`text` with a direction of its own and no influence on the text around it (UAX #9, FSI)."""
    return f"{_ISOLATE}{text}{_POP}"
