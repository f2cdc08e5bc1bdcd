"""Stand-ins for the ports, written out and few. They keep the rules of the real ones."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from improv.director.ports import NotSaved, Record, SessionHeader


class FakeJournal:
    """A `Journal` in memory. While `trouble` says something, nothing can be saved."""

    def __init__(self) -> None:
        self.trouble = ""
        self.closed = False
        self._headers: dict[str, SessionHeader] = {}
        self._records: dict[str, list[Record]] = {}

    def _save(self, session: str) -> SessionHeader:
        if self.trouble:
            raise NotSaved(self.trouble)
        return self._headers[session]

    def open_session(self, session: str, opened: str, title: str, demo: bool) -> None:
        """Begin a session; again, with the same facts, is no mistake."""
        new = SessionHeader(session, opened, title, demo, ended=False, events=0, mark=0)
        if self.trouble:
            raise NotSaved(self.trouble)
        old = self._headers.setdefault(session, new)
        if replace(old, ended=False, events=0, mark=0) != new:
            raise ValueError(session)
        self._records.setdefault(session, [])

    def append(self, session: str, records: Sequence[Record]) -> None:
        """Append all or none; what is there already is passed over."""
        header = self._save(session)
        kept = list(self._records[session])
        for record in records:
            if 1 <= record.seq <= len(kept) and kept[record.seq - 1] == record:
                continue
            if record.seq != len(kept) + 1:
                raise ValueError(f"event {record.seq} cannot follow event {len(kept)}")
            kept.append(record)
        self._records[session] = kept
        newest = max([header.mark, *(record.event.get("at", 0) for record in kept[-1:])])
        self._headers[session] = replace(header, events=len(kept), mark=newest)

    def mark(self, session: str, at: int) -> None:
        """Replace the mark."""
        header = self._save(session)
        self._headers[session] = replace(header, mark=max(at, header.mark))

    def end_session(self, session: str) -> None:
        """Note the end."""
        self._headers[session] = replace(self._save(session), ended=True)

    def sessions(self) -> list[SessionHeader]:
        """Newest first."""
        return list(reversed(self._headers.values()))

    def records(self, session: str) -> Iterator[Record]:
        """In order."""
        return iter(self._records[session])

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True
