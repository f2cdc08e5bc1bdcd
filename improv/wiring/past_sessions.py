"""The sessions of a data folder as a list, without playing one of them again.

Of each event only what the list says is read. So a scene that was undone before its bell counts,
which a report, being made of the state, leaves out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from improv.core import events as e
from improv.core.event_codec import stored_name
from improv.core.formats import PhaseKind
from improv.director.ports import SessionHeader
from improv.journal.reader import SqliteReader
from improv.scenes.past_sessions import PastSession

_EPOCH = date(1970, 1, 1)
_OPENED, _CHOSEN, _PLAN, _DRAWN, _ENTERED, _JOINED, _CLAIMED, _LEFT, _OUT = _TYPES = tuple(
    map(
        stored_name,
        (
            *(e.SessionOpened, e.FormatChosen, e.PlanChanged, e.RoundDrawn, e.PhaseEntered),
            *(e.PersonJoined, e.NameClaimed, e.PersonLeft, e.PhonesTakenOut),
        ),
    )
)
_PATHS = (
    *("$.format.words", "$.setup.plan.words", "$.setup.team.name", "$.setup.shift.name"),
    *("$.number", "$.phase.kind", "$.person", "$.voter", "$.people"),
)


def past_sessions(
    journal: SqliteReader, language: str, zone: tzinfo | None = None
) -> list[PastSession]:
    """All of them, the newest first; games are called as in `language`.

    `zone` is that of days and hours, by default this machine's. Raises Unreadable.
    """
    events = journal.fields(_TYPES, _PATHS)
    there = []
    for header in journal.sessions():
        opened = local_time(header, zone)
        try:
            one = _past_session(header, events.get(header.id, ()), language, opened)
        except (AttributeError, TypeError, ValueError):  # a damaged event: no field is sure
            one = _past_session(header, (), language, opened)
        there.append(one)
    return there


def local_time(header: SessionHeader, zone: tzinfo | None = None) -> datetime:
    """When a session began, by this machine's zone; in 1970 where that is damaged."""
    try:
        opened = datetime.fromisoformat(header.opened)
    except ValueError:
        opened = datetime(1970, 1, 2, tzinfo=UTC)
    return (opened if opened.tzinfo else opened.replace(tzinfo=UTC)).astimezone(zone)


def days(when: datetime) -> int:
    """Its day, since 1 January 1970."""
    return (when.date() - _EPOCH).days


def _past_session(
    header: SessionHeader, events: Iterable[Sequence[Any]], language: str, opened: datetime
) -> PastSession:
    title, team, game, alone = "", "", "", False
    people, games, drawn, begun = set[str](), dict[str, None](), 0, set[int]()
    for kind, words, plan, of, shift, number, phase, person, voter, gone in events:
        game = _name(words, language) or game
        if kind == _OPENED:
            title, team, alone = _name(plan, language) or game, of or "", shift is not None
        elif kind == _DRAWN:
            drawn = number
        elif kind == _ENTERED and phase == PhaseKind.PLAY:
            begun.add(drawn)
            games[game] = None
        elif kind == _JOINED:
            people.add(person)
        elif kind == _CLAIMED:  # a phone that had come without a name is that person's
            people.discard(voter)
        elif kind in (_LEFT, _OUT):
            people -= {person, *(gone or ())}
    return PastSession(
        id=header.id,
        title=title or header.title,
        team=team,
        day=days(opened),
        hour=f"{opened:%H:%M}",
        minutes=round(header.mark / 60_000),
        people=len(people),
        games=tuple(filter(None, games)),
        rounds=len(begun),
        demo=header.demo,
        alone=alone,
        ended=header.ended,
    )


def _name(words: Mapping[str, Mapping[str, str]] | None, language: str) -> str:
    """What a game or a plan is called (as `say` of both chooses the words); empty without words."""
    if not words:
        return ""
    said = words.get(language) or words.get("en") or next(iter(words.values()))
    return said.get("name", "")
