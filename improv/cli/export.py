"""`improv export`: what happened in a session, as JSON or as a table."""

import argparse
from typing import Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console


def add(commands: Any) -> None:
    """Add the command."""
    export = add_command(commands, "export", run, plain_here("usage.export"))
    export.add_argument("id", metavar="ID", help=plain_here("usage.id", command="improv sessions"))
    export.add_argument("--format", choices=("json", "csv"), default="json")
    add_data(export)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the summary of the session."""
    from improv.paths import data_folder
    from improv.wiring.sessions import summary_of, to_dict

    header, summary = summary_of(data_folder(chosen.data), chosen.id)
    if chosen.format == "json":
        import json

        console.say(json.dumps(to_dict(header, summary), ensure_ascii=False, indent=2))
        return 0
    import csv
    from dataclasses import astuple

    from improv.core.summary import COLUMNS

    table = csv.writer(console.output)
    table.writerow(COLUMNS)
    table.writerows(map(_cell, astuple(row)) for row in summary.rows())
    return 0


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value
