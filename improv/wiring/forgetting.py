"""A person who is to be forgotten: what a data folder holds of them, and how it goes.

What they practised alone is deleted, with its recordings. In the sessions of a room their name is
overwritten. What people wrote stays, and is told, unless it was asked for. Afterwards every file is
searched for the name, so that nothing is promised that is not so.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from improv.core.event_codec import UnknownEvent, from_dict, stored_name, to_dict
from improv.core.events import Event
from improv.core.forgetting import (
    HOLDING,
    mentions,
    names_in,
    same_name,
    texts_in,
    without_name,
    without_text,
)
from improv.director.ports import Record, Unreadable
from improv.journal.store import SqliteJournal
from improv.wiring import settings
from improv.wiring.choices import Choices
from improv.wiring.deletion import CACHES
from improv.wiring.session_files import files_with, pages_of, remove, takes_of


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that holds the name."""

    session: str
    text: str


@dataclass(frozen=True, slots=True)
class Traces:
    """What a data folder holds of somebody."""

    name: str
    alone: tuple[str, ...]
    """Ids of the sessions in which they practised alone."""
    rooms: Mapping[str, tuple[Record, ...]]
    """Id of a room's session -> its events that hold the name, as they will be kept."""
    mentions: tuple[Mention, ...]
    """What people wrote, and other names that are longer, in sessions that stay."""
    unread: tuple[str, ...]
    """Ids of the sessions that cannot be read: they may hold it."""
    takes: tuple[Path, ...]
    spellings: frozenset[str]
    """The name in every form in which it stands somewhere."""


def traces_of(name: str, data: Path, journal: SqliteJournal, *, texts: bool) -> Traces:
    """What there is of somebody. `texts`: what people wrote is to be overwritten, too.

    Raises Unreadable where the journal as a whole cannot be read.
    """
    alone, unread, spellings = list[str](), list[str](), {name}
    rooms: dict[str, tuple[Record, ...]] = {}
    found: list[Mention] = []
    openings = journal.openings()
    for header in journal.sessions():
        opened = openings.get(header.id)
        if opened is None and not header.events:
            continue
        if opened is not None and (of := _alone(opened)) and same_name(of, name):
            alone.append(header.id)
            spellings.add(of)
            continue
        try:
            records = journal.chosen(header.id, [stored_name(kind) for kind in HOLDING])
            events = [(record, from_dict(record.event)) for record in records]
        except (Unreadable, UnknownEvent):
            unread.append(header.id)
            continue
        changed = []
        for record, event in events:
            spellings |= {one for one in names_in(event) if same_name(one, name)}
            kept = without_name(event, name)
            if texts:
                kept = without_text(kept, name)
            if kept is not event:
                changed.append(replace(record, event=to_dict(kept)))
            found += (Mention(header.id, text) for text in _left(kept, name))
        if changed:
            rooms[header.id] = tuple(changed)
    return Traces(
        name=name,
        alone=tuple(alone),
        rooms=rooms,
        mentions=tuple(dict.fromkeys(found)),
        unread=tuple(unread),
        takes=takes_of(alone, data),
        spellings=frozenset(spellings),
    )


def _alone(opened: Record) -> str:
    """Whose session of practising alone it is; empty for a room's."""
    shift = opened.event.get("setup", {}).get("shift")
    return str(shift.get("name", "")) if isinstance(shift, dict) else ""


def _left(event: Event, name: str) -> Iterator[str]:
    return (text for text in (*names_in(event), *texts_in(event)) if mentions(text, name))


def forget(traces: Traces, data: Path, journal: SqliteJournal) -> bool:
    """Delete and overwrite all of it; whether no byte of it is left in the journal.

    Raises OSError for a file that cannot be deleted, NotSaved: then the journal is as it was.
    """
    # The files go first: who asks again after a fault finds the sessions that tell of them.
    remove((*traces.takes, *pages_of(traces.alone, data)))
    for name in CACHES:
        (data / name).unlink(missing_ok=True)
    _forget_settings(traces.name, data)
    return journal.forget(traces.alone, traces.rooms)


def _forget_settings(name: str, data: Path) -> None:
    """Nobody is asked by this name again whether it is they who play."""
    try:
        kept = settings.load(data)
    except settings.Unreadable:  # it is searched for the name like every file
        return
    texts = {one.name: getattr(kept, one.name) for one in fields(kept)}
    names = [field for field, text in texts.items() if isinstance(text, str) and text]
    gone: dict[str, Any] = {field: "" for field in names if same_name(texts[field], name)}
    chosen = Choices.of(kept.choices)
    others = tuple(one for one in chosen.players if not same_name(one, name))
    alone = "" if same_name(chosen.name, name) else chosen.name
    left = replace(chosen, players=others, name=alone)
    if left != chosen:
        gone["choices"] = left.to_dict()
    if gone:
        settings.save(data, replace(kept, **gone))


def files_of(traces: Traces, data: Path) -> tuple[Path, ...]:
    """The files of the data folder that still hold the name's bytes, sorted.

    A file that cannot be read is among them.
    """
    escaped = (json.dumps(one)[1:-1] for one in traces.spellings)
    return files_with({one.encode() for one in (*traces.spellings, *escaped)}, data)
