"""The whole command line: which commands there are, in the order in which the help lists them."""

import argparse

from improv import __version__
from improv.cli import check, doctor, export, play, preview, sessions
from improv.cli.usage import Parser, epilog
from improv.locale.console import plain_here

COMMANDS = (play, check, preview, sessions, export, doctor)
"""Each is a module with `add(commands)`, which adds its parser and says what runs it."""


def parser() -> argparse.ArgumentParser:
    """A parser whose result has the `command` and its `run(chosen, console)`, an exit code."""
    whole = Parser(prog="improv", description=plain_here("usage.improv"), epilog=epilog())
    version = f"improv {__version__}"
    whole.add_argument(
        "--version", action="version", version=version, help=plain_here("usage.version")
    )
    commands = whole.add_subparsers(
        dest="command", metavar="COMMAND", title=plain_here("usage.group.commands")
    )
    for command in COMMANDS:
        command.add(commands)
    return whole
