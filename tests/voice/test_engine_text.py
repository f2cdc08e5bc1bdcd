"""Texts as engines expect them, and the estimate of when their words begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.voice.engine_text import estimated, sayable


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("en", "Order #4521, please.", "Order number4521, please."),
        ("fa", "سفارش #۴۵۲۱ رسید؟", "سفارش شمارهٔ4521 رسید؟"),
        ("ar", "الطلب \u2068#٤٥٢١\u2069.", "الطلب رقم4521."),
        ("he", "הזמנה \u2068#7719\u2069,", "הזמנה מספר7719,"),
        ("fa", "ساعت ۱۰:۳۰ بیا", "ساعت 10و30 بیا"),
        ("fa", "از ۱۰:۰۰ تا ۱۱", "از 10 تا 11"),
        ("en", "at 10:30", "at 10:30"),
        ("ar", "خصم ٨٪ اليوم", "خصم 8بالمئة اليوم"),
        ("fa", "۸٪ تخفیف", "8% تخفیف"),
        ("fa", "۱٬۵۰۰ تومان و ۳٫۵", "1500 تومان و 3.5"),
        ("ar", "شباك\u00a0٤", "شباك 4"),
        ("fa", "گوشی iPhone من", "گوشی iPhone من"),
        ("fa", "می‌خواهم", "می‌خواهم"),
        ("fa-IR", "& ۴", "و 4"),
        ("en", "Fine 👍🏽 then ☕️!", "Fine , then !"),
        ("en", "🙂", ","),
        ("en", "Well — yes…", "Well — yes…"),
        ("en", "say [[this]]", "say ((this))"),
    ],
)
def test_a_text_is_spelled_for_its_voice(language: str, written: str, spoken: str) -> None:
    """Figures and signs are read in the language; pictures and controls are not read."""
    assert sayable(written, language) == spoken


@given(st.text(), st.sampled_from(["en", "fa", "ar", "he", "xx"]))
def test_as_many_words_as_on_the_card(text: str, language: str) -> None:
    """The words of any text keep their indices, so that they can be highlighted."""
    assert len(sayable(text, language).split()) == len(text.split())


@given(st.text(), st.integers(min_value=0, max_value=60_000))
def test_an_estimate_for_every_word(text: str, lasts: int) -> None:
    """Every word has a time, in order, within the sound."""
    words = estimated(text, lasts)
    assert len(words) == len(text.split())
    assert list(words) == sorted(words)
    assert all(0 <= at <= lasts for at in words)


def test_figures_and_pauses_take_time() -> None:
    """A figure takes longer than a word of the same length, a full stop longer than a comma."""
    word, figure = estimated("abcd end", 1000)[1], estimated("4521 end", 1000)[1]
    none, comma, stop = (estimated(f"abcd{mark} end", 1000)[1] for mark in ("", ",", "."))
    assert figure > 1.3 * word
    assert none < comma < stop


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("بچه‌م،", "بچه‌\u064eم،"),
        ("خونه‌ت", "خونه‌\u064eت"),
        ("نمی‌شه!", "نمیشه!"),
        ("می‌گم", "می‌گ\u064eم"),
        ("می‌رسن.", "می‌رس\u064eن."),
        ("«رو»", "«رُ»"),
        ("روز", "روز"),
        ("می‌کنم", "می‌کنم"),
    ],
)
def test_everyday_persian_is_spelt_as_voices_read_it(written: str, read: str) -> None:
    """Forms of speech that espeak reads wrong; other words stay."""
    assert sayable(written, "fa") == read
    assert sayable(written, "ar") == sayable(written, "he") == written
