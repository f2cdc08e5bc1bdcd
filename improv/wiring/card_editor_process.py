"""The card editor beside the home screen: in a process of its own, which ends by itself.

It tells in one line of JSON where it is, or why it is nowhere.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from improv import own_process
from improv.director.ports import JournalError
from improv.packs.folders import UnknownPack
from improv.packs.problems import PackProblems
from improv.terminal.console import Console
from improv.wiring.errors import CannotPlay, CommandError, no_such_pack

_MOST_TOLD = 4
"""Problems of a pack."""


@dataclass(frozen=True, slots=True)
class RunningEditor:
    """An editor that was started. It ends when its tab has been closed for long, or by `end`."""

    address: str
    process: "subprocess.Popen[bytes]"

    def end(self) -> None:
        """End it now."""
        self.process.terminate()
        self.process.wait()


def start_card_editor(pack: str, data: Path, language: str) -> RunningEditor:
    """Open the editor of a pack, which opens the browser, too, where there is one.

    `pack`: its id, or the whole path of its folder. Raises CannotPlay, whose `str()` says what is
    wrong with it.
    """
    command = own_process.command(__name__, pack, str(data.absolute()), language)
    process = subprocess.Popen(  # noqa: S603 -- our own
        command,
        cwd=own_process.FOLDER,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=own_process.CREATION_FLAGS,
    )
    assert process.stdout is not None
    with process.stdout as out:
        line = out.readline()
    told = json.loads(line) if line else {"why": ""}
    if address := told.get("address"):
        return RunningEditor(address, process)
    process.wait()
    raise CannotPlay("editor.not_begun", detail=f": {told['why']}" if told["why"] else "")


def main(arguments: Sequence[str]) -> None:
    """In the new process: serve it until its tab has been closed for long."""
    from improv.wiring.card_editor_server import open_card_editor

    pack, data, language = arguments
    _, out = own_process.take_streams()

    def tell(name: str, text: str) -> None:
        out.write(json.dumps({name: text}).encode() + b"\n")
        out.close()

    console = Console(sys.stdin, sys.stdout, sys.stderr)
    try:
        open_card_editor(
            pack, Path(data), console, language=language, opened=lambda at: tell("address", at)
        )
    except UnknownPack as fault:
        tell("why", str(no_such_pack(fault)))
    except (CommandError, JournalError) as fault:
        tell("why", str(fault))
    except PackProblems as fault:
        tell("why", " · ".join(list(fault.lines(language))[:_MOST_TOLD]))
