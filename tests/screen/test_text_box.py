"""Lettering: words run their own way and stand where the picture begins."""

import pytest

from improv.screen.text_box import base_direction, leading_of, set_text
from improv.text.bidi import Direction
from improv.text.fonts import Weight


@pytest.mark.parametrize(
    ("text", "rtl", "direction"),
    [
        ("Anna", True, Direction.LTR),
        ("iPhone من گم شد", True, Direction.RTL),
        ("۳ of ۵", True, Direction.LTR),
        ("12", True, Direction.RTL),
        ("\u2068Anna\u2069، \u2068Noam\u2069", True, Direction.RTL),
        ("سارا", False, Direction.RTL),
        ("Thanks, سارا", False, Direction.LTR),
        ("٤٢", False, Direction.LTR),
    ],
)
def test_which_way_words_run(text: str, rtl: bool, direction: Direction) -> None:
    """The picture's way, unless there is no letter of it in them and they are no list."""
    assert base_direction(text, rtl) is direction


@pytest.mark.parametrize("text", ["Anna", "سارا", "12"])
@pytest.mark.parametrize("rtl", [False, True])
def test_words_stand_where_the_picture_begins(text: str, rtl: bool) -> None:
    """A Latin name in a Persian list stands at the right, and the other way round."""
    block = set_text(
        text,
        400,
        60,
        sizes=(20, 30),
        weight=Weight.REGULAR,
        across="start",
        language="fa" if rtl else "en",
        rtl=rtl,
    )
    (line,) = block.lines
    assert line.x == pytest.approx(400 - line.width if rtl else 0, abs=0.6)


def test_arabic_letters_have_more_room_between_lines() -> None:
    """Their marks and tails would meet otherwise; the figures alone need none."""
    assert leading_of("سلام", Weight.BLACK) > leading_of("Hello", Weight.BLACK)
    assert leading_of("سلام", Weight.REGULAR) > leading_of("שלום", Weight.REGULAR)
