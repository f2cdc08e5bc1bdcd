"""`improv export`: what happened in a session, as JSON, as a table or as a workbook."""

import argparse
from pathlib import Path
from typing import Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console

TABLES = ("votes", "scenes", "promises", "thanks")
"""Those of core.tables, the first by default. Named here: the help of every command needs them."""


def add(commands: Any) -> None:
    """Add the command."""
    export = add_command(commands, "export", run, plain_here("usage.export"))
    export.add_argument("id", metavar="ID", help=plain_here("usage.id", command="improv sessions"))
    export.add_argument("--format", choices=("json", "csv", "xlsx"), default="json")
    table = plain_here("usage.export.table", table=TABLES[0])
    export.add_argument("--table", choices=TABLES, help=table)
    export.add_argument("--out", type=Path, metavar="FILE", help=plain_here("usage.out"))
    export.add_argument(
        "--names", action="store_true", help=plain_here("usage.export.names", format="csv, xlsx")
    )
    add_data(export)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the summary of the session to the console or into a file.

    Raises WrongUsage, CannotPlay.
    """
    from improv.cli.data import write_json, write_table, written
    from improv.core.tables import tables
    from improv.paths import data_folder
    from improv.wiring.errors import WrongUsage
    from improv.wiring.sessions import summary_of, to_dict

    as_csv = chosen.format == "csv"
    if chosen.table and not as_csv:
        raise WrongUsage("wrong.table", option="--table", format="--format csv")
    folder = data_folder(chosen.data)
    header, summary = summary_of(folder, chosen.id)
    if chosen.format == "xlsx":
        from improv.reports.session_workbook import session_workbook
        from improv.wiring.report import write_file
        from improv.wiring.session_files import REPORTS

        file = chosen.out or folder / REPORTS / f"{header.id}.xlsx"
        write_file(file, session_workbook(summary, names=chosen.names), make=chosen.out is None)
        console.say(plain_here("export.file", path=str(file)))
        return 0
    with written(chosen.out, console.output, table=as_csv) as output:
        if as_csv:
            table = tables(summary, names=chosen.names)[chosen.table or TABLES[0]]
            write_table(table.columns, table.rows, output)
        else:
            write_json(to_dict(header, summary), output)
    return 0
