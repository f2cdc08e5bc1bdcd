"""A person who is to be forgotten: what of an event is their name, and what may hold it.

A name that stands for a person is overwritten, whatever its large letters, marks and half-spaces.
What people wrote is theirs to read: a name in it is found, and overwritten only where that is
asked for. Nothing else of an event changes, so a session that is forgotten in part folds as before.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from improv.core import events as e
from improv.core.name_places import name_places
from improv.core.search_text import search_text
from improv.core.state import Setup

FORGOTTEN = "—"
"""What stands in a name's place."""

_TEXTS: Mapping[type[e.Event], str] = {
    e.PromiseLogged: "text",
    e.KudosGiven: "text",
    e.LineWritten: "text",
    e.LineNoted: "text",
    e.NoteWritten: "text",
}
"""Events -> the field in which people wrote what they liked."""
_NAMES: Mapping[type[e.Event], str] = {e.PersonJoined: "name", e.PersonChanged: "name"}

HOLDING: tuple[type[e.Event], ...] = (e.SessionOpened, *_NAMES, *_TEXTS)
"""The events that may hold a name: all others need not be read."""


def same_name(one: str, other: str) -> bool:
    """Whether two names are one person's, as far as names can tell."""
    return search_text(one) == search_text(other)


def names_in(event: e.Event) -> tuple[str, ...]:
    """The names of people that stand in an event as names."""
    if isinstance(event, e.SessionOpened):
        alone = (event.setup.shift.name,) if event.setup.shift else ()
        return (*alone, *sorted(event.setup.team.players))
    field = _NAMES.get(type(event))
    return (getattr(event, field),) if field and getattr(event, field) else ()


def texts_in(event: e.Event) -> tuple[str, ...]:
    """What in an event people wrote as they liked; empty texts are none."""
    if isinstance(event, e.SessionOpened):
        alone = event.setup.shift.opening if event.setup.shift else ""
        texts: tuple[str, ...] = (event.setup.team.name, alone)
    else:
        field = _TEXTS.get(type(event))
        texts = (getattr(event, field),) if field else ()
    return tuple(filter(None, texts))


def without_name(event: e.Event, name: str) -> e.Event:
    """The event without this name; the very same where it is not in it."""

    def new(one: str) -> str:
        return FORGOTTEN if one and same_name(one, name) else one

    return _changed(event, _NAMES, new, lambda setup: _setup_without(setup, new))


def without_text(event: e.Event, name: str) -> e.Event:
    """The event without this name in what people wrote; the very same where it is not in it."""

    def new(text: str) -> str:
        return _overwritten(text, name)

    def setup_without(setup: Setup) -> Setup:
        team, shift = replace(setup.team, name=new(setup.team.name)), setup.shift
        return replace(setup, team=team, shift=shift and replace(shift, opening=new(shift.opening)))

    return _changed(event, _TEXTS, new, setup_without)


def mentions(text: str, name: str) -> bool:
    """Whether a text holds the name in some form."""
    return bool(name_places(text, name))


def without_names(text: str, names: Iterable[str]) -> str:
    """What somebody wrote, with a dash in the place of each of these names, in any form."""
    read = search_text(text)
    # The longest first: of "Ann Lee" nothing stays when "Ann" is there too.
    for name in sorted(names, key=len, reverse=True):
        if name and search_text(name) in read:
            text = _overwritten(text, name)
    return text


def _changed(
    event: e.Event,
    fields: Mapping[type[e.Event], str],
    new: Callable[[str], str],
    setup: Callable[[Setup], Setup],
) -> e.Event:
    changed: e.Event = event
    if isinstance(event, e.SessionOpened):
        changed = replace(event, setup=setup(event.setup))
    elif field := fields.get(type(event)):
        values: dict[str, Any] = {field: new(getattr(event, field))}
        changed = replace(event, **values)
    return event if changed == event else changed


def _setup_without(setup: Setup, new: Callable[[str], str]) -> Setup:
    players, shift = frozenset(map(new, setup.team.players)), setup.shift
    return replace(
        setup,
        team=replace(setup.team, players=players),
        shift=shift and replace(shift, name=new(shift.name)),
    )


def _overwritten(text: str, name: str) -> str:
    for start, end in reversed(name_places(text, name)):
        text = text[:start] + FORGOTTEN + text[end:]
    return text
