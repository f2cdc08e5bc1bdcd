"""The end of a session on a real disk: whose ballot it was is not in the file any more."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from improv.core import actions as a
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import BallotCast, PersonJoined
from improv.core.formats import PhaseKind
from improv.core.summary import summarise
from improv.director.ending import end_older_sessions, end_session
from improv.director.ports import Record
from improv.journal.store import SqliteJournal
from tests.core.session_driver import SessionDriver

OLDER = Path(__file__).parents[1] / "samples" / "first-layout"
ROUNDS = 12
VOTERS = 25


def _bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def _stored(voter: str) -> bytes:
    """How a ballot names it in the file."""
    return f'"voter":"{voter}"'.encode()


def _play(journal: SqliteJournal) -> SessionDriver:
    """A session on the disk, of so many rounds and phones that it takes many pages."""
    session = SessionDriver("call", voters=VOTERS, names=tuple("ABC"))
    for _ in range(ROUNDS):
        session.to(PhaseKind.VOTE)
        for n in range(1, VOTERS + 1):
            session.rate(f"v{n}", 1 + n % 4)
            session.rate(f"v{n}", 1 + (n + 1) % 4)
        session.to(PhaseKind.DEBRIEF)
        session.next()
    journal.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
    for seq, event in enumerate(session.events, start=1):
        cause = f"phone-of-{event.voter}-{seq}" if isinstance(event, BallotCast) else ""
        journal.append("s", [Record(seq, cause, to_dict(event))])
    return session


def test_no_byte_of_it_is_left(tmp_path: Path) -> None:
    """Neither in the file nor in its log; and the session says what it said."""
    with closing(SqliteJournal.open(tmp_path)) as journal:
        session = _play(journal)
        people = {event.person for event in session.events if isinstance(event, PersonJoined)}
        voters = {event.voter for event in session.events if isinstance(event, BallotCast)}
        assert voters
        assert voters <= people
        kept = _bytes(tmp_path)
        assert all(_stored(voter) in kept for voter in voters)
        assert b"phone-of-" in kept
        end_session(journal, "s")
        kept = _bytes(tmp_path)
        assert not [voter for voter in voters if _stored(voter) in kept]
        assert b"phone-of-" not in kept
        after = [from_dict(record.event) for record in journal.records("s")]
        (header,) = journal.sessions()
    assert summarise(after) == summarise(session.events)
    assert (header.ended, header.linked) == (True, False)


def test_no_byte_of_a_written_line_is_left(tmp_path: Path) -> None:
    """Neither what was approved and played nor the rest, nor who wrote it."""
    session = SessionDriver("own-call", voters=9, names=tuple("ABC")).to(PhaseKind.ASK)
    for n in range(1, 10):
        text = f"A call that nobody should find, number {n}."
        session.act(a.WriteLine(round=1, text=text, voter=f"v{n}", consents=True))
    session.act(a.ApproveLines(upto=5))
    session.to(PhaseKind.DEBRIEF)
    session.act(a.End())
    with closing(SqliteJournal.open(tmp_path)) as journal:
        journal.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
        for seq, event in enumerate(session.events, start=1):
            journal.append("s", [Record(seq, "", to_dict(event))])
        assert _bytes(tmp_path).count(b"nobody should find") >= 9
        end_session(journal, "s")
        assert b"nobody should find" not in _bytes(tmp_path)
        assert b"line_written" in _bytes(tmp_path)
        events = [from_dict(record.event) for record in journal.records("s")]
    assert summarise(events).rounds == summarise(session.events).rounds


@pytest.mark.parametrize("times", [1, 2])
def test_sessions_that_ended_before_this_was_so(tmp_path: Path, times: int) -> None:
    """Are treated alike later; whoever reads them finds nobody, and the same figures."""
    shutil.copy(OLDER / "sessions.db", tmp_path)
    with closing(SqliteJournal.open(tmp_path)) as journal:
        before = {
            header.id: [from_dict(record.event) for record in journal.records(header.id)]
            for header in journal.sessions()
            if header.ended
        }
        assert before
        for _ in range(times):
            end_older_sessions(journal)
        for session, events in before.items():
            after = [from_dict(record.event) for record in journal.records(session)]
            assert summarise(after) == summarise(events)
            people = {event.person for event in events if isinstance(event, PersonJoined)}
            cast = [event for event in after if isinstance(event, BallotCast)]
            assert not people & {event.voter for event in cast if event.ballot.kind != "self"}
        assert not any(header.linked for header in journal.sessions() if header.ended)
