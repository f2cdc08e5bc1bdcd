"""Rows to cards: each cell as the node that YAML would give, so that the same rules read both.

What a sheet has no column for stays as the pack has it. An empty cell takes away what the card had.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from improv.core.card_table import Column, audiences, cell, listed, plain, tidy
from improv.core.cards import CARD_FIELDS, STRUCTURE_FIELDS, Pack, Shape
from improv.locale.phrases import direction
from improv.packs.problems import Place, message, show
from improv.packs.sheets.cells import CellText, Sheet, address
from improv.packs.sheets.header import Header
from improv.packs.tree import Items, Node, Table, Text

_BREAK = re.compile(r"\s*[\r\n]\s*")
"""Where a text goes on in the next line of its cell: to a card it is one paragraph."""
_LOST = re.compile(r"\?{3}|\ufffd")
"""What is left of letters that an encoding does not have."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card as a row has it."""

    sheet: Sheet
    header: Header
    row: int
    id: str
    structure: Table
    words: Mapping[str, Table]
    """By language: of those that have a column, or that the card has words in."""
    unread: frozenset[Column]
    """Texts that could not be read, which has been noted."""

    def place(self, field: str, language: str = "") -> Place:
        """Where a field of it stands, or the id where there is no such column."""
        return self.header.place(self.row, Column(_FIELDS[field], language))


_FIELDS = {field.name: field for field in CARD_FIELDS}
_ID = Column(_FIELDS["id"])


def rows_of(sheet: Sheet, header: Header, pack: Pack) -> Iterator[CardRow]:
    """The cards of a sheet. `pack`: what of them is there already."""
    _note_merged(sheet, header)
    id_column = next(number for number, known in header.columns.items() if known == _ID)
    for row, cells in sorted(sheet.rows.items()):
        read = {number: cells[number] for number in header.columns.keys() & cells.keys()}
        if row <= header.row or not read:
            continue
        texts: dict[Column, Text] = {}
        unread = set[Column]()
        for number, content in read.items():
            column = header.columns[number]
            if not isinstance(content, str):
                sheet.add(Place(row, number), *content)
                unread.add(column)
                continue
            texts[column] = CellText(row, number, _as_read(content, column))
            _note_lost(sheet, texts[column], column)
        if any(not column.language for column in unread):
            continue  # what else is wrong with such a card nobody can tell
        name = texts.get(_ID)
        if name is None:
            lacks = message("found.row.id", name=_ID.name)
            sheet.add(Place(row, id_column), lacks, message("mend.row.id", example="dead-mower"))
        elif name.value:
            yield _card_row(sheet, header, row, texts, frozenset(unread), pack)


def _card_row(
    sheet: Sheet,
    header: Header,
    row: int,
    texts: Mapping[Column, Text],
    unread: frozenset[Column],
    pack: Pack,
) -> CardRow:
    name = texts[_ID]
    card = pack.cards.get(f"{pack.id}/{name.value}")
    own = {tag: words[card.id] for tag, words in pack.words.items() if card and card.id in words}
    whole: dict[Column, Text] = {}
    columns = set(header.columns.values())
    if card is not None:
        # In the order of the fields: what a mistake says of a text goes by its kind.
        for column in _columns_of(own):
            if column not in columns and (text := cell(card, own, column)):
                whole[column] = CellText(name.line, name.column, text)
    whole |= texts

    def table(language: str) -> Table:
        given: dict[str, tuple[Text, Node]] = {
            column.field.name: (CellText(text.line, text.column, column.field.name), node)
            for column, text in whole.items()
            if column.language == language and (node := _node(text, column)) is not None
        }
        return Table(name.line, name.column, given)

    languages = {column.language for column in columns} - {""} | own.keys()
    words = {language: table(language) for language in sorted(languages)}
    return CardRow(sheet, header, row, name.value, table(""), words, unread)


def _columns_of(own: Mapping[str, Mapping[str, str]]) -> Iterator[Column]:
    yield from map(Column, STRUCTURE_FIELDS)
    for language, words in own.items():
        yield from (Column(_FIELDS[name], language) for name in words)


def _as_read(text: str, column: Column) -> str:
    """A text as it is; all else without what programs and hands do to it."""
    match column.field.shape:
        case Shape.TEXT:
            return _BREAK.sub(" ", tidy(text))
        case Shape.PRACTICES:
            return plain(text).upper()
    return plain(text)


def _node(text: Text, column: Column) -> Node | None:
    """What YAML would have there; None for an empty cell."""
    if not text.value:
        return None

    def part(value: str) -> Text:
        return CellText(text.line, text.column, value)

    match column.field.shape:
        case Shape.PRACTICES | Shape.TAGS | Shape.BUSINESSES:
            return Items(text.line, text.column, [part(value) for value in listed(text.value)])
        case Shape.AUDIENCES:
            entries: dict[str, tuple[Text, Node]] = {}
            for name, who in audiences(text.value):
                items = Items(text.line, text.column, [part(value) for value in who])
                entries[name] = part(name), items
            return Table(text.line, text.column, entries)
    return text


def _note_lost(sheet: Sheet, text: Text, column: Column) -> None:
    """Note a text of which a program kept the punctuation alone: Excel's `CSV`, without UTF-8."""
    if column.language and _LOST.search(text.value):
        in_script = any(letter.isalpha() and not letter.isascii() for letter in text.value)
        if "\ufffd" in text.value or (direction(column.language) == "rtl" and not in_script):
            remedy = message("mend.csv.encoding", encoding="CSV UTF-8", ending=".xlsx")
            sheet.add(text, message("found.cell.lost", text=show(text.value)), remedy)


def _note_merged(sheet: Sheet, header: Header) -> None:
    """Note cells that were made one: what is true of the others nobody can tell."""
    last = max(sheet.rows)
    for top, left, bottom, right in sheet.merged:
        read = [number for number in header.columns if left <= number <= right]
        row = max(top, header.row)
        if read and row <= min(bottom, last):
            range_ = f"{address(top, left)}:{address(bottom, right)}"
            what = message("found.cell.merged", range=range_)
            sheet.add(Place(row, min(read)), what, message("mend.cell.merged"))
