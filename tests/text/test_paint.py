"""Pictures of blocks: colours, bounds, and that nothing is cut."""

import pytest
from hypothesis import given, settings

from improv.text.fonts import Weight, typeface
from improv.text.layout import layout
from improv.text.paint import Picture, paint
from tests.text.samples import ARABIC, ENGLISH, PERSIAN, TEXTS

INK = (250, 200, 30)


def pixel(picture: Picture, x: int, y: int) -> tuple[int, ...]:
    """Return one RGBA pixel."""
    at = (y * picture.width + x) * 4
    return tuple(picture.pixels[at : at + 4])


def alpha_rows(picture: Picture) -> list[bytes]:
    """Return the alpha channel in rows."""
    alpha, width = bytes(picture.pixels[3::4]), picture.width
    return [alpha[i : i + width] for i in range(0, len(alpha), width)]


def test_letters_have_the_colour_of_the_ink() -> None:
    """Every pixel has the ink's colour, and coverage is in straight alpha."""
    picture = paint(layout("Hi", size=80, weight=Weight.BLACK), INK)
    assert {tuple(picture.pixels[i : i + 3]) for i in range(0, len(picture.pixels), 4)} == {INK}
    coverage = set(picture.pixels[3::4])
    assert {0, 255} <= coverage
    assert len(coverage) > 10


def test_the_picture_is_the_right_way_up() -> None:
    """An L has its stem at the left and its foot at the bottom."""
    rows = alpha_rows(paint(layout("L", size=200), INK))
    inked = [sum(value > 127 for value in row) for row in rows]
    assert inked[-2] > 3 * inked[len(inked) // 2]
    assert rows[1].rstrip(b"\0").rfind(b"\xff") < len(rows[1]) / 2


@pytest.mark.parametrize("text", [ENGLISH, PERSIAN, ARABIC, "ÅgjÇ", "لٍّ ٱلْـلَّٰهِ", "f j"])
def test_no_letter_is_cut(text: str) -> None:
    """The outlines of all glyphs, by the font's own bounds, lie within the picture."""
    block = layout(text, size=60, width=800)
    picture = paint(block, INK)
    for line in block.lines:
        for run in line.runs:
            face = typeface(run.face)
            scale = 60 / face.em
            for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
                ink = face.font.get_glyph_extents(glyph)
                left, top = x + ink.x_bearing * scale, y - ink.y_bearing * scale
                right, bottom = left + ink.width * scale, top - ink.height * scale
                assert ink.width == 0 or picture.left <= left + 0.5
                assert ink.width == 0 or picture.top <= top + 0.5
                assert ink.width == 0 or right <= picture.left + picture.width + 0.5
                assert ink.width == 0 or bottom <= picture.top + picture.height + 0.5


def test_ink_may_leave_the_box() -> None:
    """Marks above a tight line are in the picture, outside the box."""
    picture = paint(layout("ٱلْلَّٰهُ", size=60, leading=0.5, language="ar"), INK)
    assert picture.top < 0


def test_emoji_keep_their_colours() -> None:
    """A smiling face is yellow inside with clear corners, in any ink."""
    block = layout("😀", size=100)
    picture = paint(block, (0, 0, 255))
    red, green, blue, alpha = pixel(picture, picture.width // 2, picture.height // 3)
    assert alpha == 255
    assert red > 200
    assert green > 150
    assert blue < 120
    assert pixel(picture, 0, 0)[3] == 0
    assert picture.pixels == paint(block, (255, 255, 255)).pixels


def test_letters_and_emoji_share_a_picture() -> None:
    """Text beside an emoji is drawn as it is without, and the emoji beside it."""
    alone, together = paint(layout("Hi", size=60), INK), paint(layout("Hi 😀", size=60), INK)
    assert (together.left, together.width > alone.width) == (alone.left, True)
    down = alone.top - together.top
    for y in range(alone.height):
        for x in range(alone.width - 4):
            assert pixel(together, x, y + down)[3] == pixel(alone, x, y)[3]


def test_nothing_gives_an_empty_picture() -> None:
    """Blank text has a picture of no pixels."""
    picture = paint(layout(" \u2068\u2069", size=60), INK)
    assert (picture.width, picture.height, len(picture.pixels)) == (0, 0, 0)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_can_be_painted(text: str) -> None:
    """Whatever the text, the picture has as many bytes as it says."""
    picture = paint(layout(text, size=16, width=300), INK)
    assert len(picture.pixels) == picture.width * picture.height * 4


def test_a_missing_character_is_seen() -> None:
    """What no typeface has leaves ink: a box."""
    assert paint(layout("漢", size=60), INK).width > 20


def test_another_colour_has_the_same_coverage() -> None:
    """Painting again in another colour changes the colour only."""
    block = layout("Coverage", size=60)
    assert paint(block, INK).pixels[3::4] == paint(block, (1, 2, 3)).pixels[3::4]
