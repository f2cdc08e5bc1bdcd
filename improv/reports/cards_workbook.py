"""The cards of a pack as a workbook: to be changed in a spreadsheet program, and read again.

Three sheets: the cards, a row each; what the columns mean, in the reader's language; and what there
is to choose from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from improv.core.card_table import NOTE, Column, columns_of, rows_of, short_id
from improv.core.cards import (
    CARD_FIELDS,
    HEAT,
    SPOKEN,
    CardField,
    Desk,
    Kind,
    Manner,
    Pack,
    Shape,
)
from improv.core.csv_text import guarded
from improv.locale.phrases import direction
from improv.reports.workbook import Cell, Choices, Look, Sheet, workbook
from improv.scenes.card_form import text_note
from improv.scenes.words import Names

_NARROW, _WIDE = 70, 300
"""Characters of a text that fits a narrow column; of one that fills a wide one."""
_LISTS = ("kind", "heat", "manner", "desk", "brings", "businesses", "practices")
_ONLY = frozenset({"kind", "heat", "manner", "desk"})
"""Fields of which one of the choices must be taken; in the others several may stand."""
_TAGS = {"needs": "brings"}
"""Fields that have another one's choices."""

_EXAMPLES = {
    "secrets": {"example": "secret: agent, observer; reveal: everyone"},
    "brings": {"first": "phone", "second": "queue"},
    "desk": {"first": Desk.HOME.value, "second": Desk.FOREIGN.value, "third": Desk.ANY.value},
}
"""What stands for Latin words in the sentence about a field."""


def cards_workbook(pack: Pack, names: Names) -> bytes:
    """The file, in the words and the direction of whoever reads it."""
    rtl = direction(names.language) == "rtl"
    lists = _lists(pack)
    return workbook(
        (
            _cards(pack, names, lists, rtl=rtl),
            _explained(pack, names, rtl=rtl),
            _to_choose(pack, names, lists, rtl=rtl),
        )
    )


def _lists(pack: Pack) -> Mapping[str, Sequence[str]]:
    """What there is to choose from: field -> values."""
    cards = pack.cards.values()
    tags = sorted({tag for card in cards for tag in (*card.brings, *card.needs)})
    businesses = [short_id(card.id) for card in cards if card.kind is Kind.BUSINESS]
    found: tuple[Iterable[object], ...] = (
        *(Kind, HEAT, Manner, Desk),
        *(tags, businesses, pack.practices),
    )
    return {name: [*map(str, one)] for name, one in zip(_LISTS, found, strict=True)}


def _cards(pack: Pack, names: Names, lists: Mapping[str, Sequence[str]], *, rtl: bool) -> Sheet:
    columns = columns_of(pack)
    return Sheet(
        names.say("sheet.cards"),
        [column.name for column in columns],
        (
            [_value(text, column) for text, column in zip(row, columns, strict=True)]
            for row in rows_of(pack, columns)
        ),
        rtl=rtl,
        looks=[_look(column, names, lists) for column in columns],
        fixed=2,
        filtered=True,
    )


def _value(text: str, column: Column) -> Cell:
    if column.field.shape is Shape.NUMBER and text:
        return int(text)
    # A cell is a text here, whatever it begins with; only the apostrophe itself has two meanings.
    return guarded(text) if text.startswith("'") else text


def _look(column: Column, names: Names, lists: Mapping[str, Sequence[str]]) -> Look:
    if column.language:
        rtl = direction(column.language) == "rtl"
        limit = column.field.limit
        width = 24 if limit <= _NARROW else 48 if limit <= _WIDE else 60
        return Look(width, rtl=rtl, wraps=True)
    name = column.field.name
    of = _TAGS.get(name, name)
    choices = None
    if of in lists:
        wrong = names.say("sheet.wrong", listed=names.listed(lists[of])) if name in _ONLY else ""
        place = _LISTS.index(of) + 1
        sheet = names.say("sheet.lists")
        choices = Choices(sheet, place, len(lists[of]), name in _ONLY, wrong)
    width = 24 if name in ("id", "practices", "businesses", "brings", "needs") else 12
    return Look(width, rtl=False, wraps=True, hint=_about(column.field, names), choices=choices)


def _explained(pack: Pack, names: Names, *, rtl: bool) -> Sheet:
    language = min(pack.words, key=lambda tag: (tag != names.language, tag != "en", tag))
    heads = [names.say(f"sheet.{head}") for head in ("column", "about", "kinds", "letters")]

    def rows() -> Iterator[Sequence[Cell]]:
        for field in CARD_FIELDS:
            text = field.shape is Shape.TEXT
            column = Column(field, language if text else "")
            kinds = "" if field.kinds == frozenset(Kind) else ", ".join(sorted(field.kinds))
            yield column.name, _about(field, names), kinds, field.limit if text else None
        yield "", "", "", None
        for note in ("empty", "several", "language", "own", "stay"):
            yield "", names.say(f"sheet.note.{note}", sign=NOTE, example="title (fr)"), "", None

    looks = [
        Look(26, rtl=False),
        Look(90, rtl=rtl, wraps=True),
        Look(36, rtl=False, wraps=True),
        Look(16),
    ]
    return Sheet(names.say("sheet.columns"), heads, rows(), rtl=rtl, looks=looks)


def _about(field: CardField, names: Names) -> str:
    """What a field is for, in a sentence."""
    name = field.name
    if field.shape is Shape.TEXT:
        return text_note(name, names, name.removeprefix(SPOKEN))
    return names.say(f"about.{name}", **_EXAMPLES.get(name, {}))


def _to_choose(pack: Pack, names: Names, lists: Mapping[str, Sequence[str]], *, rtl: bool) -> Sheet:
    of_practices = [
        words.get(names.language) or words.get("en", "") for words in pack.practices.values()
    ]
    columns = (*lists.values(), of_practices)
    rows = (["" if one is None else one for one in row] for row in zip_longest(*columns))
    last = Look(rtl=rtl)
    looks = [*(Look(rtl=False) for _ in lists), last]
    heads = [*lists, names.say("sheet.practice")]
    return Sheet(names.say("sheet.lists"), heads, rows, rtl=rtl, looks=looks)
