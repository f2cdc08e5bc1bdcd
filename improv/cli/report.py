"""`improv report`: what a session leaves to take away, and half a page for the team's lead."""

import argparse
from pathlib import Path
from typing import Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console


def add(commands: Any) -> None:
    """Add the command."""
    report = add_command(commands, "report", run, plain_here("usage.report"))
    ids = plain_here("usage.report.ids", command="improv sessions")
    report.add_argument("ids", metavar="ID", nargs="*", help=ids)
    out = plain_here("usage.report.out")
    report.add_argument("--out", type=Path, metavar="FILE", help=out)
    report.add_argument("--names", action="store_true", help=plain_here("usage.report.names"))
    report.add_argument("--lang", metavar="LANG", help=plain_here("usage.lang.report"))
    add_data(report)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the pages, and say where they are. Raises WrongUsage, CannotPlay, Unreadable."""
    from improv.paths import data_folder
    from improv.wiring.report import write_reports

    folder = data_folder(chosen.data)
    page, *lead = write_reports(
        folder, chosen.ids, chosen.out, names=chosen.names, language=chosen.lang
    )
    console.say(plain_here("report.file", path=str(page)))
    for file in lead:
        console.say(plain_here("report.file.lead", path=str(file)))
    return 0
