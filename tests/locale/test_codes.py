"""Codes in sentences: kept whole, kept in order, and nothing else touched."""

import pytest

from improv.locale import steady


@pytest.mark.parametrize("code", ["#4521-B", "77-A", "0800 555 0199", "٠٨٠٠ ٥٥٥ ٠١٩٩", "A/12_b"])
def test_a_code_is_isolated_among_right_to_left_words(code: str) -> None:
    """The words around a code cannot turn it, and it is not broken in two."""
    found = steady(f"سفارش {code} کجاست", rtl=True)
    kept = code.replace("-", "-\u2060").replace(" ", "\u00a0")
    assert f"\u2066{kept}\u2069" in found


@pytest.mark.parametrize("text", ["مهم نیست", "well-known", "Galaxy S24", "99% of 40", "a - b"])
def test_other_words_are_left_alone(text: str) -> None:
    """Plain words, numbers and percents have what they need from UAX #9."""
    assert steady(text, rtl=True) == text


def test_a_left_to_right_sentence_needs_no_isolates() -> None:
    """Only the line break inside a code is forbidden there."""
    assert steady("order #4521-B", rtl=False) == "order #4521-\u2060B"
