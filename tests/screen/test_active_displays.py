"""Which of SDL's displays show something of their own."""

import pytest

from improv.screen.active_displays import Place, active, of_their_own

LEFT, RIGHT = (0, 0), (1280, 0)


@pytest.mark.parametrize(
    ("displays", "monitors", "numbers"),
    [
        ([LEFT, RIGHT], [LEFT, RIGHT], (0, 1)),
        ([LEFT, RIGHT], [LEFT], (0,)),
        ([LEFT, RIGHT], [RIGHT], (1,)),
        ([LEFT, LEFT], [LEFT, LEFT], (0,)),  # one mirrors the other
        ([LEFT, RIGHT], [LEFT, LEFT], (0,)),
        ([LEFT, RIGHT], [], (0, 1)),  # for a moment, while cables are changed
        ([RIGHT], [LEFT], (0,)),  # the only one was moved
    ],
)
def test_a_display_is_lit_where_a_monitor_begins(
    displays: list[Place], monitors: list[Place], numbers: tuple[int, ...]
) -> None:
    """Those turned off and those that mirror another are not; never none."""
    assert of_their_own(displays, monitors) == numbers


@pytest.mark.usefixtures("dummy")
def test_without_an_x_server_all_displays_are_lit() -> None:
    """SDL knows better elsewhere."""
    assert active() == (0,)
