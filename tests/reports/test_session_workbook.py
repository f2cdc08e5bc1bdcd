"""A session as a workbook, read back by another program's library."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from improv.core.summary import summarise
from improv.core.tables import tables
from improv.reports.session_workbook import session_workbook
from tests.reports.test_session_page import PLAYERS, driver, played

FORMULA = '=HYPERLINK("http://x.example","=1+1")'


def read(content: bytes) -> Any:
    """The workbook."""
    return openpyxl.load_workbook(BytesIO(content))


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    """The cells under the names."""
    return [*sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_it_holds_the_session(language: str) -> None:
    """A row a scene with desk, request and mood; the votes as in the CSV; promises and thanks."""
    summary = played(language).summary
    book = read(session_workbook(summary))
    assert book.sheetnames == ["scenes", "votes", "promises", "thanks"]
    first = dict(zip([c.value for c in book["scenes"][1]], rows(book["scenes"])[0], strict=True))
    titles = {card.kind.value: card.title for card in summary.rounds[0].cards.values()}
    assert (first["desk"], first["request"]) == (titles["business"], titles["prompt"])
    assert first["mood"] == titles["mood"]
    assert first["by_phone"] == 6
    assert "cast" not in first
    votes = tables(summary)["votes"]
    assert [cell.value for cell in book["votes"][1]] == [*votes.columns]
    assert len(rows(book["votes"])) == len(votes.rows)
    assert len(rows(book["promises"])) == 4
    assert len(rows(book["thanks"])) == len(PLAYERS)


def test_names_only_where_they_are_asked_for() -> None:
    """Who was on stage, and who is named in what was written."""

    def cells(*, names: bool) -> str:
        book = read(session_workbook(played("en").summary, names=names))
        return " ".join(str(cell) for sheet in book for row in rows(sheet) for cell in row)

    assert [name for name in PLAYERS if name.casefold() in cells(names=False).casefold()] == []
    assert [name for name in PLAYERS if name in cells(names=True)] == [*PLAYERS]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@"])
def test_no_text_is_a_formula(begins: str) -> None:
    """Nor a link or a number: it is read back as it was typed, as a text."""
    text = begins + FORMULA[1:]
    book = read(session_workbook(summarise(driver(1, texts=(text,)).events)))
    cell = book["promises"].cell(2, 2)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(("language", "rtl"), [("en", None), ("fa", True), ("he", True)])
def test_sheets_run_as_their_reader_reads(language: str, rtl: bool | None) -> None:
    """From right to left in Persian and Hebrew."""
    summary = played("en").summary
    spoken = replace(summary, setup=replace(summary.setup, language=language))
    views = [sheet.sheet_view.rightToLeft for sheet in read(session_workbook(spoken))]
    assert views == [rtl] * 4


def test_the_library_is_imported_by_nobody_else() -> None:
    """A game does not wait for it."""
    code = "import sys, improv.cli, improv.wiring.report, improv.wiring.game; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "openpyxl" not in ran.stdout
