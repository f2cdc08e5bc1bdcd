"""Cards as a table: a row for each, a column for each field, of texts one for each language.

Knows what a column is called and how each shape of a field stands in a cell. It does not know
files, and what is wrong in a cell is found by those who read it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from improv.core.cards import (
    CARD_FIELDS,
    MODELS,
    REPLIES,
    SLOTS,
    SPOKEN,
    Card,
    CardField,
    Desk,
    Pack,
    Shape,
    Words,
)

NOTE = "#"
"""What the name of a column begins with that is an author's own, and is not read."""

_RARE = frozenset(
    {*SLOTS, *(f"reply.{name}" for name in REPLIES), *(f"model.{name}" for name in MODELS)}
)
"""Texts whose columns are there only where a card has them: 44 in four languages."""

_FIELDS = {field.name: field for field in CARD_FIELDS}
_NAME = re.compile(r"(?P<field>[^()\[\]]+?)\s*[(\[]\s*(?P<language>[^()\[\]]*?)\s*[)\]]")
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SEPARATORS = re.compile(r"[,;،؛，；、﹐\n]")
_INSIDE = re.compile(r"[,،，、﹐]")
_BETWEEN = re.compile(r"[;؛；\n]")


@dataclass(frozen=True, slots=True)
class Column:
    """A field, of texts in one language."""

    field: CardField
    language: str = ""

    @property
    def name(self) -> str:
        """What stands over it: `heat`, `title (fa)`."""
        return f"{self.field.name} ({self.language})" if self.language else self.field.name


def columns_of(pack: Pack) -> tuple[Column, ...]:
    """What is written once, then the texts, the languages of each beside one another.

    Without the texts that no kind here may have, and without rare ones that no card has.
    """
    kinds = {card.kind for card in pack.cards.values()}
    languages = sorted(pack.words, key=lambda tag: (tag != "en", tag))
    used = {
        (name, language)
        for language, by_card in pack.words.items()
        for words in by_card.values()
        for name in words
    }
    somewhere = {name for name, _ in used}
    columns: list[Column] = []
    for field in CARD_FIELDS:
        name, usual = field.name, not field.name.startswith(SPOKEN)
        if field.shape is not Shape.TEXT:
            columns.append(Column(field))
        elif name in somewhere or (usual and name not in _RARE and field.kinds & kinds):
            there = (tag for tag in languages if usual or (name, tag) in used)
            columns += (Column(field, language) for language in there)
    return tuple(columns)


def rows_of(pack: Pack, columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """What stands in the cells of each card; an empty text where it does not have the field."""
    for card in pack.cards.values():
        words = {tag: texts.get(card.id, {}) for tag, texts in pack.words.items()}
        yield tuple(cell(card, words, column) for column in columns)


def cell(card: Card, words: Mapping[str, Words], column: Column) -> str:
    """What stands in the column of a card. `words`: its own, language -> field -> text."""
    name = column.field.name
    if column.language:
        return words.get(column.language, {}).get(name, "")
    value = getattr(card, name)
    match column.field.shape:
        case Shape.ID:
            return short_id(value)
        case Shape.BUSINESSES:
            return ", ".join(map(short_id, value))
        case Shape.PRACTICES | Shape.TAGS:
            return ", ".join(value)
        case Shape.AUDIENCES:
            parts = (f"{text}: {', '.join(sorted(who))}" for text, who in value.items())
            return "; ".join(parts)
    return "" if value is None or value is Desk.ANY else str(value)


def short_id(whole: str) -> str:
    """The id of a card inside its pack."""
    return whole.rpartition("/")[2]


def tidy(text: str) -> str:
    """`text` without what a program or a hand puts around it: spaces, marks of order and direction.

    Inside it stays as it is.
    """
    return text.strip().strip("\ufeff\u200b\u200e\u200f\u2060").strip()


def plain(text: str) -> str:
    """An id, a choice, a tag or the name of a column, as a spreadsheet may have changed it.

    Its case, its spaces and digits, and marks of direction that were copied with it.
    """
    folded = tidy(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold())
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in folded)


def column_named(name: str) -> Column | None:
    """The column of that name, or None: no field, or a language where none belongs.

    `Title [FA]` is `title (fa)`. Whether the language is one is for others to say.
    """
    name = plain(name)
    found = _NAME.fullmatch(name)
    field = _FIELDS.get(found["field"] if found else name)
    if field is None or (field.shape is Shape.TEXT) is not (found is not None):
        return None
    return Column(field, _tag(found["language"]) if found else "")


def _tag(text: str) -> str:
    """A tag of a language with the letters of each part in their case: `pt-BR`, `zh-Hant`."""
    first, *rest = text.replace("_", "-").split("-")
    cased = (part.upper() if len(part) < 4 else part.capitalize() for part in rest)
    return "-".join((first, *cased))


def listed(text: str) -> list[str]:
    """The entries of a list in a cell, `B23, D14`. In any script's commas."""
    return [part for part in map(tidy, _SEPARATORS.split(text)) if part]


def audiences(text: str) -> list[tuple[str, list[str]]]:
    """Who may read which text: `secret: agent, observer; reveal: everyone`.

    A part without a colon is a name that nobody may read.
    """
    parts = []
    for part in _BETWEEN.split(text):
        name, _, who = part.replace("：", ":").partition(":")
        if tidy(part):
            parts.append((plain(name), [plain(one) for one in _INSIDE.split(who) if tidy(one)]))
    return parts
