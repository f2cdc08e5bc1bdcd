"""Folders without shared memory or locks, as network homes and those of virtual machines are."""

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from improv.journal.reader import SqliteReader
from tests.cli.commands import DEMO, improv

pytestmark = pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which a program's file systems lack what LACKS names."""
    library = tmp_path_factory.mktemp("lacking") / "lacking.so"
    source = Path(__file__).with_name("lacking.c")
    command = ("cc", "-shared", "-fPIC", "-w", "-o", library, source, "-ldl")
    subprocess.run(command, check=True)
    return {"LD_PRELOAD": str(library)}


@pytest.mark.parametrize(
    "lacks",
    [*(pytest.param(one, marks=pytest.mark.slow) for one in ("shm", "flock")), "shm flock"],
)
def test_a_game_is_played_and_read_without(
    tmp_path: Path, lacking: dict[str, str], lacks: str
) -> None:
    """The game has its file for itself; the list and the doctor read it all the same."""
    lacking = {**lacking, "LACKS": lacks}
    ran = improv(*DEMO, "--rounds", 1, "--data", tmp_path, **lacking)  # type: ignore[arg-type]
    assert (ran.returncode, ran.stderr) == (0, "")
    listed = improv("sessions", "--data", tmp_path, **lacking)  # type: ignore[arg-type]
    assert "demo, ended" in listed.stdout
    with closing(SqliteReader.open(tmp_path)) as reader:
        (header,) = reader.sessions()
    assert header.ended


@pytest.mark.parametrize("command", [(*DEMO, "--rounds", "1"), ("doctor", "--mute")])
def test_a_folder_without_locks_is_told_at_the_start(
    tmp_path: Path, lacking: dict[str, str], command: tuple[str, ...]
) -> None:
    """Two programs could write at once there: the words name the folder and the way out."""
    ran = improv(*command, "--data", tmp_path, **lacking, LACKS="locks")  # type: ignore[arg-type]
    assert ran.returncode == 1
    said = f"Files cannot be locked in {tmp_path}, so two programs could write at once."
    assert f"{said} Choose a folder on this machine with --data.\n" in ran.stderr
