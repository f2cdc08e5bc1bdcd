"""Parsing: what comes over the network becomes actions, or an InvalidField that says what is wrong.

Strict: a field that is unknown, missing or of another type is refused, never guessed at. Knows
JSON and the core's actions, and not who sent them.
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
from improv.core.line_text import MOST_CODE_POINTS
from improv.core.votes import Ballot

MOST_TEXT = 400
"""Characters of one text; the core cuts names and lines shorter."""
MOST_ITEMS = 100
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


class InvalidField(Exception):
    """A `field` (or `json`) is wrong; `problem` is one of core.errors.bad_value, or empty."""

    def __init__(self, field: str, problem: str = "") -> None:
        super().__init__(field)
        self.field, self.problem = field, problem


def optional_text(body: Mapping[str, Any], name: str) -> str:
    """A text field that may be left out; empty then."""
    return _text(name, body.get(name, ""))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no key comes twice: of two values nobody knows which is meant."""
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_once)
"""Made once: for a ballot it takes as long to make as to use."""


def json_object(body: bytes) -> Mapping[str, Any]:
    """A body that is a JSON object."""
    try:
        value = _DECODER.decode(body.decode())
    except (ValueError, RecursionError):
        raise InvalidField("json") from None
    if not isinstance(value, dict):
        raise InvalidField("json")
    return value


# A reader for each type that a field of an action may have: (name, value) -> value, or raises.

Reader = Callable[[str, Any], Any]


def _text(field: str, value: Any) -> str:
    if isinstance(value, str) and len(value) > MOST_TEXT:
        raise InvalidField(field, "long")
    return _well_formed(field, value)


def _well_formed(field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidField(field)
    try:
        value.encode()
    except UnicodeEncodeError:  # half a character
        raise InvalidField(field) from None
    return value


def _number(field: str, value: Any) -> int:
    if type(value) is not int or abs(value) > 1_000_000_000:  # True is no number
        raise InvalidField(field, "number")
    return value


def _boolean(field: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidField(field)
    return value


def _list_of(read: Reader) -> Reader:
    def items(field: str, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise InvalidField(field)
        if len(value) > MOST_ITEMS:
            raise InvalidField(field, "long")
        return tuple(read(field, item) for item in value)

    return items


def _mapping_of(read: Reader) -> Reader:
    def entries(field: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or len(value) > MOST_ITEMS:
            raise InvalidField(field)
        return {_text(field, key): read(field, item) for key, item in value.items()}

    return entries


def _one_of(kind: type[StrEnum]) -> Reader:
    def named(field: str, value: Any) -> StrEnum:
        try:
            return kind(_text(field, value))
        except ValueError:
            raise InvalidField(field) from None

    return named


def _reader(hint: Any) -> Reader:
    plain: Mapping[Any, Reader] = {str: _text, int: _number, bool: _boolean}
    if hint in plain:
        return plain[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _one_of(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _list_of(_reader(args[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_of(_reader(args[1]))
    if origin is UnionType and NoneType in args:
        inner = _reader(next(arg for arg in args if arg is not NoneType))
        return lambda field, value: None if value is None else inner(field, value)
    raise TypeError(f"nothing reads {hint}")


# Ballots.

_SCORES, _MOVES, _KIND = _mapping_of(_number), _list_of(_text), _one_of(BallotKind)


def parse_ballot(body: Mapping[str, Any]) -> Ballot:
    """`{"kind": ..., "scores": {...}, "moves": [...], "choice": ...}`; left out, kind is `rate`."""
    _require_known(body, {"kind", "scores", "moves", "choice"})
    return Ballot(
        _KIND("kind", body.get("kind", "rate")),
        _SCORES("scores", body.get("scores", {})),
        _MOVES("moves", body.get("moves", [])),
        _text("choice", body.get("choice", "")),
    )


def _require_known(body: Mapping[str, Any], names: set[str]) -> None:
    for name in body:
        if name not in names:
            raise InvalidField(name[:40] if name.isprintable() else "json")


def parse_line(body: Mapping[str, Any]) -> tuple[str, bool | None]:
    """`{"text": ..., "consents": ...}`; left out, it stays as it was whether it may be played."""
    _require_known(body, {"text", "consents", "id"})
    consents = body.get("consents")
    text = body.get("text")
    if isinstance(text, str) and len(text) > MOST_CODE_POINTS:
        raise InvalidField("text", "long")
    return _well_formed("text", text), None if consents is None else _boolean("consents", consents)


def form_line(fields: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
    """(round, line as JSON) of the fields `round`, `text` and, where it is asked, `consents`."""
    body: dict[str, Any] = {"text": fields.get("text", "")}
    if "consents" in fields:
        body["consents"] = _value_from_text("consents", bool, fields["consents"])
    return number_from_text("round", fields.get("round", "")), body


def form_ballot(fields: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
    """(round, ballot as JSON) of the fields `round`, `kind`, `score.ID`, `move.ID`, `choice`."""
    scores = {
        name.removeprefix("score."): number_from_text(name, value)
        for name, value in fields.items()
        if name.startswith("score.")
    }
    moves = [name.removeprefix("move.") for name in fields if name.startswith("move.")]
    body: dict[str, Any] = {"kind": fields.get("kind", "rate"), "scores": scores, "moves": moves}
    if choice := fields.get("choice", ""):
        body["choice"] = choice
    return number_from_text("round", fields.get("round", "")), body


def number_from_text(field: str, text: str) -> int:
    """A number that came as text, in digits of any script."""
    if not text.isdecimal() or len(text) > 9:
        raise InvalidField(field, "number")
    return int(text)


# The actions of a host, and of somebody alone.

HOST_ACTIONS: Mapping[str, type[a.Action]] = {
    name: kind for name, kind in a.ACTIONS.items() if kind.by_host
}
PLAYER_ACTIONS: Mapping[str, type[a.Action]] = {
    kind.name: kind
    for kind in (
        *(a.Next, a.Undo, a.Pause, a.Resume, a.MuteSpeech, a.RepeatSpeech),
        *(a.ChooseReply, a.CheckSelf, a.WriteNote),
    )
}
"""What the page of somebody alone may do: what its buttons do, which no host has."""
_READ = {**HOST_ACTIONS, **PLAYER_ACTIONS}


def _hints(kind: type[a.Action]) -> Mapping[str, Any]:
    """The fields that are the action's own, with their types. No host acts for another person."""
    hints = get_type_hints(kind)
    own = {entry.name for entry in fields(kind)} - {"id", "phase_id", "voter"}
    return {name: hint for name, hint in hints.items() if name in own}


_HINTS: Mapping[str, Mapping[str, Any]] = {name: _hints(kind) for name, kind in _READ.items()}
_READERS: Mapping[str, Mapping[str, Reader]] = {
    name: {field: _reader(hint) for field, hint in hints.items()} for name, hints in _HINTS.items()
}
_NEEDED: Mapping[str, frozenset[str]] = {
    name: frozenset(
        entry.name
        for entry in fields(kind)
        if entry.default is MISSING and entry.default_factory is MISSING
    )
    for name, kind in _READ.items()
}


def form_action(fields: Mapping[str, str]) -> Mapping[str, Any]:
    """The fields of a page's form as JSON would have them.

    `true` and `false` are booleans, a list has one item a line, an entry of a table is
    `rows.NAME.PLACE`, and what is empty is left out.
    """
    name = fields.get("action", "")
    body: dict[str, Any] = {"action": name, "id": fields.get("id", "")}
    if fields.get("phase_id"):
        body["phase_id"] = number_from_text("phase_id", fields["phase_id"])
    for field, hint in _HINTS.get(name, {}).items():
        if hint == Mapping[str, tuple[int, ...]]:
            body[field] = _rows(field, fields)
        elif text := fields.get(field, ""):
            body[field] = _value_from_text(field, hint, text)
    return body


def _value_from_text(field: str, hint: Any, text: str) -> Any:
    kinds = get_args(hint) or (hint,)
    if bool in kinds:
        return {"true": True, "false": False}.get(text, text)
    if int in kinds:
        return number_from_text(field, text)
    if get_origin(hint) is tuple:
        return [line for line in text.splitlines() if line.strip()]
    return text


def _rows(field: str, fields: Mapping[str, str]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for name, value in fields.items():
        if name.startswith(f"{field}."):
            row = name.removeprefix(f"{field}.").rpartition(".")[0]
            rows.setdefault(row, []).append(number_from_text(name, value or "0"))
    return rows


def host_action(body: Mapping[str, Any]) -> a.Action:
    """`{"action": NAME, "id": ..., "phase_id": ..., ...}` with the fields of core.actions."""
    return _action(body, HOST_ACTIONS, "host")


def player_action(body: Mapping[str, Any]) -> a.Action:
    """The same of somebody alone: one of PLAYER_ACTIONS."""
    return _action(body, PLAYER_ACTIONS, "player")


def _action(
    body: Mapping[str, Any], allowed: Mapping[str, type[a.Action]], sender: str
) -> a.Action:
    name = _text("action", body.get("action"))
    if name not in allowed:
        raise InvalidField("action")
    id_ = _text("id", body.get("id"))
    if not _ID.fullmatch(id_):
        raise InvalidField("id")
    readers = _READERS[name]
    _require_known(body, {"action", "id", "phase_id", *readers})
    phase_id = None if body.get("phase_id") is None else _number("phase_id", body["phase_id"])
    if phase_id is None and not allowed[name].any_phase:
        raise InvalidField("phase_id")
    for field in _NEEDED[name] - body.keys():
        raise InvalidField(field)
    values = {field: read(field, body[field]) for field, read in readers.items() if field in body}
    return allowed[name](id=f"{sender}:{id_}", phase_id=phase_id, **values)
