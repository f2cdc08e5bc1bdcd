"""`improv cards`: the editor of a pack's cards, in a browser."""

import argparse
from typing import Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console
from improv.wiring.options import USUAL_PACK


def add(commands: Any) -> None:
    """Add the command."""
    cards = add_command(commands, "cards", run, plain_here("usage.cards"))
    cards.add_argument("pack", nargs="?", default=USUAL_PACK, metavar="PACK")
    cards.add_argument("--lang", metavar="LANG", help=plain_here("usage.lang.page"))
    add_data(cards)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Serve it until its tab is closed, or Ctrl+C."""
    from improv.paths import data_folder
    from improv.wiring.card_editor_server import open_card_editor
    from improv.wiring.report_language import report_language

    data = data_folder(chosen.data)
    language = report_language(chosen.lang) if chosen.lang else None
    open_card_editor(chosen.pack, data, console, language=language)
    return 0
