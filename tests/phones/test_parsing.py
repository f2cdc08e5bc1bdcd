"""Bytes become actions of exactly the types that the core knows, or a Wrong; nothing in between."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.formats import BallotKind
from improv.phones.parsing import (
    _HINTS,
    HOST_ACTIONS,
    InvalidField,
    form_action,
    form_ballot,
    host_action,
    json_object,
    parse_ballot,
)

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(("\ud800", "\0", "x" * 401, 10**400, 1.0, True, "open", "rate", "handling")),
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)


def is_exactly(value: Any, hint: Any) -> bool:
    """Whether a value is of this type and of no other: True is no number, 1.0 neither."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return any(is_exactly(value, arg) for arg in args)
    if origin is tuple:
        return type(value) is tuple and all(is_exactly(one, args[0]) for one in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        keys = all(is_exactly(key, args[0]) for key in value)
        return keys and all(is_exactly(one, args[1]) for one in value.values())
    if hint is NoneType:
        return value is None
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return isinstance(value, hint)
    return type(value) is hint and (hint is not str or bool(value.encode() or True))


def bytes_of(value: Any) -> bytes:
    """As JSON; half characters are sent as bytes that are none."""
    return json.dumps(value).encode()


@given(st.binary(max_size=40) | values.map(bytes_of))
def test_any_bytes_are_an_object_or_wrong(body: bytes) -> None:
    """Nothing else is raised, whatever the bytes."""
    with suppress(InvalidField):
        assert isinstance(json_object(body), dict)


@pytest.mark.parametrize("body", [b"[" * 4096, b'{"a":' * 800, b"9" * 4096, b"\xff\xfe{", b"NaN"])
def test_deep_and_huge_bytes_are_wrong(body: bytes) -> None:
    """Depth and figures that a parser may stumble over."""
    with pytest.raises(InvalidField):
        json_object(body)


@pytest.mark.parametrize("body", [b'{"a": 1, "a": 2}', b'{"a": {"b": 1, "c": 2, "b": 1}}'])
def test_a_key_that_comes_twice_is_wrong(body: bytes) -> None:
    """Also inside: of two grades nobody knows which is meant."""
    with pytest.raises(InvalidField):
        json_object(body)


@given(st.data(), st.sampled_from(sorted(HOST_ACTIONS)))
def test_any_json_is_an_action_of_exact_types_or_wrong(data: st.DataObject, name: str) -> None:
    """Every field of every action with anything in it, and fields that are not there."""
    known = st.sampled_from((*_HINTS[name], "id", "phase_id", "voter", "name", "\ud800"))
    body = {"action": name, "id": "a", "phase_id": 1, **data.draw(st.dictionaries(known, values))}
    try:
        action = host_action(body)
    except InvalidField as wrong:
        wrong.field.encode()  # it is told
        return
    kind = HOST_ACTIONS[name]
    assert type(action) is kind
    hints = get_type_hints(kind)
    for entry in fields(kind):
        assert is_exactly(getattr(action, entry.name), hints[entry.name]), entry.name
    assert action.id.startswith("host:")
    assert set(body) <= {"action", "id", "phase_id", *_HINTS[name]}


@given(st.dictionaries(st.sampled_from(("kind", "scores", "moves", "choice", "voter")), values))
def test_any_json_is_a_ballot_of_exact_types_or_wrong(body: dict[str, Any]) -> None:
    """Grades are ints, moves and choice are texts, the kind is one of four."""
    try:
        ballot = parse_ballot(body)
    except InvalidField:
        return
    assert isinstance(ballot.kind, BallotKind)
    assert all(type(name) is str and type(g) is int for name, g in ballot.scores.items())
    assert all(type(move) is str for move in ballot.moves)
    assert type(ballot.choice) is str
    assert "voter" not in body


@pytest.mark.parametrize("grade", [True, False, 1.0, "1", None, [1], 10**10, float("inf")])
def test_what_is_no_number_is_no_grade(grade: Any) -> None:
    """True equals 1 in Python, and is not what somebody pressed."""
    with pytest.raises(InvalidField, match="scores"):
        parse_ballot({"scores": {"handling": grade}})


def test_a_host_may_not_do_what_phones_and_clocks_do() -> None:
    """Nobody votes, joins or sits for others over the remote, nor plays the clock."""
    for name in ("tick", "join", "ballot", "take_seat", "", None, 3):
        with pytest.raises(InvalidField, match="action"):
            host_action({"action": name, "id": "a", "phase_id": 1})


def test_an_action_needs_its_id_its_phase_and_its_fields() -> None:
    """And a name the field that is not right."""
    for body, field in (
        ({"action": "next", "phase_id": 1}, "id"),
        ({"action": "next", "id": "", "phase_id": 1}, "id"),
        ({"action": "next", "id": "a b", "phase_id": 1}, "id"),
        ({"action": "next", "id": "x" * 65, "phase_id": 1}, "id"),
        ({"action": "next", "id": "a"}, "phase_id"),
        ({"action": "next", "id": "a", "phase_id": True}, "phase_id"),
        ({"action": "blank", "id": "a", "phase_id": 1}, "on"),
        ({"action": "door", "id": "a", "door": "ajar"}, "door"),
        ({"action": "roster", "id": "a", "add": ["x"] * 101}, "add"),
        ({"action": "give_kudos", "id": "a", "text": "x", "voter": "p1"}, "voter"),
    ):
        with pytest.raises(InvalidField) as wrong:
            host_action(body)
        assert wrong.value.field == field
    for name in ("pause", "resume"):  # they mean the same in every phase
        assert host_action({"action": name, "id": "a"}).phase_id is None


form_names = st.sampled_from(
    (
        *("action", "round", "kind", "score.handling", "score.", "move.x", "choice", "phase_id"),
        *("on", "rows.a.0", "rows.", "rows", "level", "add", "promise", "id"),
    )
)


@given(
    st.dictionaries(
        form_names | st.text(max_size=12),
        st.sampled_from((*HOST_ACTIONS, "1", "٣", "²", "-1", "true", "9" * 20))
        | st.text(max_size=6),
    )
)
def test_any_form_is_read_or_wrong(fields: dict[str, str]) -> None:
    """A page may be sent by anybody, with anything in it."""
    for read in (form_ballot, form_action):
        with suppress(InvalidField):
            read(fields)


def test_forms_say_what_json_says() -> None:
    """Figures of any script, switches, lists by line, tables by their names."""
    number, body = form_ballot({"round": "۲", "score.handling": "٣", "move.bridge": "on"})
    assert number == 2
    assert body == {"kind": "rate", "scores": {"handling": 3}, "moves": ["bridge"]}
    form = {"action": "hands", "id": "a", "phase_id": "7", "rows.x.0": "1", "rows.x.1": ""}
    counted = a.ShowHands(id="host:a", phase_id=7, rows={"x": (1, 0)})
    assert host_action(form_action(form)) == counted
    form = {"action": "roster", "id": "a", "add": "Ana\n\nBo\r\n", "present": "false"}
    added = host_action(form_action(form))
    assert added == a.EditRoster(id="host:a", add=("Ana", "Bo"), present=False)
    with pytest.raises(InvalidField, match="on"):
        host_action(form_action({"action": "blank", "id": "a", "phase_id": "1", "on": "yes"}))
