"""What is kept of a written text, and how long it is."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import line_text
from improv.core.line_text import MOST_CLUSTERS, clean_text, count_clusters, too_long
from improv.text.breaks import clusters

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  Wir\trufen\n Sie\u00a0an. ", "Wir rufen Sie an."),
        ("می‌خواهم", "می‌خواهم"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("a\x00b\x1bc\ufeff", "abc"),
        ("a" + "\u200d" * 300 + "b", "a\u200db"),
        ("\u200b" * 300, ""),
        ("\u3164\u2800 \u115f", ""),
        ("e" + "\u0301" * 300, "é" + "\u0301" * 5),
        ("שָׁלוֹם", "שָׁלוֹם"),
        (f"{FAMILY} 👍🏽 🇮🇷", f"{FAMILY} 👍🏽 🇮🇷"),
        ("\u0301x", "x"),
    ],
)
def test_what_is_seen_is_kept_and_nothing_else(raw: str, kept: str) -> None:
    """Letters of every script with their marks; no control, no heap, no emptiness."""
    assert clean_text(raw) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("hello", 5),
        (FAMILY, 1),
        (FAMILY * 3, 3),
        ("👍🏽👍", 2),
        ("🇮🇷🇩🇪🇯", 3),
        ("می‌خواهم", 7),
        ("שָׁלוֹם", 4),
        ("क्षत्रिय", 3),
        ("क्\u0301क", 1),
        ("e" + "\u0301" * 5, 1),
    ],
)
def test_a_character_is_what_people_call_one(text: str, length: int) -> None:
    """With its marks and its parts."""
    assert count_clusters(text) == length


@given(st.text(st.sampled_from("ab سلامשלוםé\u0301\u200c\u200d\ufe0f👍🏽👩❤🇮🇷क्ष한가"), max_size=40))
def test_no_line_is_longer_than_the_standard_says(raw: str) -> None:
    """So nobody is refused whose phone counted it as short enough."""
    text = clean_text(raw)
    assert count_clusters(text) <= len(clusters(text)) or len(text) > 12


@given(st.text(max_size=60))
def test_a_clean_text_is_clean(raw: str) -> None:
    """Cleaning it again changes nothing, and nothing in it is invisible or a second line."""
    text = clean_text(raw)
    assert clean_text(text) == text
    assert text == text.strip()
    assert "  " not in text
    assert not any(mark in text for mark in "\n\t\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")


def test_a_line_has_two_hundred_characters() -> None:
    """Of any kind, and not one more; nor do endless chains pass as one."""
    for one in ("x", "س", FAMILY[:1], "👍🏽", "é", "कि"):
        assert not too_long(one * MOST_CLUSTERS)
        assert too_long(one * (MOST_CLUSTERS + 1))
    assert too_long("👩\u200d" * 500)
    assert count_clusters("👩\u200d" * 120) == 20


def test_a_hostile_text_costs_no_more_than_a_long_one() -> None:
    """Marks in a heap, joiners in a chain: well under a millisecond for a thousand of them."""
    for raw in ("\u0301" * 1000, "a\u0301\u0316" * 333, "\u200d" * 1000, "क्" * 500):
        began = time.perf_counter()
        for _ in range(20):
            count_clusters(clean_text(raw))
        assert time.perf_counter() - began < 0.2


@given(
    st.text(max_size=60)
    | st.text("ab سلام \u200c\u0301\u064e’،\u00a0\u3164\u1160ᄒ🇮🇷\n", max_size=40)
)
def test_a_plain_line_is_kept_and_counted_as_any_other(text: str) -> None:
    """The short way of most lines says what the careful one says."""
    careful = line_text._cleaned(unicodedata.normalize("NFC", text))
    assert clean_text(text) == careful
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_text, "_is_plain", lambda _: False)
        slowly = count_clusters(careful)
    assert count_clusters(careful) == slowly
