"""Which column of a sheet is which field: by its name, wherever it stands.

A sheet without such a row holds no cards and is passed over. Notes names that are no field's, twice
the same, and columns without one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from improv.core.card_table import NOTE, Column, column_named, plain, tidy
from improv.core.cards import CARD_FIELDS, Shape
from improv.packs.fields import is_language
from improv.packs.problems import Place, message, show
from improv.packs.sheets.cells import Cell, Sheet, address

_WITHIN = 20
"""Rows that hold something, of which one is the header."""
_ID = "id"
_LANGUAGE = re.compile(r"[(\[]([a-z]{2,3})[)\]]")
"""What stands in brackets behind a name that may be misspelt."""


@dataclass(frozen=True, slots=True)
class Header:
    """The row with the names, and the columns that are read."""

    row: int
    columns: Mapping[int, Column]

    def place(self, row: int, column: Column) -> Place:
        """Where a field of a row stands; without such a column its id does."""
        at = {known: number for number, known in self.columns.items()}
        ids = next(number for number, known in at.items() if number.field.name == _ID)
        return Place(row, at.get(column, at[ids]))


def header_of(sheet: Sheet) -> Header | None:
    """The header of a sheet; None where it holds no cards."""
    for row, cells in islice(sorted(sheet.rows.items()), _WITHIN):
        names = {number: name for number, name in cells.items() if isinstance(name, str)}
        columns = {number: column_named(name) for number, name in names.items()}
        known = {column.name for column in columns.values() if column is not None}
        if _ID in known and len(known) > 1:
            return Header(row, _read(sheet, row, cells))
    return None


def _read(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> Mapping[int, Column]:
    columns: dict[int, Column] = {}
    names = (plain(name) for name in cells.values() if isinstance(name, str))
    languages = {found[1] for name in names if (found := _LANGUAGE.search(name))}
    tags = sorted(filter(is_language, languages)) or ["en"]
    known = [
        Column(field, language).name
        for field in CARD_FIELDS
        for language in (tags if field.shape is Shape.TEXT else ("",))
    ]
    notes = set[int]()
    for number, name in cells.items():
        place = Place(row, number)
        if not isinstance(name, str):
            sheet.add(place, *name)
            continue
        if tidy(name).startswith(NOTE):
            notes.add(number)
            continue
        column = column_named(name)
        if column is None:
            unknown = message("found.column", name=show(tidy(name)))
            in_languages = [other for other in known if other.startswith(f"{plain(name)} (")]
            if in_languages:
                sheet.add(place, unknown, message("mend.near", name=in_languages[0]))
            else:
                sheet.add(place, unknown, message("mend.column", sign=NOTE), plain(name), known)
        elif column.language and not is_language(column.language):
            wrong = message("found.language", name=show(column.language))
            sheet.add(place, wrong, message("mend.language", listed="en, fa, ar, he, pt-BR"))
        elif column in columns.values():
            sheet.add(place, message("found.twice", name=column.name), message("mend.keep_one"))
        else:
            columns[number] = column
    _note_nameless(sheet, row, {*cells})
    return columns


def _note_nameless(sheet: Sheet, header: int, named: set[int]) -> None:
    """Note the first cell of each column without a name."""
    for row, cells in sorted(sheet.rows.items()):
        if row > header:
            for number in sorted(cells.keys() - named):
                named.add(number)
                remedy = message("mend.column.none", cell=address(header, number), sign=NOTE)
                sheet.add(Place(row, number), message("found.column.none"), remedy)
