"""`improv export`: what happened in a session, as JSON or as a table."""

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console, unwritable

if TYPE_CHECKING:
    from improv.core.summary import Summary


def add(commands: Any) -> None:
    """Add the command."""
    export = add_command(commands, "export", run, plain_here("usage.export"))
    export.add_argument("id", metavar="ID", help=plain_here("usage.id", command="improv sessions"))
    export.add_argument("--format", choices=("json", "csv"), default="json")
    export.add_argument("--out", type=Path, metavar="FILE", help=plain_here("usage.out"))
    add_data(export)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the summary of the session to the console or into a file. Raises CannotPlay."""
    from improv.paths import data_folder
    from improv.wiring.errors import CannotPlay
    from improv.wiring.sessions import summary_of, to_dict

    header, summary = summary_of(data_folder(chosen.data), chosen.id)
    table = chosen.format == "csv"
    # A spreadsheet knows UTF-8 by its mark, and JSON may have none.
    encoding = "utf-8-sig" if table else "utf-8"
    try:
        opened = chosen.out and chosen.out.open("w", encoding=encoding)
        with opened or nullcontext(console.output) as output:
            if table:
                _write_table(summary, output)
            else:
                import json

                json.dump(to_dict(header, summary), output, ensure_ascii=False, indent=2)
                output.write("\n")
    except OSError as error:
        if chosen.out is None:
            with unwritable():
                raise
        why = error.strerror or str(error)
        raise CannotPlay("cannot.write", path=str(chosen.out), why=why) from None
    return 0


def _write_table(summary: "Summary", output: TextIO) -> None:
    import csv
    from dataclasses import astuple

    from improv.core.summary import COLUMNS

    # Where the system ends its lines in another way, the stream does it.
    table = csv.writer(output, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(map(_cell, astuple(row)) for row in summary.rows())


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value
