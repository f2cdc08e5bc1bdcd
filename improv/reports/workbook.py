"""A session as a workbook for spreadsheets: its scenes, votes, promises and thanks, a sheet each.

Whatever people or cards say is a text, never a formula or a link. Names are left out, and
overwritten in what people wrote, unless they are asked for. Columns are named as those of the CSV.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from io import BytesIO

import xlsxwriter

from improv.core.cards import Kind
from improv.core.forgetting import without_names
from improv.core.summary import COLUMNS, RoundSummary, Summary
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
    hidden = summary.details.names if summary.details and not names else frozenset[str]()
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
    scenes = [(*_scene(one), *([_cast(one)] if names else [])) for one in summary.rounds]
    sheet("scenes", (*_SCENES, *_COUNTED, *cast), scenes)
    sheet("votes", COLUMNS, map(astuple, summary.rows()))
    promises = [(made.round, without_names(made.text, hidden)) for made in summary.promises]
    sheet("promises", ("round", "promise"), promises)
    sheet("thanks", ("thanks",), [(without_names(line, hidden),) for line in summary.kudos])
    book.close()
    return file.getvalue()


def _scene(one: RoundSummary) -> tuple[Cell, ...]:
    titles = {card.kind: card.title for card in one.cards.values()}
    cards = (titles.get(kind, "") for kind in (Kind.BUSINESS, Kind.PROMPT, Kind.MOOD))
    tally = one.tally
    counted = (tally.by_phone, tally.by_hand, tally.median, tally.csat) if tally else (None,) * 4
    return (one.number, one.format, *cards, one.heat, *counted)


def _cast(one: RoundSummary) -> str:
    return "; ".join(f"{seat.seat}: {seat.name}" for seat in one.cast if seat.name)
