"""Sessions of somebody alone, as a journal has them, without playing them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from improv.core import events as e
from improv.core.cards import Card, DrawnCard, Kind
from improv.core.event_codec import to_dict
from improv.core.formats import Ends, Phase, PhaseKind
from improv.core.measures import MeasuredAnswer
from improv.core.session import opening
from improv.core.state import Setup, Shift
from improv.director.ports import Record
from improv.journal.store import SqliteJournal
from tests.core.sample_decks import CALL

Played = tuple[str, int]
"""A practice, and the grade that its call was given."""


def shift(name: str, calls: Sequence[Played], note: str = "") -> list[e.Event]:
    """The events of one session; each call is interrupted once in two answers."""
    opened = opening(Setup(1, shift=Shift(name)), CALL, "en", standings=False)
    events: list[e.Event] = [opened]
    for number, (practice, grade) in enumerate(calls, start=1):
        at = number * 60_000
        request = f"desk/{practice.lower()}"
        titles = {"en": {"title": f"{practice}'s tire"}, "fa": {"title": f"پنچری {practice}"}}
        prompt = DrawnCard(Card(request, Kind.PROMPT, (practice,), heat=2), titles)
        events.append(
            e.RoundDrawn(
                at=at,
                number=number,
                phase=Phase("draw", PhaseKind.DRAW, None, Ends.NEXT),
                phase_id=number,
                deadline=None,
                cards={"prompt": prompt},
                cast=(),
                coming=(),
                spare=(),
                observers=(),
                tip=None,
                answer="",
                returned={},
                added={},
                chance=0,
            )
        )
        for phase, interrupted in ((number * 10, 300), (number * 10 + 1, 0)):
            answer = MeasuredAnswer(200 - 2 * interrupted, 9000, 800, 500, interrupted)
            events.append(e.AnswerMeasured(at=at, round=number, phase_id=phase, answer=answer))
        events.append(
            e.SelfChecked(at=at, round=number, practice=practice, request=request, grade=grade)
        )
        if note:
            events.append(e.NoteWritten(at=at, round=number, text=note))
    return events


def write(
    journal: SqliteJournal, session: str, opened: datetime, events: Iterable[e.Event]
) -> None:
    """A session that is over."""
    journal.open_session(session, opened.isoformat(timespec="seconds"), "Solo", False)
    records = [Record(seq, "", to_dict(one)) for seq, one in enumerate(events, start=1)]
    journal.append(session, records)
    journal.end_session(session)


def practised(folder: Path, name: str, *shifts: tuple[float, Sequence[Played]]) -> None:
    """Write shifts into a folder: each so many days ago, with these calls."""
    journal = SqliteJournal.open(folder)
    try:
        for days_ago, calls in shifts:
            opened = datetime.now(UTC) - timedelta(days=days_ago)
            session = f"{name.encode().hex()}-{len(journal.sessions())}"
            write(journal, session, opened, shift(name, calls, f"Slowly, {days_ago:g}"))
    finally:
        journal.close()
