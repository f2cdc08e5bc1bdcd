"""`improv print`: a deck of cards as a PDF, and what is said of a wrong command."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import NO_DISPLAY, improv
from tests.reports.test_pdf import leaves

SMALL = ("--kinds", "mood", "--games", "none")


def test_it_says_where_the_deck_is_and_what_is_in_it(tmp_path: Path) -> None:
    """It takes the place of what was there; more of what can be left out is left out."""
    out = tmp_path / "deck.pdf"
    out.write_text("old")
    ran = improv("print", "warm-up", "--out", out, "--paper", "letter", "--no-backs", *SMALL)
    assert (ran.returncode, ran.stderr) == (0, "")
    document = out.read_bytes()
    assert document.startswith(b"%PDF-")
    pages = leaves(document)
    assert pages == 2 + 1
    assert ran.stdout == f"The deck: {out}. Cards: 9, pages: {pages}.\n"
    assert [file.name for file in tmp_path.iterdir()] == ["deck.pdf"]


@pytest.mark.slow
def test_games_are_chosen_and_the_language(tmp_path: Path) -> None:
    """In the order that they are asked for; the console speaks the system's language."""
    asked = ("print", "anyone", "--kinds", "tip,mood", "--games", "rewind,lawnmower")
    ran = improv(*asked, "--lang", "fa", "--out", tmp_path / "a.pdf", LC_ALL="fa.UTF-8")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "۲۲" in ran.stdout
    assert b"/Lang(fa)" in (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        (("warm-upp",), 2, "did you mean warm-up?"),
        (("warm-up", "--kinds", "mod"), 2, "did you mean mood?"),
        (("warm-up", "--kinds", "check"), 2, "no card here is of these kinds: check"),
        (("warm-up", "--games", "lawnmover"), 2, "did you mean lawnmower?"),
        (("warm-up", "--paper", "a5"), 2, "a4, letter"),
        (("warm-up", "--lang", "xx"), 2, "ar, en, fa, he"),
        ((".",), 1, "no pack is here"),
    ],
)
@pytest.mark.slow
def test_what_is_wrong_is_told_in_one_line(
    wrong: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    """And nothing is written."""
    ran = improv("print", *wrong, "--out", tmp_path / "a.pdf")
    assert (ran.returncode, len(ran.stderr.splitlines())) == (code, 1), ran.stderr
    assert said in ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("place", ["", "gone/a.pdf"])
def test_a_place_that_cannot_be_written_is_told(place: str, tmp_path: Path) -> None:
    """A folder, and a file in a folder that is not there."""
    ran = improv("print", "warm-up", *SMALL, "--out", tmp_path / place)
    assert ran.returncode == 1
    assert ran.stderr.startswith(f"cannot write to {tmp_path / place}: ")
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    """In one sentence, and nothing is written."""
    without = "import sys; sys.modules['typst'] = None; from improv.cli import main"
    program = f"{without}; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "print", "--out", str(tmp_path / "a.pdf")]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env=NO_DISPLAY)
    (line,) = ran.stderr.splitlines()
    assert ran.returncode == 1
    assert "pip install typst" in line
    assert list(tmp_path.iterdir()) == []
