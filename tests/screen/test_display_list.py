"""Items of a display list: they paint inside their area, the same each time."""

import pygame
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from improv.screen.canvas import Canvas
from improv.screen.display_list import Area, DisplayItem, Fill, Words, intersection
from tests.screen.items import SIZE, WHOLE, areas, block, items

GROUND = (90, 160, 30)


def _painted(item: DisplayItem, *clips: Area) -> pygame.Surface:
    """A plain ground with the item painted on it, in each of the areas."""
    canvas = Canvas(SIZE)
    canvas.surface.fill(GROUND)
    canvas.paint([item], clips or [WHOLE])
    return canvas.surface


def _pixels(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGB")


@given(items)
@settings(max_examples=300)
@example(Words(40, 30, block("كُلُّ شَيْءٍ", 31.0, 100, True), (255, 255, 255)))
@pytest.mark.slow
def test_an_item_paints_nothing_outside_its_area(item: DisplayItem) -> None:
    """What changed is found by comparing areas: a pixel beside one would stay for ever."""
    surface = _painted(item)
    surface.fill(GROUND, item.area)
    plain = pygame.Surface(SIZE, 0, 32)
    plain.fill(GROUND)
    assert _pixels(surface) == _pixels(plain)


@given(items, st.integers(1, SIZE[0] - 1), st.integers(1, SIZE[1] - 1))
@settings(max_examples=200)
def test_an_item_painted_in_pieces_is_the_item(item: DisplayItem, x: int, y: int) -> None:
    """Four quarters of the canvas, one after the other, have no seam."""
    width, height = SIZE
    rows, columns = ((0, y), (y, height - y)), ((0, x), (x, width - x))
    quarters = [(left, top, wide, high) for top, high in rows for left, wide in columns]
    assert _pixels(_painted(item, *quarters)) == _pixels(_painted(item))


@given(items, areas)
@settings(max_examples=200)
def test_an_item_is_painted_in_the_given_area_only(item: DisplayItem, area: Area) -> None:
    """The rest of the surface stays as it was, and is as open to painting as before."""
    canvas = Canvas(SIZE)
    canvas.surface.fill(GROUND)
    canvas.paint([item], [area])
    assert canvas.surface.get_clip() == pygame.Rect(WHOLE)
    canvas.surface.fill(GROUND, area)
    assert set(_colours(canvas.surface)) == {GROUND}


def _colours(surface: pygame.Surface) -> list[tuple[int, ...]]:
    data = _pixels(surface)
    return [tuple(data[i : i + 3]) for i in range(0, len(data), 3)]


@given(items)
def test_equal_items_are_equal_pixels_and_hashes(item: DisplayItem) -> None:
    """The projector compares items, not pixels: a value is compared as a value."""
    assert hash(item) == hash(item)
    assert _pixels(_painted(item)) == _pixels(_painted(item))


@given(areas, areas)
def test_what_two_areas_share_is_in_both(one: Area, other: Area) -> None:
    """As pygame's own rectangles say; empty where nothing is shared."""
    shared, expected = pygame.Rect(intersection(one, other)), pygame.Rect(one).clip(other)
    assert shared == expected or not (shared or expected)


def test_a_full_outline_leaves_the_inside_to_the_fill() -> None:
    """An edge of 2 px lies all around, and nothing of it is inside."""
    surface = _painted(Fill((20, 10, 40, 30), (255, 255, 255), 0, (200, 0, 0), 2))
    assert surface.get_at((20, 10))[:3] == surface.get_at((59, 39))[:3] == (200, 0, 0)
    assert surface.get_at((22, 12))[:3] == surface.get_at((57, 37))[:3] == (255, 255, 255)
