"""`improv forget`: what somebody practised alone is deleted, and their name everywhere else."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console

if TYPE_CHECKING:
    from improv.wiring.forgetting import Traces


def add(commands: Any) -> None:
    """Add the command."""
    forget = add_command(commands, "forget", run, plain_here("usage.forget"))
    forget.add_argument("name", metavar="NAME", help=plain_here("usage.person"))
    forget.add_argument("--yes", action="store_true", help=plain_here("usage.yes"))
    forget.add_argument("--texts", action="store_true", help=plain_here("usage.texts"))
    add_data(forget)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Tell what there is, ask, do it, and tell what may be left.

    Raises WrongUsage without an answer, CannotPlay for a file that stays, JournalError.
    """
    from improv.core.roster import clean_name
    from improv.journal.file import NAME
    from improv.journal.store import SqliteJournal
    from improv.paths import data_folder
    from improv.wiring.errors import CannotPlay, WrongUsage
    from improv.wiring.forgetting import forget, traces_of

    folder, name = data_folder(chosen.data), clean_name(chosen.name)
    if not name:
        raise WrongUsage("wrong.person")
    if not os.path.lexists(folder / NAME):
        console.say(plain_here("forget.none", name=name, folder=str(folder)))
        return 0
    # It is held from here on: nobody plays between the question and what follows from it.
    journal = SqliteJournal.open(folder)
    try:
        traces = traces_of(name, folder, journal, texts=chosen.texts)
        if not (traces.alone or traces.rooms):
            console.say(plain_here("forget.none", name=name, folder=str(folder)))
        else:
            _tell_what_goes(traces, console)
            if not chosen.yes and not _agreed(name, console):
                console.say(plain_here("forget.not_done"))
                return 1
        overwritten = forget(traces, folder, journal)
    except OSError as error:
        path, why = str(error.filename or folder), error.strerror or str(error)
        raise CannotPlay("cannot.write", path=path, why=why) from None
    finally:
        journal.close()
    if traces.alone or traces.rooms:
        console.say(plain_here("forget.done" if overwritten else "forget.busy"))
    _tell_what_is_left(traces, folder, console, journal=overwritten)
    return 0 if overwritten else 1


def _tell_what_goes(traces: "Traces", console: Console) -> None:
    for count, message in (
        (len(traces.alone), "forget.alone"),
        (len(traces.takes), "forget.takes"),
        (len(traces.rooms), "forget.rooms"),
    ):
        if count:
            console.say(plain_here(message, count=count))


def _agreed(name: str, console: Console) -> bool:
    """Whether the name was typed once more: a key that slipped is no answer, in any language."""
    from improv.core.forgetting import same_name
    from improv.wiring.errors import WrongUsage

    answer = console.ask(plain_here("forget.ask"))
    if answer is None:
        raise WrongUsage("forget.nobody", option="--yes")
    return same_name(answer, name)


def _tell_what_is_left(traces: "Traces", folder: Path, console: Console, *, journal: bool) -> None:
    """`journal`: whether nothing should be left in the journal's file beside what is told."""
    from improv.journal.file import NAME
    from improv.wiring.errors import listed
    from improv.wiring.forgetting import files_of

    if traces.mentions:
        console.say(plain_here("forget.mentions", option="--texts"))
    for mention in traces.mentions:
        console.say(f"  {mention.session}  {mention.text}")
    if traces.unread:
        console.say(plain_here("forget.unread", listed=listed(traces.unread)))
    told = bool(traces.mentions or traces.unread) or not journal
    files = [path for path in files_of(traces, folder) if not (told and path.name.startswith(NAME))]
    if files:
        console.say(plain_here("forget.files"))
    for path in files:
        console.say(f"  {path}")
