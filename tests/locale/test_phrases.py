"""Phrases: the right form of a word, figures in their digits, values that stay put."""

import pytest

from improv.core.numerals import digits, language_tag
from improv.locale.phrases import direction, phrase, plain


def test_a_name_that_is_not_there_is_an_error() -> None:
    """A missing word is found by a test, not by a room of forty people."""
    for language in ("en", "fa", "pt-BR"):
        with pytest.raises(KeyError, match=r"no\.such\.words"):
            phrase(language, "no.such.words")
        with pytest.raises(KeyError, match=r"no\.such\.words"):
            phrase(language, "no.such.words", count=2)


def test_a_language_without_a_catalogue_speaks_english() -> None:
    """A pack may be in any language; the interface then says it in the first one."""
    assert phrase("pt-BR", "phase.vote") == phrase("en", "phase.vote") == "The vote"
    assert phrase("pt-BR", "end.played", count=1) == phrase("en", "end.played", count=1)


def test_figures_take_the_digits_of_the_language() -> None:
    """Persian and Arabic have digits of their own, Hebrew and English share theirs."""
    assert digits("fa", "12:05") == "۱۲:۰۵"
    assert digits("ar-EG", 47) == "٤٧"
    assert digits("he", "12:05") == digits("en", "12:05") == "12:05"
    assert "۳" in phrase("fa", "round", round=3)
    assert "٣٠" in phrase("ar", "key.add_time")


def test_a_facilitator_may_choose_latin_digits() -> None:
    """Everywhere: in figures, in values and in the words of a phrase itself."""
    persian = language_tag("fa", latin=True)
    assert persian == "fa-u-nu-latn"
    assert digits(persian, "12:05") == "12:05"
    assert "3" in phrase(persian, "round", round=3)
    assert phrase(persian, "key.add_time") == phrase("fa", "key.add_time").replace("۳۰", "30")
    assert language_tag("fa", latin=False) == "fa"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "\u206867%\u2069"),
        ("he", "\u206867%\u2069"),
        ("fa", "\u2068۶۷\u2069\u066a"),
        ("ar", "\u2068٦٧\u2069\u066a"),
        ("ar-u-nu-latn", "\u206867%\u2069"),
    ],
)
def test_a_percentage_is_written_as_its_readers_write_it(language: str, said: str) -> None:
    """`%` stands to the right of its figure in Hebrew too, U+066A follows as the words run."""
    assert phrase(language, "result.percent", number=67) == said


@pytest.mark.parametrize(("language", "opening"), [("en", "\u2066"), ("fa", "\u2067")])
def test_a_list_that_is_put_in_keeps_its_order(language: str, opening: str) -> None:
    """Its members say nothing of its direction: it is the language's, whatever their script."""
    listed = "\u2068Anna\u2069, \u2068سارا\u2069"
    assert f"{opening}{listed}\u2069" in phrase(language, "guess.ask.seat", seat=listed)


def test_values_are_isolated_once() -> None:
    """A name in another script cannot turn the sentence around it."""
    assert "\u2068سارا\u2069" in phrase("en", "offer.left", when="سارا")
    assert phrase("he", "peek.title", seat="Omar 7").count("\u2068") == 1
    assert "Omar 7" in phrase("fa", "peek.title", seat="Omar 7"), "a value is not the program's"


def test_keys_are_isolated_between_right_to_left_words() -> None:
    """The letter of a key stays where it is, and its brackets and stops too."""
    assert "(\u2068Y\u2069)" in phrase("he", "facilitator.kudos.waiting")
    assert "\u2068" not in phrase("en", "facilitator.kudos.waiting")


@pytest.mark.parametrize(
    ("language", "counts"),
    [("en", (1, 2)), ("fa", (1, 2)), ("he", (1, 2, 3)), ("ar", (0, 1, 2, 3, 11, 100))],
)
def test_every_form_of_the_grammar_is_there(language: str, counts: tuple[int, ...]) -> None:
    """Arabic has six of them."""
    said = {phrase(language, "end.played", count=count) for count in counts}
    assert len(said) == len(counts)
    assert phrase(language, "end.played", count=counts[-1] + 100) not in said


def test_a_region_does_not_change_the_direction() -> None:
    """ar-EG runs as ar does."""
    tags = ("en", "fa-u-nu-latn", "ar-EG", "he", "pt-BR")
    assert [direction(tag) for tag in tags] == ["ltr", "rtl", "rtl", "rtl", "ltr"]


def test_isolates_stay_away_from_the_console() -> None:
    """A path or an id is copied as it is; digits and words are the phrase's."""
    kept, said = phrase("fa", "round", round=12), plain("fa", "round", round=12)
    assert "\u2068" in kept
    assert said == kept.replace("\u2068", "").replace("\u2069", "")
    assert "۱۲" in said
    assert plain("he", "console.no_session", folder="/a b/c").endswith(" /a b/c")
