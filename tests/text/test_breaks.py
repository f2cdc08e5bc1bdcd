"""Line breaks by UAX #14, and the short way that spares most text the library."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uniseg.graphemecluster import grapheme_cluster_breakables
from uniseg.linebreak import line_break_breakables

from improv.text.breaks import clusters, opportunities

FILE = Path("/usr/share/unicode/auxiliary/LineBreakTest.txt")
VERSION = "# LineBreakTest-15.0.0.txt"

# The lines of Unicode 15.0 that the library, which follows 16.0, answers differently.
KNOWN = {
    # LB20a, new in 16.0: no break after a hyphen that begins a word.
    "× 002D ÷ 0023 ÷",
    "× 002D × 0308 ÷ 0023 ÷",
    "× 002D ÷ 00A7 ÷",
    "× 002D × 0308 ÷ 00A7 ÷",
    "× 002D ÷ 50005 ÷",
    "× 002D × 0308 ÷ 50005 ÷",
    "× 002D ÷ 0E01 ÷",
    "× 002D × 0308 ÷ 0E01 ÷",
    # LB25, changed in 16.0: no break between a comma or full stop and a digit.
    "× 002C ÷ 0030 ÷",
    "× 002C × 0308 ÷ 0030 ÷",
    "× 0061 × 002E ÷ 0032 × 0020 ÷",
    "× 0061 × 002E ÷ 0032 × 0020 ÷ 0915 ÷",
    "× 0061 × 002E ÷ 0032 × 0020 ÷ 672C ÷",
    "× 0061 × 002E ÷ 0032 × 3000 ÷ 672C ÷",
    "× 0061 × 002E ÷ 0032 × 3000 ÷ 307E ÷",
    "× 0061 × 002E ÷ 0032 × 3000 ÷ 0033 ÷",
    "× 0061 × 002E ÷ 0032 × 3000 ÷ 300C ÷",
    "× 0041 × 002E ÷ 0031 × 0020 ÷ BABB ÷",
    "× BD24 ÷ C5B4 × 002E × 0020 ÷ 0041 × 002E ÷ 0032 × 0020 ÷ BCFC ÷",
    "× BD10 ÷ C694 × 002E × 0020 ÷ 0041 × 002E ÷ 0033 × 0020 ÷ BABB ÷",
    "× C694 × 002E × 0020 ÷ 0041 × 002E ÷ 0034 × 0020 ÷ BABB ÷",
    # LB15, since 15.1 LB15a and LB15b: only opening and closing quotes reach across spaces.
    "× 0022 × 0020 × 2329 ÷",
    "× 0022 × 0308 × 0020 × 2329 ÷",
    "× 0022 × 0020 × 0028 ÷",
    "× 0022 × 0308 × 0020 × 0028 ÷",
    "× 0061 × 006D × 0062 × 0069 × 0067 × 0075 × 0028 × 00AB × 0020 ÷ 0308 × 0020 ÷ 00BB × 0029"
    " ÷ 0028 × 0065 × 0308 × 0029 ÷",
    "× 0061 × 006D × 0062 × 0069 × 0067 × 0075 × 00AB × 0020 × 0028 × 0020 × 0308 × 0020 × 0029"
    " × 0020 ÷ 00BB × 0028 × 0065 × 0308 × 0029 ÷",
    "× 0061 × 006D × 0062 × 0069 × 0067 × 0075 × 007B × 00AB × 0020 ÷ 0308 × 0020 ÷ 00BB × 007D"
    " ÷ 0028 × 0065 × 0308 × 0029 ÷",
    "× 0061 × 006D × 0062 × 0069 × 0067 × 0075 × 00AB × 0020 × 007B × 0020 × 0308 × 0020 × 007D"
    " × 0020 ÷ 00BB × 0028 × 0065 × 0308 × 0029 ÷",
    # LB15c, new in 16.0: a break before a decimal point after a space.
    "× 0065 × 0071 × 0075 × 0061 × 006C × 0073 × 0020 × 002E ÷ 0033 × 0035 × 0020 ÷ 0063 × 0065"
    " × 006E × 0074 × 0073 ÷",
    # LB21a, changed in 16.0: a break after the hyphen between two Hebrew words.
    "× 05D0 × 002D × 05D0 ÷",
}


@pytest.mark.skipif(not FILE.exists(), reason=f"{FILE} is not here: install unicode-data")
def test_unicode_conformance() -> None:
    """LineBreakTest.txt: exactly the known lines differ."""
    lines = FILE.read_text("utf-8").splitlines()
    if lines[0] != VERSION:
        pytest.skip(f"{FILE} is of another Unicode version than {VERSION}: {lines[0]}")
    wrong = set()
    for line in lines:
        rule = line.split("#")[0].strip()
        signs = rule.split()
        text = "".join(chr(int(code, 16)) for code in signs[1::2])
        expected = tuple(i for i, sign in enumerate(signs[2:-1:2], 1) if sign == "÷")
        if rule and opportunities(text) != expected:
            wrong.add(rule)
    assert wrong == KNOWN


PIECES = [*"aZ9#&@é אבש״׳بیک۰٤.,:;!?،؛؟\"”»)]…([“«'’%٪$€–—-/ ", *"   ", "word", "12.50", "😀"]
MARKS = ["\u200c", "\u2068", "\u2069", "\u0301", "\u05b8", "\u064e"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES + MARKS), max_size=9).map("".join))
def test_the_short_way_agrees_with_the_library(text: str) -> None:
    """Plain words are recognised only where the library would break the same way."""
    asked = tuple(i for i, allowed in enumerate(line_break_breakables(text)) if i and allowed)
    assert opportunities(text) == asked


def test_clusters_keep_marks_and_emoji_together() -> None:
    """A grapheme cluster is a letter with its marks, or a whole emoji."""
    assert clusters("ab") == (0, 1)
    assert clusters("שָׁלוֹם") == (0, 3, 4, 6)
    assert clusters("👩🏽‍💻🇯🇵x") == (0, 4, 6)


def test_long_texts_are_asked_in_pieces() -> None:
    """A text of many pieces breaks where it would if the library saw it whole."""
    text = "Да, «так»/и—так: (漢字)! 👩🏽‍💻🇯🇵 אי־אפשר 3–4 " * 12
    whole = line_break_breakables(text)
    assert opportunities(text) == tuple(i for i, allowed in enumerate(whole) if i and allowed)
    whole = grapheme_cluster_breakables(text)
    assert clusters(text) == tuple(i for i, starts in enumerate(whole) if starts)


def test_ten_thousand_marks() -> None:
    """A letter under a tower of marks is one cluster, found in seconds and not in minutes."""
    assert clusters("é^" + "\u0301" * 10_000) == (0, 1)
