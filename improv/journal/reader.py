"""Reading the journal: the list of sessions, and the events of one.

Finds rows and tells when they are not what was written. Of an event it knows only that its `at` is
the session clock.
"""

import json
import os
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from improv.director.ports import Record, SavedState, SessionHeader, Trouble, Unreadable
from improv.journal import file
from improv.journal.errors import translate_errors
from improv.journal.rows import Damaged, Row, are_whole, state_checksum, to_records

_PAGE = 500
"""Events read at a time: for no longer a reader keeps SQLite from copying the log into the file."""

_HEADERS = """
    SELECT s.id, s.opened, s.title, s.demo, s.ended, s.linked, s.mark, e.seq, CAST(e.event AS BLOB)
    FROM sessions AS s
    LEFT JOIN events AS e ON e.session = s.number
        AND e.seq = (SELECT max(seq) FROM events WHERE session = s.number)
    ORDER BY s.number DESC
"""

_EVENTS = (
    "SELECT seq, CAST(cause AS BLOB), CAST(event AS BLOB), checksum FROM events WHERE session = ? "
)
_FROM_A_PLACE = _EVENTS + "AND seq >= ? ORDER BY seq LIMIT ?"
_OF_A_TYPE = _EVENTS + "AND event GLOB ?"
_HOLDING = _EVENTS + "AND instr(event, ?)"
_FIELDS = """
    SELECT s.id, CAST(json_extract(e.event, '$.type', {paths}) AS BLOB)
    FROM sessions AS s
    JOIN events AS e ON e.session = s.number
    WHERE ({types}) AND json_valid(e.event)
    ORDER BY e.session, e.seq
"""
_OPENINGS = """
    SELECT s.id, e.seq, CAST(e.cause AS BLOB), CAST(e.event AS BLOB), e.checksum
    FROM sessions AS s
    JOIN events AS e ON e.session = s.number AND e.seq = 1
    WHERE instr(e.event, ?)
    ORDER BY s.number
"""


def _text(seq: int, cause: bytes, event: bytes, checksum: int | None) -> Row:
    # SQLite's own decoding would fail for the whole page, not for the event that is damaged.
    words = "utf-8", "surrogateescape"
    return seq, str(cause, *words), str(event, *words), checksum


def _instant(event: bytes | None) -> int:
    """The session clock of the last event; 0 where it is damaged: its session names it."""
    try:
        at = json.loads(event or b"{}").get("at", 0)
    except (ValueError, AttributeError):
        return 0
    return at if isinstance(at, int) else 0


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
                    linked=bool(linked),
                    events=last or 0,
                    mark=max(mark, _instant(event)),
                )
                for session, opened, title, demo, ended, linked, mark, last, event in (
                    self._connection.execute(_HEADERS)
                )
            ]

    def records(self, session: str, after: int = 0) -> Iterator[Record]:
        """A session's events in order, those behind `after`, new ones too.

        Raises KeyError at once, and Unreadable.
        """
        with self._reading():
            number = self._number(session)
        return self._records(session, number, after + 1)

    def openings(self, holding: str = "") -> dict[str, Record]:
        """The first event of each session that has one, the oldest first. Raises Unreadable.

        Only those in whose JSON this text is. One that is damaged is left out.
        """
        found: dict[str, Record] = {}
        with self._reading():
            for session, *row in self._connection.execute(_OPENINGS, (holding,)):
                with suppress(Damaged):
                    found[session] = to_records([_text(*row)], 1)[0]
        return found

    def fields(self, types: Collection[str], paths: Sequence[str]) -> dict[str, list[list[Any]]]:
        """Of all sessions the events of these types: the type, and what is at each of the `paths`.

        A path is SQLite's (`$.setup.team.name`); where nothing is there, None. A list of sessions
        is made of this: SQLite looks into the events where they lie, and they are not checked. One
        that is no JSON is left out. Raises Unreadable.
        """
        query = _FIELDS.format(
            paths=", ".join("?" * len(paths)), types=" OR ".join(["e.event GLOB ?"] * len(types))
        )
        patterns = (f'{{"type":"{name}",*' for name in types)
        found: dict[str, list[list[Any]]] = {}
        with self._reading():
            for session, values in self._connection.execute(query, (*paths, *patterns)):
                found.setdefault(session, []).append(json.loads(str(values, "utf-8", "replace")))
        return found

    def chosen(self, session: str, types: Collection[str], holding: str = "") -> list[Record]:
        """Those of a session's events that are of these types, in order.

        And those in whose JSON the text `holding` is, if one is given.

        Raises KeyError, and Unreadable for one of them that is damaged.
        """
        # The type is what an event begins with (core.event_codec): a long session is searched where
        # it lies, and few of its events are read.
        with self._reading():
            number = self._number(session)
            rows = {
                row
                for name in types
                for row in self._decoded(_OF_A_TYPE, (number, f'{{"type":"{name}",*'))
            }
            if holding:
                rows |= {*self._decoded(_HOLDING, (number, holding))}
        return self._sound(session, sorted(rows), None)

    def saved_state(self, session: str, fold: str) -> SavedState | None:
        """The state of this fold, if it and all events in it are as they were written.

        Raises KeyError, and Unreadable where the file is damaged there.
        """
        with self._reading():
            number = self._number(session)
            found = self._connection.execute(
                "SELECT seq, fold, state, checksum FROM states WHERE session = ? AND fold = ?",
                (number, fold),
            ).fetchone()
            if found is None:
                return None
            saved, rows = SavedState(*found[:3]), list[Row]()
            for first in range(1, saved.seq + 1, _PAGE):
                rows = self._rows(number, first, min(_PAGE, saved.seq + 1 - first))
                if not are_whole(rows, first) or not rows:
                    return None
            whole = bool(rows) and rows[-1][0] == saved.seq
            return saved if whole and found[3] == state_checksum(saved, rows[-1][3]) else None

    def close(self) -> None:
        """Close the file. Closing it again does nothing."""
        self._connection.close()

    def _records(self, session: str, number: int, first: int) -> Iterator[Record]:
        while True:
            with self._reading():
                rows = self._rows(number, first, _PAGE)
            page = self._sound(session, rows, first)
            yield from page
            if len(page) < _PAGE:
                return
            first += _PAGE

    def _sound(self, session: str, rows: list[Row], first: int | None) -> list[Record]:
        try:
            return to_records(rows, first)
        except Damaged as error:
            where = {"path": str(self._path), "session": session, "event": str(error.seq)}
            raise Unreadable("journal.event", Trouble.DAMAGED, **where) from None

    def _number(self, session: str) -> int:
        found = self._connection.execute("SELECT number FROM sessions WHERE id = ?", (session,))
        if (row := found.fetchone()) is None:
            raise KeyError(session)
        return int(row[0])

    def _rows(self, number: int, first: int, most: int) -> list[Row]:
        return self._decoded(_FROM_A_PLACE, (number, first, most))

    def _decoded(self, query: str, values: Sequence[object]) -> list[Row]:
        found = self._connection.execute(query, values)
        return [_text(*row) for row in found]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with translate_errors(self._path, otherwise=Unreadable):
            try:
                yield
            except (ValueError, TypeError, AttributeError) as error:
                raise sqlite3.DatabaseError("rows are not as they were written") from error
