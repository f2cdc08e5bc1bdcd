"""Texts in cells of CSV: none is a formula, and each comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core.csv_text import guarded, unguarded


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "'=", "''@"])
def test_what_begins_like_a_formula_gets_an_apostrophe(begins: str) -> None:
    """One, before those that are there."""
    assert guarded(f"{begins}1+1") == f"'{begins}1+1"


@pytest.mark.parametrize("text", ["’tis", "'tis", "a=b", "", "'", "5 - 3"])
def test_other_texts_stay(text: str) -> None:
    """An apostrophe alone means nothing."""
    assert guarded(text) == unguarded(text) == text


@given(st.text("'=+-@a\t ＝"))
def test_every_text_comes_back(text: str) -> None:
    """Whatever signs it begins with."""
    assert unguarded(guarded(text)) == text
