"""`improv export-cards` and `improv import-cards`: what is said, written, and refused."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from improv.cli import main
from improv.locale.phrases import plain
from tests.cli.commands import READING, improv
from tests.packs.workbooks import book

HEAD = ("id", "kind", "practices", "title (en)", "text (en)")
PACK = {
    "cards.yaml": """pack: mine
names: {en: Mine}
cards:
- {id: a4, kind: role, practices: [A4]}
- {id: calm, kind: tip, practices: [A4]}
""",
    "en.yaml": 'a4: {title: "Keep the warmth in", text: T} # mine\ncalm: {text: "=1+1"}\n',
    "ar.yaml": "a4: {title: دفء, text: نص}\ncalm: {text: هدوء}\n",
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process: its exit code, what it said and what it complained of.

    The user's data folder has a pack `mine`.
    """
    mine = tmp_path / "data/packs/mine"
    mine.mkdir(parents=True)
    for name, text in PACK.items():
        (mine / name).write_text(text, "utf-8")
    monkeypatch.setenv("IMPROV_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(one) for one in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err.replace(READING, "")

    return run


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_there_and_back(run: Run, tmp_path: Path, ending: str) -> None:
    """What comes back unchanged changes nothing; a word that was changed is said and written."""
    file = tmp_path / f"cards.{ending}"
    assert run("export-cards", "mine", file) == (0, f"written: {file} (cards: 2)\n", "")
    assert run("import-cards", file, "--into", "mine")[1] == "0 changed, 0 new, 0 removed\n"
    rows = [("id", "kind", "practices", "title (en)"), ("a4", "role", "A4", "Warm")]
    file.write_bytes(book(("cards", rows)))
    english = tmp_path / "data/packs/mine/en.yaml"
    before = english.read_text("utf-8")
    said = "a4: title (en)\n1 changed, 0 new, 0 removed\n"
    dry = f"{said}nothing was written (--dry-run)\n"
    assert run("import-cards", file, "--into", "mine", "--dry-run") == (0, dry, "")
    assert english.read_text("utf-8") == before
    folder = tmp_path / "data/packs/mine"
    done = f"{said}written into {folder}\n"
    assert run("import-cards", file, "--into", "mine") == (0, done, "")
    assert english.read_text("utf-8") == before.replace("Keep the warmth in", "Warm")


def test_a_file_that_is_there_is_not_replaced_unasked(run: Run, tmp_path: Path) -> None:
    """It may be the one that somebody has worked on."""
    file = tmp_path / "cards.csv"
    file.write_text("hers", "utf-8")
    code, _, complaint = run("export-cards", "mine", file)
    assert (code, file.read_text("utf-8")) == (1, "hers")
    assert complaint == f"{file} is there already (another name, or --replace)\n"
    assert run("export-cards", "mine", file, "--replace")[0] == 0
    assert file.read_bytes().startswith("\ufeffid,kind,".encode())


def test_nothing_is_written_where_anything_is_wrong(run: Run, tmp_path: Path) -> None:
    """All of it is told by cell, and the good rows wait."""
    file = tmp_path / "cards.xlsx"
    rows = [HEAD, ("wait", "tip", "A4", None, "Wait."), ("go", "tip", "Z9", None, "Go.")]
    file.write_bytes(book(("cards", rows)))
    before = {one: one.read_bytes() for one in (tmp_path / "data").rglob("*.yaml")}
    code, said, complaint = run("import-cards", file, "--into", "mine")
    assert (code, said) == (1, "")
    assert complaint.startswith(f'{file}, sheet "cards", C3: an entry of practices cannot be `Z9`')
    assert {one: one.read_bytes() for one in (tmp_path / "data").rglob("*.yaml")} == before


def test_what_is_new_is_said_with_the_languages_it_lacks(run: Run, tmp_path: Path) -> None:
    """Of many cards the first are listed, and the rest counted."""
    file = tmp_path / "cards.xlsx"
    rows = [(f"wait-{number}", "tip", "A4", None, "Wait.") for number in range(50)]
    file.write_bytes(book(("cards", [HEAD, *rows])))
    lines = run("import-cards", file, "--into", "mine")[1].splitlines()
    assert lines[0] == "wait-0: new, tip"
    assert lines[40:42] == ["... and 10 more", "0 changed, 50 new, 0 removed"]
    assert re.fullmatch(r"without words in ar, and not played in it: wait-0, .*, \.\.\.", lines[42])


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (
            ["export-cards", "mine", "cards.ods"],
            2,
            "that ends in .xlsx or .csv, not into `cards.ods`",
        ),
        (["export-cards", "mien", "cards.csv"], 2, "did you mean mine?"),
        (
            ["export-cards", "mine", "nowhere/cards.csv"],
            1,
            "cannot write to nowhere/cards.csv: No such",
        ),
        (
            ["import-cards", "nothing.csv", "--into", "mine"],
            1,
            "nothing.csv: there is no such file",
        ),
        (
            ["import-cards", "x.csv", "--into", "service-desk"],
            2,
            "`service-desk` comes with the program",
        ),
        (["import-cards", "x.csv", "--into", "../../etc"], 2, "no pack is called"),
    ],
)
def test_wrong_usage(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    complaint: str,
) -> None:
    """In a sentence."""
    monkeypatch.chdir(tmp_path)
    found, said, complained = run(*arguments)
    assert (found, said) == (code, "")
    assert complaint in complained


def test_a_full_disk_leaves_the_pack_as_it_was(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told by the file that could not be written."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file, folder = tmp_path / "cards.xlsx", tmp_path / "data/packs/mine"
    file.write_bytes(book(("cards", [HEAD, ("wait", "tip", "A4", None, "Wait.")])))
    monkeypatch.setattr("os.fsync", full)
    code, _, complaint = run("import-cards", file, "--into", "mine")
    assert (code, complaint) == (1, f"cannot write to {folder}: No space left on device\n")
    assert {one.name: one.read_text("utf-8") for one in folder.iterdir()} == PACK


@pytest.mark.parametrize(
    "language", ["fa", *(pytest.param(one, marks=pytest.mark.slow) for one in ("ar", "he"))]
)
def test_it_is_explained_in_the_readers_language(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """The file and the console; or in the one that is asked for."""
    monkeypatch.setenv("LC_ALL", language)
    file = tmp_path / "cards.xlsx"
    _, said, _ = run("export-cards", "mine", file)
    assert not re.search("[a-z]{4}", said.replace(str(file), ""))
    assert openpyxl.load_workbook(file).sheetnames[0] == plain(language, "sheet.cards")
    run("export-cards", "mine", file, "--replace", "--lang", "en")
    assert openpyxl.load_workbook(file).sheetnames == ["cards", "columns", "choices"]


@pytest.mark.slow
def test_a_process_of_its_own(tmp_path: Path) -> None:
    """As a person runs it."""
    file = tmp_path / "cards.csv"
    ran = improv("export-cards", "self-check", file, IMPROV_DATA=str(tmp_path))
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"written: {file} (cards: 47)\n", "")
