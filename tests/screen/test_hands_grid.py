"""The grid of a show of hands: what is typed is what is counted."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from improv.core.roster import ROOM_SIZE
from improv.core.view_models import VoteView
from improv.screen.hands_grid import Grid, Row, grid

ROWS = (Row("calm", (0, 0, 0, 0)), Row("choice", (0, 0)), Row("moves", (0,) * 6))

moves = st.one_of(
    st.tuples(st.just("digit"), st.integers(0, 9)),
    st.tuples(st.sampled_from(["across", "down"]), st.integers(-9, 9)),
    st.tuples(st.sampled_from(["erase", "finish"]), st.none()),
)


def _vote(rows: dict[str, int], **values: Any) -> VoteView:
    filled: dict[str, Any] = {"asking": 0, "hands": {}, **values}
    return VoteView(
        kinds=(), criteria=(), options=(), guessers=(), voters=0, voted=0, rows=rows, **filled
    )


@given(st.lists(moves, max_size=60))
def test_whatever_is_pressed_the_grid_stays_sound(pressed: list[tuple[str, int | None]]) -> None:
    """The cursor stays in the grid, counts in their range, rows in their shape."""
    now = Grid(ROWS)
    for name, value in pressed:
        now = getattr(now, name)() if value is None else getattr(now, name)(value)
        assert [(row.id, len(row.counts)) for row in now.rows] == [
            (row.id, len(row.counts)) for row in ROWS
        ]
        assert all(0 <= count <= ROOM_SIZE for row in now.rows for count in row.counts)
        assert 0 <= now.column < len(now.rows[now.row].counts)


@given(st.integers(0, ROOM_SIZE), st.integers(0, 11))
def test_a_typed_number_stands_in_its_cell(number: int, steps: int) -> None:
    """Typing a number's figures puts that number into the cell, and into no other."""
    now = Grid(ROWS, row=0, column=0).digit(9).across(steps)
    before = now.rows
    for figure in str(number):
        now = now.digit(int(figure))
    cells = [
        (now.rows[r].counts[c], before[r].counts[c], (r, c) == (now.row, now.column))
        for r, row in enumerate(now.rows)
        for c in range(len(row.counts))
    ]
    assert all(new == (number if here else old) for new, old, here in cells)


@given(st.integers(-30, 30))
def test_tab_goes_through_every_cell_and_comes_back(steps: int) -> None:
    """As many steps back lead to the cell that one came from."""
    begun = Grid(ROWS, row=1, column=1)
    there = begun.across(steps).across(-steps)
    assert (there.row, there.column) == (1, 1)


def test_typing_over_a_cell_replaces_what_it_had() -> None:
    """Coming back to a cell, the first figure begins a new number."""
    now = Grid(ROWS).digit(1).digit(2).across(1).across(-1).digit(7)
    assert now.rows[0].counts == (7, 0, 0, 0)


def test_more_people_than_a_room_holds_are_not_typed() -> None:
    """1001 hands are nobody's: the last figure is left out."""
    assert Grid(ROWS).digit(1).digit(0).digit(0).digit(1).rows[0].counts[0] == 100


def test_rubbing_out_takes_the_last_figure() -> None:
    """Backspace undoes one figure at a time."""
    assert Grid(ROWS).digit(4).digit(2).erase().rows[0].counts[0] == 4


def test_an_empty_grid_takes_any_key() -> None:
    """A phase that asks for no hands has no cells to type in."""
    none = Grid()
    assert none.digit(1).across(1).down(1).rows == ()


RATED = {"calm": 4, "heard": 4, "moves": 6}


def test_the_grid_of_a_vote_has_the_rows_that_the_game_asks_for() -> None:
    """Those and no others, in their order; it begins at the criterion that is asked."""
    rated = grid(_vote(RATED, asking=1))
    assert {row.id: len(row.counts) for row in rated.rows} == RATED
    assert rated.row == 1
    assert grid(None).rows == grid(_vote({})).rows == ()


def test_a_vote_that_is_opened_again_keeps_its_counts() -> None:
    """The grid begins with the hands that the room knows of."""
    known = grid(_vote(RATED, hands={"heard": (1, 2, 3, 4)}))
    assert known.rows[1].counts == (1, 2, 3, 4)
