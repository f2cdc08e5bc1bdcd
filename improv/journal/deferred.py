"""A journal on a disk that may not take it yet: a full disk must not keep a room from playing.

Until the journal is open every call tries to open it again. A session that was begun meanwhile is
written before its first event.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from improv.director.ports import Journal, NotSaved, Record, SavedState, SessionHeader, Trouble


class DeferredJournal:
    """A `Journal` that is opened when the disk lets it; until then writing raises NotSaved."""

    def __init__(self, open_journal: Callable[[], Journal], *, there: bool = False) -> None:
        """`open_journal` raises NotSaved while the disk refuses it; other errors are passed on.

        So is NotSaved where a journal is `there`, unless its disk is full.
        """
        self._open = open_journal
        self._journal: Journal | None = None
        self._unwritten: dict[str, tuple[str, str, bool]] = {}
        """Sessions that are begun but not on the disk: id -> (opened, title, demo)."""
        try:
            self._journal = open_journal()
        except NotSaved as error:
            if there and error.trouble is not Trouble.FULL:
                raise

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
        return [] if self._journal is None else self._journal.sessions()

    def records(self, session: str, after: int = 0) -> Iterator[Record]:
        """A session's events in order, those behind `after`."""
        return self._opened(session).records(session, after)

    def save_state(self, session: str, saved: SavedState) -> None:
        """Keep a state in place of the one before."""
        self._opened(session).save_state(session, saved)

    def saved_state(self, session: str, fold: str) -> SavedState | None:
        """The state that was kept, if it is of this fold and undamaged."""
        return self._opened(session).saved_state(session, fold)

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._journal is not None:
            self._journal.close()

    def _opened(self, session: str) -> Journal:
        """The journal, with the session in it. Raises NotSaved while the disk does not take it."""
        if self._journal is None:
            self._journal = self._open()
        if session in self._unwritten:
            self._journal.open_session(session, *self._unwritten[session])
            del self._unwritten[session]
        return self._journal
