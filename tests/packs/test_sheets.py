"""Cards read from a spreadsheet: what is wrong is told by cell, all of it at once."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font

from improv.packs.problems import PackProblems
from improv.packs.sheets.changes import changes_in
from tests.packs.workbooks import book

HEAD = ("id", "kind", "practices", "title (en)", "text (en)")
TIP = ("wait", "tip", "A2", None, "Wait.")


def found(file: Path, collection: Path, content: bytes) -> list[str]:
    """What is wrong with a file, line by line, from the name of the file on."""
    file.write_bytes(content)
    with pytest.raises(PackProblems) as problems:
        changes_in(file, collection / "desk")
    return [line.removeprefix(f"{file.parent}/") for line in problems.value.lines("en")]


@pytest.fixture
def told(collection: Path, tmp_path: Path) -> Any:
    """What is wrong in rows, as a workbook tells it."""

    def told(*rows: Sequence[Any], **more: Any) -> list[str]:
        return found(tmp_path / "cards.xlsx", collection, book(("cards", rows), **more))

    return told


def in_cell(cell: str, words: str) -> str:
    """A line about a cell of the first sheet."""
    return f'cards.xlsx, sheet "cards", {cell}: {words}'


AS_TEXT = "(format the cell as text, and write it once more)"
MINE = "(rename it, or begin its name with # to keep it for yourself)"


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("titel (en)", "unknown column `titel (en)` (did you mean title (en)?)"),
        ("titel (fr)", "unknown column `titel (fr)` (did you mean title (fr)?)"),
        ("title", "unknown column `title` (did you mean title (en)?)"),
        ("price", f"unknown column `price` {MINE}"),
        ("title (deutsch)", "`deutsch` is no language tag (write one like en, fa, ar, he, pt-BR)"),
        ("Kind", "`kind` is here twice (keep one)"),
    ],
)
def test_names_of_columns(told: Any, head: str, line: str) -> None:
    """Near misses are proposed; what is somebody's own says how it may stay."""
    assert told((*HEAD, head), TIP) == [in_cell("F1", line)]


def test_a_column_without_a_name_is_told_once(told: Any) -> None:
    """Where it begins; one that is the author's own is not read."""
    line = "this column has no name (write one in F1; with # in front it is not read)"
    rows = [(*TIP[:5], None, date(2026, 1, 1)), ("go", *TIP[1:], "x"), ("come", *TIP[1:], "y")]
    assert told((*HEAD, None, "# mine"), *rows) == [in_cell("F3", line)]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (date(2026, 3, 1), f"the spreadsheet has made a date of what was written here {AS_TEXT}"),
        (True, f"the spreadsheet has made true or false of what was written here {AS_TEXT}"),
        ("=A1&B1", "this formula has no result yet"),
        ("#REF!", "this is an error of the spreadsheet: #REF! (write here what is meant)"),
        ("a\u202eb", "title has the invisible character U+202E"),
        ("x" * 61, "title has 61 characters; 60 fit"),
    ],
)
def test_what_cannot_be_read_in_a_cell(told: Any, value: Any, line: str) -> None:
    """What a program has made of somebody's words, and what no card may say."""

    def typed(workbook: Any) -> None:
        if value == "#REF!":
            workbook["cards"]["D2"].data_type = "e"

    row = ("mower", "prompt", "A2", value, "It will not start.")
    (only,) = told(HEAD, row, then=typed)
    assert only.startswith(in_cell("D2", line)), only


def test_a_number_is_read_as_it_is_shown(told: Any, collection: Path, tmp_path: Path) -> None:
    """`1987` is a title and 3 a heat; a percentage is not what the cell holds."""

    def percent(workbook: Any) -> None:
        workbook["cards"]["D3"].number_format = "0%"

    head, rows = (
        (*HEAD, "heat"),
        [("due", "role", "A2", 1987, "T", 3), ("off", "role", "A2", 0.5, "T", 1)],
    )
    line = f"this is a number that the spreadsheet shows in another form (0%) {AS_TEXT}"
    assert told(head, *rows, then=percent) == [in_cell("D3", line)]
    file = tmp_path / "cards.xlsx"
    file.write_bytes(book(("cards", (head, *rows))))
    due, off = changes_in(file, collection / "desk").cards
    assert (due.words["en"]["title"], due.structure["heat"]) == ("1987", "3")
    assert off.words["en"]["title"] == "0.5"


def test_the_rules_of_the_cards_hold_by_cell(told: Any) -> None:
    """Kinds, practices, heats, ids, desks, who may read what, fields of other kinds: at once."""
    head = (*HEAD, "heat", "businesses", "secrets", "rule (en)")
    lines = told(
        head,
        ("a", "busines", "A2", "T", None),
        ("../etc", "role", "A2", "T", "T"),
        ("b", "role", "Z9", "T", "T", "7"),
        ("c", "prompt", "A2", "T", "T", None, "nowhere"),
        ("d", "role", "A2", "T", "T", None, None, "secret: everybody", "R"),
        (None, "role", "A2", "T", "T"),
        ("e", "role", "A2", "T", None),
        ("e", "role", "A2", "T", "T"),
        ("f", None, None, "T", "T"),
    )
    assert [line.partition(": ")[0].rpartition(" ")[2] for line in lines] == [
        *("B2", "A3", "C4", "F4", "G5", "H6", "I6", "A7", "E8", "A9", "A10", "A10")
    ]
    assert "did you mean business?" in lines[0]
    assert lines[8] == in_cell(
        "E8", "card `e` has no `text` in en (write it in the column `text (en)` of `e`)"
    )
    assert lines[9] == in_cell("A9", "`e` is here twice (rename one; the first is at A8)")
    assert lines[10] == in_cell("A10", "a card has no `kind` (write it in the column `kind`)")


def test_a_card_keeps_its_kind(told: Any) -> None:
    """Another card with its id is probably meant."""
    line = (
        "card `uncle` is a `role` in the pack (leave the kind, or give a new card an id of its own)"
    )
    assert told(HEAD, ("uncle", "mood", "A2", "T", "T")) == [in_cell("B2", line)]


def test_slots_and_what_a_voice_says(told: Any) -> None:
    """A request opens what no desk says; a desk no longer says what a request leaves open."""
    head = (*HEAD, "say.text (en)")
    lines = told(head, ("x", "prompt", "A2", "T", "I lost {thing} and {stuff}.", "Two words"))
    assert [line.partition(": ")[2].partition(" (")[0] for line in lines] == [
        "card `help` has no `thing` in en",
        "no slot is called `stuff`",
        *(line.partition(": ")[2].partition(" (")[0] for line in lines[2:]),
    ]
    assert lines[-1].startswith(in_cell("F2", "say.text has 2 words and text has 5"))


def test_a_desk_says_what_requests_that_are_not_in_the_file_leave_open(
    collection: Path, tmp_path: Path
) -> None:
    """Told where it is to be written, not at the request."""
    pack = collection / "desk"
    english = (pack / "en.yaml").read_text("utf-8")
    english = english.replace("It will not start.", "Where is {thing}?")
    (pack / "en.yaml").write_text(
        english.replace("title: Help", "title: Help, thing: my coat"), "utf-8"
    )
    rows = [
        ("id", "kind", "practices", "title (en)", "thing (en)"),
        ("help", "business", "A2", "Help"),
    ]
    (only,) = found(tmp_path / "cards.xlsx", collection, book(("cards", rows)))
    assert only.startswith(in_cell("E2", "card `help` has no `thing` in en"))


def test_merged_cells_are_told_where_they_are_read(told: Any) -> None:
    """In the author's own columns, and under the table, they may stay."""

    def merged(workbook: Any) -> None:
        page = workbook["cards"]
        for cells in ("E2:E3", "F2:F3", "A9:E9"):
            page.merge_cells(cells)

    line = "the cells E2:E3 are merged into one (split them, and fill in each)"
    lines = told((*HEAD, "#"), TIP, ("go", *TIP[1:]), then=merged)
    assert lines[0] == in_cell("E2", line)
    assert [line for line in lines if "merged into one" in line] == lines[:1]


def test_letters_that_were_lost_are_told(told: Any) -> None:
    """What Excel leaves of Persian where it saves without UTF-8; a question may be asked thrice."""
    head = (*HEAD, "text (fa)")
    lines = told(
        head, (*TIP[:4], "What???", "??? ????!"), ("go", "tip", "A2", None, "G", "چی؟ ???")
    )
    assert [line.partition(": ")[0] for line in lines] == [in_cell("F2", "").removesuffix(": ")]


def test_several_sheets_are_read_and_others_passed_over(collection: Path, tmp_path: Path) -> None:
    """Under a title, with empty and hidden rows and columns; a card stands in one of them only."""

    def hidden(workbook: Any) -> None:
        page = workbook["one"]
        page.row_dimensions[5].hidden = True
        page.column_dimensions["C"].hidden = True
        page["A5"].font = Font(bold=True)

    one = [("Our cards",), (), ("id", None, "kind", "practices", "text (en)"), ()]
    rows = [*one, ("wait", None, "tip", "A2", "Wait."), (), (" ", None, None, "\u00a0")]
    other = [("text (en)", "practices", "id", "kind"), ("Go.", "A6", "go", "Tip")]
    sheets = ("one", rows), ("prices", [("name", "price"), ("tea", 3)]), ("two", other)
    file = tmp_path / "cards.xlsx"
    file.write_bytes(book(*sheets, then=hidden))
    assert [card.id for card in changes_in(file, collection / "desk").cards] == ["wait", "go"]
    again = ("three", [("id", "kind"), ("wait", "tip")])
    (only,) = found(file, collection, book(*sheets, again))
    line = "`wait` is here twice (rename one; the first is at one!A5)"
    assert only == f'cards.xlsx, sheet "three", A2: {line}'


def test_a_file_without_cards_says_so(collection: Path, tmp_path: Path) -> None:
    """With the names of the columns that it looks for."""
    (only,) = found(tmp_path / "cards.xlsx", collection, book(("prices", [("name", "price")])))
    assert only.startswith(
        "cards.xlsx: no sheet has a row with the names of columns: `id` and others"
    )
    assert only.endswith("(begin with a file that `improv export-cards` writes)")


def test_a_pack_that_is_wrong_itself_is_told_first(collection: Path, tmp_path: Path) -> None:
    """In its own files."""
    (collection / "desk/en.yaml").write_text("help: {", "utf-8")
    lines = found(tmp_path / "cards.xlsx", collection, book(("cards", [HEAD, TIP])))
    assert lines
    assert all("en.yaml:" in line for line in lines)
