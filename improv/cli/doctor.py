"""`improv doctor`: what this machine has, and what would break a game on it."""

import argparse
from typing import Any

from improv.cli.usage import add_command, add_data, add_voices
from improv.locale.system import plain_here
from improv.terminal.console import Console


def add(commands: Any) -> None:
    """Add the command."""
    doctor = add_command(commands, "doctor", run, plain_here("usage.doctor"))
    add_voices(doctor)
    doctor.add_argument("--mute", action="store_true", help=plain_here("usage.mute"))
    add_data(doctor)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Examine the machine; 1 when something would break a game."""
    from improv.paths import data_folder
    from improv.wiring.doctor import examine

    problems = examine(data_folder(chosen.data), chosen.voices, mute=chosen.mute, say=console.say)
    for problem in problems:
        console.complain(problem)
    return 1 if problems else 0
