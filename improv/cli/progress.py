"""`improv progress`: what somebody has practised alone, in a few lines, as data, and on a page."""

import argparse
from dataclasses import astuple
from pathlib import Path
from typing import Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console


def add(commands: Any) -> None:
    """Add the command."""
    progress = add_command(commands, "progress", run, plain_here("usage.progress"))
    progress.add_argument("--name", metavar="NAME", help=plain_here("usage.whose"))
    data = progress.add_mutually_exclusive_group()
    data.add_argument("--csv", action="store_true", help=plain_here("usage.csv"))
    data.add_argument("--json", action="store_true", help=plain_here("usage.json"))
    progress.add_argument("--out", type=Path, metavar="FILE", help=plain_here("usage.progress.out"))
    progress.add_argument("--lang", metavar="LANG", help=plain_here("usage.lang.page"))
    progress.add_argument("--no-open", action="store_true", help=plain_here("usage.no_open"))
    add_data(progress)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the table and open the page; or write the calls as data, and nothing else.

    Raises WrongUsage for somebody who has not practised here, CannotPlay, Unreadable.
    """
    from improv.cli.data import write_json, write_table, written
    from improv.paths import data_folder
    from improv.wiring.progress import report_of, write_page

    folder = data_folder(chosen.data)
    report = report_of(folder, chosen.name, chosen.lang)
    if chosen.csv or chosen.json:
        with written(chosen.out, console.output, table=chosen.csv) as output:
            if chosen.csv:
                from improv.practice.progress import COLUMNS

                write_table(COLUMNS, map(astuple, report.rows()), output)
            else:
                write_json(report.to_dict(), output)
        return 0
    for line in report.lines():
        console.say(line)
    file = write_page(report, folder, chosen.out)
    console.say(plain_here("progress.page", path=str(file)))
    if not chosen.no_open:
        from improv.terminal.address import open_page

        open_page(file)
    return 0
