"""The canvas: what it paints pixel by pixel, and what it keeps so as not to draw it twice."""

import pygame
import pytest

from improv.look.themes import THEMES
from improv.screen.canvas import Canvas
from improv.screen.display_list import (
    Backdrop,
    Code,
    Curtain,
    DisplayItem,
    Fill,
    Lights,
    Ring,
    Sprite,
    Veil,
    Words,
)
from tests.screen.items import SIZE, WHOLE, block

WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (200, 0, 0)


def _painted(*items: DisplayItem) -> pygame.Surface:
    canvas = Canvas(SIZE)
    canvas.paint([Fill(WHOLE, BLACK), *items], [WHOLE])
    return canvas.surface


def _pixels(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGB")


def _colour(surface: pygame.Surface, x: int, y: int) -> tuple[int, ...]:
    return tuple(surface.get_at((x, y)))[:3]


@pytest.mark.parametrize("radius", [0, 1, 8, 400])
def test_a_panel_has_round_corners_and_a_full_middle(radius: int) -> None:
    """Its corners are empty where they are round; a radius too large makes its ends round."""
    surface = _painted(Fill((10, 10, 60, 40), WHITE, radius))
    assert _colour(surface, 40, 30) == _colour(surface, 40, 10) == _colour(surface, 10, 30) == WHITE
    assert _colour(surface, 40, 49) == _colour(surface, 69, 30) == WHITE
    round_ = radius > 1
    for corner in ((10, 10), (69, 10), (10, 49), (69, 49)):
        assert (_colour(surface, *corner) == BLACK) is round_


def test_a_panel_is_the_same_from_every_side() -> None:
    """Turned over in either direction it is the same picture: no corner is a px off."""
    surface = _painted(Fill((10, 10, 100, 60), WHITE, 13, RED, 3))
    assert _pixels(pygame.transform.flip(surface, True, False)) == _pixels(surface)
    assert _pixels(pygame.transform.flip(surface, False, True)) == _pixels(surface)


def test_alpha_goes_from_nothing_to_all() -> None:
    """A half of it is between the two; nothing of it stays in what is kept for the next time."""
    canvas = Canvas(SIZE)
    brightness = []
    for alpha in (0, 128, 255, 128):
        canvas.paint([Fill(WHOLE, BLACK), Sprite(WHOLE, "disc", WHITE, alpha=alpha)], [WHOLE])
        brightness.append(_colour(canvas.surface, 60, 40)[0])
    assert brightness[0] == 0
    assert brightness[2] == 255
    assert 120 <= brightness[1] <= 136
    assert brightness[3] == brightness[1]


def test_a_veil_darkens_all_of_its_area_alike() -> None:
    """Its tiles have no seams, and what it does not cover stays as it was."""
    surface = _painted(Fill(WHOLE, WHITE), Veil((5, 3, 110, 70), BLACK, 128))
    inside = {_colour(surface, x, y) for x in range(5, 115) for y in range(3, 73)}
    assert len(inside) == 1
    assert 120 <= inside.pop()[0] <= 136
    assert _colour(surface, 4, 3) == _colour(surface, 115, 72) == WHITE


@pytest.mark.parametrize("pixels", [1, 3, 7])
def test_a_code_is_black_and_white_a_whole_number_of_px_a_module(pixels: int) -> None:
    """A camera needs sharp edges: no module is a px wider than another, and none is grey."""
    rows = ("1010", "0110", "1111", "0001")
    surface = _painted(Fill(WHOLE, RED), Code((8, 4, 4 * pixels, 4 * pixels), rows))
    for y, row in enumerate(rows):
        for x, module in enumerate(row):
            area = (8 + x * pixels, 4 + y * pixels, pixels, pixels)
            colours = {
                _colour(surface, left, top)
                for left in range(area[0], area[0] + pixels)
                for top in range(area[1], area[1] + pixels)
            }
            assert colours == {BLACK if module == "1" else WHITE}


@pytest.mark.parametrize("share", [-0.2, 0.0, 1.0, 1.5])
def test_a_ring_is_empty_or_full_at_its_ends(share: float) -> None:
    """And a share beyond them is no picture of its own."""
    surface = _painted(Ring((20, 0, 80, 80), WHITE, RED, 10, share, False))
    colours = {_colour(surface, x, y) for x in range(20, 100) for y in range(80)}
    assert (WHITE in colours) is (share >= 1)
    assert (RED in colours) is (share <= 0)


def test_a_ring_has_less_and_less_of_its_colour() -> None:
    """From full to empty it only loses px, whichever way it runs."""
    for mirrored in (False, True):
        counts = []
        for tenths in range(10, -1, -1):
            ring = Ring((20, 0, 80, 80), WHITE, RED, 10, tenths / 10, mirrored)
            counts.append(_pixels(_painted(ring)).count(b"\xff\xff\xff"))
        assert counts == sorted(counts, reverse=True)
        assert len(set(counts)) == len(counts)


def test_words_are_cut_at_their_clip() -> None:
    """Reels roll behind their window: nothing of a word is seen beside it."""
    words = Words(10, 10, block("a long line of words that runs on", 20.0, 100, True), WHITE)
    cut = Words(words.x, words.y, words.block, WHITE, clip=(30, 12, 40, 20))
    surface = _painted(cut)
    assert _pixels(surface).count(b"\xff\xff\xff") > 10
    surface.fill(BLACK, (30, 12, 40, 20))
    assert _pixels(surface) == _pixels(_painted())


def test_words_are_blended_with_what_is_below() -> None:
    """Their edges are smooth on any ground: no fringe of black around white letters on red."""
    words = Words(10, 10, block("jÅy", 31.0, 100, True), WHITE)
    surface = _painted(Fill(WHOLE, RED), words)
    greens = {_colour(surface, x, y)[1:] for x in range(SIZE[0]) for y in range(SIZE[1])}
    assert all(green == blue for green, blue in greens)
    reds = {_colour(surface, x, y)[0] for x in range(SIZE[0]) for y in range(SIZE[1])}
    assert min(reds) >= 199
    assert len(greens) > 5


@pytest.mark.parametrize("theme", THEMES)
def test_the_backdrop_covers_everything_and_its_curtains_close(theme: str) -> None:
    """All of the picture is painted; at the end the curtains hang further in, if there are any."""
    open_ = _painted(Fill(WHOLE, (1, 254, 1)), Backdrop(WHOLE, theme))
    assert b"\x01\xfe\x01" not in _pixels(open_)
    if theme != "contrast":
        strip = (0, 0, 20, SIZE[1])
        drawn = _painted(Backdrop(WHOLE, theme), Curtain(strip, theme))
        assert _pixels(drawn) != _pixels(open_)
        open_.fill((1, 1, 1), strip)
        drawn.fill((1, 1, 1), strip)
        assert _pixels(drawn) == _pixels(open_)


def test_the_footlights_are_brighter_below() -> None:
    """Their light comes from the floor, over the whole width alike."""
    surface = _painted(Lights((0, 40, 120, 40), WHITE))
    rows = [sum(_colour(surface, x, y)[0] for x in range(120)) for y in (40, 60, 79)]
    assert rows[0] < rows[1] < rows[2]


def test_what_was_drawn_once_is_not_drawn_again() -> None:
    """The same words, shape and code are taken from the cache, and prepared ones are in it."""
    items: list[DisplayItem] = [
        Fill(WHOLE, BLACK),
        Words(10, 10, block("Hello, Amara", 20.0, 100, False), WHITE),
        Sprite((5, 5, 30, 30), "star", WHITE),
        Code((60, 10, 8, 8), ("10", "01")),
    ]
    canvas = Canvas(SIZE)
    for item in items:
        canvas.prepare(item)
    assert set(_pixels(canvas.surface)) == {0}, "preparing paints nothing"
    drawn = dict(canvas._cache)
    canvas.paint(items, [WHOLE])
    canvas.paint(items, [WHOLE])
    assert dict(canvas._cache) == drawn
    assert _pixels(canvas.surface) == _pixels(_painted(*items))


def test_the_cache_stays_within_its_bytes_and_drops_the_oldest() -> None:
    """An evening of names and sizes does not fill the memory; what is used again stays."""
    side = 1000
    canvas = Canvas((side, side))
    most = canvas._most_bytes // (side * side * 4)
    often = Sprite((0, 0, side, side), "disc", WHITE)
    canvas.prepare(often)
    for number in range(most + 5):
        canvas.prepare(Sprite((0, 0, side, side), "star", (number, 0, 0)))
        canvas.prepare(often)
    assert canvas._bytes <= canvas._most_bytes
    assert canvas._bytes == sum(
        surface.get_width() * surface.get_height() * 4 for surface, *_ in canvas._cache.values()
    )
    first = ("star", (side, side), (0, 0, 0), False)
    assert first not in canvas._cache
    assert ("disc", (side, side), WHITE, False) in canvas._cache
