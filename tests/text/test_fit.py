"""Fitting: the largest size, never out of the box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from improv.text.breaks import opportunities
from improv.text.fit import fit
from improv.text.fonts import Weight
from improv.text.layout import Align, layout
from tests.text.samples import ENGLISH, PERSIAN, SENTENCES, TEXTS


@settings(deadline=None)
@given(TEXTS, st.floats(100, 900), st.floats(60, 400))
def test_a_fit_stays_in_its_box(text: str, width: float, height: float) -> None:
    """What does not say that it overflows is inside the box, whole, at a size in the range."""
    block = fit(text, width=width, height=height, largest=60, least=10)
    assert 10 <= block.size <= 60
    if not block.overflows:
        assert block.height <= height + 0.01
        assert block.longest <= width + 0.01
        assert all(line.x >= -0.01 for line in block.lines)
        drawn = "".join(text[line.start : line.end] for line in block.lines)
        assert "".join(drawn.split()) == "".join(text.split()) or not text.isprintable()


@pytest.mark.parametrize("language", SENTENCES)
def test_half_a_pixel_more_would_not_fit(language: str) -> None:
    """The size found is the largest one in half pixels."""
    text = SENTENCES[language]
    block = fit(text, width=900, height=320, largest=200, least=10, language=language)
    larger = layout(text, size=block.size + 0.5, width=900, language=language)
    assert not block.overflows
    assert larger.height > 320


def test_short_texts_stop_at_the_largest_size() -> None:
    """A word in a large box is no larger than asked for."""
    block = fit("Yes", width=900, height=900, largest=96, least=20)
    assert (block.size, len(block.lines)) == (96, 1)


def test_words_stay_whole_while_they_can() -> None:
    """A long word makes the text smaller before it is split."""
    text = "Incomprehensibilities happen"
    block = fit(text, width=300, height=400, largest=90, least=20)
    ends = {line.end for line in block.lines[:-1]}
    assert block.size < 90
    assert ends <= {place - 1 for place in opportunities(text)}


def test_a_word_too_wide_is_split_between_letters() -> None:
    """At the least size a word that is still too wide goes on in the next line."""
    block = fit("x" * 60, width=200, height=300, largest=40, least=30)
    assert not block.overflows
    assert len(block.lines) > 1
    assert block.longest <= 200


@pytest.mark.parametrize("language", SENTENCES)
def test_too_much_text_is_cut_at_a_word(language: str) -> None:
    """What does not fit at the least size ends after a word with an ellipsis, in the box."""
    text = SENTENCES[language] * 20
    block = fit(text, width=500, height=130, largest=60, least=30, language=language)
    assert block.overflows
    assert block.size == 30
    assert block.height <= 130
    assert block.longest <= 500
    # The last line ends with what was kept of a word, and with the ellipsis.
    kept = text[: block.lines[-1].end - 1].rstrip("\u2069")
    assert text[len(kept)] in " \u2069"


def test_an_ellipsis_ends_the_sentence_not_an_isolate() -> None:
    """A cut inside an isolate closes it, so the ellipsis stands at the paragraph's end."""
    block = fit("سلام \u2066" + "Sony phones " * 20, width=400, height=50, largest=40, least=30)
    line = block.lines[-1]
    leftmost = min((x, c) for run in line.runs for x, c in zip(run.xs, run.clusters, strict=True))
    assert block.overflows
    assert leftmost[1] == line.end - 1


def test_fitted_text_is_balanced() -> None:
    """Centred prompts have lines of about the same length."""
    block = fit(PERSIAN, width=900, height=400, largest=60, least=20, language="fa")
    even = [line.width for line in block.lines]
    assert min(even) > 0.6 * max(even)


def test_the_same_question_has_the_same_answer() -> None:
    """A fit is remembered: asking again gives the very block, so its picture is kept too."""

    def ask() -> object:
        return fit(
            ENGLISH,
            width=800,
            height=300,
            largest=90,
            least=20,
            weight=Weight.BOLD,
            align=Align.END,
        )

    assert ask() is ask()


def test_a_box_for_nothing() -> None:
    """A box too small for one line gives an ellipsis that overflows, and no error."""
    block = fit("Hello", width=4, height=4, largest=40, least=20)
    assert block.overflows
    assert len(block.lines) == 1
