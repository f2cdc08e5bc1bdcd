"""A session as a workbook for spreadsheets: its scenes, votes, promises and thanks, a sheet each.

Whatever people or cards say is a text, never a formula or a link. Names are left out, and
overwritten in what people wrote, unless they are asked for. Columns are named as those of the CSV.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from io import BytesIO

import xlsxwriter

from improv.core.forgetting import without_names
from improv.core.summary import RoundSummary, Summary
from improv.core.summary_table import COLUMNS, hidden_names, played_scenes, scene_head, votes
from improv.locale.phrases import direction

WIDEST = 60
"""Characters of a column."""
_SCENES = ("round", "format", "desk", "request", "mood", "heat")
_COUNTED = ("by_phone", "by_hand", "median", "csat")

Cell = str | int | float | None


def workbook(summary: Summary, *, names: bool = False) -> bytes:
    """The file (Office Open XML). Its sheets run in the direction of the session's language."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    rtl = direction(summary.setup.language) == "rtl"
    hidden = hidden_names(summary, names=names)
    head = book.add_format({"bold": True})

    def sheet(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        page = book.add_worksheet(name)
        if rtl:
            page.right_to_left()
        page.freeze_panes(1, 0)
        widths = [len(column) for column in columns]
        for number, row in enumerate((columns, *rows)):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    text = cell.encode("utf-8", "replace").decode()
                    page.write_string(number, place, text, None if number else head)
                    widths[place] = max(widths[place], len(text))
                elif cell is not None:
                    page.write_number(number, place, cell)
        for place, width in enumerate(widths):
            page.set_column(place, place, min(WIDEST, width + 2))

    cast = ("cast",) if names else ()
    scenes = [(*_scene(one), *([_cast(one)] if names else [])) for one in played_scenes(summary)]
    sheet("scenes", (*_SCENES, *_COUNTED, *cast), scenes)
    sheet("votes", COLUMNS, map(astuple, votes(summary)))
    promises = [(made.round, without_names(made.text, hidden)) for made in summary.promises]
    sheet("promises", ("round", "promise"), promises)
    sheet("thanks", ("thanks",), [(without_names(line, hidden),) for line in summary.kudos])
    book.close()
    return file.getvalue()


def _scene(one: RoundSummary) -> tuple[Cell, ...]:
    tally = one.tally
    counted = (tally.by_phone, tally.by_hand, tally.median, tally.csat) if tally else (None,) * 4
    return (*scene_head(one), one.heat, *counted)


def _cast(one: RoundSummary) -> str:
    return "; ".join(f"{seat.seat}: {seat.name}" for seat in one.cast if seat.name)
