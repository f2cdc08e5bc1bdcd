"""`improv print`: a deck of cards to cut out, with its games and ballot slips, as a PDF."""

import argparse
from pathlib import Path
from typing import Any

from improv.cli import values
from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console
from improv.wiring.options import ALL_PACKS, USUAL_PACK


def add(commands: Any) -> None:
    """Add the command."""
    deck = add_command(commands, "print", run, plain_here("usage.print"))
    packs = plain_here("usage.print.packs", all=ALL_PACKS, usual=USUAL_PACK)
    deck.add_argument("packs", nargs="*", metavar="PACK", help=packs)
    out = plain_here("usage.print.out")
    deck.add_argument("--out", type=Path, required=True, metavar="FILE", help=out)
    deck.add_argument("--lang", metavar="xx", help=plain_here("usage.lang", usual="en"))
    paper = plain_here("usage.print.paper", usual=values.PAPERS[0])
    deck.add_argument("--paper", choices=values.PAPERS, default=values.PAPERS[0], help=paper)
    kinds = plain_here("usage.print.kinds", listed=", ".join(values.KINDS))
    deck.add_argument("--kinds", type=values.ids, default=(), metavar="KIND,...", help=kinds)
    games = plain_here("usage.print.games", none="none")
    deck.add_argument("--games", type=values.ids, default=(), metavar="ID,...", help=games)
    backs = plain_here("usage.print.no_backs")
    deck.add_argument("--no-backs", dest="backs", action="store_false", help=backs)
    add_data(deck)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the file, and say where it is and what it holds."""
    from improv.paths import data_folder
    from improv.wiring.printing import print_deck

    printed = print_deck(
        chosen.packs or (USUAL_PACK,),
        chosen.out,
        language=chosen.lang,
        paper=chosen.paper,
        kinds=chosen.kinds,
        games=chosen.games,
        backs=chosen.backs,
        data=data_folder(chosen.data),
    )
    path, cards, pages = str(chosen.out), printed.cards, printed.pages
    console.say(plain_here("print.file", path=path, cards=cards, pages=pages))
    return 0
