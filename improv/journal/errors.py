"""Error codes of SQLite and of the operating system, translated into the journal's own errors.

Does not know what was being written, and words nothing. https://sqlite.org/rescode.html
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from improv.director.ports import JournalError, NotSaved, Trouble, Unreadable

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
"""SQLite reports these before it has changed anything: its connection may be used again."""


def _code(error: sqlite3.Error) -> int:
    # Text that is not UTF-8 is found by Python, not by SQLite, and carries no code.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)


def trouble_of(error: sqlite3.Error | OSError) -> Trouble:
    """What kind of trouble an error is."""
    if isinstance(error, sqlite3.Error):
        code = _code(error)
        return _OF_SQLITE.get(code) or _OF_SQLITE.get(code & 0xFF, Trouble.OTHER)
    return _OF_SYSTEM.get(error.errno or 0, Trouble.OTHER)


def is_passing(error: BaseException | None) -> bool:
    """Whether the connection that met `error` can be used again once the cause is gone."""
    return isinstance(error, sqlite3.Error) and _code(error) & 0xFF in _PASSING


@contextmanager
def translate_errors(
    path: Path,
    *,
    damaged: type[JournalError] = Unreadable,
    otherwise: type[JournalError] = NotSaved,
) -> Iterator[None]:
    """Turn errors about a file into `damaged` where its bytes are wrong, else `otherwise`."""
    # Mistakes of our own (a closed connection, a broken constraint) stay what they are.
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        raise
    except (sqlite3.Error, OSError) as error:
        trouble = trouble_of(error)
        # Only SQLite looks at the bytes: the system's errors are about the place.
        wrong_bytes = isinstance(error, sqlite3.Error) and trouble is Trouble.DAMAGED
        kind = damaged if wrong_bytes else otherwise
        raise kind(f"journal.{trouble}", trouble, path=str(path), error=str(error)) from error
