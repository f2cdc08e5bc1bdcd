"""Journals for the tests, and disks that are really full or read-only."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from improv.journal.store import SqliteJournal
from tests.journal.samples import records

ROOT = Path(__file__).parents[2]


class Programs:
    """Other programs of ours (tests/journal/programs.py); whatever still runs is killed."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        """Start one, with its output and the like of its input in pipes."""
        program = self._stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "tests.journal.programs", *map(str, words)],
                cwd=ROOT,
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        )
        self._stack.callback(program.kill)
        return program


@pytest.fixture
def programs() -> Iterator[Programs]:
    """Programs beside this one."""
    with ExitStack() as stack:
        yield Programs(stack)


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., SqliteJournal]]:
    """A function that opens a journal with session `s` and so many events in it."""
    with ExitStack() as stack:

        def start(folder: Path = tmp_path, events: int = 0) -> SqliteJournal:
            journal = SqliteJournal.open(folder)
            stack.callback(journal.close)
            journal.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
            journal.append("s", records(1, events))
            return journal

        yield start


def _mount(words: Sequence[str], at: Path) -> None:
    done = subprocess.run(["mount", *words, str(at)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this account may not mount a disk: {done.stderr.strip()}")


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 512 KiB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    _mount(["-t", "tmpfs", "-o", "size=512k", "tmpfs"], folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def write_protected() -> Iterator[Callable[[Path], Path]]:
    """A function that makes a folder one in which nothing can be written, or such a file."""
    with ExitStack() as stack:

        def protect(folder: Path) -> Path:
            if os.geteuid():
                mode = folder.stat().st_mode
                folder.chmod(mode & 0o555)
                stack.callback(folder.chmod, mode)
            else:  # whom modes do not hinder
                _mount(["--bind", str(folder)], folder)
                stack.callback(subprocess.run, ["umount", "--lazy", str(folder)], check=True)
                _mount(["-o", "remount,bind,ro"], folder)
            return folder

        yield protect
