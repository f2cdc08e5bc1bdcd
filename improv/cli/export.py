"""`improv export`: what happened in a session, as JSON, as a table or as a workbook."""

import argparse
from pathlib import Path
from typing import Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console


def add(commands: Any) -> None:
    """Add the command."""
    export = add_command(commands, "export", run, plain_here("usage.export"))
    export.add_argument("id", metavar="ID", help=plain_here("usage.id", command="improv sessions"))
    export.add_argument("--format", choices=("json", "csv", "xlsx"), default="json")
    export.add_argument("--out", type=Path, metavar="FILE", help=plain_here("usage.out"))
    export.add_argument(
        "--names", action="store_true", help=plain_here("usage.export.names", format="csv, xlsx")
    )
    add_data(export)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the summary of the session to the console or into a file. Raises CannotPlay."""
    from improv.cli.data import write_json, write_table, written
    from improv.paths import data_folder
    from improv.wiring.sessions import summary_of, to_dict

    folder = data_folder(chosen.data)
    header, summary = summary_of(folder, chosen.id)
    if chosen.format == "xlsx":
        from improv.reports.workbook import workbook
        from improv.wiring.report import write_file
        from improv.wiring.session_files import REPORTS

        file = chosen.out or folder / REPORTS / f"{header.id}.xlsx"
        write_file(file, workbook(summary, names=chosen.names), make=chosen.out is None)
        console.say(plain_here("export.file", path=str(file)))
        return 0
    table = chosen.format == "csv"
    with written(chosen.out, console.output, table=table) as output:
        if table:
            from improv.core.summary_table import COLUMNS
            from improv.core.summary_table import table as rows_of

            write_table(COLUMNS, rows_of(summary, names=chosen.names), output)
        else:
            write_json(to_dict(header, summary), output)
    return 0
