"""What a real spreadsheet program makes of our files: LibreOffice, without a window."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from improv import paths
from improv.core.cards import Pack
from improv.packs.loading import load_pack
from improv.packs.problems import PackProblems
from improv.packs.sheets.changes import changes_in
from tests.packs.test_sheet_changes import WRITERS, into_an_empty_pack

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (libreoffice-calc-nogui)"),
]

FORMATS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    # Separator, quote, encoding (76 is UTF-8), first line, as shown.
    "semicolons.csv": "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true",
    "utf-16.csv": "csv:Text - txt - csv (StarCalc):9,34,65535,1,,0,false,true",
    "ods": "ods",
    "xls": "xls",
}


def converted(file: Path, ending: str) -> Path:
    """The file as LibreOffice opens and saves it."""
    target = file.parent / "saved"
    # A CSV is opened as one in UTF-8, with commas, and every column as a text.
    opened = ["--infilter=Text - txt - csv (StarCalc):44,34,76,1"] if file.suffix == ".csv" else []
    command = [str(OFFICE), "--headless", *opened, "--convert-to", FORMATS[ending]]
    home = os.environ | {"HOME": str(file.parent)}
    subprocess.run(
        [*command, "--outdir", str(target), str(file)],
        env=home,
        check=True,
        capture_output=True,
        timeout=200,
    )
    (found,) = target.iterdir()
    return found.rename(file.parent / f"converted.{ending}")


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack `anyone`, with texts that begin as formulas, numbers and dates do."""
    pack = load_pack(paths.CARDS / "anyone")
    texts = {id_: dict(own) for id_, own in pack.words["en"].items()}
    titled = [own for own in texts.values() if "title" in own]
    signs = ("=1+1", "-20 degrees", "+49 30", "@home", "1987", "3/1", "TRUE", "'tis", "1e5", "“Hm”")
    for own, title in zip(titled, signs, strict=False):
        own["title"] = title
        own.pop("say.title", None)
    return pack.with_words({"en": texts})


@pytest.mark.parametrize("ending", ["xlsx", "semicolons.csv", "utf-16.csv"])
def test_a_workbook_comes_back(pack: Pack, ending: str, tmp_path: Path) -> None:
    """Every word of it, in the formats in which it is saved."""
    file = tmp_path / "cards.xlsx"
    file.write_bytes(WRITERS["xlsx"](pack))
    content = converted(file, ending).read_bytes()
    assert into_an_empty_pack(pack, content, tmp_path) == pack


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_other_formats_are_told(pack: Pack, ending: str, tmp_path: Path) -> None:
    """With what to save it as."""
    file = tmp_path / "cards.xlsx"
    file.write_bytes(WRITERS["xlsx"](pack))
    with pytest.raises(PackProblems) as told:
        changes_in(converted(file, ending), paths.CARDS / "anyone")
    (line,) = told.value.lines("en")
    assert "save it as .xlsx" in line


def test_a_csv_is_opened(tmp_path: Path) -> None:
    """And saved as a workbook it is read as before: no cell became a formula."""
    pack = load_pack(paths.CARDS / "anyone")
    first = next(iter(pack.cards))
    texts = {**pack.words["en"], first: {**pack.words["en"][first], "title": "=1+1"}}
    pack = pack.with_words({"en": texts})
    file = tmp_path / "cards.csv"
    file.write_bytes(WRITERS["csv"](pack))
    content = converted(file, "xlsx").read_bytes()
    assert into_an_empty_pack(pack, content, tmp_path) == pack
