"""`improv report`: pages of sessions that were played, and what is said where there are none."""

from pathlib import Path

import pytest

from improv.locale.phrases import plain
from tests.cli.commands import DEMO, improv, only_session

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
