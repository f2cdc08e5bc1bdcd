"""The commands as a person runs them: real processes, real files, exit codes and words."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from improv.journal.reader import SqliteReader
from improv.locale.phrases import plain

IMPROV = (sys.executable, "-m", "improv")
NO_DISPLAY = {
    name: value
    for name, value in os.environ.items()
    if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
} | {"LC_ALL": "C.UTF-8"}
"""The environment of a machine without a display that speaks English."""

READING = f"{plain('en', 'console.reading')}\n"
"""What is said in between where a machine is slow; here it may be so at any time."""

DEMO = ("play", "--demo", "--screen", "none")
"""A demo in lines on the console, as fast as it goes."""


def improv(
    *arguments: object, python: tuple[str, ...] = (), **more: str
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end, on a machine without a display, that is not said to be slow.

    `python` are options of Python, `more` variables of the environment.
    """
    command = [sys.executable, *python, "-m", "improv", *map(str, arguments)]
    ran = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env={**NO_DISPLAY, "PYTHONIOENCODING": "utf-8", **more},
        timeout=120,
        check=False,
    )
    ran.stderr = ran.stderr.replace(READING, "")
    return ran


def improv_typed(*arguments: object, typed: str) -> tuple[int, str]:
    """Run a command on a terminal on which somebody types a line: its exit code, and what it said.

    The terminal is one of POSIX.
    """
    import pty

    ours, theirs = pty.openpty()
    try:
        asked = subprocess.Popen(
            [*IMPROV, *map(str, arguments)],
            stdin=theirs,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**NO_DISPLAY, "PYTHONIOENCODING": "utf-8"},
        )
        os.write(ours, f"{typed}\n".encode())
        told, _ = asked.communicate(timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    return asked.returncode, told


def events_of(data: Path, session: str) -> list[dict[str, object]]:
    """What the journal holds of a session."""
    with closing(SqliteReader.open(data)) as journal:
        return [record.event for record in journal.records(session)]


def only_session(data: Path) -> str:
    """The id of the one session in a data folder of which anything was kept."""
    with closing(SqliteReader.open(data)) as journal:
        (header,) = (one for one in journal.sessions() if one.events)
    return header.id
