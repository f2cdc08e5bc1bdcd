"""`improv doctor`: what this machine has, what would break a game on it, what a report needs."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from improv.cli.usage import add_command, add_data, add_voices
from improv.locale.system import plain_here
from improv.terminal.console import Console

if TYPE_CHECKING:
    from improv.wiring.doctor import Findings


def add(commands: Any) -> None:
    """Add the command."""
    doctor = add_command(commands, "doctor", run, plain_here("usage.doctor"))
    add_voices(doctor)
    doctor.add_argument("--mute", action="store_true", help=plain_here("usage.mute"))
    doctor.add_argument("--bundle", type=Path, metavar="FILE", help=plain_here("usage.bundle"))
    doctor.add_argument("--yes", action="store_true", help=plain_here("usage.yes"))
    add_data(doctor)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Examine the machine; 1 when something would break a game. Raises WrongUsage, CannotPlay."""
    from improv.paths import data_folder
    from improv.wiring.doctor import examine

    folder = data_folder(chosen.data)
    mute = chosen.mute or chosen.bundle is not None
    found = examine(folder, chosen.voices, mute=mute, say=console.say)
    for problem in found.problems:
        console.complain(problem)
    if chosen.bundle is not None:
        _bundle(chosen.bundle, folder, found, console, asks=not chosen.yes)
    return 1 if found.problems else 0


def _bundle(out: Path, folder: Path, found: "Findings", console: Console, *, asks: bool) -> None:
    """Show what would be written, ask, and write it. Raises WrongUsage, CannotPlay."""
    from improv.wiring.errors import WrongUsage
    from improv.wiring.fault_report import archive, fault_report
    from improv.wiring.report import write_file

    files = fault_report(folder, found)
    console.say("\n" + plain_here("bundle.shown", number=len(files)))
    for name, text in files.items():
        console.say(f"\n== {name}\n{text.rstrip()}")
    console.say("\n" + plain_here("bundle.nobody"))
    if asks:
        answer = console.ask(plain_here("bundle.ask", path=str(out), number=len(files)))
        if answer is None:
            raise WrongUsage("forget.nobody", option="--yes")
        if not answer.isdecimal() or int(answer) != len(files):
            console.say(plain_here("bundle.not_done"))
            return
    write_file(out, archive(files), make=False)
    console.say(plain_here("bundle.done", path=str(out)))
