"""Lines in a width: nothing lost, nothing twice, nothing too wide."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from improv.text.bidi import Direction
from improv.text.breaks import clusters, opportunities
from improv.text.layout import Align, Block, layout
from tests.text.samples import ENGLISH, HEBREW, PERSIAN, SENTENCES, TEXTS


def places(block: Block) -> dict[int, float]:
    """Map the characters that glyphs begin at to where those glyphs are."""
    return {
        cluster: x
        for line in block.lines
        for run in line.runs
        for cluster, x in zip(run.clusters, run.xs, strict=True)
    }


@settings(deadline=None)
@given(TEXTS, st.floats(20, 600), st.booleans())
def test_every_cluster_is_on_one_line(text: str, width: float, balance: bool) -> None:
    """Each grapheme cluster that is more than space is drawn on exactly one line, in order.

    (UAX #14 itself breaks a few odd clusters, such as a digit with a skin tone.)
    """
    block = layout(text, size=20, width=width, balance=balance)
    lines = block.lines
    assert all(a.end <= b.start for a, b in pairwise(lines))
    bounds = (*clusters(text), len(text))
    for start, end in pairwise(bounds):
        if text[start:end].isprintable() and text[start:end].strip():
            whole = sum(line.start <= start and end <= line.end for line in lines)
            assert whole == 1 or any(start < place < end for place in opportunities(text))


@settings(deadline=None)
@given(TEXTS, st.floats(1, 600), st.sampled_from(Align), st.booleans())
def test_no_line_is_too_wide(text: str, width: float, align: Align, balance: bool) -> None:
    """No line is wider than the box or leaves it, unless one letter alone is too wide."""
    block = layout(text, size=20, width=width, align=align, balance=balance)
    for line in () if block.overflows else block.lines:
        assert line.width <= width + 0.01
        assert line.x >= -0.01
        assert line.x + line.width <= width + 0.01
    assert block.longest == max(line.width for line in block.lines)


@pytest.mark.parametrize("language", SENTENCES)
def test_lines_break_between_words(language: str) -> None:
    """Sentences break at spaces, and a line is as full as its words allow."""
    text = SENTENCES[language]
    block = layout(text, size=40, width=700, language=language)
    assert 3 <= len(block.lines) <= 6
    for line in block.lines[:-1]:
        assert text[line.end] == " "
        next_word = text[line.end :].split()[0]
        extended = layout(text[line.start : line.end] + " " + next_word, size=40, language=language)
        assert extended.longest > 700


def test_balanced_lines_are_about_equally_long() -> None:
    """Balancing keeps the number of lines and narrows the widest."""
    ragged = layout(ENGLISH, size=40, width=900)
    even = layout(ENGLISH, size=40, width=900, balance=True)
    assert len(even.lines) == len(ragged.lines)
    assert even.longest < ragged.longest
    assert min(line.width for line in even.lines) > min(line.width for line in ragged.lines)


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(["سفارش", "הזמנה", "طلب"]), st.integers(10, 10**9), st.sampled_from(["", " ok"])
)
def test_isolated_order_numbers_keep_their_order(word: str, number: int, after: str) -> None:
    """An isolated order number reads from left to right, its sign first, on the word's left."""
    order = f"#{number}"
    text = f"{word} \u2068{order}\u2069{after} {word}"
    at = places(layout(text, size=40))
    first = text.index("#")
    shown = [at[i] for i in range(first, first + len(order))]
    assert shown == sorted(shown)
    assert max(shown) < at[0]


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(["سفارش", "הזמנה", "طلب"]), st.integers(10, 10**9))
def test_bare_order_numbers_keep_their_digits(word: str, number: int) -> None:
    """Without an isolate the digits still read from left to right."""
    text = f"{word} #{number} {word}"
    at = places(layout(text, size=40))
    first = text.index("#") + 1
    shown = [at[i] for i in range(first, first + len(str(number)))]
    assert shown == sorted(shown)


def test_alignment_follows_each_paragraph() -> None:
    """START is left for left-to-right and right for right-to-left paragraphs; END the other."""
    block = layout("abc\nسلام", size=40, width=500)
    left, right = block.lines
    assert left.x == 0
    assert right.x + right.width == pytest.approx(500)
    flipped = layout("abc\nسلام", size=40, width=500, align=Align.END)
    assert flipped.lines[0].x + flipped.lines[0].width == pytest.approx(500)
    assert flipped.lines[1].x == 0
    middle = layout("abc", size=40, width=500, align=Align.CENTRE).lines[0]
    assert middle.x == pytest.approx((500 - middle.width) / 2)


def test_a_given_direction_wins() -> None:
    """In a right-to-left paragraph by decree the full stop stands at the left."""
    block = layout("OK.", size=40, direction=Direction.RTL)
    at = places(block)
    assert block.direction is Direction.RTL
    assert at[2] < at[0] < at[1]


def test_without_a_width_the_box_is_the_text() -> None:
    """A label without a width is one line in a box of its own width."""
    block = layout(PERSIAN, size=30, language="fa")
    assert len(block.lines) == 1
    assert block.width == block.longest == block.lines[0].width
    assert block.lines[0].x == 0
    assert not math.isinf(block.width)


def test_lines_are_evenly_spaced() -> None:
    """Baselines are `leading` em apart whatever the scripts, and the height is theirs."""
    block = layout(f"{HEBREW}\n{PERSIAN}\nplain 😀", size=40, width=800, leading=1.5)
    steps = {round(b.baseline - a.baseline, 6) for a, b in pairwise(block.lines)}
    assert steps == {60}
    assert block.height == 60 * len(block.lines)


def test_size_scales_everything() -> None:
    """Twice the size in twice the width is the same picture, twice as large."""
    small, large = layout(HEBREW, size=20, width=300), layout(HEBREW, size=40, width=600)
    assert [line.end for line in small.lines] == [line.end for line in large.lines]
    assert large.longest == pytest.approx(2 * small.longest)


@pytest.mark.parametrize(
    "text", ["", "\n", " ", "a\n\nb\r\nc", "\u2029", "\x00\x1f\x7f", "\ud800", "\u0301", "\t\u200f"]
)
def test_odd_texts(text: str) -> None:
    """Empty, blank, broken and control texts have lines and no trouble."""
    assert len(layout(text, size=20, width=100).lines) == max(1, len(text.splitlines()))


@pytest.mark.parametrize(
    "text", ["word " * 2000, "x" * 10_000, "سلام " * 2000, "😀" * 5000, "%" * 10_000]
)
@pytest.mark.one_in(3)
def test_ten_thousand_characters(text: str) -> None:
    """A text of ten thousand characters is laid out whole."""
    block = layout(text, size=20, width=1000)
    assert block.lines[-1].end == len(text.rstrip())
    assert block.longest <= 1000
