"""The sessions of a data folder as a list, without playing one of them again.

Of each event only what the list says is read. So a scene that was undone before its bell counts,
which a report, being made of the state, leaves out; and a plan that was chosen in the lobby gives
its name from its first step on.
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
_OPENED = stored_name(e.SessionOpened)
_CHOSEN = stored_name(e.PlanChosen)
_BEGUN = stored_name(e.StepBegun)
_DRAWN = stored_name(e.RoundDrawn)
_ENTERED = stored_name(e.PhaseEntered)
_JOINED = stored_name(e.PersonJoined)
_CLAIMED = stored_name(e.NameClaimed)
_LEFT = stored_name(e.PersonLeft)
_OUT = stored_name(e.PhonesTakenOut)
_TYPES = (
    *(_OPENED, _CHOSEN, _BEGUN, _DRAWN, _ENTERED, _JOINED, _CLAIMED, _LEFT, _OUT),
    *(stored_name(e.FormatChosen), stored_name(e.PlanChanged)),
)
_PATHS = (
    *("$.format.words", "$.setup.plan.words", "$.plan.words"),
    *("$.setup.team.name", "$.setup.shift.name"),
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
    title, team, game, plan, first, alone = "", "", "", "", "", False
    people, games, drawn, begun = set[str](), dict[str, None](), 0, set[int]()
    for kind, words, opens, chosen, of, shift, number, phase, person, voter, gone in events:
        game = _name(words, language) or game
        if kind == _OPENED:
            plan, first, team, alone = _name(opens, language), game, of or "", shift is not None
            title = plan or first
        elif kind == _CHOSEN:
            plan = _name(chosen, language)
        elif kind == _BEGUN:
            title = first = plan or title
        elif kind == _DRAWN:
            drawn = number
        elif kind == _ENTERED and phase == PhaseKind.PLAY:
            begun.add(drawn)
            title = title if plan else first  # a plan that was taken off began no step
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
