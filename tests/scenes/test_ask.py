"""What the room is told while everybody writes, and how a line stands among others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core.formats import PhaseKind
from improv.core.view_models import AskView
from improv.scenes.ask import ask, beginning
from improv.scenes.scene import scene_key
from tests.scenes.views import EN, round_view, view

WRITING = AskView(open=True, written=3, writers=9, papers=0)
READ = AskView(open=False, written=3, writers=9, papers=2)
SHOWN = AskView(open=False, written=3, writers=9, papers=2, line="By four.", place=2, lines=5)
PAPER = AskView(open=True, written=0, writers=0, papers=0)


def test_how_to_write_how_many_have_and_what_comes_next() -> None:
    """By phone or on paper; never who; then a line in the place of the question."""
    told = {
        name: ask(view(PhaseKind.ASK, ask=asked, round=round_view()), EN)
        for name, asked in (("by phone", WRITING), ("read", READ), ("on paper", PAPER))
    }
    assert told["by phone"].how.startswith("One line on your phone")
    assert told["by phone"].counted.text.endswith("have written")
    assert told["on paper"].how.startswith("One line on paper")
    assert told["on paper"].counted.text == ""
    assert told["read"].how == "Pens down. The facilitator reads first."
    assert "on paper" in told["read"].counted.text
    shown = ask(view(PhaseKind.ASK, ask=SHOWN, round=round_view()), EN)
    assert (shown.line, shown.question) == ("By four.", "")
    assert shown.place.startswith("Line")


def test_each_line_is_a_picture_of_its_own() -> None:
    """So that a reader of the stage hears it; how many have written makes no new picture."""
    asked = (WRITING, READ, SHOWN)
    keys = [scene_key(view(PhaseKind.ASK, ask=one, round=round_view())) for one in asked]
    assert len(set(keys)) == 3
    more = AskView(open=True, written=4, writers=9, papers=0)
    assert scene_key(view(PhaseKind.ASK, ask=more, round=round_view())) == keys[0]


@pytest.mark.parametrize("text", ["Short.", "A line of usual length, as most people write it."])
def test_a_short_line_stands_whole(text: str) -> None:
    """Nothing is taken from it."""
    assert beginning(text) == text


@given(st.text(st.sampled_from("abc Wש س👩\u200d👧\u0301"), max_size=200))
def test_a_long_line_ends_in_an_ellipsis(text: str) -> None:
    """It is a beginning of the text, after a word where there is one."""
    short = beginning(text)
    assert short == text or short.endswith("…")
    assert text.startswith(short.removesuffix("…"))
    assert len(short) <= 200
