"""Files that programs write, and that nobody should: read, or told in a sentence, and soon."""

import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from improv.packs.problems import PackProblems
from improv.packs.sheets import archive as limits
from improv.packs.sheets import cells, workbook
from improv.packs.sheets.changes import changes_in
from tests.packs.workbooks import HEADER, PARTS, SHEET, TYPES, archive, book, sheet, text

CSV = "id,kind,practices,title (en),text (en),text (fa)\r\n"
ROW = 'wait,tip,"A2, A6",,"Wait, and say “Aha”.",صبر کنید\r\n'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000


@pytest.fixture
def read(collection: Path, tmp_path: Path) -> Callable[..., dict[str, str | None]]:
    """The English and Persian text of the one card that a file adds, by the language."""

    def read(content: bytes, name: str = "cards.csv") -> dict[str, str | None]:
        file = tmp_path / name
        file.write_bytes(content)
        (card,) = changes_in(file, collection / "desk").cards
        assert (card.id, card.new, card.structure["practices"]) == ("wait", True, ["A2", "A6"])
        return {language: texts["text"] for language, texts in card.words.items()}

    return read


@pytest.fixture
def told(collection: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """What is wrong with a file, in lines from its name on."""

    def told(content: bytes, name: str = "cards.xlsx") -> list[str]:
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(PackProblems) as problems:
            changes_in(file, collection / "desk")
        return [line.removeprefix(f"{tmp_path}/") for line in problems.value.lines("en")]

    return told


WORDS = {"en": "Wait, and say “Aha”.", "fa": "صبر کنید"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_csv_is_read_as_programs_write_it(
    read: Any, encoding: str, separator: str, end: str
) -> None:
    """Excel in Germany has semicolons, and its Unicode text is UTF-16 with tabs."""
    fields = ("wait", "tip", '"A2, A6"', "", '"Wait, and say “Aha”."', "صبر کنید")
    content = f"{CSV.strip().replace(',', separator)}{end}{separator.join(fields)}{end}"
    assert read(content.encode(encoding)) == WORDS


def test_a_first_line_may_say_the_separator(read: Any) -> None:
    """Excel takes it for no row."""
    row = 'wait|tip|A2, A6||"Wait, and say “Aha”."|صبر کنید\n'
    assert read(f"sep=|\n{CSV.replace(',', '|')}{row}".encode()) == WORDS


def test_cells_hold_what_hands_and_programs_add(read: Any) -> None:
    """Spaces around, ones that do not break, capital letters, line breaks inside a text."""
    row = '" wait\u00a0",Tip,"a2 ;\nA6",,"  Wait, and\r\n say “Aha”. \u00a0","صبر\nکنید\u200e"\r\n'
    assert read((CSV + row).encode()) == WORDS


def test_what_is_guarded_from_formulas_comes_back(read: Any) -> None:
    """Our apostrophe goes; a text that others wrote without it stays."""
    row = 'wait,tip,"A2, A6",,\'=1+1,-5\r\n'
    assert read((CSV + row).encode()) == {"en": "=1+1", "fa": "-5"}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ((CSV + ROW.replace("ی", "ي")).encode("cp1256"), "cards.csv: its letters are not in UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "cards.csv: its letters are not in UTF-8"),
        (CSV.encode() + b'a,b,"c\r\nd', "cards.csv, A2: from here on the quotes do not match"),
        (CSV.encode() + b'a,"b"c,d\r\n', "cards.csv, A2: from here on the quotes do not match"),
        (b"", "cards.csv: no sheet has a row with the names of columns"),
        (b"hello\n", "cards.csv: no sheet has a row with the names of columns"),
        (
            (CSV + "wait,tip,A2,,#NAME?,\r\n").encode(),
            "cards.csv, E2: this is an error of the spreadsheet: #NAME?",
        ),
        (
            f"id,kind{',' * 2_500}x\n".encode(),
            "cards.csv, CRF1: cards stand in the first 100000 rows and 2000 columns, not here",
        ),
    ],
)
def test_csv_that_cannot_be_read(told: Any, content: bytes, line: str) -> None:
    """In a sentence, with the cell where it has one."""
    (only,) = told(content, "cards.csv")
    assert only.startswith(line)


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_too_many_cards(told: Any) -> None:
    """Told once, at the first that does not fit; what is behind the last row is told, too."""
    rows = "".join(f"c-{number},tip,A2,,T,\n" for number in range(99_998))
    (only,) = told((CSV + rows).encode(), "cards.csv")
    assert only.startswith("cards.csv, A20002: 20001 cards; the limit is 20000")
    (only,) = told((CSV + rows + rows[:60]).encode(), "cards.csv")
    assert only.startswith("cards.csv, E100001: cards stand in the first 100000 rows")


MACROS = (
    PARTS[TYPES]
    .replace("sheet.main", "sheet.macroEnabled.main")
    .replace("openxmlformats-officedocument.spreadsheetml.sheet.macro", "ms-excel.sheet.macro")
)
STRICT = archive(
    {
        name: part.replace(
            "schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml"
        )
        for name, part in PARTS.items()
    }
)
NO_SHEET = archive({"xl/workbook.xml": re.sub("<sheet .*?/>", "", PARTS["xl/workbook.xml"])})
ENTITY = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'


def liar() -> bytes:
    """A workbook whose sheet says that it is small, and is not."""
    content = bytearray(archive({SHEET: sheet(HEADER + " " * 100_000)}))
    # The last entry of the central directory, and in it how large the file is.
    struct.pack_into("<I", content, content.rfind(b"PK\x01\x02") + 24, 100)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            STRICT,
            "this workbook is in the form called Strict Open XML (save it as the usual .xlsx)",
        ),
        (NO_SHEET, "this workbook is damaged, or only a part of one"),
        (COMPOUND, "this is a workbook of the Excel before 2007 (save it as .xlsx)"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "this workbook has a password"),
        (archive({TYPES: MACROS}), "this workbook holds programs (macros)"),
        (archive({"xl/vbaProject.bin": b"x"}), "this workbook holds programs (macros)"),
        (archive({TYPES: "<Types/>"}), "this is another kind of file than a workbook of Excel"),
        (archive({SHEET: sheet(HEADER)})[:700], "this workbook is damaged, or only a part of one"),
        (liar(), "this workbook is damaged, or only a part of one"),
        (archive({SHEET: "<worksheet"}), "this workbook is damaged, or only a part of one"),
        (
            archive({SHEET: sheet(HEADER + text("A2", "&b;"), before=ENTITY)}),
            "this workbook is damaged, or only a part of one",
        ),
        (
            archive({f"xl/{number}": b"" for number in range(limits.ENTRIES)}),
            "this workbook has more than 2000 parts",
        ),
        (archive({SHEET: sheet(HEADER + "<row/>" * limits.TAGS)}), "unpacked this workbook is"),
        (
            archive({SHEET: sheet("<row>" + text("A1", "name") + "</row>")}),
            "no sheet has a row with the names of columns",
        ),
    ],
    ids=range(14),
)
def test_workbooks_that_are_not_read(told: Any, content: bytes, line: str) -> None:
    """Of other programs, with programs inside, damaged, hostile."""
    (only,) = told(content)
    assert only.startswith(f"cards.xlsx: {line}"), only


def test_a_bomb_is_not_unpacked(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What its entries say of their size is added up first."""
    monkeypatch.setattr(limits, "INFLATED", 2**20)
    bomb = archive({"xl/media/a": b"\0" * (2**20 + 1)})
    assert len(bomb) < 2**12
    monkeypatch.setattr("zipfile.ZipFile.open", lambda *_: pytest.fail("it was unpacked"))
    (only,) = told(bomb)
    assert only.startswith("cards.xlsx: unpacked this workbook is larger than 1 MB")


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        pytest.param(
            *(f'<row r="1048576">{text("A1048576", "x")}</row>', "A1048576"),
            marks=pytest.mark.slow,
        ),
        pytest.param(
            *(f'<row r="999999999999">{text("A3", "x")}</row>', "A1048577"),
            marks=pytest.mark.slow,
        ),
        (f'<row r="2">{text("XFD2", "x")}</row>', "XFD2"),
    ],
)
def test_cells_far_away_are_told(told: Any, row: str, cell: str) -> None:
    """Neither a million columns nor a billion rows are gone through."""
    (only,) = told(archive({SHEET: sheet(HEADER + row)}))
    assert only.startswith(f'cards.xlsx, sheet "cards", {cell}: cards stand in the first')


def test_a_file_that_is_not_there_or_no_file(told: Any, collection: Path, tmp_path: Path) -> None:
    """Or larger than any pack."""
    for file, line in (("gone.xlsx", "there is no such file"), ("desk", "this is a folder")):
        with pytest.raises(PackProblems) as problems:
            changes_in(collection / file, collection / "desk")
        (only,) = problems.value.lines("en")
        assert only.startswith(f"{collection / file}: {line}")
    (tmp_path / "large.csv").touch()
    with (tmp_path / "large.csv").open("r+b") as large:
        large.truncate(cells.LARGEST + 1)
    with pytest.raises(PackProblems, match=r"found\.large"):
        changes_in(tmp_path / "large.csv", collection / "desk")


def test_a_formula_is_read_as_what_it_came_to(read: Any) -> None:
    """As Google's translations are, and links to other workbooks."""
    formula = '<c r="D2" t="str"><f>[1]other!A1</f><v>Wait, and say “Aha”.</v></c>'
    head = HEADER.replace("</row>", text("D1", "text (en)") + text("E1", "text (fa)") + "</row>")
    cells_ = text("A2", "wait") + text("B2", "tip") + text("C2", "A2, A6") + formula
    row = f'<row r="2">{cells_}{text("E2", "صبر کنید")}</row>'
    assert read(archive({SHEET: sheet(head + row)}), "cards.xlsx") == WORDS


def test_codes_of_letters_are_read(read: Any) -> None:
    """Excel writes `_x000D_` for a line's end; what only looks like one is written with a code."""
    rows: list[list[str | None]] = [
        [*CSV.strip().split(",")],
        ["wait", "tip", "A2, A6", None, "Wait, and say_x000D_\n“Aha”.", "_x005F_x0041_"],
    ]
    assert read(book(("cards", rows)), "cards.xlsx") == {"en": WORDS["en"], "fa": "_x0041_"}


def test_openpyxl_still_knows_where_a_sheet_is() -> None:
    """It has no public name for it, and merged cells are looked for there."""
    assert "_worksheet_path" in Path(workbook.__file__).read_text("utf-8")
    import openpyxl.worksheet._read_only as read_only

    assert "_worksheet_path" in Path(str(read_only.__file__)).read_text("utf-8")
