"""What can go wrong with the file, in sentences for the person at the laptop.

Knows the error codes of SQLite and of the system, and says for each what happened, where, and
what to do. Does not know what was being written. https://sqlite.org/rescode.html
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from improv.director.ports import NotSaved, Trouble, Unreadable
from improv.locale.console import plain_here

ANOTHER_FOLDER = "--data"
"""The option that chooses another folder."""

_OF_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Trouble.FULL,  # the shared index could not grow
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.FAILED,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_CANTOPEN: Trouble.GONE,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
    # Our statements are sound, so a table of ours is not there.
    sqlite3.SQLITE_ERROR: Trouble.DAMAGED,
}
_OF_SYSTEM = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.FORBIDDEN,
    errno.EPERM: Trouble.FORBIDDEN,
    errno.EIO: Trouble.FAILED,
    errno.ENOENT: Trouble.GONE,
    errno.ENOTDIR: Trouble.GONE,
    errno.EEXIST: Trouble.GONE,
}
_PASSING = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY})


def _code(error: sqlite3.Error) -> int:
    # Text that is not UTF-8 is found by Python, not by SQLite, and carries no code.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)


def trouble_of(error: sqlite3.Error | OSError) -> Trouble:
    """What kind of trouble an error is."""
    if isinstance(error, sqlite3.Error):
        code = _code(error)
        return _OF_SQLITE.get(code) or _OF_SQLITE.get(code & 0xFF, Trouble.OTHER)
    return _OF_SYSTEM.get(error.errno or 0, Trouble.OTHER)


def passes(error: BaseException | None) -> bool:
    """Whether the connection that met `error` is as good as before once the cause is gone."""
    return isinstance(error, sqlite3.Error) and _code(error) & 0xFF in _PASSING


@contextmanager
def plainly(
    path: Path,
    *,
    damage: type[NotSaved | Unreadable] = Unreadable,
    trouble: type[NotSaved | Unreadable] = NotSaved,
) -> Iterator[None]:
    """Turn errors of the file at `path` into `damage` when its bytes are wrong, else `trouble`.

    Mistakes of our own (a closed connection, a broken constraint) stay what they are.
    """
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        raise
    except (sqlite3.Error, OSError) as error:
        found = trouble_of(error)
        words = plain_here(
            f"journal.{found}", path=str(path), error=str(error), option=ANOTHER_FOLDER
        )
        damaged = isinstance(error, sqlite3.Error) and found is Trouble.DAMAGED
        if (damage if damaged else trouble) is Unreadable:
            raise Unreadable(words) from error
        raise NotSaved(words, found) from error
