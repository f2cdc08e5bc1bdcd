"""Writing the journal: sessions and their events in SQLite.

Keeps the promises of `director.ports.Journal` (durable on return, all or none, an error that says
why) and goes on after a disk that went away and came back. Does not know what an event means.
"""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from improv.director.ports import (
    JournalError,
    NotSaved,
    Record,
    Replaced,
    SavedState,
    Trouble,
    Unreadable,
)
from improv.journal import file
from improv.journal.errors import is_passing, translate_errors
from improv.journal.lock import FolderLock
from improv.journal.reader import SqliteReader
from improv.journal.replacement import put_back
from improv.journal.rows import Row, state_checksum, to_rows

Report = Callable[[str, Mapping[str, str]], None]


class SqliteJournal(SqliteReader):
    """A `director.ports.Journal` in the file `sessions.db` of a folder.

    It may be used from any thread, by one at a time. After NotSaved the same call may be repeated
    until it succeeds: a commit can reach the disk and still fail to say so, so records that are
    there already are recognised, and a file that was away is opened again.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, lock: FolderLock, report: Report
    ) -> None:
        """For `open`."""
        super().__init__(path, connection)
        self._lock, self._report = lock, report
        self._identity = file.identity(path)
        self._broken = False
        self._log_size: int | None = None
        """How long the log was, in bytes, after the last write."""
        self._acknowledged: dict[str, int] = {}
        """The last event of each session that was reported as saved."""

    @classmethod
    def open(cls, folder: Path, report: Report = lambda _name, _values: None) -> Self:
        """Open or make the journal in `folder`; other programs may only read it from then on.

        `report` gets the name and values of a message when something was mended meanwhile.

        Raises AlreadyOpen when another program has the folder, Unreadable when there is a file
        that is no journal of ours (it is left as it is), NotSaved when nothing can be written.
        """
        path = folder / file.NAME
        with translate_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            lock = FolderLock(folder)
        try:
            with translate_errors(path):
                if os.path.lexists(path):
                    file.check(path)
                else:
                    file.create(path)
                return cls(path, file.connect(path), lock, report)
        except BaseException:
            lock.release()
            raise

    def open_session(self, session: str, opened: str, title: str, demo: bool) -> None:
        """Begin a session. Raises ValueError when there is another one of this id."""
        facts = (session, opened, title, int(demo))
        with self._saving() as connection:
            found = connection.execute(
                "SELECT id, opened, title, demo FROM sessions WHERE id = ?", (session,)
            ).fetchone()
            if found is None:
                connection.execute(
                    "INSERT INTO sessions (id, opened, title, demo) VALUES (?, ?, ?, ?)", facts
                )
            elif found != facts:
                raise ValueError(f"there is a session {session} already")
        self._acknowledged.setdefault(session, 0)

    def append(self, session: str, records: Sequence[Record]) -> None:
        """Append in order, all or none; records that are stored already are passed over.

        Raises ValueError, and writes nothing, for a gap, for a seq that holds another event, and
        for an event over 1 MB; KeyError for a session that was not begun.
        """
        if not records:
            return
        rows = to_rows(records)
        first = rows[0][0]
        with self._saving() as connection:
            number = self._number(session)
            last = self._last(number)
            if not 1 <= first <= last + 1:
                raise ValueError(f"event {first} cannot follow event {last}")
            stored = rows[: last + 1 - first]
            if stored and stored != self._rows(number, first, len(stored)):
                raise ValueError(f"other events are stored as {first} to {last}")
            connection.executemany(
                "INSERT INTO events (session, seq, cause, event, checksum) VALUES (?, ?, ?, ?, ?)",
                [(number, *row) for row in rows[len(stored) :]],
            )
        self._acknowledged[session] = max(last, rows[-1][0])

    def mark(self, session: str, at: int) -> None:
        """Replace the session's mark. Raises KeyError for a session that was not begun."""
        with self._saving() as connection:
            number = self._number(session)
            connection.execute("UPDATE sessions SET mark = ? WHERE number = ?", (at, number))

    def end_session(self, session: str, records: Sequence[Record] = ()) -> None:
        """Note that no more will come, and keep `records`, if any, in place of its events.

        What they replace is overwritten on the disk; where that fails (a full disk, another
        program that reads) the session stays marked as linked. Raises ValueError, and writes
        nothing, where they are not as many; KeyError for a session that was not begun.
        """
        rows = to_rows(records)
        with self._saving() as connection:
            number = self._number(session)
            if rows and [row[0] for row in rows] != list(range(1, self._last(number) + 1)):
                raise ValueError(f"{len(rows)} events cannot stand for {self._last(number)}")
            connection.execute("UPDATE sessions SET ended = 1 WHERE number = ?", (number,))
            connection.execute("DELETE FROM states WHERE session = ?", (number,))
            _replace(connection, number, rows)
        if rows and self._overwritten():
            with self._saving() as connection:
                connection.execute("UPDATE sessions SET linked = 0 WHERE number = ?", (number,))

    def forget(self, gone: Collection[str], kept: Mapping[str, Sequence[Record]]) -> bool:
        """Delete the sessions `gone`, and keep these records in place of some events of others.

        Both or nothing of it. Whether what was there is overwritten on the disk, too: a full disk,
        or another program that reads, hinders that, and it may be asked for again, with nothing.
        Raises KeyError for a session that is not there, ValueError for an event that is not.
        """
        rows = {
            session: [row for one in records for row in to_rows([one])]
            for session, records in kept.items()
        }
        with self._saving() as connection:
            for session in gone:
                number = self._number(session)
                # The file keeps open sessions as they are (schema.py): this one is over.
                connection.execute("UPDATE sessions SET ended = 1 WHERE number = ?", (number,))
                connection.execute("DELETE FROM states WHERE session = ?", (number,))
                connection.execute("DELETE FROM events WHERE session = ?", (number,))
                connection.execute("DELETE FROM sessions WHERE number = ?", (number,))
                self._acknowledged.pop(session, None)
            for session, changed in rows.items():
                number = self._number(session)
                ended = connection.execute(
                    "SELECT ended FROM sessions WHERE number = ?", (number,)
                ).fetchone()
                connection.execute("UPDATE sessions SET ended = 1 WHERE number = ?", (number,))
                connection.execute("DELETE FROM states WHERE session = ?", (number,))
                if _replace(connection, number, changed) != len(changed):
                    raise ValueError(f"session {session} has no such event")
                connection.execute(
                    "UPDATE sessions SET ended = ? WHERE number = ?", (*ended, number)
                )
        return self._overwritten()

    def save_state(self, session: str, saved: SavedState) -> None:
        """Keep a state in place of the one before; nothing where the session has ended.

        Raises ValueError where its events are not there; KeyError for a session that was not begun.
        """
        with self._saving() as connection:
            number = self._number(session)
            rows = self._rows(number, saved.seq, 1)
            if not rows or rows[0][0] != saved.seq:
                raise ValueError(f"there is no event {saved.seq}")
            connection.execute(
                "REPLACE INTO states (session, seq, fold, state, checksum) "
                "SELECT number, ?, ?, ?, ? FROM sessions WHERE number = ? AND NOT ended",
                (saved.seq, saved.fold, saved.state, state_checksum(saved, rows[0][3]), number),
            )

    def _overwritten(self) -> bool:
        """Whether no byte is left of what was replaced: in gaps of pages, in the log."""
        try:
            self._connection.execute("VACUUM")
            busy, *_ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error:
            return False
        self._log_size = file.log_size(self._path)
        return not busy

    def close(self) -> None:
        """Close the file and release the folder. Doing it again does nothing."""
        self._broken = False
        super().close()
        self._lock.release()

    def _last(self, number: int) -> int:
        found = self._connection.execute("SELECT max(seq) FROM events WHERE session = ?", (number,))
        return int(found.fetchone()[0] or 0)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with super()._reading():
            if self._broken:
                self._reopen()
            yield

    @contextmanager
    def _saving(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on the disk afterwards. Raises NotSaved where that fails."""
        try:
            with translate_errors(self._path, damaged=NotSaved):
                if self._broken or self._log_was_cut():
                    self._reopen()
                with self._transaction():
                    yield self._connection
                    self._check_identity()
                self._log_size = file.log_size(self._path)
        except JournalError as error:
            if not is_passing(error.__cause__):
                # What SQLite still caches of a failing disk may be wrong: it is read anew.
                self._broken = True
            kind = Replaced if isinstance(error, Replaced) else NotSaved
            raise kind(error.name, error.trouble, **error.values) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # after some errors SQLite has rolled back itself
                self._connection.execute("ROLLBACK")
            raise

    def _log_was_cut(self) -> bool:
        # SQLite would not see it and go on with an index of what is not there any more.
        size, known = file.log_size(self._path), self._log_size
        return size is not None and known is not None and size < known

    def _check_identity(self) -> None:
        # A file that was removed while open still takes every write, and is gone afterwards.
        try:
            if file.identity(self._path) == self._identity:
                return
        except FileNotFoundError:
            pass
        raise NotSaved("journal.moved", Trouble.GONE, path=str(self._path))

    def _reopen(self) -> None:
        """Open the file that is at the path now; it must hold everything that was acknowledged.

        In the place of another one, which a program that keeps folders alike may have put there,
        ours is put back; it is still open. Raises Replaced then, once.
        """
        self._lock.renew()
        replaced: dict[str, str] = {}
        if file.identity(self._path)[0] != self._identity[0] and self._is_whole():
            with suppress(sqlite3.Error):  # ours is on a disk that is gone
                aside = put_back(self._connection, self._path, self._identity)
                replaced = {"path": str(self._path), **({"aside": str(aside)} if aside else {})}
        if not replaced:
            file.check(self._path)
            self._connection.close()
        self._connection = file.connect(self._path)
        self._identity = file.identity(self._path)
        self._log_size = None
        if not self._is_whole():
            raise Unreadable("journal.older", path=str(self._path))
        self._broken = False
        if replaced:
            name = "journal.replaced" if "aside" in replaced else "journal.restored"
            self._report(name, replaced)
            raise Replaced(name, Trouble.GONE, **replaced)

    def _is_whole(self) -> bool:
        """Whether the open file holds everything that was acknowledged."""
        try:
            return all(
                self._last(self._number(session)) >= last
                for session, last in self._acknowledged.items()
            )
        except (KeyError, sqlite3.Error):
            return False


def _replace(connection: sqlite3.Connection, number: int, rows: Sequence[Row]) -> int:
    """Put these in the places of the events of their numbers; how many there were."""
    return connection.executemany(
        "UPDATE events SET cause = ?, event = ?, checksum = ? WHERE session = ? AND seq = ?",
        [(cause, event, checksum, number, seq) for seq, cause, event, checksum in rows],
    ).rowcount
