"""changed: what dataclasses.replace gives, only sooner."""

from dataclasses import fields, replace
from typing import Any

import pytest

from improv.core.formats import PhaseKind
from improv.core.replaced import replaced
from tests.core.session_driver import SessionDriver


def test_it_gives_what_replace_gives_and_leaves_the_value_alone() -> None:
    """For every field of every value that the fold changes."""
    state = SessionDriver("call", names=("A", "B", "C")).to(PhaseKind.VOTE).state
    assert state.round is not None
    for value in (state, state.progress, state.round, state.running, state.votes_of(1)):
        before = replace(value)
        for entry in fields(value):
            other: dict[str, Any] = {entry.name: "else"}
            got = replaced(value, **other)
            assert got == replace(value, **other)
            assert type(got) is type(value)
        assert value == before


def test_an_unknown_field_is_said() -> None:
    """A slip of the pen is an error, not a new attribute."""
    running = SessionDriver("call").state.running
    with pytest.raises(KeyError, match="deadlin"):
        replaced(running, deadlin=3)
