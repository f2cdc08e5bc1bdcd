"""Dirty areas: where two pictures differ, from their items alone."""

from dataclasses import replace

import pygame
from hypothesis import given
from hypothesis import strategies as st

from improv.screen.composition import Picture
from improv.screen.dirty_areas import changed_areas, merged
from improv.screen.display_list import Area, Fill
from tests.screen.items import WHOLE, areas, picture


@given(st.lists(areas, max_size=12))
def test_areas_are_joined_until_none_touches_another(given_areas: list[Area]) -> None:
    """No pixel is painted twice in a frame, and none is lost."""
    result = [pygame.Rect(area) for area in merged(given_areas)]
    for i, area in enumerate(result):
        assert area.collidelist(result[i + 1 :]) == -1
    assert all(any(area.contains(one) for area in result) for one in given_areas)


def test_a_change_of_the_number_of_equal_items_is_a_change() -> None:
    """Two see-through sheets are darker than one, though they are the same item."""
    sheet = Fill((5, 5, 20, 10), (1, 1, 1))
    assert changed_areas(picture([sheet]), picture([sheet, sheet]), WHOLE) == [(5, 5, 20, 10)]


def test_items_beside_the_picture_are_no_area() -> None:
    """What is wholly outside is not painted, and what is partly outside is cut."""
    outside, partly = Fill((500, 5, 20, 10), (1, 1, 1)), Fill((-5, -5, 20, 10), (1, 1, 1))
    assert changed_areas(picture([]), picture([outside]), WHOLE) == []
    assert changed_areas(picture([]), picture([partly]), WHOLE) == [(0, 0, 15, 5)]


def test_areas_that_touch_become_one() -> None:
    """No pixel is painted twice in a frame."""
    assert merged([(0, 0, 10, 10), (20, 0, 5, 5), (5, 5, 16, 4)]) == [(0, 0, 25, 10)]
    assert sorted(merged([(0, 0, 4, 4), (8, 8, 2, 2)])) == [(0, 0, 4, 4), (8, 8, 2, 2)]


def test_a_change_of_order_is_a_change() -> None:
    """What lies on top is seen, though the marks are the same."""
    one, other = Fill((0, 0, 9, 9), (1, 1, 1)), Fill((0, 0, 9, 9), (2, 2, 2))
    picture = Picture((one, other), (), False, None)
    turned = replace(picture, items=(other, one))
    assert changed_areas(picture, turned, (0, 0, 50, 50)) == [(0, 0, 50, 50)]
