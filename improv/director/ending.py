"""The end of a session in the journal: from then on nobody can be found in its ballots."""

from collections.abc import Sequence

from improv.core.anonymity import anonymised
from improv.core.event_codec import UnknownEvent, from_dict, to_dict
from improv.director.ports import Journal, Record, Unreadable


def end_session(journal: Journal, session: str) -> None:
    """Note that no more will come, and keep its events without who cast which ballot.

    The ids of actions go as well: those of one phone look alike. Where its events cannot be read
    they stay as they are. Raises NotSaved.
    """
    try:
        records = list(journal.records(session))
    except Unreadable:
        records = []
    journal.end_session(session, kept_records(records))


def kept_records(records: Sequence[Record]) -> list[Record]:
    """What is kept in place of these, as many; nothing where an event is of another version."""
    try:
        events = [from_dict(record.event) for record in records]
    except UnknownEvent:
        return []
    kept = anonymised(events)
    return [Record(seq, "", to_dict(event)) for seq, event in enumerate(kept, start=1)]


def end_older_sessions(journal: Journal) -> None:
    """The same for sessions that ended under a version which did not do it. Raises NotSaved."""
    for header in journal.sessions():
        if header.ended and header.linked:
            end_session(journal, header.id)
