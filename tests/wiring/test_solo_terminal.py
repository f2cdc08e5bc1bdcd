"""`improv solo --terminal`: the real program at a real terminal, and at a pipe."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from improv.journal.reader import SqliteReader
from tests.wiring.program import NO_DISPLAY, SECONDS

if sys.platform == "win32":
    pytest.skip("needs terminals of a Unix", allow_module_level=True)

COMMAND = (
    sys.executable,
    "-m",
    "improv",
    "solo",
    "--terminal",
    "--no-listen",
    "--mute",
    "--calls",
    "1",
)
LANGUAGES = ("en", "fa", "ar", "he")


class Terminal:
    """The program at a terminal, and somebody who reads and types there."""

    def __init__(self, data: Path, *options: str) -> None:
        self._ours, theirs = os.openpty()
        self.process = subprocess.Popen(
            [*COMMAND, "--data", str(data), *options],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=NO_DISPLAY,
            start_new_session=True,
        )
        os.close(theirs)
        self.text = ""

    def type(self, text: str) -> None:
        """Type it."""
        os.write(self._ours, text.encode())

    def wait_for(self, words: str, times: int = 1) -> None:
        """Until they stand there so often."""
        ends = time.monotonic() + SECONDS
        while self.text.count(words) < times:
            assert time.monotonic() < ends, self.text
            self._read(0.1)

    def end(self) -> int:
        """Wait until the program has ended; its exit code."""
        ends = time.monotonic() + SECONDS
        while self.process.poll() is None:
            assert time.monotonic() < ends, self.text
            self._read(0.05)
        self._read(0.2)
        return self.process.returncode

    def _read(self, wait: float) -> None:
        if select.select([self._ours], [], [], wait)[0]:
            with suppress(OSError):  # the program has closed its side
                self.text += os.read(self._ours, 65536).decode(errors="replace")

    def close(self) -> None:
        """Let go of everything."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(SECONDS)
        os.close(self._ours)


@contextmanager
def terminal(data: Path, *options: str) -> Iterator[Terminal]:
    """The program at a terminal, gone at the end whatever happened."""
    here = Terminal(data, *options)
    try:
        yield here
    finally:
        here.close()


def ended(data: Path) -> bool:
    """Whether the one session there is has ended."""
    reader = SqliteReader.open(data)
    try:
        (header,) = reader.sessions()
        return header.ended
    finally:
        reader.close()


def test_a_shift_is_left_and_gone_on_with(tmp_path: Path) -> None:
    """Ctrl+D ends it in words; Enter at the question resumes it where it was, and it is played."""
    data = tmp_path / "data"
    with terminal(data, "--name", "Sara", "--seed", "3") as here:
        here.wait_for("what can be typed")
        for title in ("The rules", "The draw", "Get ready", "45 seconds to answer"):
            here.type("\n")
            here.wait_for(title)
        here.type("\x04")
        assert here.end() == 0, here.text
        assert "improv solo --resume" in here.text
        assert "\x1b" not in here.text
    assert not ended(data)
    with terminal(data, "--name", "Sara") as here:
        here.wait_for("was not finished")
        here.type("\n")
        here.wait_for("Your turn")
        for _ in range(20):
            if here.process.poll() is not None or "That was your shift" in here.text:
                break
            seen = here.text
            with suppress(OSError):
                here.type("\n")
            stops = time.monotonic() + 5
            while here.text.count("\n") < seen.count("\n") + 3 and time.monotonic() < stops:
                here._read(0.05)
        here.wait_for("That was your shift")
        assert here.end() == 0, here.text
    assert ended(data)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.one_in(4)
def test_a_pipe_plays_as_far_as_it_goes(tmp_path: Path, language: str) -> None:
    """In each language: what it prints is whole lines of text, and its end is no error."""
    data = tmp_path / "data"
    done = subprocess.run(
        [*COMMAND, "--data", str(data), "--name", "Sara", "--lang", language, "--seed", "3"],
        input="\n\n\n\n?\nq\n",
        capture_output=True,
        env={**NO_DISPLAY, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u2066-\u2069]", done.stdout)
    assert done.stdout.count("\n\n") == 4, done.stdout
    assert "improv solo --resume" in done.stdout
    assert "Traceback" not in done.stderr
    assert not ended(data)


def test_ctrl_c_ends_it_while_nobody_types(tmp_path: Path) -> None:
    """Reading waits, and does not hold the program."""
    with terminal(tmp_path / "data", "--name", "Sara") as here:
        here.wait_for("what can be typed")
        here.process.send_signal(signal.SIGINT)
        assert here.end() == 0, here.text
        assert "improv solo --resume" in here.text
        assert "Traceback" not in here.text
        assert "Fatal" not in here.text


def test_nothing_to_see_is_refused_in_words(tmp_path: Path) -> None:
    """Somebody alone has no remote."""
    command = (sys.executable, "-m", "improv", "solo", "--screen", "none", "--name", "Sara")
    done = subprocess.run(
        [*command, "--data", str(tmp_path / "data")],
        capture_output=True,
        env=NO_DISPLAY,
        encoding="utf-8",
        timeout=SECONDS,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2, done.stderr
    assert "--terminal" in done.stderr
