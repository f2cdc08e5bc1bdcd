"""`improv new`: a pack of one's own that plays at once."""

import argparse
from typing import Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console


def add(commands: Any) -> None:
    """Add the command."""
    new = add_command(commands, "new", run, plain_here("usage.new_pack"))
    new.add_argument("pack", metavar="PACK")
    languages = plain_here("usage.new_pack.lang")
    new.add_argument("--lang", nargs="+", action="extend", default=[], metavar="xx", help=languages)
    add_data(new)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Make it, and say where it is and what comes next."""
    from improv.cli.values import as_typed
    from improv.paths import data_folder
    from improv.wiring.new_pack import new_pack

    folder = new_pack(as_typed(chosen.pack), chosen.lang, data_folder(chosen.data))
    play, check = (f"improv {what} {folder.name}" for what in ("play --pack", "check"))
    console.say(plain_here("console.new", folder=str(folder)))
    console.say(plain_here("console.new.next", play=f"{play} --watch", check=check))
    return 0
