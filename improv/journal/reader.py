"""Reading the journal: the list of sessions, and the events of one.

Finds rows and tells when they are not what was written. Of an event it knows only that its `at` is
the session clock.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from improv.director.ports import Record, SessionHeader, Unreadable
from improv.journal import file
from improv.journal.errors import translate_errors
from improv.journal.rows import Row, to_records

_PAGE = 500
"""Events read at a time: for no longer a reader keeps SQLite from copying the log into the file."""

_HEADERS = """
    SELECT s.id, s.opened, s.title, s.demo, s.ended, s.mark, e.seq, e.event
    FROM sessions AS s
    LEFT JOIN events AS e ON e.session = s.number
        AND e.seq = (SELECT max(seq) FROM events WHERE session = s.number)
    ORDER BY s.number DESC
"""


class SqliteReader:
    """The sessions of a data folder, read only, also while a game writes. One thread at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """For `open`."""
        self._path = path
        self._connection = connection

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the journal in `folder`; without a file no sessions. No lock. Raises Unreadable."""
        path = folder / file.NAME
        with translate_errors(path, otherwise=Unreadable):
            if not os.path.lexists(path):
                return cls(path, file.empty_reader())
            file.check(path)
            return cls(path, file.connect_reader(path))

    def sessions(self) -> list[SessionHeader]:
        """Every session, newest first. Raises Unreadable when the file is damaged."""
        with self._reading():
            return [
                SessionHeader(
                    id=session,
                    opened=opened,
                    title=title,
                    demo=bool(demo),
                    ended=bool(ended),
                    events=last or 0,
                    mark=max(mark, json.loads(event).get("at", 0) if event else 0),
                )
                for session, opened, title, demo, ended, mark, last, event in (
                    self._connection.execute(_HEADERS)
                )
            ]

    def records(self, session: str) -> Iterator[Record]:
        """A session's events in order, new ones too. Raises KeyError at once, and Unreadable."""
        with self._reading():
            number = self._number(session)
        return self._records(number)

    def close(self) -> None:
        """Close the file. Closing it again does nothing."""
        self._connection.close()

    def _records(self, number: int) -> Iterator[Record]:
        first = 1
        while True:
            with self._reading():
                page = to_records(self._rows(number, first, _PAGE), first)
            yield from page
            if len(page) < _PAGE:
                return
            first += _PAGE

    def _number(self, session: str) -> int:
        found = self._connection.execute("SELECT number FROM sessions WHERE id = ?", (session,))
        if (row := found.fetchone()) is None:
            raise KeyError(session)
        return int(row[0])

    def _rows(self, number: int, first: int, most: int) -> list[Row]:
        return self._connection.execute(
            "SELECT seq, cause, event FROM events WHERE session = ? AND seq >= ? "
            "ORDER BY seq LIMIT ?",
            (number, first, most),
        ).fetchall()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with translate_errors(self._path, otherwise=Unreadable):
            try:
                yield
            except (ValueError, TypeError, AttributeError) as error:
                raise sqlite3.DatabaseError("rows are not as they were written") from error
