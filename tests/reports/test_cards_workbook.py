"""The cards as a workbook: what helps whoever changes it, and how it looks."""

from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from improv import paths
from improv.core.cards import CARD_FIELDS, Kind
from improv.packs.loading import load_pack
from improv.reports.cards_workbook import cards_workbook
from improv.scenes.words import Names


@cache
def written(language: str = "en") -> Any:
    """The pack `anyone` as a workbook, opened."""
    content = cards_workbook(load_pack(paths.CARDS / "anyone"), Names(language))
    return openpyxl.load_workbook(BytesIO(content))


def letter(page: Any, name: str) -> str:
    """Which column is called so."""
    return next(str(cell.column_letter) for cell in page[1] if cell.value == name)


@pytest.mark.parametrize(("language", "rtl"), [("en", None), ("fa", True)])
def test_columns_run_as_their_reader_reads(language: str, rtl: bool | None) -> None:
    """Sheets by the reader's language, cells by their own; what is empty and to come, too."""
    book = written(language)
    assert [page.sheet_view.rightToLeft for page in book] == [rtl] * 3
    page = book.worksheets[0]
    for name, order, side in (
        ("text (he)", 2, "right"),
        ("text (en)", 1, "left"),
        ("id", 1, "left"),
    ):
        column = letter(page, name)
        for styled in (page[f"{column}2"], page.column_dimensions[column]):
            assert (styled.alignment.readingOrder, styled.alignment.horizontal) == (order, side)
            assert styled.alignment.wrap_text
            assert styled.number_format == "@"


def test_the_names_of_columns_stay_in_sight() -> None:
    """With the id and the kind; rows are filtered, and no column is wider than a hand."""
    page = written().worksheets[0]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == page.dimensions
    assert all(8 <= column.width <= 60 for column in page.column_dimensions.values())


@pytest.mark.parametrize(
    ("name", "some", "only"),
    [
        ("kind", {*Kind}, True),
        ("heat", {"1", "5"}, True),
        ("manner", {"angry", "whisper"}, True),
        ("desk", {"home", "foreign", "any"}, True),
        ("practices", {"A4", "B23"}, False),
        ("brings", {"any-voice", "local"}, False),
        ("needs", {"any-voice", "local"}, False),
        ("businesses", {"hair-salon", "pharmacy"}, False),
    ],
)
def test_what_there_is_to_choose_from(name: str, some: set[str], only: bool) -> None:
    """Where several may stand in a cell, others than those that are offered are taken, too."""
    book = written()
    page, column = book.worksheets[0], letter(book.worksheets[0], name)
    (found,) = (one for one in page.data_validations.dataValidation if f"{column}2" in one.sqref)
    assert (found.type, bool(found.showErrorMessage), bool(found.prompt)) == ("list", only, True)
    assert f"{column}5000" in found.sqref
    sheet, _, cells = found.formula1.replace("'", "").replace("$", "").partition("!")
    offered = {str(cell.value) for (cell,) in book[sheet][cells]}
    assert None not in offered
    if name != "businesses":
        assert some <= offered
    else:
        cards = load_pack(paths.CARDS / "anyone").cards.values()
        assert offered == {c.id.partition("/")[2] for c in cards if c.kind is Kind.BUSINESS}


@pytest.mark.parametrize(
    "language", ["en", "fa", *(pytest.param(one, marks=pytest.mark.slow) for one in ("ar", "he"))]
)
def test_every_column_is_explained(language: str) -> None:
    """In a sentence, with the kinds that may have it and how long it may be."""
    page = written(language).worksheets[1]
    rows = list(page.iter_rows(min_row=2, values_only=True))
    explained = {str(row[0]).partition(" ")[0]: row for row in rows if row[0]}
    assert explained.keys() == {field.name for field in CARD_FIELDS}
    assert all(row[1] and row[1][-1] in ".`" for row in explained.values())
    assert explained["rule"][2:] == ("business", 90)
    assert explained["id"][2:] == (None, None)
    assert explained["title"][0] == f"title ({language})"
    assert len([row for row in rows if row[1] and not row[0]]) == 5


def test_no_text_is_a_formula() -> None:
    """Nor a number: what looks like one is a text for those who edit it, too."""
    pack = load_pack(paths.CARDS / "anyone")
    first = next(iter(pack.cards))
    texts = dict(pack.words["en"])
    texts[first] = {**texts[first], "title": "=1+1", "rule": "_x0041_", "text": "1987"}
    content = cards_workbook(pack.with_words({"en": texts}), Names("en"))
    page = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    cells = {name: page[f"{letter(page, f'{name} (en)')}2"] for name in ("title", "text", "rule")}
    assert [(cell.value, cell.data_type) for cell in cells.values()] == [
        *(("=1+1", "s"), ("1987", "s"), ("_x005F_x0041_", "s"))
    ]
    assert cells["title"].quotePrefix
