"""Hebrew number words, by the rules of the Academy of the Hebrew Language."""

import pytest

from improv.voice.engines.hebrew_numbers import MOST, number_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "אפס"),
        (2, "שתיים"),
        (10, "עשר"),
        (12, "שתים עשרה"),
        (17, "שבע עשרה"),
        (40, "ארבעים"),
        (99, "תשעים ותשע"),
        (101, "מאה ואחת"),
        (210, "מאתיים ועשר"),
        (815, "שמונה מאות וחמש עשרה"),
        (1_000, "אלף"),
        (2_026, "אלפיים עשרים ושש"),
        (4_521, "ארבעת אלפים חמש מאות עשרים ואחת"),
        (10_000, "עשרת אלפים"),
        (12_000, "שנים עשר אלף"),
        (21_300, "עשרים ואחד אלף ושלוש מאות"),
        (103_000, "מאה ושלושה אלף"),
        (2_000_001, "שני מיליון ואחת"),
        (3_000_000, "שלושה מיליון"),
        (
            MOST,
            "תשע מאות תשעים ותשעה מיליון תשע מאות תשעים ותשעה אלף תשע מאות תשעים ותשע",
        ),
    ],
)
def test_a_number_in_words(number: int, words: str) -> None:
    """Feminine units, masculine thousands and millions, and one `ו` for each group."""
    assert number_words(number) == words
