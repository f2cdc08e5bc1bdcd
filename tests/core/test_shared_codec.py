"""States in JSON and back: nothing is lost, nothing is written twice, nothing else is made."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.events import Event, SessionOpened
from improv.core.formats import PhaseKind
from improv.core.session import evolve
from improv.core.shared_codec import SharedCodec
from improv.core.state import State
from tests.core.session_driver import SessionDriver
from tests.core.test_events import EVENTS

CODEC = SharedCodec(State)


def states(events: list[Event]) -> list[State]:
    """The state after each event; an opening begins another session."""
    found: list[State] = []
    for event in events:
        opens = isinstance(event, SessionOpened)
        found.append(evolve(None if opens else found[-1], event))
    return found


def test_a_fold_goes_on_from_whatever_was_read() -> None:
    """After every type of event: the same values in the same order, now and in all that follows."""
    events = EVENTS[:-1]  # the last one is of no session
    state: State | None = None
    for event, whole in zip(events, states(events), strict=True):
        state = evolve(None if isinstance(event, SessionOpened) else state, event)
        text = CODEC.encode(state)
        state = CODEC.decode(text)
        assert state == whole
        assert CODEC.encode(state) == text == CODEC.encode(whole)


def test_steps_are_undone_that_were_read() -> None:
    """The progress before each of them came along, and what was never undone stays."""
    driver = SessionDriver("call", names=("A", "B", "C", "D"), voters=3).to(PhaseKind.VOTE)
    driver.rate("v1", 3)
    driver.state = CODEC.decode(CODEC.encode(driver.state))
    while driver.state.history:
        assert not isinstance(driver.act(a.Undo(id="")), Exception)
    direct: State | None = None
    for event in driver.events:
        direct = evolve(direct, event)
    assert driver.state == direct
    assert driver.state.kind is PhaseKind.LOBBY


def test_what_a_hundred_rounds_share_is_written_once() -> None:
    """A long session takes little more than what differs: its cards and formats are there once."""
    driver = SessionDriver("call", names=("A", "B", "C", "D"))
    for _ in range(40):
        driver.to(PhaseKind.DEBRIEF).next()
    half = len(CODEC.encode(driver.state))
    for _ in range(40):
        driver.to(PhaseKind.DEBRIEF).next()
    text = CODEC.encode(driver.state)
    assert len(driver.state.history) == 100
    assert len(text) - half < 40 * 400
    request = next(iter(driver.round.cards.values())).say("en")["text"]
    assert text.count(json.dumps(request)) == 1


def test_text_of_any_kind_comes_back() -> None:
    """Four scripts, and the half of a pair that a phone may send."""
    driver = SessionDriver("call", names=("لیلا", "مُنى", "אבי", "Ann 😀", "\ud83d"))
    text = CODEC.encode(driver.state)
    assert text.isascii()
    assert CODEC.decode(text) == driver.state


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "[[]]", "null", "[" * 100_000, "[[1e999]]", '["\\ud83d"]', "9" * 5000],
)
def test_what_is_no_state_is_refused(text: str) -> None:
    """With one error, whatever is wrong."""
    with pytest.raises(ValueError, match="State"):
        CODEC.decode(text)


TABLES = json.loads(CODEC.encode(states(EVENTS[:-1])[-1]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=5,
)


@given(st.integers(0, len(TABLES) - 1), st.lists(JSON, max_size=3), st.booleans())
def test_a_table_from_elsewhere_makes_a_state_or_nothing(
    which: int, rows: list[Any], added: bool
) -> None:
    """Only types of ours, only of rows that are there: any other error would end a resume."""
    tables = [*TABLES]
    tables[which] = [*tables[which], *rows] if added else rows
    try:
        state = CODEC.decode(json.dumps(tables))
    except ValueError:
        return
    assert type(state) is State


def test_a_type_that_it_does_not_know_is_told_at_once() -> None:
    """When it is made, and not when somebody's session is saved."""

    @dataclass(frozen=True)
    class Odd:
        value: Mapping[str, list[int]]

    with pytest.raises(TypeError, match="list"):
        SharedCodec(Odd)
