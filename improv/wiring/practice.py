"""Somebody's earlier shifts, read from the journal: what is due, what comes next, their figures.

The journal is read beside a running game. A schedule takes FSRS a tenth of a second for a thousand
calls, so it is kept beside the journal as a cache, and only shifts that are new are read and
folded. It is used only where it was made of these very shifts; without it all are folded again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from improv.core.codec import decoder, encoder
from improv.core.event_codec import UnknownEvent, from_dict, stored_name
from improv.core.events import Event, NoteWritten, RoundDrawn
from improv.core.forgetting import same_name
from improv.core.state import Shift
from improv.director.ports import Record, SessionHeader, Unreadable
from improv.journal.reader import SqliteReader
from improv.practice.calls import HOLDING, Call, PastShift, calls_in, calls_of, is_request
from improv.practice.schedule import Schedule, parameters, schedule_after
from improv.whole_file import replace_text
from improv.wiring.sessions import read_journal

CACHE = "practice-cache.json"
"""The file of the data folder in which schedules are kept."""
PROGRESS_PAGE = "reports/progress.html"
"""Where the data folder has the page of whoever asked last."""
KEPT_FROM = 50
"""So many new calls, and the schedule is kept: fewer are folded before anybody notices."""
LONGEST_CACHE = 50_000_000
"""Bytes; more is not ours."""

_ALONE = '"shift":'
"""What the first event of somebody alone has in its JSON, and hardly any other."""
_STEP = '"step":"'
"""What an event has in its JSON that can be taken back."""
_NOTES_OF = 20
"""So many of the newest shifts are searched for what was written last."""

Titles = Mapping[str, Mapping[str, str]]
"""Id of a request -> language -> its title, as it was when it was played."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the calls of somebody come to."""

    schedule: Schedule
    titles: Titles


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of one person."""

    shifts: int
    """So many of their shifts are in it, the oldest."""
    made_of: str
    """What tells these shifts from others."""
    parameters: tuple[float, ...]
    """FSRS's, with which it was made."""
    schedule: Schedule
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class PastPractice:
    """The earlier shifts of one person. Close it when done."""

    def __init__(self, data: Path, name: str, journal: SqliteReader) -> None:
        """For `of` and `last`."""
        self.name = name
        """As it was typed."""
        self._data, self._journal = data, journal
        openings = journal.openings(_ALONE)
        players = {session: _player(opened) for session, opened in openings.items()}
        self.people = tuple(dict.fromkeys(filter(None, players.values())))
        """Everybody who has practised alone here, by the names that they gave."""
        theirs = {player for player in self.people if name and same_name(player, name)}
        self._shifts = [
            header
            for header in reversed(journal.sessions())
            if players.get(header.id) in theirs and not header.demo
        ]

    @classmethod
    def of(cls, data: Path, name: str) -> Self:
        """Of somebody, with the journal of a data folder opened to be read. Raises Unreadable."""
        return cls._opened(data, lambda _: name)

    @classmethod
    def last(cls, data: Path) -> Self:
        """Of whoever practised last; of nobody where nobody has. Raises Unreadable."""

        def newest(journal: SqliteReader) -> str:
            demos = {header.id for header in journal.sessions() if header.demo}
            played = [o for session, o in journal.openings(_ALONE).items() if session not in demos]
            return next(filter(None, map(_player, reversed(played))), "")

        return cls._opened(data, newest)

    @classmethod
    def _opened(cls, data: Path, name: Callable[[SqliteReader], str]) -> Self:
        journal = read_journal(data)
        try:
            return cls(data, name(journal), journal)
        except BaseException:
            journal.close()
            raise

    @property
    def shifts(self) -> int:
        """How many they have played."""
        return len(self._shifts)

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()

    def calls(self) -> tuple[Call, ...]:
        """All calls, in the order of the journal. A session that cannot be read is left out."""
        return calls_in(shift for header in self._shifts if (shift := self._read(header)[0]))

    def known(self, now: int) -> Known:
        """What their calls come to at an instant: seconds since 1970, UTC."""
        kept = self._kept(now)
        schedule = kept.schedule if kept else Schedule()
        titles = dict(kept.titles) if kept else {}
        new, whole = list[PastShift](), True
        for header in self._shifts[kept.shifts if kept else 0 :]:
            shift, drawn = self._read(header)
            whole = whole and shift is not None
            if shift is not None:
                new.append(shift)
                titles |= drawn
        calls = calls_in(new)
        schedule = schedule_after(calls, now, schedule)
        if whole and len(calls) >= KEPT_FROM and schedule.holds_at(now):
            self._keep(schedule, titles)
        return Known(schedule, titles)

    def last_note(self) -> str:
        """What they wrote last of what made a call work; empty for nothing."""
        for header in reversed(self._shifts[-_NOTES_OF:]):
            with suppress(Unreadable, UnknownEvent):
                notes = _events(self._journal, header.id, (NoteWritten,))
                texts = [one.text for one in notes if isinstance(one, NoteWritten) and one.text]
                if texts:
                    return texts[-1]
        return ""

    def next_shift(self, known: Known, practices: Sequence[str], now: int) -> Shift:
        """What their next session begins with. `practices`: those that can be trained."""
        return Shift(
            name=self.name,
            practices=known.schedule.ordered(practices, now),
            cards=known.schedule.due_requests(now),
            opening=self.last_note(),
            knows=self.shifts > 0,
            heat=known.schedule.heat,
        )

    def _read(self, header: SessionHeader) -> tuple[PastShift | None, Titles]:
        try:
            events = _events(self._journal, header.id, HOLDING, _STEP)
            opened = int(datetime.fromisoformat(header.opened).timestamp())
        except (Unreadable, UnknownEvent, ValueError, OverflowError):
            return None, {}
        shift = PastShift(header.id, header.events, calls_of(opened, events))
        played = {call.request for call in shift.calls}
        drawn = {
            one.card.id: {language: words.get("title", "") for language, words in one.words.items()}
            for event in events
            if isinstance(event, RoundDrawn)
            for one in event.cards.values()
            if is_request(one) and one.card.id in played
        }
        return shift, drawn

    def _made_of(self, shifts: int) -> str:
        """A digest of so many shifts, the oldest: another session, or more events, make another."""
        facts = [(header.id, header.opened, header.events) for header in self._shifts[:shifts]]
        return sha256(repr(facts).encode()).hexdigest()

    def _kept(self, now: int) -> _Kept | None:
        """What was kept, if it is of these shifts and holds at this instant."""
        for name, value in _cache(self._data).items():
            if not same_name(name, self.name):
                continue
            with suppress(KeyError, TypeError, ValueError, AttributeError):
                kept: _Kept = _codec()[1](value)
                new = kept.shifts < len(self._shifts)
                if (
                    kept.shifts <= len(self._shifts)
                    and kept.schedule.holds_at(now)
                    and kept.made_of == self._made_of(kept.shifts)
                    and not (new and kept.parameters != parameters())
                ):
                    return kept
        return None

    def _keep(self, schedule: Schedule, titles: Titles) -> None:
        count = len(self._shifts)
        kept = _Kept(count, self._made_of(count), parameters(), schedule, titles)
        others = {
            name: value
            for name, value in _cache(self._data).items()
            if not same_name(name, self.name)
        }
        text = json.dumps({**others, self.name: _codec()[0](kept)}, ensure_ascii=False)
        with suppress(OSError, UnicodeError):  # without it everything is folded again
            replace_text(self._data / CACHE, text, private=True)


@cache
def _codec() -> tuple[Any, Any]:
    return encoder(_Kept), decoder(_Kept)


def _cache(data: Path) -> dict[str, Any]:
    """Everybody's, by their names; nothing where it cannot be read."""
    try:
        with (data / CACHE).open("rb") as file:
            found = json.loads(file.read(LONGEST_CACHE))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _player(opened: Record) -> str:
    shift = opened.event.get("setup", {}).get("shift")
    return str(shift.get("name", "")) if isinstance(shift, dict) else ""


def _events(
    journal: SqliteReader, session: str, types: Sequence[type[Event]], holding: str = ""
) -> list[Event]:
    """The events of these types; of others in which `holding` is only the instant and the step."""
    names = {stored_name(kind) for kind in types}
    return [
        from_dict(one)
        if one["type"] in names
        else Event(at=int(one["at"]), step=str(one.get("step", "")))
        for record in journal.chosen(session, sorted(names), holding)
        if (one := record.event)
    ]
