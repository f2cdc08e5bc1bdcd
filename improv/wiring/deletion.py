"""A session that is deleted wholly: its events, its recordings, its reports and exports."""

from pathlib import Path

from improv.journal.store import SqliteJournal
from improv.wiring.practice import CACHE, PROGRESS_PAGE
from improv.wiring.session_files import files_with, pages_around, pages_of, remove, takes_of

CACHES = (CACHE, PROGRESS_PAGE)
"""Files of the data folder about who practises alone, made again when they are needed."""


def files_of(session: str, data: Path) -> tuple[Path, ...]:
    """The files that go with it."""
    return (*takes_of([session], data), *pages_of([session], data))


def delete_session(session: str, data: Path, journal: SqliteJournal) -> bool:
    """Delete all of it; whether no byte of it is left in the journal.

    Raises KeyError for one that is not there, OSError for a file that cannot be deleted, NotSaved:
    then the journal is as it was.
    """
    # The files go first: who asks again after a fault finds the session that tells of them.
    remove(files_of(session, data))
    for name in CACHES:
        (data / name).unlink(missing_ok=True)
    return journal.forget([session], {})


def left_of(session: str, data: Path) -> tuple[Path, ...]:
    """The files that may still hold something of it: copies of the journal, pages of several."""
    held = files_with({session.encode()}, data)
    return tuple(sorted({*held, *pages_around(session, data)}))
