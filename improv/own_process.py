"""Another process of this very program, whether it runs from its source or frozen into one file.

The interpreter of a frozen program is the program itself: it knows neither `-m` nor `-c`, and would
only open a second game. So every process of ours is started by `command`, and improv/__main__.py
hands it to `run` before anything else is loaded.
"""

import os
import sys
from collections.abc import MutableMapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

import improv

FLAG = "--process"
"""The first argument of such a process; then come a module and the arguments of its `main`."""

if sys.platform == "win32":
    from subprocess import CREATE_NO_WINDOW as CREATION_FLAGS
else:
    CREATION_FLAGS = 0
    """What it is started with: on Windows it opens no console of its own."""

FOLDER = Path(improv.__file__).parents[1]
"""The working folder to start it in: it finds this very improv, and none of the user's is busy."""


def command(module: str, *arguments: str) -> list[str]:
    """The command that calls `main(arguments)` of `module` in a new process."""
    executable = sys.executable  # noqa: TID251 -- here alone
    return [*program(executable, frozen=hasattr(sys, "frozen")), FLAG, module, *arguments]


def program(executable: str, *, frozen: bool) -> list[str]:
    """How improv is started by `executable`: a Python, or improv itself (PyInstaller)."""
    return [executable] if frozen else [executable, "-m", "improv"]


def restore_environment(environ: MutableMapping[str, str]) -> None:
    """Take back what PyInstaller's starter has put into `environ` for the program alone."""
    # The loader has read it by now, and a browser that we open must not find our libraries before
    # its own. A process of ours begins anew and sets it again.
    for name in [name for name in environ if name.startswith("_PYI_")]:
        del environ[name]
    before = environ.pop("LD_LIBRARY_PATH_ORIG", "")
    environ.pop("LD_LIBRARY_PATH", None)
    if before:
        environ["LD_LIBRARY_PATH"] = before


def run(arguments: Sequence[str]) -> None:
    """In the new process: do what `command` was made for. `arguments` come after FLAG."""
    module, *given = arguments
    import_module(module).main(given)


def take_streams() -> tuple[BinaryIO, BinaryIO]:
    """In the new process: its standard input and output, which nobody else there can use now."""
    source = os.fdopen(_take_stream(0, os.O_RDONLY), "rb")
    return source, os.fdopen(_take_stream(1, os.O_WRONLY), "wb")


def _take_stream(stream: int, mode: int) -> int:
    """A copy of a standard stream, which itself becomes the null device."""
    copy = os.dup(stream)
    null = os.open(os.devnull, mode)
    os.dup2(null, stream)
    os.close(null)
    return copy
