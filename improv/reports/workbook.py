"""A session as a workbook for spreadsheets: its scenes, votes, promises and thanks, a sheet each.

Whatever people or cards say is a text, never a formula or a link. Sheets and columns are named as
the tables are.
"""

from io import BytesIO

import xlsxwriter

from improv.core.summary import Summary
from improv.core.tables import Table, tables
from improv.locale.phrases import direction

WIDEST = 60
"""Characters of a column."""


def workbook(summary: Summary, *, names: bool = False) -> bytes:
    """The file (Office Open XML). Its sheets run in the direction of the session's language."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    rtl = direction(summary.setup.language) == "rtl"
    head = book.add_format({"bold": True})

    def sheet(name: str, table: Table) -> None:
        page = book.add_worksheet(name)
        if rtl:
            page.right_to_left()
        page.freeze_panes(1, 0)
        widths = [len(column) for column in table.columns]
        for number, row in enumerate((table.columns, *table.rows)):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    text = cell.encode("utf-8", "replace").decode()
                    page.write_string(number, place, text, None if number else head)
                    widths[place] = max(widths[place], len(text))
                elif cell is not None:
                    page.write_number(number, place, cell)
        for place, width in enumerate(widths):
            page.set_column(place, place, min(WIDEST, width + 2))

    for name, table in tables(summary, names=names).items():
        sheet(name, table)
    book.close()
    return file.getvalue()
