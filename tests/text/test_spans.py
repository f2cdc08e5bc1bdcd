"""Where stretches of text stand: in four languages, mixed, joined, broken over lines."""

import re

import pytest

from improv.text.bidi import Direction
from improv.text.layout import Block, layout
from improv.text.spans import Span, spans
from tests.text.samples import SENTENCES


def _words(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\S+", text)]


def _of(block: Block, text: str, part: str) -> tuple[Span, ...]:
    start = text.index(part)
    return spans(block, start, start + len(part))


def _meet(one: Span, other: Span) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return one.top == other.top and across > 0.1


@pytest.mark.parametrize("width", [300, 700, 9000])
@pytest.mark.parametrize("language", SENTENCES)
def test_every_word_has_its_place(language: str, width: int) -> None:
    """Each glyph stands in a piece of its own word, and no word in another's place."""
    text = SENTENCES[language]
    block = layout(text, size=40, width=width, language=language)
    there = {word: spans(block, *word) for word in _words(text)}
    assert all(there.values())
    taken = [(word, piece) for word, pieces in there.items() for piece in pieces]
    for word, piece in taken:
        assert not any(_meet(piece, other) for own, other in taken if own != word)
    for number, line in enumerate(block.lines):
        for run in line.runs:
            for cluster, left, right in zip(run.clusters, run.edges, run.edges[1:], strict=False):
                pieces = [p for (a, b), ps in there.items() if a <= cluster < b for p in ps]
                middle = (left + right) / 2
                inside = any(
                    p.left <= middle <= p.right and round(p.top / 52) == number for p in pieces
                )
                assert inside or not pieces or left == right


@pytest.mark.parametrize("language", SENTENCES)
def test_the_pieces_of_a_line_are_the_line(language: str) -> None:
    """All of a text is one piece a line: as wide as the line, as high as the lines are apart."""
    text = SENTENCES[language]
    block = layout(text, size=40, width=700, language=language)
    pieces = spans(block, 0, len(text))
    assert len(pieces) == len(block.lines)
    for number, (piece, line) in enumerate(zip(pieces, block.lines, strict=True)):
        assert (piece.left, piece.right) == pytest.approx((line.x, line.x + line.width))
        assert (piece.top, piece.bottom) == pytest.approx((52 * number, 52 * number + 52))


def test_words_follow_each_other_from_the_right() -> None:
    """In Persian the first word is at the right; a Latin name and a number stand between."""
    text = "گوشی Sony من ۳ بار"
    block = layout(text, size=40, language="fa")
    lefts = [piece.left for word in _words(text) for piece in spans(block, *word)]
    assert len(lefts) == 5
    assert lefts == sorted(lefts, reverse=True)


def test_joined_letters_share_their_word() -> None:
    """The pieces of joined letters lie side by side and make up the word."""
    text = "سفارش"
    block = layout(text, size=40, language="fa")
    letters = [piece for i in range(len(text)) for piece in spans(block, i, i + 1)]
    (whole,) = spans(block, 0, len(text))
    assert whole.right - whole.left == pytest.approx(sum(p.right - p.left for p in letters))
    assert letters[0].right == pytest.approx(whole.right)
    assert letters[-1].left == pytest.approx(whole.left)


def test_a_letter_keeps_its_marks() -> None:
    """A vowel belongs to the letter that it stands on, and has no place without it."""
    text = "שָׁלוֹם"
    block = layout(text, size=40, language="he")
    (letter,) = spans(block, 0, 3)
    assert spans(block, 0, 1) == (letter,)
    assert spans(block, 1, 3) == ()


def test_a_word_may_be_parted_by_its_directions() -> None:
    """Where Hebrew ends one Latin word and begins the next, the Hebrew is read from the right."""
    text = "xשלום עולםy"
    block = layout(text, size=40, direction=Direction.LTR)
    latin, hebrew = _of(block, text, "xשלום")
    assert latin.left == pytest.approx(0)
    other, _ = _of(block, text, "עולםy")
    assert latin.right <= other.left < other.right < hebrew.left


def test_a_broken_word_has_a_piece_on_each_line() -> None:
    """A word wider than the box."""
    text = "Donaudampfschifffahrtsgesellschaft"
    block = layout(text, size=40, width=200)
    assert len(block.lines) > 2
    assert len(spans(block, 0, len(text))) == len(block.lines)


def test_an_isolated_code_stands_where_it_is_read() -> None:
    """With its invisible isolates the piece is as wide as the code, at the left of the word."""
    text = "سفارش \u2068#4521-B\u2069 نرسید"
    block = layout(text, size=40, language="fa")
    (code,) = _of(block, text, "\u2068#4521-B\u2069")
    assert code == _of(block, text, "#4521-B")[0]
    assert _of(block, text, "نرسید")[0].right < code.left
    assert code.right < _of(block, text, "سفارش")[0].left


@pytest.mark.parametrize(("text", "start", "end"), [("", 0, 5), ("abc", 3, 9), ("a b", 1, 1)])
def test_what_is_not_there_has_no_place(text: str, start: int, end: int) -> None:
    """An empty text, a stretch after the end, an empty stretch."""
    assert spans(layout(text, size=40), start, end) == ()
