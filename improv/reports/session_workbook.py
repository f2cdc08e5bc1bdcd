"""A session as a workbook for spreadsheets: its scenes, votes, promises and thanks, a sheet each.

Sheets and columns are named as the tables are.
"""

from improv.core.summary import Summary
from improv.core.tables import tables
from improv.locale.phrases import direction
from improv.reports.workbook import Sheet, workbook


def session_workbook(summary: Summary, *, names: bool = False) -> bytes:
    """The file. Its sheets run in the direction of the session's language."""
    rtl = direction(summary.setup.language) == "rtl"
    return workbook(
        Sheet(name, table.columns, table.rows, rtl=rtl)
        for name, table in tables(summary, names=names).items()
    )
