"""What is read from the network: bytes become actions, or a Wrong that says what is wrong.

Strict: a field that is unknown, missing or of another type is refused, never guessed at. Knows
JSON and the core's actions; it does not know who sent them.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from improv.core import actions as a
from improv.core.formats import BallotKind
from improv.core.votes import Ballot

MOST_TEXT = 400
"""Characters of one text; the core cuts names and lines shorter."""
MOST_ITEMS = 100
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


class Wrong(Exception):
    """Not what the protocol asks for. `field` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def short(said: Mapping[str, Any], name: str) -> str:
    """A text that may be left out."""
    return _text(name, said.get(name, ""))


def json_of(body: bytes) -> Mapping[str, Any]:
    """An object."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Wrong("json") from None
    if not isinstance(found, dict):
        raise Wrong("json")
    return found


# One reader for each type that a field of an action may have.

Read = Callable[[str, Any], Any]


def _text(field: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise Wrong(field)
    try:
        value.encode()
    except UnicodeEncodeError:  # half a character
        raise Wrong(field) from None
    return value


def _number(field: str, value: Any) -> int:
    if type(value) is not int or abs(value) > 1_000_000_000:  # True is no number
        raise Wrong(field)
    return value


def _switch(field: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong(field)
    return value


def _listed(read: Read) -> Read:
    def items(field: str, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) > MOST_ITEMS:
            raise Wrong(field)
        return tuple(read(field, one) for one in value)

    return items


def _table(read: Read) -> Read:
    def entries(field: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or len(value) > MOST_ITEMS:
            raise Wrong(field)
        return {_text(field, key): read(field, one) for key, one in value.items()}

    return entries


def _one_of(kind: type[StrEnum]) -> Read:
    def named(field: str, value: Any) -> StrEnum:
        try:
            return kind(_text(field, value))
        except ValueError:
            raise Wrong(field) from None

    return named


def _reader(hint: Any) -> Read:
    plain: Mapping[Any, Read] = {str: _text, int: _number, bool: _switch}
    if hint in plain:
        return plain[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _one_of(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _listed(_reader(args[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _table(_reader(args[1]))
    if origin is UnionType and NoneType in args:
        inner = _reader(next(arg for arg in args if arg is not NoneType))
        return lambda field, value: None if value is None else inner(field, value)
    raise TypeError(f"nothing reads {hint}")


# Ballots.

_SCORES, _MOVES, _KIND = _table(_number), _listed(_text), _one_of(BallotKind)


def ballot_of(said: Mapping[str, Any]) -> Ballot:
    """`{"kind": ..., "scores": {...}, "moves": [...], "choice": ...}`; unsaid, kind is `rate`."""
    _known(said, {"kind", "scores", "moves", "choice"})
    return Ballot(
        _KIND("kind", said.get("kind", "rate")),
        _SCORES("scores", said.get("scores", {})),
        _MOVES("moves", said.get("moves", [])),
        _text("choice", said.get("choice", "")),
    )


def _known(said: Mapping[str, Any], names: set[str]) -> None:
    for name in said:
        if name not in names:
            raise Wrong(name[:40] if name.isprintable() else "json")


def form_ballot(fields: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
    """(round, ballot) of a form: `round`, `kind`, `score.<criterion>`, `move.<id>`, `choice`."""
    scores = {
        name.removeprefix("score."): figure(name, value)
        for name, value in fields.items()
        if name.startswith("score.")
    }
    moves = [name.removeprefix("move.") for name in fields if name.startswith("move.")]
    said: dict[str, Any] = {"kind": fields.get("kind", "rate"), "scores": scores, "moves": moves}
    if choice := fields.get("choice", ""):
        said["choice"] = choice
    return figure("round", fields.get("round", "")), said


def figure(field: str, text: str) -> int:
    """A number that came as text."""
    if not text.isdecimal() or len(text) > 9:
        raise Wrong(field)
    return int(text)


# The host's actions.

HOST_ACTIONS: Mapping[str, type[a.Action]] = {
    name: kind for name, kind in a.ACTIONS.items() if kind.by_host
}


def _hints(kind: type[a.Action]) -> Mapping[str, Any]:
    """The fields that are the action's own, with their types. No host acts for another person."""
    hints = get_type_hints(kind)
    own = {entry.name for entry in fields(kind)} - {"id", "phase_id", "voter"}
    return {name: hint for name, hint in hints.items() if name in own}


_HINTS: Mapping[str, Mapping[str, Any]] = {
    name: _hints(kind) for name, kind in HOST_ACTIONS.items()
}
_READERS: Mapping[str, Mapping[str, Read]] = {
    name: {field: _reader(hint) for field, hint in hints.items()} for name, hints in _HINTS.items()
}
_NEEDED: Mapping[str, frozenset[str]] = {
    name: frozenset(
        entry.name
        for entry in fields(kind)
        if entry.default is MISSING and entry.default_factory is MISSING
    )
    for name, kind in HOST_ACTIONS.items()
}


def form_action(fields: Mapping[str, str]) -> Mapping[str, Any]:
    """The fields of a page's form as JSON would say them.

    `true` and `false` are switches, a list has one item a line, a table's entries are
    `rows.<name>.<place>`, and what is empty is not said.
    """
    name = fields.get("action", "")
    readers = _READERS.get(name, {})
    said: dict[str, Any] = {"action": name, "id": fields.get("id", "")}
    if fields.get("phase_id"):
        said["phase_id"] = figure("phase_id", fields["phase_id"])
    kinds = _HINTS.get(name, {})
    for field in readers:
        if kinds[field] == Mapping[str, tuple[int, ...]]:
            said[field] = _rows(field, fields)
        elif text := fields.get(field, ""):
            said[field] = _said(field, kinds[field], text)
    return said


def _said(field: str, hint: Any, text: str) -> Any:
    kinds = get_args(hint) or (hint,)
    if bool in kinds:
        return {"true": True, "false": False}.get(text, text)
    if int in kinds:
        return figure(field, text)
    if get_origin(hint) is tuple:
        return [line for line in text.splitlines() if line.strip()]
    return text


def _rows(field: str, fields: Mapping[str, str]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for name, value in fields.items():
        if name.startswith(f"{field}."):
            row = name.removeprefix(f"{field}.").rpartition(".")[0]
            rows.setdefault(row, []).append(figure(name, value or "0"))
    return rows


def host_action(said: Mapping[str, Any]) -> a.Action:
    """`{"action": NAME, "id": ..., "phase_id": ..., ...}` with the fields of core.actions."""
    name = _text("action", said.get("action"))
    if name not in HOST_ACTIONS:
        raise Wrong("action")
    id_ = _text("id", said.get("id"))
    if not _ID.fullmatch(id_):
        raise Wrong("id")
    readers = _READERS[name]
    _known(said, {"action", "id", "phase_id", *readers})
    phase_id = None if said.get("phase_id") is None else _number("phase_id", said["phase_id"])
    if phase_id is None and not HOST_ACTIONS[name].any_phase:
        raise Wrong("phase_id")
    for field in _NEEDED[name] - said.keys():
        raise Wrong(field)
    values = {field: read(field, said[field]) for field, read in readers.items() if field in said}
    return HOST_ACTIONS[name](id=f"host:{id_}", phase_id=phase_id, **values)
