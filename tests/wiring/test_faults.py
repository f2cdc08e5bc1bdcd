"""What nobody foresaw, in the game's process and in that of the windows."""

import re
import subprocess
import sys
from pathlib import Path

from improv import own_process
from improv.screen.window_messages import Channel
from improv.wiring.faults import MOST_FAULTS
from improv.wiring.window import PROCESS
from tests.cli.commands import NO_DISPLAY

PROGRAM = """
import logging, threading
from improv.wiring.faults import word_faults

def fail(why):
    raise ZeroDivisionError(why)

word_faults(print)
logging.warning("a plain line")
for why in ("first", "first", *map(str, range(100))):
    try:
        fail(why)
    except ZeroDivisionError:
        logging.exception("a request failed")
thread = threading.Thread(target=fail, args=("on a thread",))
"""


def printed(program: str, tmp_path: Path) -> tuple[str, list[str]]:
    """What a program says, and the details in the files that it names."""
    environment = NO_DISPLAY | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    files = re.findall(r"the details are in (.*)", ran.stdout)
    return ran.stdout, [Path(file).read_text(encoding="utf-8") for file in files]


def test_a_fault_is_told_once_and_not_without_end(tmp_path: Path) -> None:
    """In a sentence and a file, whatever a server's clients make of it."""
    said, details = printed(PROGRAM, tmp_path)
    assert said.startswith("a plain line\n")
    assert said.count("a fault of its own (ZeroDivisionError('first'))") == 1
    assert len(details) == MOST_FAULTS
    assert all("in fail" in one for one in details)
    assert "Traceback" not in said


def test_a_thread_that_fails_is_worded_too(tmp_path: Path) -> None:
    """Not by Python's own traceback."""
    program = PROGRAM.replace("range(100)", "()") + "thread.start(); thread.join()"
    said, details = printed(program, tmp_path)
    assert "(ZeroDivisionError('on a thread'))" in said
    assert "ZeroDivisionError: on a thread" in details[-1]


def test_the_windows_process_words_its_faults(tmp_path: Path) -> None:
    """What the game never sends makes it end; the console has a sentence and no traceback."""
    pipe = subprocess.PIPE
    environment = NO_DISPLAY | {"SDL_VIDEODRIVER": "dummy", "TMPDIR": str(tmp_path)}
    command, where = own_process.command(PROCESS), own_process.FOLDER
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, cwd=where
    ) as windows:
        assert windows.stdin is not None
        assert windows.stdout is not None
        assert windows.stderr is not None
        channel = Channel(windows.stdout, windows.stdin)
        channel.receive()  # the displays
        channel.send("no options")
        said = windows.stderr.read().decode()
    assert windows.returncode == 1
    assert "the program met a fault of its own (AssertionError())" in said
    assert "Traceback" not in said
    (file,) = re.findall(r"the details are in (.*)", said)
    assert "AssertionError" in Path(file).read_text(encoding="utf-8")
