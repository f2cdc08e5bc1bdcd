"""`improv guide`: how to facilitate, write cards, bring phones in, practise alone; offline."""

import argparse
from typing import Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console
from improv.wiring.guide import PAGES


def add(commands: Any) -> None:
    """Add the command."""
    guide = add_command(commands, "guide", run, plain_here("usage.guide"))
    guide.add_argument(
        "page", metavar="PAGE", nargs="?", choices=PAGES, help=plain_here("usage.guide.page")
    )
    guide.add_argument("--list", action="store_true", help=plain_here("usage.guide.list"))
    guide.add_argument("--lang", metavar="LANG", help=plain_here("usage.lang.page"))
    add_data(guide)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the pages; say where they are, or where one is, and open it.

    Raises WrongUsage, CannotPlay.
    """
    from improv.paths import data_folder
    from improv.reports.guide_pages import FIRST, file_name
    from improv.terminal.address import open_page
    from improv.wiring.guide import write_guide
    from improv.wiring.report_language import report_language

    files = write_guide(data_folder(chosen.data))
    if chosen.list:
        for file in files:
            console.say(str(file))
        return 0
    wanted = file_name(chosen.page or FIRST, report_language(chosen.lang))
    file = next(one for one in files if one.name == wanted)
    console.say(plain_here("progress.page", path=str(file)))
    open_page(file)
    return 0
