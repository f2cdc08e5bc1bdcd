"""A workbook of Excel, LibreOffice or Google: its sheets as texts.

openpyxl reads it, with defusedxml under it, from an archive that was looked at before. A formula is
read as what it came to. What a program made of somebody's words, a date, a number in another form,
is a reason why the cell cannot be read: what was written is not there any more.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from improv.core.csv_text import unguarded
from improv.packs.problems import SHOWN, Place, Problems, message, show
from improv.packs.sheets.archive import BROKEN, note_unfit
from improv.packs.sheets.cells import (
    CELLS,
    COLUMNS,
    LAST,
    ROWS,
    TOO_MANY,
    WHOLE,
    Cell,
    Sheet,
    sheet_of,
)
from improv.packs.source import Reason

_AS_TEXT = message("mend.cell.text")
_DATE = message("found.cell.date"), _AS_TEXT
_TRUTH = message("found.cell.truth"), _AS_TEXT
_FORMULA = message("found.cell.formula"), message("mend.cell.formula")
_PLAIN_FORMATS = frozenset({"General", "@", "0", "#"})
"""Forms in which a whole number is shown as it is kept."""

_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


def cell_error(text: str) -> Reason:
    """Why an error of a spreadsheet program is not read as words."""
    return message("found.cell.error", text=show(text)), message("mend.cell.fill")


def read_workbook(problems: Problems, file: Path, data: bytes) -> list[Sheet]:
    """The sheets of a workbook, `data`; none after noting why not."""
    if note_unfit(sheet_of(problems, file), data):
        return []
    import openpyxl  # 0.2 s, and most commands read no workbook

    try:
        with warnings.catch_warnings(), zipfile.ZipFile(BytesIO(data)) as archive:
            warnings.simplefilter("ignore")  # of what it does not keep, which is not asked for
            book = openpyxl.load_workbook(
                BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            budget = CELLS
            sheets = []
            for page in book.worksheets:
                sheets.append(sheet := sheet_of(problems, file, page.title))
                budget = _read_cells(sheet, page, budget)
                # openpyxl has no name in public for where a sheet is.
                with archive.open(page._worksheet_path) as opened:
                    _read_marks(sheet, opened)
            if not sheets:
                raise ValueError("no sheet")
            return sheets
    except Exception:  # a damaged workbook makes openpyxl raise whatever it meets
        sheet_of(problems, file).add(WHOLE, *BROKEN)
        return []


def _read_cells(sheet: Sheet, page: Any, budget: int) -> int:
    """Read the cells of a page; how many more may be looked at then."""
    from openpyxl.utils.escape import unescape

    page.reset_dimensions()  # programs say too few, and too many
    for number, row in enumerate(page.iter_rows(), start=1):
        budget -= len(row)
        found = {}
        for column, cell in enumerate(row, start=1):
            if cell.value is not None:
                content = _content(cell)
                if isinstance(content, str):
                    # Where it was a CSV of ours before, the apostrophe is still there.
                    content = unguarded(unescape(content) if "_x" in content else content)
                if content and (not isinstance(content, str) or content.strip()):
                    found[column] = content
        # A row may say that it is the billionth: what is before it are empty rows.
        too_far = number > LAST or (found and (number > ROWS or max(found) > COLUMNS))
        if budget < 0 or too_far:
            sheet.add(Place(number, max(found, default=1)), *TOO_MANY)
            return budget
        if found:
            sheet.rows[number] = found
    return budget


def _content(cell: Any) -> Cell:
    match cell.data_type:
        case "n":
            return _number(cell.value, cell.number_format)
        case "d":
            return _DATE
        case "b":
            return _TRUTH
        case "e":
            return cell_error(str(cell.value))
    return str(cell.value)


def _number(value: float, shown_as: str) -> Cell:
    """A number as it was typed, where the program shows it like that."""
    if shown_as in _PLAIN_FORMATS:
        text = f"{value:.15g}"
        if "e" not in text and (shown_as == "General" or text.lstrip("-").isdigit()):
            return text
    return message("found.cell.number", format=show(shown_as)), _AS_TEXT


def _read_marks(sheet: Sheet, opened: IO[bytes]) -> None:
    """What openpyxl does not tell while it reads by rows: merged cells, formulas without a value.

    A formula has none where a program wrote it that does not calculate.
    """
    from openpyxl.utils import coordinate_to_tuple

    for tag, place in _marks(opened):
        if tag == "mergeCell" and len(sheet.merged) < SHOWN and _RANGE.fullmatch(place):
            first, last = place.split(":")
            sheet.merged.append((*coordinate_to_tuple(first), *coordinate_to_tuple(last)))
        elif tag == "c":
            row, column = coordinate_to_tuple(place)
            if row <= ROWS and column <= COLUMNS:
                sheet.rows.setdefault(row, {}).setdefault(column, _FORMULA)


def _marks(opened: IO[bytes]) -> Iterator[tuple[str, str]]:
    from defusedxml.ElementTree import iterparse

    formula = value = filled = False
    for _, element in iterparse(opened):
        tag = element.tag.rpartition("}")[2]
        if tag == "f":
            formula = True
        elif tag == "v":
            value = True
            filled = bool(element.text)
        elif tag == "c":
            # An empty `v` is a text without letters, or no value where the cell is no text.
            if formula and not filled and not (value and element.get("t") == "str"):
                yield tag, element.get("r", "")
            formula = value = filled = False
        elif tag == "mergeCell":
            yield tag, element.get("ref", "")
        elif tag == "row":
            element.clear()
