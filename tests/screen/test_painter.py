"""A painter: it paints what is different in the next picture, and that is enough."""

from dataclasses import replace

import pygame
from hypothesis import given, settings
from hypothesis import strategies as st

from improv.core.draw import Deck
from improv.screen.canvas import Canvas
from improv.screen.composition import Picture
from improv.screen.display_list import Area, DisplayItem, Fill
from improv.screen.facilitator import compose_facilitator
from improv.screen.painter import Painter
from improv.screen.projector import changed_areas, merged
from improv.screen.scene_registry import moments
from improv.screen.ui_state import Toast, UiState
from tests.screen.items import SIZE, WHOLE, areas, items, picture, pictures

FLOOR = Fill(WHOLE, (20, 30, 40))
"""Every picture of the game begins with something that covers all of it."""


def _painter() -> Painter:
    return Painter(SIZE, "stage", compose_facilitator)


def _pixels(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGB")


def _whole(shown: Picture) -> bytes:
    canvas = Canvas(SIZE)
    canvas.paint(shown.items, [WHOLE])
    return _pixels(canvas.surface)


@given(st.lists(pictures, min_size=1, max_size=5))
@settings(max_examples=100)
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
    given_areas = painter.paint(other)
    after = painter.surface.copy()
    for area in given_areas:
        assert pygame.Rect(WHOLE).contains(area)
        before.fill("black", area)
        after.fill("black", area)
    assert _pixels(before) == _pixels(after)


@given(st.lists(areas, max_size=12))
def test_areas_are_joined_until_none_touches_another(given_areas: list[Area]) -> None:
    """No pixel is painted twice in a frame, and none is lost."""
    result = [pygame.Rect(area) for area in merged(given_areas)]
    for i, area in enumerate(result):
        assert area.collidelist(result[i + 1 :]) == -1
    assert all(any(area.contains(one) for area in result) for one in given_areas)


def test_the_same_picture_again_paints_nothing() -> None:
    """Equal items are the same pixels: nothing is given to the window."""
    painter, shown = _painter(), picture([FLOOR, Fill((5, 5, 20, 10), (255, 255, 255), 3)])
    assert painter.paint(shown) == [pygame.Rect(WHOLE)]
    assert painter.paint(replace(shown)) == []


def test_a_change_of_the_number_of_equal_items_is_a_change() -> None:
    """Two see-through sheets are darker than one, though they are the same item."""
    sheet = Fill((5, 5, 20, 10), (1, 1, 1))
    assert changed_areas(picture([sheet]), picture([sheet, sheet]), WHOLE) == [(5, 5, 20, 10)]


def test_items_beside_the_picture_are_no_area() -> None:
    """What is wholly outside is not painted, and what is partly outside is cut."""
    outside, partly = Fill((500, 5, 20, 10), (1, 1, 1)), Fill((-5, -5, 20, 10), (1, 1, 1))
    assert changed_areas(picture([]), picture([outside]), WHOLE) == []
    assert changed_areas(picture([]), picture([partly]), WHOLE) == [(0, 0, 15, 5)]


def test_the_facilitators_picture_is_repainted_like_a_new_one(sample_deck: Deck) -> None:
    """Through every moment of a session, in a window of its own, with a word about the last key."""
    size = (640, 400)
    kept = Painter(size, "daylight", compose_facilitator)
    for moment in moments(sample_deck, "fa"):
        for toast in (None, Toast("voice.muted", until=9e9)):
            ui = replace(moment.ui, single=False, toast=toast)
            surface, _ = kept.render(moment.snapshot, moment.now, 0.0, ui)
            anew = Painter(size, "daylight", compose_facilitator)
            expected, _ = anew.render(moment.snapshot, moment.now, 0.0, ui)
            assert surface.get_buffer().raw == expected.get_buffer().raw, moment.name


def test_it_says_when_its_clock_changes(sample_deck: Deck) -> None:
    """Before the first picture nothing is known; in a scene the next second is, in a pause none."""
    painter = Painter((640, 400), "stage", compose_facilitator)
    assert painter.next_change(0) is None
    by_name = {moment.name: moment for moment in moments(sample_deck, "en")}
    play, pause = by_name["play"], by_name["pause"]
    painter.render(play.snapshot, play.now, 0.0, UiState(single=False))
    soon = painter.next_change(play.now)
    assert soon is not None
    assert 0 < soon <= 1000
    assert painter.next_change(play.now + 5000) == 0
    painter.render(pause.snapshot, pause.now, 0.0, UiState(single=False))
    assert painter.next_change(pause.now) is None
