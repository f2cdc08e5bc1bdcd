"""`improv sessions`: the sessions that were played, a line each; one of them is deleted."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here, system_language
from improv.terminal.console import Console

if TYPE_CHECKING:
    from improv.scenes.past_sessions import PastSession


def add(commands: Any) -> None:
    """Add the command."""
    sessions = add_command(commands, "sessions", run, plain_here("usage.sessions"))
    delete = plain_here("usage.sessions.delete")
    sessions.add_argument("--delete", metavar="ID", help=delete)
    sessions.add_argument("--yes", action="store_true", help=plain_here("usage.yes"))
    add_data(sessions)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the list, or delete a session wholly.

    Raises WrongUsage, CannotPlay for a file that stays, JournalError.
    """
    from improv.journal.reader import SqliteReader
    from improv.paths import data_folder
    from improv.wiring.past_sessions import past_sessions

    folder = data_folder(chosen.data)
    journal = SqliteReader.open(folder)
    try:
        played = past_sessions(journal, system_language())
    finally:
        journal.close()
    if chosen.delete is not None:
        return _delete(chosen.delete, folder, played, console, asks=not chosen.yes)
    if not played:
        console.say(plain_here("console.no_session", folder=str(folder)))
    for line in _listed(played):
        console.say(line)
    return 0


def _listed(played: "Sequence[PastSession]") -> Iterator[str]:
    """Id, when it began by this machine's clock, how long it took, and what it was."""
    from improv.locale.phrases import without_isolates
    from improv.scenes.past_sessions import past_session_text
    from improv.scenes.words import Names

    names, lines = Names(system_language()), []
    for one in played:
        text = past_session_text(one, names)
        columns = (text.day, text.hour, text.lasted, text.state, text.title, text.facts)
        lines.append((one.id, *map(without_isolates, columns)))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _delete(
    session: str, folder: Path, played: "Sequence[PastSession]", console: Console, *, asks: bool
) -> int:
    """Tell what goes, ask, do it, and tell what may be left."""
    from improv.journal.store import SqliteJournal
    from improv.wiring.deletion import delete_session, files_of, left_of
    from improv.wiring.errors import CannotPlay, not_found

    there = {one.id: one for one in played}
    if session not in there:
        raise not_found("session", session, there, command="improv sessions")
    # It is held from here on: nobody plays between the question and what follows from it.
    journal = SqliteJournal.open(folder)
    try:
        for line in _listed([there[session]]):
            console.say(line)
        if files := files_of(session, folder):
            console.say(plain_here("delete.files", count=len(files)))
        if asks and not _agreed(session, console):
            console.say(plain_here("forget.not_done"))
            return 1
        overwritten = delete_session(session, folder, journal)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotPlay("cannot.write", path=str(error.filename or folder), why=why) from None
    finally:
        journal.close()
    console.say(plain_here("forget.done" if overwritten else "forget.busy"))
    console.say(plain_here("delete.elsewhere", option="--out"))
    if overwritten and (left := left_of(session, folder)):
        console.say(plain_here("delete.left"))
        for path in left:
            console.say(f"  {path}")
    return 0 if overwritten else 1


def _agreed(session: str, console: Console) -> bool:
    """Whether the end of the id was typed: a key that slipped is no answer, in any language."""
    from improv.wiring.errors import WrongUsage

    end = session.rpartition("-")[2]
    answer = console.ask(plain_here("delete.ask", end=end))
    if answer is None:
        raise WrongUsage("forget.nobody", option="--yes")
    return answer.strip() in (end, session)
