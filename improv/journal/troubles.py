"""What can go wrong with the file, in sentences for the person at the laptop.

Knows the error codes of SQLite and of the system, and says for each what happened, where, and
what to do. Does not know what was being written. https://sqlite.org/rescode.html
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from improv.director.ports import NotSaved, Unreadable

_FULL = "The disk is full, so {path} cannot grow. Free some space on it."
_READ_ONLY = "{path} may not be written. Allow writing there, or choose another folder with --data."
_FORBIDDEN = "This account may not use {path}. Give it leave, or choose another with --data."
_FAILED = "The disk failed at {path}. See that it is still connected."
_BUSY = "Another program is holding {path}. Close it: a database browser, or a backup."
_GONE = "{path} cannot be opened. See that it is still in its place, and may be used."
_DAMAGED = "{path} is damaged. Move it out of its folder to start anew, and keep it for a rescue."
_OTHER = "{path} could not be used: {error}."

_OF_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: _FULL,  # the shared index could not grow
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _FAILED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_CANTOPEN: _GONE,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_ERROR: _DAMAGED,  # our statements are sound, so a table of ours is not there
}
_OF_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EIO: _FAILED,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.EEXIST: _GONE,
}
_PASSING = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY})


def _code(error: sqlite3.Error) -> int:
    # Text that is not UTF-8 is found by Python, not by SQLite, and carries no code.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)


def sentence(error: sqlite3.Error | OSError, path: Path) -> str:
    """What happened to `path`, and what to do about it."""
    if isinstance(error, sqlite3.Error):
        code = _code(error)
        words = _OF_SQLITE.get(code) or _OF_SQLITE.get(code & 0xFF, _OTHER)
    else:
        words = _OF_SYSTEM.get(error.errno or 0, _OTHER)
    return words.format(path=path, error=error)


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
        words = sentence(error, path)
        damaged = isinstance(error, sqlite3.Error) and words == _DAMAGED.format(path=path)
        raise (damage if damaged else trouble)(words) from error
