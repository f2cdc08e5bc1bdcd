"""The interface's words: names that exist, figures in their digits, values that stay put."""

import pytest

from improv.core.errors import Why
from improv.core.formats import COACHING, MOVES, QUICK, PhaseKind
from improv.locale import digits, direction, phrase
from improv.locale.english import WORDS
from improv.screen.keys import BINDINGS


def test_what_can_be_refused_has_words() -> None:
    """Every refusal, phase, move, criterion with its grades, and key is worded."""
    wanted = [f"refusal.{why.value}" for why in Why]
    wanted += [f"phase.{kind.value}" for kind in PhaseKind]
    wanted += [f"move.{move}" for move in MOVES]
    wanted += [f"key.{binding.command.value}" for binding in BINDINGS]
    for criterion in (*QUICK, *COACHING):
        wanted += [f"criterion.{criterion.id}"]
        wanted += [f"criterion.{criterion.id}.{grade}" for grade in range(1, 5)]
    assert [name for name in wanted if name not in WORDS] == []


def test_a_screen_never_shouts() -> None:
    """No exclamation marks but on cards."""
    assert [name for name, words in WORDS.items() if "!" in words] == []


def test_a_name_that_is_not_there_is_an_error() -> None:
    """A missing word is found by a test, not by a room of forty people."""
    with pytest.raises(KeyError):
        phrase("en", "no.such.words")


def test_figures_take_the_digits_of_the_language() -> None:
    """Persian and Arabic have digits of their own, Hebrew and English share theirs."""
    assert digits("fa", "12:05") == "۱۲:۰۵"
    assert digits("ar", 47) == "٤٧"
    assert digits("he", "12:05") == digits("en", "12:05") == "12:05"
    assert "۳" in phrase("fa", "round", round=3)


def test_values_are_isolated() -> None:
    """A name in another script cannot turn the sentence around it."""
    assert "\u2068سارا\u2069" in phrase("en", "offer.left", when="سارا")


def test_one_is_not_many() -> None:
    """A count of one takes its own words where there are any."""
    assert "not a word" in phrase("en", "end.played", count=1)
    assert "not one" in phrase("en", "end.played", count=2)
    assert "1" in phrase("en", "result.by_hand", count=1)


def test_a_region_does_not_change_the_direction() -> None:
    """ar-EG runs as ar does."""
    assert [direction(tag) for tag in ("en", "fa", "ar-EG", "he", "pt-BR")] == [
        "ltr",
        "rtl",
        "rtl",
        "rtl",
        "ltr",
    ]
