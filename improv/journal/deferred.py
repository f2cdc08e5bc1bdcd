"""A journal that may not be there yet: a full or read-only disk must not keep a room waiting.

Every call tries to open the folder again; what began the session is written before its events.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from improv.director.ports import Journal, NotSaved, Record, SessionHeader


class DeferredJournal:
    """A `Journal` that is opened when the disk lets it. Its room shows the trouble meanwhile."""

    def __init__(self, open_journal: Callable[[], Journal]) -> None:
        """`open_journal` raises NotSaved while there is none to be had."""
        self._open = open_journal
        self._journal: Journal | None = None
        self._begun: dict[str, tuple[str, str, bool]] = {}
        """Sessions that the disk has not heard of: id -> (opened, title, demo)."""
        with suppress(NotSaved):
            self._journal = open_journal()

    def open_session(self, session: str, opened: str, title: str, demo: bool) -> None:
        """Begin a session, on the disk as soon as it takes it."""
        self._begun[session] = (opened, title, demo)
        with suppress(NotSaved):
            self._there(session)

    def append(self, session: str, records: Sequence[Record]) -> None:
        """Append in order, all or none."""
        self._there(session).append(session, records)

    def mark(self, session: str, at: int) -> None:
        """Store how far the session clock has run."""
        self._there(session).mark(session, at)

    def end_session(self, session: str) -> None:
        """No more will come."""
        self._there(session).end_session(session)

    def sessions(self) -> list[SessionHeader]:
        """Every session that can be read."""
        return [] if self._journal is None else self._journal.sessions()

    def records(self, session: str) -> Iterator[Record]:
        """A session's events in order."""
        return self._there(session).records(session)

    def close(self) -> None:
        """Let go of the file, if there is one."""
        if self._journal is not None:
            self._journal.close()

    def _there(self, session: str) -> Journal:
        """The journal, with the session begun in it. NotSaved while that cannot be."""
        if self._journal is None:
            self._journal = self._open()
        if session in self._begun:
            self._journal.open_session(session, *self._begun[session])
            del self._begun[session]
        return self._journal
