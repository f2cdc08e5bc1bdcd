"""`improv check`: every problem in packs and formats, with its file, line and column."""

import argparse
from pathlib import Path
from typing import Any

from improv.cli.usage import add_command
from improv.locale.console import plain_here
from improv.locale.system import system_language
from improv.terminal.console import Console


def add(commands: Any) -> None:
    """Add the command."""
    check = add_command(commands, "check", run, plain_here("usage.check"))
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH")


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the problems, or how many files are free of any."""
    from improv.packs import check

    with console.progress(plain_here("console.reading")):
        report = check(chosen.paths)
    for line in report.lines(system_language()):
        console.say(line)
    if not report.problems:
        console.say(plain_here("console.clean", count=report.files))
    return 1 if report.problems else 0
