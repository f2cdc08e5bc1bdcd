"""Processes of our own: one way to start them, from the source and in a frozen program."""

import json
import subprocess
import sys
from collections.abc import Sequence

import improv
from improv.own_process import FLAG, FOLDER, command, program, restore_environment


def main(arguments: Sequence[str]) -> None:
    """In the new process: print what it was given, and which modules of improv it has loaded."""
    loaded = sorted(name for name in sys.modules if name.startswith("improv"))
    found = {"arguments": arguments, "improv": improv.__file__, "loaded": loaded}
    sys.stdout.write(json.dumps(found))


def test_a_process_runs_the_main_of_a_module() -> None:
    """With its arguments as they are, in this very improv, and without the command line."""
    given = ["--help", "two words", "سلام"]
    words = command(__name__, *given)
    ran = subprocess.run(words, cwd=FOLDER, capture_output=True, encoding="utf-8", check=True)
    assert json.loads(ran.stdout) == {
        "arguments": given,
        "improv": improv.__file__,
        "loaded": ["improv", "improv.own_process"],
    }


def test_a_frozen_program_starts_itself() -> None:
    """It has no Python to start: `-m` and `-c` would be arguments of improv."""
    assert program("/opt/improv/improv", frozen=True) == ["/opt/improv/improv"]
    assert program("/usr/bin/python3", frozen=False) == ["/usr/bin/python3", "-m", "improv"]
    assert command("a.module", "b") == [
        *program(sys.executable, frozen=False),
        FLAG,
        "a.module",
        "b",
    ]


def test_a_frozen_program_leaves_its_libraries_to_itself() -> None:
    """A browser that it opens sees the environment in which the program was started."""
    ours = {"_PYI_ARCHIVE_FILE": "/opt/improv", "LD_LIBRARY_PATH": "/opt/_internal", "LANG": "he"}
    before = {"LD_LIBRARY_PATH": "/usr/local/lib"}
    environ, other = dict(ours), {**ours, "LD_LIBRARY_PATH_ORIG": before["LD_LIBRARY_PATH"]}
    restore_environment(environ)
    restore_environment(other)
    assert environ == {"LANG": "he"}
    assert other == {"LANG": "he"} | before
