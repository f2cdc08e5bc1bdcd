"""Workbooks as programs write them, and as nobody should: the parts of an archive, one by one."""

import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
PARTS: Mapping[str, str] = {
    TYPES: f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/{SHEET}" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a"'
    f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="cards" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="a" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}


def text(cell: str, words: str) -> str:
    """A cell with a text."""
    return f'<c r="{cell}" t="inlineStr"><is><t>{words}</t></is></c>'


HEADER = '<row r="1">' + text("A1", "id") + text("B1", "kind") + text("C1", "practices") + "</row>"


def sheet(rows: str, *, before: str = "", behind: str = "") -> str:
    """The XML of a sheet."""
    return f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{behind}</worksheet>'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A workbook of PARTS, and of these."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in {**PARTS, **parts}.items():
            book.writestr(name, content)
    return file.getvalue()


def book(
    *sheets: tuple[str, Iterable[Sequence[Any]]], then: Callable[[Any], None] | None = None
) -> bytes:
    """A workbook of sheets with these rows, changed by `then`."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets:
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(list(row))
    if then is not None:
        then(workbook)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()
