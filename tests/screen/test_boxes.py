"""Boxes: cut up, they are still the same room."""

from hypothesis import given
from hypothesis import strategies as st

from improv.screen.boxes import Box

_LENGTHS = st.floats(1, 4000)
_BOXES = st.builds(Box, _LENGTHS, _LENGTHS, _LENGTHS, _LENGTHS)


@given(_BOXES, st.integers(1, 9), st.floats(0, 5))
def test_columns_and_rows_fill_the_box(box: Box, count: int, gap: float) -> None:
    """Equal parts, gaps between them, from one end to the other."""
    columns, rows = box.columns(count, gap), box.rows(count, gap)
    assert len(columns) == len(rows) == count
    assert columns[0].x == box.x
    assert abs(columns[-1].right - box.right) < 0.01
    assert abs(rows[-1].bottom - box.bottom) < 0.01
    assert all(column.height == box.height for column in columns)


@given(_BOXES, st.floats(0, 1), st.floats(0, 1))
def test_a_piece_and_its_rest_are_the_whole(box: Box, share: float, gap: float) -> None:
    """Whichever side a piece is cut off, nothing is lost but the gap, and nothing is doubled."""
    width, height = box.width * share, box.height * share
    piece, rest = box.start(width, gap)
    assert rest.x >= piece.right
    assert abs(piece.width + rest.width + min(gap, box.width - width) - box.width) < 0.01
    piece, rest = box.end(width, gap)
    assert abs(piece.right - box.right) < 0.01
    assert rest.right <= piece.x + 0.01
    piece, rest = box.top(height, gap)
    assert rest.y >= piece.bottom
    piece, rest = box.foot(height, gap)
    assert abs(piece.bottom - box.bottom) < 0.01
    assert rest.bottom <= piece.y + 0.01


@given(_BOXES, _LENGTHS, _LENGTHS)
def test_the_middle_stays_inside(box: Box, width: float, height: float) -> None:
    """A box in the middle is no larger than its room."""
    inner = box.middle(width, height)
    assert inner.width <= box.width
    assert inner.height <= box.height
    assert abs(inner.centre[0] - box.centre[0]) < 0.01
    assert abs(inner.centre[1] - box.centre[1]) < 0.01
