"""CSV as spreadsheet programs write it: encodings, separators, quotes. One sheet of texts."""

import csv
import re
from io import StringIO
from itertools import islice
from pathlib import Path

from improv.core.card_table import column_named
from improv.core.csv_text import unguarded
from improv.packs.problems import Place, Problems, message
from improv.packs.sheets.cells import CELLS, COLUMNS, ROWS, TOO_MANY, WHOLE, Sheet, sheet_of
from improv.packs.sheets.workbook import cell_error

SEPARATORS = ",;\t|"
_SAID = re.compile(r'\ufeff?"?sep=(.)"?(\r\n|\r|\n)')
"""A first line in which Excel is told the separator; it is no row."""
_ERROR = re.compile(r"#(?:N/A|[^\W\d_][^\s]{0,11}[!?])|Err:[0-9]{3}")
"""What is left where a formula failed: `#REF!`, and `#NAME?` of a text that begins with `-`."""

_ENCODING = (
    message("found.csv.encoding", encoding="UTF-8"),
    message("mend.csv.encoding", encoding="CSV UTF-8", ending=".xlsx"),
)

_QUOTE = message("found.csv.quote"), message("mend.csv.quote", ending=".xlsx")


def read_delimited(problems: Problems, file: Path, data: bytes) -> list[Sheet]:
    """The sheet of a CSV, `data`; none after noting why not."""
    sheet = sheet_of(problems, file)
    text = _decoded(data)
    if text is None:
        sheet.add(WHOLE, *_ENCODING)
        return []
    separator = ""
    if said := _SAID.match(text):
        separator, text = said[1], text[said.end() :]
    _read_rows(sheet, text, separator or _separator(text))
    return [sheet]


def _decoded(data: bytes) -> str | None:
    """The text, or None where it is in none of the encodings that are known for certain."""
    # Without a mark UTF-16 is known by the zero that is half of every Latin letter: here of `i`.
    halves = {b"\0": "utf-16-le"} if data[:1] != b"\0" else {data[1:2]: "utf-16-be"}
    unmarked = halves.get(data[1:2], "utf-8-sig")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else unmarked
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _separator(text: str) -> str:
    """The one by which the first rows have the most names of columns."""

    def columns(separator: str) -> int:
        rows = csv.reader(StringIO(text[: 2**16], newline=""), delimiter=separator)
        try:
            return sum(column_named(cell) is not None for row in islice(rows, 10) for cell in row)
        except csv.Error:
            return 0

    return max(SEPARATORS, key=columns)


def _read_rows(sheet: Sheet, text: str, separator: str) -> None:
    budget, number = CELLS, 0
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, row in enumerate(rows, start=1):
            budget -= len(row)
            found = {column: cell for column, cell in enumerate(row, start=1) if cell.strip()}
            if budget < 0 or (found and (number > ROWS or max(found) > COLUMNS)):
                sheet.add(Place(number, max(found, default=1)), *TOO_MANY)
                return
            if found:
                sheet.rows[number] = {
                    column: cell_error(cell) if _ERROR.fullmatch(cell) else unguarded(cell)
                    for column, cell in found.items()
                }
    except csv.Error:  # a quote that does not close, or a letter behind the one that does
        sheet.add(
            Place(number + 1, 1),
            message("found.csv.quote"),
            message("mend.csv.quote", ending=".xlsx"),
        )
