"""`improv report`: pages of sessions that were played, and what is said where there are none."""

import subprocess
import sys
from pathlib import Path

import pytest

from improv.locale.phrases import plain
from tests.cli.commands import DEMO, NO_DISPLAY, improv, only_session

NAMES = ("Saghar", "Wolfgang", "Mehrnoosh")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one session, a demo, of people with rare names."""
    data = tmp_path_factory.mktemp("data")
    improv(*DEMO, "--rounds", 2, "--players", ",".join(NAMES), "--data", data)
    return data


def test_the_pages_are_written_again(played: Path) -> None:
    """Into the data folder, under the session's id and its day; a second page is beside it."""
    session = only_session(played)
    ran = improv("report", session, "--data", played)
    assert (ran.returncode, ran.stderr) == (0, "")
    page, lead = sorted((played / "reports").iterdir(), key=lambda file: len(file.name))
    assert ran.stdout.splitlines() == [
        plain("en", "report.file", path=str(page)),
        plain("en", "report.file.lead", path=str(lead)),
    ]
    assert page.name.startswith(f"{session}-20")
    text = page.read_text("utf-8")
    assert '<html lang="en"' in text
    assert [name for name in NAMES if name in text + lead.read_text("utf-8")] == []


def test_with_names_in_another_language_into_a_file(played: Path, tmp_path: Path) -> None:
    """Whoever was on stage is named on the page, and not on that for the lead."""
    file = tmp_path / "تازه.html"
    asked = ("report", only_session(played), "--names", "--lang", "he", "--out", file)
    ran = improv(*asked, "--data", played)
    assert ran.returncode == 0, ran.stderr
    text = file.read_text("utf-8")
    assert '<html lang="he" dir="rtl">' in text
    assert any(name in text for name in NAMES)
    lead = file.with_name("تازه-lead.html").read_text("utf-8")
    assert not any(name in lead for name in NAMES)


def test_as_a_pdf_beside_the_page(played: Path, tmp_path: Path) -> None:
    """By an option, or because the file is called one; the lead's, too."""
    asked = ("report", only_session(played), "--data", played)
    for how in (("--pdf", "--out", tmp_path / "a.html"), ("--out", tmp_path / "a.PDF")):
        ran = improv(*asked, *how)
        assert (ran.returncode, ran.stderr) == (0, "")
        names = ("a.html", "a-lead.html", "a.pdf", "a-lead.pdf")
        assert [line.rpartition("/")[2] for line in ran.stdout.splitlines()] == [*names]
        assert {file.name for file in tmp_path.iterdir()} == {*names}
        assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
        for file in tmp_path.iterdir():
            file.unlink()


def test_without_the_extra_it_says_what_to_install(played: Path, tmp_path: Path) -> None:
    """The page is written all the same, and it is told where."""
    without = "import sys; sys.modules['typst'] = None; from improv.cli import main"
    program = f"{without}; sys.exit(main(sys.argv[1:]))"
    asked = ("report", only_session(played), "--data", str(played), "--pdf")
    command = [sys.executable, "-c", program, *asked, "--out", str(tmp_path / "a.html")]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env=NO_DISPLAY)
    (line,) = ran.stderr.splitlines()
    assert ran.returncode == 1
    assert "pip install typst" in line
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a-lead.html", "a.html"]
    assert str(tmp_path / "a.html") in ran.stdout


def test_several_sessions_are_one_page(played: Path, tmp_path: Path) -> None:
    """Of practices and sessions; there is none for the lead."""
    data = tmp_path / "data"
    for seed in (1, 2):
        improv(*DEMO, "--rounds", 1, "--seed", seed, "--data", data)
    ids = [line.split()[0] for line in improv("sessions", "--data", data).stdout.splitlines()]
    ran = improv("report", *ids, "--data", data)
    assert ran.returncode == 0, ran.stderr
    (file,) = (data / "reports").iterdir()
    assert plain("en", "report.matrix") in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ((), "no session of a room has ended yet"),
        (("nowhere",), "nowhere"),
        (("--lang", "tlh"), "tlh"),
    ],
)
def test_what_cannot_be_told(played: Path, asked: tuple[str, ...], says: str) -> None:
    """A demo is none that ended by itself; an id and a language that nobody has are named."""
    session = (only_session(played),) if "--lang" in asked else ()
    ran = improv("report", *session, *asked, "--data", played)
    (line,) = ran.stderr.splitlines()
    assert (ran.returncode, ran.stdout) == (2, "")
    assert says in line


def test_a_file_that_cannot_be_written_is_named(played: Path) -> None:
    """Exit code 1 and one line."""
    asked = ("report", only_session(played), "--out", "/nowhere/out.html", "--data", played)
    ran = improv(*asked)
    (line,) = ran.stderr.splitlines()
    assert ran.returncode == 1
    assert line.startswith("cannot write to /nowhere/out.html: ")
