"""A journal on a disk that may not take it yet: a full disk must not keep a room from playing.

Until the journal is open every call tries to open it again. A session that was begun meanwhile is
written before its first event; one that is on the full disk can be read and resumed.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from improv.director.ports import Journal, NotSaved, Record, SavedState, SessionHeader, Trouble
from improv.journal.reader import SqliteReader


class DeferredJournal:
    """A `Journal` that is opened when the disk lets it; until then writing raises NotSaved."""

    def __init__(
        self, open_journal: Callable[[], Journal], read: Callable[[], SqliteReader] | None = None
    ) -> None:
        """`open_journal` raises NotSaved while the disk refuses it; other errors are passed on.

        `read` is given where a journal is there. Then NotSaved is passed on as well, unless the
        disk is full: until it is not, that journal is read. Raises what `read` raises.
        """
        self._open = open_journal
        self._journal: Journal | None = None
        self._reader: SqliteReader | None = None
        self._unwritten: dict[str, tuple[str, str, bool]] = {}
        """Sessions that are begun but not on the disk: id -> (opened, title, demo)."""
        try:
            self._journal = open_journal()
        except NotSaved as error:
            if read is not None and error.trouble is not Trouble.FULL:
                raise
            self._reader = read and read()

    def open_session(self, session: str, opened: str, title: str, demo: bool) -> None:
        """Begin a session. It is written as soon as the disk takes it."""
        self._unwritten[session] = (opened, title, demo)
        with suppress(NotSaved):
            self._opened(session)

    def append(self, session: str, records: Sequence[Record]) -> None:
        """Append in order, all or none."""
        self._opened(session).append(session, records)

    def mark(self, session: str, at: int) -> None:
        """Store how far the session clock has run."""
        self._opened(session).mark(session, at)

    def end_session(self, session: str, records: Sequence[Record] = ()) -> None:
        """Note that no more will come, and keep `records` in place of its events."""
        self._opened(session).end_session(session, records)

    def sessions(self) -> list[SessionHeader]:
        """Every session; none while there is no journal."""
        there = self._journal or self._reader
        return [] if there is None else there.sessions()

    def records(self, session: str, after: int = 0) -> Iterator[Record]:
        """A session's events in order, those behind `after`."""
        return self._readable(session).records(session, after)

    def save_state(self, session: str, saved: SavedState) -> None:
        """Keep a state in place of the one before."""
        self._opened(session).save_state(session, saved)

    def saved_state(self, session: str, fold: str) -> SavedState | None:
        """The state that was kept, if it is of this fold and undamaged."""
        return self._readable(session).saved_state(session, fold)

    def close(self) -> None:
        """Close the file, if it was opened."""
        for opened in (self._journal, self._reader):
            if opened is not None:
                opened.close()

    def _readable(self, session: str) -> Journal | SqliteReader:
        try:
            return self._opened(session)
        except NotSaved:
            if self._reader is None or session in self._unwritten:
                raise
            return self._reader

    def _opened(self, session: str) -> Journal:
        """The journal, with the session in it. Raises NotSaved while the disk does not take it."""
        if self._journal is None:
            self._journal = self._open()
        if session in self._unwritten:
            self._journal.open_session(session, *self._unwritten[session])
            del self._unwritten[session]
        return self._journal
