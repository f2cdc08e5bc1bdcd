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
    report.add_argument("--pdf", action="store_true", help=plain_here("usage.report.pdf"))
    report.add_argument("--names", action="store_true", help=plain_here("usage.report.names"))
    report.add_argument("--open", action="store_true", help=plain_here("usage.report.open"))
    report.add_argument("--lang", metavar="LANG", help=plain_here("usage.lang.report"))
    add_data(report)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the pages, and say where they are. Raises WrongUsage, CannotPlay, Unreadable.

    A file that is called a PDF is one, beside its page.
    """
    from improv.paths import data_folder
    from improv.wiring.report import reports_of

    folder, file, wanted = data_folder(chosen.data), chosen.out, chosen.pdf
    if file is not None and file.suffix.lower() == ".pdf":
        file, wanted = file.with_suffix(".html"), True
    reports = reports_of(folder, chosen.ids, file, names=chosen.names, language=chosen.lang)
    reports.write()
    for place, path in enumerate(reports.pages):
        name = "report.file.lead" if place else "report.file"
        console.say(plain_here(name, path=str(path)))
    if wanted:
        for path in reports.write_pdf():
            console.say(plain_here("report.file.pdf", path=str(path)))
    if chosen.open:
        from improv.terminal.address import open_page

        open_page(next(iter(reports.pages)))
    return 0
