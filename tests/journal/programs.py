"""Programs that the tests run beside themselves, some of which they kill.

`write FOLDER` appends to session `s` until it is killed, and prints the newest number that was
acknowledged after each append. `hold FOLDER` opens the journal, says so, and waits for a line.
`cramped FOLDER` appends under a limit on the size of files, and goes on when it is lifted.
"""

import os
import resource
import sys
from pathlib import Path

from improv.director.ports import AlreadyOpen, JournalError, NotSaved
from improv.journal.store import SqliteJournal
from tests.journal.samples import records


def say(words: object) -> None:
    """One line to the parent, at once."""
    os.write(1, f"{words}\n".encode())


def line_of(error: JournalError) -> str:
    """The error's name and values in one line."""
    return " ".join((error.name, *error.values.values()))


def write(folder: Path) -> None:
    """Batches of many sizes, with events now and then that make SQLite fold its log in."""
    journal = SqliteJournal.open(folder)
    last = journal.sessions()[0].events
    while True:
        size = 1 + last % 7
        journal.append("s", records(last + 1, last + size, filler="x" * (last % 5 * 8_000)))
        journal.mark("s", last)
        last += size
        say(last)


def hold(folder: Path) -> None:
    """Hold the lock, or say why not."""
    try:
        journal = SqliteJournal.open(folder)
    except AlreadyOpen as error:
        say(line_of(error))
        return
    say("open")
    sys.stdin.readline()
    journal.close()


def cramped(folder: Path) -> None:
    """Append until the limit, try again when it is gone, and say how both went."""
    journal = SqliteJournal.open(folder)
    journal.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    seq = 0
    try:
        while seq < 1000:
            journal.append("s", records(seq + 1, seq + 1, filler="x" * 5000))
            seq += 1
    except NotSaved as error:
        say(line_of(error))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    journal.append("s", records(seq + 1, seq + 1))
    journal.close()
    say(seq + 1)


if __name__ == "__main__":
    {"write": write, "hold": hold, "cramped": cramped}[sys.argv[1]](Path(sys.argv[2]))
