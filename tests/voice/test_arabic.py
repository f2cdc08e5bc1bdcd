"""Arabic as espeak is given it: without the letters that are written and not said."""

import sys

import pytest

from improv.voice.engines.arabic import as_espeak_reads
from tests.voice.tracing import traced

linux = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="espeak is Linux's engine")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("بِالْبَيْتْ", "بِلْبَيْتْ"),
        ("وَبِالس\u0651َاعَةِ", "وَبِس\u0651َاعَةِ"),
        ("فَالْبَيْتُ", "فَلْبَيْتُ"),
        ("فَالِحْ", "فَالِحْ"),
        ("مُكَالَمَةْ.", "مُكَالَمَ."),
        ("مُكَالَمَةُ", "مُكَالَمَةُ"),
        ("قُولُوا لَنَا", "قُولُو لَنَا"),
        ("نَادَوْا.", "نَادَوْ."),
        ("هَوَا", "هَوَا"),
        ("الس\u0651\u064eاعَةُ", "السَاعَةُ"),
        ("وَالس\u0651\u064eاعَةُ", "وَالس\u0651\u064eاعَةُ"),
        ("م\u064e\u0651", "م\u0651\u064e"),
    ],
)
def test_what_is_not_said_is_left_out(written: str, read: str) -> None:
    """An article's alif after a short word, a plural's alif, a feminine t before a pause."""
    assert as_espeak_reads(written) == read


@linux
def test_espeak_says_no_long_a_after_an_i_and_no_t_at_rest() -> None:
    """By its own trace."""
    home, call = traced(("sem/ar", "بِالْبَيْتْ"), ("sem/ar", "مُكَالَمَةْ."))
    assert home.replace("ˈ", "").replace("ˌ", "").startswith("bilb")
    assert call.rstrip("ːˈˌ. ").endswith("a")
