"""`improv sessions`: the list, and a session that is deleted wholly."""

import sys
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from improv.locale.phrases import plain
from tests.cli.commands import DEMO, events_of, improv, improv_typed

PLAYERS = "Saghar,Wolfgang,Mehrnoosh"


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two sessions, of which the first left a recording and reports."""
    data = tmp_path_factory.mktemp("data")
    for seed in (1, 2):
        how = ("--rounds", seed, "--seed", seed, "--players", PLAYERS, "--data", data)
        assert improv(*DEMO, *how).returncode == 0
    (data / "takes").mkdir()
    second, first = ids(data)
    (data / "takes" / f"{first}-1.wav").write_bytes(b"RIFF")
    improv("report", first, "--pdf", "--names", "--data", data)
    improv("report", first, second, "--data", data)
    improv("export", first, "--format", "xlsx", "--data", data)
    improv("report", second, "--data", data)
    return data


@pytest.fixture
def played(left: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(copytree(left, tmp_path / "data"))


def ids(data: Path) -> list[str]:
    """Of the sessions, the newest first."""
    with closing(SqliteReader.open(data)) as journal:
        return [header.id for header in journal.sessions()]


def test_each_line_says_what_it_was(left: Path) -> None:
    """Who plays is counted, and not named; the columns stand under each other."""
    first, second = improv("sessions", "--data", left).stdout.splitlines()
    assert [line.split()[0] for line in (first, second)] == ids(left)
    assert first.index("demo, ended") == second.index("demo, ended")
    assert [name for name in PLAYERS.split(",") if name in first + second] == []
    assert " people · 2 scenes" in first
    assert " people · 1 scene" in second


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize("whole", [False, True])
def test_it_is_deleted_wholly(played: Path, whole: bool) -> None:
    """No byte of it is left, in the journal or beside it; the other session is as it was."""
    second, first = ids(played)
    kept = events_of(played, second)
    typed = first if whole else first.rpartition("-")[2]
    code, told = improv_typed("sessions", "--delete", first, "--data", played, typed=typed)
    assert code == 0
    # A recording, the page and that of the lead, each as PDF too, that of both, and the workbook.
    assert plain("en", "delete.files", count=7) in told
    assert ids(played) == [second]
    assert events_of(played, second) == kept
    files = [path for path in played.rglob("*") if path.is_file()]
    assert [
        path for path in files if first in path.name or first.encode() in path.read_bytes()
    ] == []
    assert {path.name[: len(second)] for path in (played / "reports").iterdir()} == {second}
    assert plain("en", "delete.left") not in told


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_nothing_goes_by_a_slip(played: Path) -> None:
    """Another answer, nobody to answer, or an id that is not there."""
    second, first = ids(played)
    files = {file for file in played.rglob("*") if file.parent != played}
    for typed in ("y", "", second):
        code, told = improv_typed("sessions", "--delete", first, "--data", played, typed=typed)
        assert (code, "Nothing was changed." in told) == (1, True)
    assert improv("sessions", "--delete", first, "--data", played).returncode == 2
    ran = improv("sessions", "--delete", f"{first[:-1]}z", "--data", played)
    assert ran.returncode == 2
    assert first in ran.stderr
    assert ids(played) == [second, first]
    assert {file for file in played.rglob("*") if file.parent != played} == files


def test_what_may_hold_something_of_it_is_told(played: Path) -> None:
    """A page over several sessions around it, and a copy of the journal."""
    _, first = ids(played)
    day = first[:10]
    around = played / "reports" / f"{day}-000000-{day}-ffffff-{day}.html"
    around.write_text("figures", "utf-8")
    copy = played / "sessions-older-1.db"
    copy.write_bytes((played / "sessions.db").read_bytes())
    ran = improv("sessions", "--delete", first, "--yes", "--data", played)
    assert ran.returncode == 0
    told = ran.stdout.partition(plain("en", "delete.left"))[2].split()
    assert told == [str(around), str(copy)]


def test_not_while_a_game_has_the_folder(played: Path) -> None:
    """It is said what has it, and nothing is gone."""
    second, first = ids(played)
    with closing(SqliteJournal.open(played)):
        ran = improv("sessions", "--delete", first, "--yes", "--data", played)
    assert ran.returncode == 1
    assert ran.stderr
    assert ids(played) == [second, first]
