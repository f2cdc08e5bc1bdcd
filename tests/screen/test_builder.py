"""The builder: boxes and words become items, mirrored where the language is; motion has an end."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core.draw import Deck
from improv.core.state import Setup
from improv.look.motion import LONGEST
from improv.look.themes import STAGE
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.display_list import Fill, Ring, Sprite, Veil, Words
from improv.screen.frame import Frame
from improv.screen.scripted_session import ScriptedSession
from improv.screen.text_box import leading_of
from improv.screen.ui_state import UiState
from improv.text.fonts import Weight

SIZE = (800, 450)
INK = (255, 255, 255)
SENTENCE = {
    "en": "A customer calls about a lawnmower that sings",
    "fa": "مشتری دربارهٔ چمن‌زنی زنگ می‌زند که آواز می‌خواند",
}


@pytest.fixture(scope="module")
def frames(sample_deck: Deck) -> dict[str, Frame]:
    """A lobby's frame in a language of each direction."""
    made = {}
    for language in ("en", "fa"):
        session = ScriptedSession(
            sample_deck, game="lawnmower", language=language, setup=Setup(5), names=("Sara",)
        )
        view = session.snapshot().projector
        made[language] = Frame(view, 0, float("inf"), UiState(), SIZE)
    return made


def _at(frames: dict[str, Frame], *, now: int = 0, elapsed: float = float("inf")) -> Builder:
    return Builder(replace(frames["en"], now=now, elapsed=elapsed))


boxes = st.builds(Box, st.floats(0, 400), st.floats(0, 200), st.floats(1, 400), st.floats(1, 250))


@given(box=boxes)
def test_a_mirrored_box_is_as_far_from_the_other_side(frames: dict[str, Frame], box: Box) -> None:
    """The same size, up to the px that rounding takes, at the same height."""
    left, top, width, height = Builder(frames["en"]).area(box)
    right, low, wide, high = Builder(frames["fa"]).area(box)
    assert (top, height) == (low, high)
    assert abs(width - wide) <= 1
    assert abs(left - (SIZE[0] - right - wide)) <= 1


@given(box=boxes, count=st.integers(1, 7))
def test_boxes_side_by_side_leave_no_px_between_them(
    frames: dict[str, Frame], box: Box, count: int
) -> None:
    """Where one ends the next begins: no seam, and no px that two of them paint."""
    for frame in frames.values():
        areas = sorted(Builder(frame).area(column) for column in box.columns(count))
        for (left, _, width, _), (following, *_) in pairwise(areas):
            assert left + width == following


@pytest.mark.parametrize("across", ["start", "centre", "end"])
@pytest.mark.parametrize("down", ["top", "middle", "bottom"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_words_fill_their_part_of_the_box(
    frames: dict[str, Frame], language: str, across: str, down: str
) -> None:
    """Inside it, at the side that was asked for; the record says the same as the box given back."""
    builder, box = Builder(frames[language]), Box(100, 60, 500, 240)
    filled = builder.words(SENTENCE[language], box, 30, INK, across=across, down=down)
    (placed,) = builder.placed
    assert placed.area == builder.area(filled)
    assert not placed.overflows
    assert box.x - 1 <= filled.x
    assert filled.right <= box.right + 1
    spare = box.width - filled.width, box.height - filled.height
    shares = {"start": 0, "top": 0, "centre": 0.5, "middle": 0.5, "end": 1, "bottom": 1}
    assert filled.x - box.x == pytest.approx(spare[0] * shares[across], abs=1)
    assert filled.y - box.y == pytest.approx(spare[1] * shares[down], abs=1)


@pytest.mark.parametrize(("width", "height"), [(0, 50), (50, 0), (0.5, 0.5)])
def test_words_without_room_are_no_item(
    frames: dict[str, Frame], width: float, height: float
) -> None:
    """A box that a small window left nothing of is no error; nor are no words."""
    builder = Builder(frames["en"])
    filled = builder.words("Hello", Box(10, 10, width, height), 20, INK)
    assert (filled.width, filled.height) == (0, 0)
    assert builder.words("", Box(10, 10, 90, 40), 20, INK).width == 0
    assert not builder.items
    assert not builder.placed


def test_a_line_takes_no_more_room_than_a_line(frames: dict[str, Frame]) -> None:
    """Too long for its box it becomes smaller, and may take two lines in the height of one."""
    builder = Builder(frames["en"])
    for width in (600, 300, 60):
        builder.line(SENTENCE["en"], Box(10, 10, width, 200), 34, INK)
    blocks = [item.block for item in builder.items if isinstance(item, Words)]
    assert len(blocks[0].lines) == 1
    assert all(
        block.height <= 34 * leading_of(SENTENCE["en"], Weight.REGULAR) + 2 for block in blocks
    )
    assert blocks[0].size > blocks[1].size > blocks[2].size - 1
    assert blocks[2].overflows


def test_body_words_are_not_smaller_than_the_last_row_can_read(frames: dict[str, Frame]) -> None:
    """Unless they would be cut: smaller is better than that, and it is recorded."""
    builder = Builder(frames["en"])
    builder.words(SENTENCE["en"], Box(0, 0, 700, 300), 14, INK, body=True)
    builder.words(SENTENCE["en"] * 6, Box(0, 0, 300, 60), 60, INK, body=True)
    large, small = builder.placed
    assert large.size >= builder.scale.body
    assert not large.squeezed
    assert small.squeezed
    assert small.size < builder.scale.body


def test_measured_words_are_as_high_as_those_that_are_put(frames: dict[str, Frame]) -> None:
    """A layout that asks first is told the truth."""
    for language, frame in frames.items():
        builder, box = Builder(frame), Box(0, 0, 320, 300)
        text = SENTENCE[language]
        high = builder.measure(text, box, 36, Weight.BOLD, body=False)
        assert builder.words(text, box, 36, INK, weight=Weight.BOLD).height == high
        assert builder.fits(text, box, 36, Weight.BOLD)
        assert not builder.fits(text, Box(0, 0, 320, high / 2), 36, Weight.BOLD)
        assert not builder.fits(text, Box(0, 0, 0, 300), 36, Weight.BOLD)


def test_several_texts_have_a_size_that_fits_them_all(frames: dict[str, Frame]) -> None:
    """The longest decides; what is empty, or has no room, decides nothing."""
    builder = Builder(frames["en"])
    texts = ["Yes", SENTENCE["en"], "", "No"]
    places = [Box(0, 0, 200, 60), Box(0, 0, 200, 60), Box(0, 0, 200, 60), Box(0, 0, 0, 0)]
    size = builder.common_size(texts, places, 40, Weight.BOLD)
    assert size < 40
    assert builder.fits(SENTENCE["en"], places[1], size, Weight.BOLD)
    assert builder.common_size(["Yes"], places[:1], 40, Weight.BOLD) == 40


def test_motion_goes_from_nothing_to_all_and_says_that_it_moves(frames: dict[str, Frame]) -> None:
    """A picture with motion asks for a next frame until it is over."""
    shares = [_at(frames, elapsed=at).progress(0.1) for at in (0, 0.1, 0.1 + LONGEST / 2, 5)]
    assert shares == [0, 0, pytest.approx(0.5), 1]
    for elapsed, moving in ((0.0, True), (0.2, True), (0.1 + LONGEST, False)):
        builder = _at(frames, elapsed=elapsed)
        builder.fade(0.1)
        assert builder.moving is moving
    assert _at(frames, elapsed=0).fade() == 0
    assert _at(frames).fade() == 255


def test_motion_by_the_session_clock_stands_still_with_it(frames: dict[str, Frame]) -> None:
    """It begins at its instant; before it nothing moves yet, after it nothing any more."""
    for now, share, moving in ((500, 0, False), (1000, 0, True), (1000 + 150, 0.5, True)):
        builder = _at(frames, now=now, elapsed=0)
        assert builder.since(1000, 0.3) == pytest.approx(share)
        assert builder.moving is moving
    assert _at(frames, now=9000, elapsed=0).since(1000) == 1
    still = _at(frames, now=1000)
    assert still.since(1000) == 1
    assert not still.moving


def test_the_earliest_change_is_the_one_that_counts(frames: dict[str, Frame]) -> None:
    """A clock, a word that is read: whatever comes first asks for the next picture."""
    builder = _at(frames)
    assert builder.changes_at is None
    for instant in (5000, 3000, 4000):
        builder.change_at(instant)
    assert builder.changes_at == 3000


def test_only_icons_that_point_are_mirrored(frames: dict[str, Frame]) -> None:
    """An arrow runs with the writing; a clock's hands do not. Parts of cards always do."""
    builder, box = Builder(frames["fa"]), Box(10, 10, 60, 40)
    builder.icon(box, "arrow", INK)
    builder.icon(box, "pause", INK)
    builder.shape(box, "tail", INK)
    arrow, pause, tail = (item for item in builder.items if isinstance(item, Sprite))
    assert (arrow.mirrored, pause.mirrored, tail.mirrored) == (True, False, True)
    assert arrow.area[2] == arrow.area[3] == 40
    assert tail.area[2:] == (60, 40)


def test_what_lies_over_a_veil_is_in_a_layer_of_its_own(frames: dict[str, Frame]) -> None:
    """Words under it may be overlapped by words over it: the layer tells them apart."""
    builder, box = Builder(frames["en"]), Box(0, 0, 300, 100)
    builder.words("under", box, 20, INK)
    builder.veil(builder.whole, (0, 0, 0), 100)
    builder.words("over", box, 20, INK)
    assert [placed.layer for placed in builder.placed] == [0, 1]
    assert [type(item) for item in builder.items] == [Words, Veil, Words]


def test_a_surface_has_an_outline_where_the_theme_has_no_grounds(frames: dict[str, Frame]) -> None:
    """In `contrast` black lies on black: an edge says where the panel is."""
    edges = []
    for theme in ("stage", "contrast"):
        builder = Builder(replace(frames["en"], theme=theme))
        builder.surface(Box(0, 0, 90, 40), builder.theme.panel, 4)
        (fill,) = builder.items
        assert isinstance(fill, Fill)
        edges.append(fill.edge)
    assert edges[0] == STAGE.edge
    assert edges[1] is not None


def test_a_ring_is_round_in_any_box(frames: dict[str, Frame]) -> None:
    """As wide as its box, and it empties the other way where writing does."""
    for language, mirrored in (("en", False), ("fa", True)):
        builder = Builder(frames[language])
        builder.ring(Box(10, 10, 81, 40), INK, 0.5, 6.4)
        (ring,) = builder.items
        assert isinstance(ring, Ring)
        assert ring.area[2] == ring.area[3] == 81
        assert (ring.thick, ring.mirrored) == (6, mirrored)


def test_boxes_without_room_paint_nothing(frames: dict[str, Frame]) -> None:
    """Panels, shapes and icons of no size are left out."""
    builder = Builder(frames["en"])
    for empty in (Box(5, 5, 0, 20), Box(5, 5, 0.2, 0.2)):
        builder.panel(empty, INK)
        builder.shape(empty, "tail", INK)
        builder.icon(empty, "arrow", INK)
    assert builder.items == []
