"""Tables as a workbook for spreadsheets (Office Open XML), a sheet each.

Whatever people or cards say is a text, never a formula or a link. Knows no session and no card.
"""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

WIDEST = 60
"""Characters of a column that is as wide as what stands in it."""
CHOOSABLE = 5_000
"""The last row in which something is offered to choose from."""
LISTED = 32_767
"""Characters of a cell, at most."""
_HINT = 255
"""Characters of a hint, at most."""

_NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What every reader takes for the code of a letter."""
_LIKE_FORMULA = tuple("=+-@")
_TEXT = "@"
_FONT, _SIZE = "Calibri", 11
"""What openpyxl writes where nothing is said."""
_LINES, _LINE = 6, 15
"""Lines of a row that are seen at once, and the points of one."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a column offers to choose from: a column of another sheet, without its name."""

    sheet: str
    column: int
    """Counted from 1."""
    count: int
    only: bool
    """Whether nothing else may stand there."""
    wrong: str = ""
    """What is said where something else is typed."""


@dataclass(frozen=True, slots=True)
class Look:
    """A column: how wide it is, how its cells stand, what helps whoever fills it in."""

    width: float | None = None
    """In characters; None for as wide as what stands in it."""
    rtl: bool | None = None
    """In which direction its texts are read; None for that of each text."""
    wraps: bool = False
    hint: str = ""
    """Is shown beside a cell while it is filled in."""
    choices: Choices | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under the names of their columns."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    rtl: bool = False
    """Whether its columns run from right to left."""
    looks: Sequence[Look] = field(default=())
    """Of every column, or none at all."""
    fixed: int = 0
    """Columns that stay where the others are moved past them; the names always do."""
    filtered: bool = False
    """Whether rows can be filtered by what stands in them."""


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The file."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book, sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write(book: Any, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.name)
    page.sheet_view.rightToLeft = sheet.rtl or None
    page.freeze_panes = f"{get_column_letter(sheet.fixed + 1)}2"
    looks = sheet.looks or [Look()] * len(sheet.columns)
    rows = list(sheet.rows)
    for number, look in enumerate(looks, start=1):
        letter = get_column_letter(number)
        texts = (str(row[number - 1]) for row in (sheet.columns, *rows))
        width = look.width or min(WIDEST, max(map(len, texts)) + 2)
        column = page.column_dimensions[letter]
        column.width = width
        column.alignment = _alignment(look)
        column.number_format = _TEXT
        if validation := _validation(look):
            validation.add(f"{letter}2:{letter}{CHOOSABLE}")
            page.data_validations.append(validation)
    if sheet.filtered:
        page.auto_filter.ref = f"A1:{get_column_letter(len(looks))}{len(rows) + 1}"
    head = WriteOnlyCell(page)
    head.font = Font(name=_FONT, size=_SIZE, bold=True)
    head.fill = PatternFill("solid", fgColor="E7ECEF")
    head.alignment = Alignment(vertical="top", wrap_text=True)
    page.append([_cell(page, name, head) for name in sheet.columns])
    styles = []
    for look in looks:
        style = WriteOnlyCell(page)
        style.alignment = _alignment(look)
        styles.append(style)
    for number, row in enumerate(rows, start=2):
        if (lines := _lines(row, looks)) > 1:
            page.row_dimensions[number].height = min(lines, _LINES) * _LINE
        page.append([_cell(page, value, style) for value, style in zip(row, styles, strict=True)])


def _lines(row: Sequence[Cell], looks: Sequence[Look]) -> int:
    """How many lines the longest text of a row takes: programs that read it do not measure."""
    return max(
        (
            -(-len(text) // int(look.width))
            for text, look in zip(row, looks, strict=True)
            if look.wraps and look.width and isinstance(text, str)
        ),
        default=1,
    )


def _cell(page: Any, value: Cell, style: Any) -> Any:
    """A cell that looks like `style`; an empty one looks as its column does."""
    if value in (None, ""):
        return None
    # openpyxl's styles are set by parts, 20 µs each; a cell's whole style is one small array.
    cell = WriteOnlyCell(page)
    cell._style = copy(style._style)
    if isinstance(value, str):
        cell.value = _ESCAPE.sub("_x005F_", _NO_LETTER.sub("\ufffd", value))[:LISTED]
        cell.data_type = "s"
        cell.number_format = _TEXT
        cell.quotePrefix = value.startswith(_LIKE_FORMULA)
    else:
        cell.value = value
    return cell


def _alignment(look: Look) -> Any:
    horizontal = {None: None, True: "right", False: "left"}[look.rtl]
    order = {None: 0, True: 2, False: 1}[look.rtl]
    return Alignment(
        horizontal=horizontal, vertical="top", wrap_text=look.wraps or None, readingOrder=order
    )


def _validation(look: Look) -> Any:
    if look.choices is None and not look.hint:
        return None
    found = DataValidation(allow_blank=True, showInputMessage=bool(look.hint))
    found.prompt = look.hint[:_HINT] or None
    if (choices := look.choices) is not None and choices.count:
        letter = get_column_letter(choices.column)
        found.type = "list"
        found.formula1 = f"'{choices.sheet}'!${letter}$2:${letter}${choices.count + 1}"
        found.showErrorMessage = choices.only
        found.error = choices.wrong[:_HINT] or None
    return found
