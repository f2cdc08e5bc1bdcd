"""The text of a written line: what is kept of it, and how long it is as its writer sees it.

Whoever writes may be hostile. What cannot be seen or turns the direction of others' words goes, and
so does what no script piles up on one letter. Length is counted in grapheme clusters (UAX #29):
what people call a character, with its marks, or an emoji with all its parts.
"""

import re
import unicodedata

MOST_CLUSTERS = 200
"""Of one line."""
MOST_CODE_POINTS = 800
"""Of one line: four to a cluster are more than any script needs on the whole."""

_JOINERS = "\u200c\u200d"
_UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""They are no controls, yet nothing is seen of them: a line of these alone would look empty."""
_PLAIN = re.compile("[\\w !-~‘’“”«»…–—،؛؟]*")
"""No mark is a letter of a word to it. A room writes at once, and most lines are plain."""
_MOST_MARKS = 5
"""On one letter: vowels, tones and cantillation together are fewer."""
_VIRAMA = 9
"""The combining class of what joins two consonants."""
_MOST_PARTS = 12
"""Code points of one cluster: the longest emoji of today has ten."""


def clean_text(raw: str) -> str:
    """A line fit to be shown: in one row, nothing invisible, no heap of marks; never cut."""
    text = unicodedata.normalize("NFC", raw)
    return " ".join(text.split()) if _is_plain(text) else _cleaned(text)


def _is_plain(text: str) -> bool:
    """Whether it is of letters, figures, spaces and usual signs alone: each is a cluster."""
    return _PLAIN.fullmatch(text) is not None and _UNSEEN.isdisjoint(text)


def _cleaned(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        if character.isspace():
            character = " "
        elif character in _JOINERS:
            if not kept or kept[-1] in f"{_JOINERS} ":
                continue
            kept.append(character)
            continue
        elif character in _UNSEEN or unicodedata.category(character)[0] == "C":
            continue
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= _MOST_MARKS and not (marks and (not kept or kept[-1] == " ")):
            kept.append(character)
    words = " ".join("".join(kept).split())
    return words.strip(f"{_JOINERS} ")


def count_clusters(text: str) -> int:
    """How many grapheme clusters a text has; where it is not certain, the lower number.

    So no line is refused that a browser of any age (Intl.Segmenter) counted as short enough. It is
    not the library that the text of pictures uses: that takes a tenth of a second for a line.
    """
    if _is_plain(text):
        return len(text)
    count = parts = flags = 0
    before, linked = "", False
    for here in text:
        parts += 1
        flag = "\U0001f1e6" <= here <= "\U0001f1ff"
        flags = flags + 1 if flag else 0
        joined = parts <= _MOST_PARTS and (
            _goes_on(before, here, linked) or (flag and flags % 2 == 0)
        )
        if not joined:
            count, parts = count + 1, 1
        before, linked = here, unicodedata.combining(here) == _VIRAMA or (linked and _extends(here))
    return count


def _goes_on(before: str, here: str, linked: bool) -> bool:
    """Whether `here` belongs to the cluster of the code point `before` it.

    `linked`: a virama stands before it, with marks alone between (UAX #29, GB9c).
    """
    if not before:
        return False
    if _extends(here) or before == "\u200d":
        return True
    # Consonants under a virama; a skin tone.
    conjunct = linked and unicodedata.category(here) == "Lo"
    return conjunct or "\U0001f3fb" <= here <= "\U0001f3ff"


def _extends(here: str) -> bool:
    return here in _JOINERS or unicodedata.category(here)[0] == "M"


def too_long(text: str) -> bool:
    """Whether a clean text is longer than a line may be."""
    return len(text) > MOST_CODE_POINTS or count_clusters(text) > MOST_CLUSTERS
