"""Levels and order by UAX #9."""

from pathlib import Path

import pytest

from improv.text.bidi import Direction, first_strong, levels, visual_order

FILE = Path("/usr/share/unicode/BidiCharacterTest.txt")
DIRECTIONS = {"0": Direction.LTR, "1": Direction.RTL, "2": None}
# What the rule L1 sends back to the paragraph's level. The engine never draws the spaces at a
# line's end and turns tabs into spaces, so only this test needs the rule.
SPACES = frozenset("\u0020\u3000\u2000\u2066\u2067\u2068\u2069")
SEPARATORS = frozenset("\u0009\u2029")


def at_line_end(text: str, found: list[int], direction: Direction) -> list[int]:
    """Apply the rule L1 to a paragraph that is one line."""
    trailing = True
    for i in reversed(range(len(text))):
        trailing = text[i] in SEPARATORS or (
            trailing and (text[i] in SPACES or "\u202a" <= text[i] <= "\u202e")
        )
        if trailing:
            found[i] = direction.value
    return found


@pytest.mark.skipif(not FILE.exists(), reason=f"{FILE} is not here: install unicode-data")
@pytest.mark.slow
def test_unicode_conformance() -> None:
    """Every line of BidiCharacterTest.txt: paragraph direction, levels and order."""
    lines = [line for line in FILE.read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert len(lines) > 90_000
    wrong = []
    for line in lines:
        codes, given, paragraph, expected, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        direction = DIRECTIONS[given] or first_strong(text) or Direction.LTR
        found = at_line_end(text, levels(text, direction), direction)
        kept = [i for i, level in enumerate(expected.split()) if level != "x"]
        shown = [kept[i] for i in visual_order([found[i] for i in kept])]
        if (
            direction.value != int(paragraph)
            or [found[i] for i in kept]
            != [int(level) for level in expected.split() if level != "x"]
            or shown != [int(i) for i in order.split()]
        ):
            wrong.append(line)
    assert wrong == []


@pytest.mark.parametrize(
    "text", ["א" + "%" * 10_000, "א" + "\u2068a" * 5_000, "א" + "! " * 5_000, "א" + "(א)" * 3_000]
)
def test_long_paragraphs(text: str) -> None:
    """Ten thousand characters of one sort neither crash nor come out short."""
    assert len(levels(text, Direction.RTL)) == len(text)


def test_plain_text_has_no_levels() -> None:
    """A left-to-right text without anything right-to-left is all at level 0."""
    assert set(levels("Order #4521, 30%!", Direction.LTR)) == {0}


def test_first_strong_skips_isolates() -> None:
    """What an isolate holds does not decide the direction of its paragraph."""
    assert first_strong("\u2068Sony\u2069 گم شد") is Direction.RTL
    assert first_strong("#4521!") is None
