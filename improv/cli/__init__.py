"""The command line: `main` reads it, runs one command and returns its exit code.

0 done, 1 problems found, 2 wrong usage. Whatever goes wrong is said in a sentence; a traceback is
never an answer. What a command needs is imported when it runs, so that none waits for another's.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

from improv import __version__
from improv.cli import (
    cards,
    check,
    doctor,
    export,
    export_cards,
    forget,
    formats,
    guide,
    home,
    import_cards,
    new,
    plan,
    play,
    preview,
    printing,
    progress,
    report,
    serve,
    sessions,
    solo,
)
from improv.cli.troubles import exit_code
from improv.cli.usage import Parser, epilog
from improv.locale.system import plain_here
from improv.terminal.console import Console, Unwritable, unwritable

COMMANDS = (
    *(play, solo, serve, progress, new, cards, check, preview, printing, export_cards),
    *(import_cards, formats, plan, sessions, report, export, forget, guide, doctor),
)
"""In the order of the help. Each has `add(commands)`, which adds its parser and what runs it."""


def parser() -> argparse.ArgumentParser:
    """A parser whose result has the `command` and its `run(chosen, console)`, an exit code."""
    whole = Parser(prog="improv", description=plain_here("usage.improv"), epilog=epilog())
    version = f"improv {__version__}"
    whole.add_argument(
        "--version", action="version", version=version, help=plain_here("usage.version")
    )
    # Its own name: a command has an option of the same name.
    screen = plain_here("usage.screen")
    whole.add_argument(
        "--screen", dest="home_screen", choices=("window", "browser"), default="", help=screen
    )
    commands = whole.add_subparsers(
        dest="command", metavar="COMMAND", title=plain_here("usage.group.commands")
    )
    for command in COMMANDS:
        command.add(commands)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command of `arguments`, by default those of the process; its exit code."""
    for stream in (sys.stdout, sys.stderr):  # names and cards are in every script
        if hasattr(stream, "reconfigure"):
            # A file or a program gets UTF-8; a console knows what it can show.
            stream.reconfigure(
                encoding=stream.encoding if stream.isatty() else "utf-8", errors="backslashreplace"
            )
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # a line in the middle of ours
    commands = parser()
    chosen = commands.parse_args(arguments)
    console = Console(sys.stdin, sys.stdout, sys.stderr)
    if chosen.command is None:
        chosen.command, chosen.run = "", home.run
    elif chosen.home_screen:  # behind the command it would have been that command's
        commands.error(f"argument --screen: not allowed with argument {chosen.command}")
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code: int = chosen.run(chosen, console)
        if sys.stdout is not None:  # closed by whoever started us
            with unwritable():
                sys.stdout.flush()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the second time it ends at once
        console.complain(plain_here("console.stopped"))
        return 1
    except (BrokenPipeError, Unwritable) as error:  # `improv sessions | head`
        with suppress(OSError):  # what is left in the buffer would be complained about at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, Unwritable):
            console.complain(plain_here("cannot.write", path="stdout", why=str(error)))
        return 1
    except Exception as error:
        if sys.flags.dev_mode:  # `python -X dev`
            raise
        return exit_code(error, chosen.command, console.complain)
    return code
