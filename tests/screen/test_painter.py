"""A painter: it paints what is different in the next picture, and that is enough."""

from dataclasses import replace

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from improv.core.draw import Deck
from improv.screen.canvas import Canvas
from improv.screen.composition import Picture
from improv.screen.display_list import DisplayItem, Fill
from improv.screen.facilitator import FacilitatorPainter
from improv.screen.painter import Painter
from improv.screen.scene_registry import moments
from improv.screen.ui_state import Toast, UiState
from tests.screen.items import SIZE, WHOLE, items, picture, pictures

FLOOR = Fill(WHOLE, (20, 30, 40))
"""Every picture of the game begins with something that covers all of it."""


def _painter() -> Painter:
    return Painter(SIZE)


def _pixels(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGB")


def _whole(shown: Picture) -> bytes:
    canvas = Canvas(SIZE)
    canvas.paint(shown.items, [WHOLE])
    return _pixels(canvas.surface)


@given(st.lists(pictures, min_size=1, max_size=5))
@settings(max_examples=100)
@pytest.mark.slow
def test_painting_what_is_different_is_painting_all(shown: list[Picture]) -> None:
    """Whatever pictures follow each other, the surface is the last of them, pixel by pixel."""
    painter = _painter()
    for one in shown:
        one = replace(one, items=(FLOOR, *one.items))
        painter.paint(one)
        assert _pixels(painter.surface) == _whole(one)


@given(st.lists(items, min_size=1, max_size=6), st.data())
@settings(max_examples=100)
def test_one_item_more_less_or_in_another_place_is_painted(
    listed: list[DisplayItem], data: st.DataObject
) -> None:
    """The usual change of a picture: most of it stays."""
    painter = _painter()
    painter.paint(picture([FLOOR, *listed]))
    at = data.draw(st.integers(0, len(listed) - 1))
    taken = listed[:at] + listed[at + 1 :]
    to = data.draw(st.integers(0, len(taken)))
    for after in (taken, [*taken[:to], listed[at], *taken[to:]]):
        painter.paint(picture([FLOOR, *after]))
        assert _pixels(painter.surface) == _whole(picture([FLOOR, *after]))


@given(st.lists(items, min_size=2, max_size=6), st.data())
@settings(max_examples=100)
def test_another_order_is_painted_whatever_else_changes(
    listed: list[DisplayItem], data: st.DataObject
) -> None:
    """What lies on top of what is seen, also where an item comes or goes at the same time."""
    painter = _painter()
    painter.paint(picture([FLOOR, *listed]))
    after = data.draw(st.permutations(listed))
    after = after[data.draw(st.integers(0, 1)) :] + data.draw(st.lists(items, max_size=2))
    painter.paint(picture([FLOOR, *after]))
    assert _pixels(painter.surface) == _whole(picture([FLOOR, *after]))


@given(pictures, pictures)
def test_the_areas_hold_every_pixel_that_is_different(one: Picture, other: Picture) -> None:
    """They are what the window is given: outside them the two pictures are the same."""
    one, other = (replace(each, items=(FLOOR, *each.items)) for each in (one, other))
    painter = _painter()
    painter.paint(one)
    before = painter.surface.copy()
    _, given_areas = painter.paint(other)
    after = painter.surface.copy()
    for area in given_areas:
        assert pygame.Rect(WHOLE).contains(area)
        before.fill("black", area)
        after.fill("black", area)
    assert _pixels(before) == _pixels(after)


def test_the_same_picture_again_paints_nothing() -> None:
    """Equal items are the same pixels: nothing is given to the window."""
    painter, shown = _painter(), picture([FLOOR, Fill((5, 5, 20, 10), (255, 255, 255), 3)])
    assert painter.paint(shown)[1] == [pygame.Rect(WHOLE)]
    assert painter.paint(replace(shown))[1] == []


@pytest.mark.slow
def test_the_facilitators_picture_is_repainted_like_a_new_one(sample_deck: Deck) -> None:
    """Through every moment of a session, in a window of its own, with a word about the last key."""
    size = (640, 400)
    kept = FacilitatorPainter(size, "daylight")
    for moment in moments(sample_deck, "fa"):
        for toast in (None, Toast("voice.muted", until=9e9)):
            ui = replace(moment.ui, single=False, toast=toast)
            surface, _ = kept.render(moment.snapshot, moment.now, 0.0, ui)
            anew = FacilitatorPainter(size, "daylight")
            expected, _ = anew.render(moment.snapshot, moment.now, 0.0, ui)
            assert surface.get_buffer().raw == expected.get_buffer().raw, moment.name


def test_it_says_when_its_clock_changes(sample_deck: Deck) -> None:
    """Before the first picture it is now; in a scene the next second is, in a pause none."""
    painter = FacilitatorPainter((640, 400), "stage")
    assert painter.next_change(0) == 0
    by_name = {moment.name: moment for moment in moments(sample_deck, "en")}
    play, pause = by_name["play"], by_name["pause"]
    painter.render(play.snapshot, play.now, 0.0, UiState(single=False))
    soon = painter.next_change(play.now)
    assert soon is not None
    assert 0 < soon <= 1000
    assert painter.next_change(play.now + 5000) == 0
    painter.render(pause.snapshot, pause.now, 0.0, UiState(single=False))
    assert painter.next_change(pause.now) is None
