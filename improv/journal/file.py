"""The journal's file: whether it is ours, how it is made, and connections to it.

Knows the settings with which a commit of SQLite is on the disk, and how to read where nothing may
be written. Does not know what the tables are for. https://sqlite.org/wal.html
"""

import os
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from improv.director.ports import Unreadable
from improv.journal.schema import APPLICATION, STEPS, Step, layout, migrate

NAME = "sessions.db"

_BUSY_TIMEOUT = 2.0
"""Seconds to wait for another program that has locked the file."""


_NO_SHARED_MEMORY = frozenset(
    {sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMMAP, sqlite3.SQLITE_IOERR_SHMLOCK}
)
_NO_LOCKS = frozenset(
    {sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_RDLOCK, sqlite3.SQLITE_IOERR_UNLOCK}
)
_NO_SPACE = frozenset({sqlite3.SQLITE_IOERR_SHMSIZE})
"""For the shared memory, which is a file, too."""
_COPIED = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY})


def log_of(path: Path) -> Path:
    """The write-ahead log that SQLite keeps beside the file at `path`."""
    return path.with_name(path.name + "-wal")


def draft_of(path: Path) -> Path:
    """Where a file is made whole before it is put at `path`; what was left there is removed."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    return draft


def publish(draft: Path, path: Path) -> None:
    """Put a finished file at `path`, which the file system does at once."""
    draft.replace(path)
    if sys.platform != "win32":  # Windows cannot sync a folder, and NTFS journals the rename
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def open_connection(path: Path, mode: str) -> sqlite3.Connection:
    """A connection to the file at `path` as it is, in one of SQLite's modes: ro or rw."""
    # A URI, because only a URI can say that a missing file is not to be made.
    uri = quote(os.fsencode(path.absolute().as_posix()))
    return sqlite3.connect(
        f"file://{'' if uri.startswith('/') else '/'}{uri}?mode={mode}",
        uri=True,
        timeout=_BUSY_TIMEOUT,
        isolation_level=None,
        check_same_thread=False,
    )


def check(path: Path) -> None:
    """Raise Unreadable unless the file at `path` is a journal of this version or an older one."""
    # Reads its first bytes only: SQLite may change a file by opening it, even a stranger's.
    # https://sqlite.org/fileformat2.html#the_database_header
    if os.path.lexists(path) and not path.is_file():
        raise Unreadable("journal.no_file", path=str(path))
    with path.open("rb") as file:
        header = file.read(100)
    ours = header[:16] == b"SQLite format 3\0" and header[68:72] == APPLICATION.to_bytes(4)
    if not ours:
        raise Unreadable("journal.foreign", path=str(path))
    _refuse_newer(path, int.from_bytes(header[60:64]), STEPS)


def _refuse_newer(path: Path, version: int, steps: Sequence[Step]) -> None:
    if version > len(steps):
        raise Unreadable(
            "journal.newer", path=str(path), layout=str(version), known=str(len(steps))
        )


def open_draft(draft: Path) -> sqlite3.Connection:
    """Open a file that may not be there yet, for this account alone: it will name people."""
    draft.touch(mode=0o600)  # its log takes its mode from it
    return open_connection(draft, "rw")


def create(path: Path) -> None:
    """Make an empty journal at `path`: whole or not at all, should the power fail meanwhile."""
    if log_of(path).exists() and log_of(path).stat().st_size:
        # SQLite would take this log for that of the new file, and mix the two.
        raise Unreadable("journal.log", log=str(log_of(path)), name=path.name)
    draft = draft_of(path)
    connection = open_draft(draft)
    try:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection)
    finally:
        connection.close()
    publish(draft, path)


def connect(path: Path, steps: Sequence[Step] = STEPS) -> sqlite3.Connection:
    """A durable connection, its layout the newest. Raises Unreadable, sqlite3.Error."""
    try:
        try:
            return _writing(path, steps, alone=False)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in _NO_SHARED_MEMORY:
                raise
        # Network folders have no shared memory, and whoever has the file alone needs none.
        return _writing(path, steps, alone=True)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in _NO_LOCKS:
            raise Unreadable("journal.no_locks", path=str(path)) from error
        raise


def _writing(path: Path, steps: Sequence[Step], *, alone: bool) -> sqlite3.Connection:
    connection = open_connection(path, "rw")
    try:
        if alone:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is replaced is overwritten
        connection.execute("PRAGMA fullfsync = ON")  # on macOS fsync alone stops at the drive
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
        # SQLite copies the log into the file every 1000 pages (4 MB). A reader may hold that up
        # and the log grow; it is cut back to this size afterwards.
        connection.execute(f"PRAGMA journal_size_limit = {8 << 20}")
        _refuse_newer(path, layout(connection), steps)
        migrate(connection, steps)
        # A file that may only be read opens without an error, and of it BEGIN IMMEDIATE begins a
        # transaction that only reads: a write reveals it.
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(f"PRAGMA user_version = {len(steps)}")
        finally:
            if connection.in_transaction:  # after some errors SQLite has rolled back itself
                connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reader(path: Path, steps: Sequence[Step] = STEPS) -> sqlite3.Connection:
    """A connection that only reads, also while a game writes. Raises what `connect` raises."""
    # Where nothing can be written SQLite cannot read a log either, and an older layout cannot be
    # brought up to date; where there is no shared memory, or no space for it, a game has the file
    # alone: a copy is read.
    try:
        connection = open_connection(path, "ro")
        try:
            version = layout(connection)
            _refuse_newer(path, version, steps)
        except BaseException:
            connection.close()
            raise
        if version < len(steps):
            connection = _in_memory(connection, steps)
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode
        if code not in _NO_SHARED_MEMORY | _NO_SPACE | _NO_LOCKS and code & 0xFF not in _COPIED:
            raise
        connection = _copied(path, steps)
    connection.execute("PRAGMA query_only = ON")
    return connection


def empty_reader() -> sqlite3.Connection:
    """A connection to an empty journal, for a folder that has no file yet."""
    connection = _memory()
    migrate(connection)
    return connection


def _memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def _in_memory(source: sqlite3.Connection, steps: Sequence[Step]) -> sqlite3.Connection:
    """A copy of `source` in the newest layout; `source` is closed."""
    connection = _memory()
    try:
        source.backup(connection)
        migrate(connection, steps)
    except BaseException:
        connection.close()
        raise
    finally:
        source.close()
    return connection


def _copied(path: Path, steps: Sequence[Step]) -> sqlite3.Connection:
    """A copy in memory of the file and its log, joined by SQLite in a folder of its own."""
    # Imported here because it takes 10 ms and is almost never needed.
    from shutil import copyfile
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="improv-") as folder:
        copy = Path(folder, path.name)
        copyfile(path, copy)
        if log_of(path).exists():
            copyfile(log_of(path), log_of(copy))
        connection = open_connection(copy, "rw")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # without shared memory
        return _in_memory(connection, steps)


def log_size(path: Path) -> int | None:
    """How many bytes the log of the file at `path` has; None without one."""
    try:
        return log_of(path).stat().st_size
    except FileNotFoundError:
        return None


Identity = tuple[tuple[int, int], ...]


def identity(path: Path) -> Identity:
    """Device and inode of the file and of its log. Raises OSError when the file is gone."""
    logs = [log_of(path)] if log_of(path).exists() else []
    stats = [part.stat() for part in (path, *logs)]
    return tuple((stat.st_dev, stat.st_ino) for stat in stats)
