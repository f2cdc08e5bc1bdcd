"""Motion: how things slow down."""

import pytest

from improv.look.motion import LONGEST, ease, settle


@pytest.mark.parametrize("curve", [ease, settle])
def test_a_movement_begins_and_ends_where_it_should(curve: object) -> None:
    """Before its time it has not moved, after its time it stands."""
    assert callable(curve)
    assert [curve(-1), curve(0), curve(1), curve(2)] == pytest.approx([0, 0, 1, 1])


def test_nothing_takes_longer_than_a_glance() -> None:
    """Motion explains; it never makes people wait."""
    assert LONGEST <= 0.3
