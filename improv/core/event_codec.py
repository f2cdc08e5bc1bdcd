"""Events to JSON-able values and back, each under the name of its type."""

from collections.abc import Callable, Mapping
from typing import Any

from improv.core.codec import decoder, encoder
from improv.core.events import EVENTS, Event

VERSION = 1
"""Written into every event. from_dict reads this version and every older one."""


class UnknownEvent(Exception):
    """No event of ours, or one of a newer version of the program."""


def stored_name(kind: type[Event]) -> str:
    """What the type is called in a journal: `ballot_cast` for BallotCast."""
    return "".join("_" + c.lower() if c.isupper() else c for c in kind.__name__).lstrip("_")


_NAMES: dict[type[Event], str] = {kind: stored_name(kind) for kind in EVENTS}
_TYPES: dict[object, type[Event]] = {name: kind for kind, name in _NAMES.items()}
_encoders: dict[type[Event], Callable[[Any], Any]] = {}
_decoders: dict[str, Callable[[Any], Any]] = {}
"""Made when the first event of a type comes: all of them take longer than a picture."""


def to_dict(event: Event) -> dict[str, Any]:
    """JSON-able, with its type's name under `type` and the version under `v`."""
    kind = type(event)
    if kind not in _encoders:
        _encoders[kind] = encoder(kind)
    return {"type": _NAMES[kind], "v": VERSION, **_encoders[kind](event)}


def from_dict(record: Mapping[str, Any]) -> Event:
    """The event that to_dict wrote. UnknownEvent names what cannot be read."""
    name, version = record.get("type"), record.get("v")
    ours = isinstance(name, str) and name in _TYPES
    if not ours or not isinstance(version, int) or version > VERSION:
        raise UnknownEvent(f"{name!r} of version {version!r}")
    assert isinstance(name, str)
    if name not in _decoders:
        _decoders[name] = decoder(_TYPES[name])
    try:
        event: Event = _decoders[name](record)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise UnknownEvent(f"{name!r} with {wrong!r}") from wrong
    return event
