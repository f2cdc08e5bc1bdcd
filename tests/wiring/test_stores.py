"""Where hosted rooms are kept, and cannot be: one sentence, no traceback, no password."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.wiring.program import NO_DISPLAY

pytestmark = pytest.mark.slow

ADDRESS = "postgresql://improv:geheim@127.0.0.1:9/rooms"


def _serve(data: Path, before: str = "") -> "subprocess.CompletedProcess[str]":
    start = f"import sys; {before}from improv.__main__ import main; sys.exit(main())"
    words = ["serve", "--database", ADDRESS, "--data", str(data), "--mute"]
    command = [sys.executable, "-c", start, *words]
    return subprocess.run(command, capture_output=True, text=True, env=NO_DISPLAY, check=False)


def test_a_database_without_its_extra_names_the_command(tmp_path: Path) -> None:
    """That installs it."""
    done = _serve(tmp_path, "sys.modules['asyncpg'] = None; ")
    assert done.returncode == 1
    assert "pip install asyncpg" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_database_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    """Where it was looked for, and what was said there."""
    done = _serve(tmp_path)
    assert done.returncode == 1
    assert "127.0.0.1:9/rooms" in done.stderr
    assert "geheim" not in done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
