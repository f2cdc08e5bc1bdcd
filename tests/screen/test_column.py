"""A column of the facilitator's picture: it fills from the top, and says when it is full."""

import pytest

from improv.core.draw import Deck
from improv.core.state import Setup
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.column import Column
from improv.screen.frame import Frame
from improv.screen.scripted_session import ScriptedSession
from improv.screen.ui_state import UiState

BOX = Box(20, 20, 500, 500)
LONG = "She is waiting for her parcel since Tuesday and asks for the third time"


@pytest.fixture(params=["en", "fa"])
def builder(request: pytest.FixtureRequest, sample_deck: Deck) -> Builder:
    """A builder for 1280 by 800 px."""
    session = ScriptedSession(
        sample_deck, game="lawnmower", language=request.param, setup=Setup(5), names=("Sara",)
    )
    view = session.snapshot().projector
    return Builder(Frame(view, 0, float("inf"), UiState(), (1280, 800)))


def _texts(builder: Builder) -> list[str]:
    return [placed.text for placed in builder.placed]


def test_things_stand_one_below_the_other_inside_the_panel(builder: Builder) -> None:
    """In the order in which they were added, and none over another."""
    column = Column(builder, BOX)
    column.title("On stage")
    column.pair("Agent", LONG)
    column.line("Sara")
    column.note("Heat 3 of 5")
    column.title("Coming")
    column.line("A twist")
    column.done()
    assert _texts(builder) == [
        *("On stage", "Agent", LONG, "Sara", "Heat 3 of 5", "Coming", "A twist"),
    ]
    bottoms = [placed.area[1] + placed.area[3] for placed in builder.placed]
    tops = [placed.area[1] for placed in builder.placed]
    assert tops[1] == tops[2], "a label is beside its text"
    for i in (0, 2, 3, 4, 5):
        assert bottoms[i] <= tops[i + 1]
    assert max(bottoms) <= BOX.bottom


def test_a_second_title_is_further_away_than_a_line(builder: Builder) -> None:
    """What belongs together stands together; the first title has no gap above it."""
    column = Column(builder, BOX)
    for add in (column.title, column.line, column.line, column.title):
        add("words")
    ends = [placed.area[1] + placed.area[3] for placed in builder.placed]
    gaps = [placed.area[1] - end for placed, end in zip(builder.placed[1:], ends, strict=False)]
    assert gaps[2] > 2 * gaps[1]


def test_what_does_not_fit_is_left_out_and_said(builder: Builder) -> None:
    """Nothing is cut: a line is whole or is not there, and an ellipsis stands at the foot."""
    column = Column(builder, BOX)
    for number in range(40):
        column.line(f"{number}. {LONG}")
    column.done()
    *lines, ellipsis = builder.placed
    assert ellipsis.text == "…"
    assert [line.text for line in lines] == [f"{n}. {LONG}" for n in range(len(lines))]
    assert 3 < len(lines) < 40
    assert not any(line.overflows for line in lines)
    assert ellipsis.area[1] + ellipsis.area[3] <= BOX.bottom
    assert ellipsis.area[1] + ellipsis.area[3] > lines[-1].area[1] + lines[-1].area[3]


def test_a_title_without_room_for_a_line_below_it_is_left_out(builder: Builder) -> None:
    """A heading over nothing would say that there is nothing."""
    column = Column(builder, BOX)
    while not column._left_out:
        column.title("Coming")
    high = builder.placed[-1].area[1] + builder.placed[-1].area[3]
    assert BOX.bottom - high < builder.u(3.2 * 3.0 * 1.3 + 5)
    column.done()
    assert _texts(builder).count("…") == 1


def test_without_anything_left_out_there_is_no_ellipsis(builder: Builder) -> None:
    """Not even where the column is empty."""
    column = Column(builder, BOX)
    column.done()
    assert builder.placed == []
