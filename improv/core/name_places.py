"""Where a name stands in what somebody wrote: as a word, with what its script writes on to it.

`And`, `to` and `the` are written on to a name in Arabic and Hebrew, `my` and `is` in Persian:
`Reza` is in `withReza`, and not in the first letters of `satisfaction`. What may be either is taken
for the name: to leave one readable is worse. Knows no person and no event.
"""

import re
from dataclasses import dataclass

from improv.core.search_text import search_text

_HALF_SPACE = "\u200c"
"""It ends a word's part in Persian, as a space does."""


class _Script:
    """A script, and what it writes on to a name, both as search_text leaves them."""

    def __init__(self, letters: str, before: str = "", after: str = "") -> None:
        self.letters = re.compile(f"[{letters}]")
        self.before = re.compile(f"(?:{before})")
        self.after = re.compile(f"(?:{after}|)(?![{letters}])")


_SCRIPTS = (
    _Script("a-z"),
    _Script(
        "\u0621-\u06d3",
        # O, sir; and, then; with, to, like; the.
        before="یا|اقا|[وف]?(?:[بلک]?ال|لل|[بلک])?",
        # Persian: my, your, his, our, of, these, those, object, is, dear; Arabic: the accusative.
        after="ی?(?:م|ش|مان|تان|شان|مون|تون|شون|ه)|[تیوسا]|ست|ای|ها|های|رو|را|جان|جون|خان|اینا",
    ),
    _Script(
        "\u05d0-\u05ea",
        # and; when, which; in, like, to, from; the.
        before="ו?(?:לכש|כש|מש|ש)?[בכלמ]?ה?",
        # Dear, little.
        after="ל['\u05f3\u2019]ה|לה|קה|וש|ושה",
    ),
)
"""In the others every place counts: some have no spaces, and of the rest we know too little."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """What search_text leaves of a text."""

    read: str
    places: tuple[int, ...]
    """Of each letter: its place in the text."""
    breaks: frozenset[int]
    """The letters that come behind a half-space."""

    def is_word(self, start: int, end: int) -> bool:
        """Whether what is read from `start` to `end` is a word, with its prefix and suffix."""
        return self._begins(start) and self._ends(end, _script(self.read[end - 1]))

    def _begins(self, start: int) -> bool:
        script, at = _script(self.read[start]), start
        if script is None:
            return True
        while at > 0 and at not in self.breaks and script.letters.match(self.read[at - 1]):
            at -= 1
        return bool(script.before.fullmatch(self.read, at, start))

    def _ends(self, end: int, script: _Script | None) -> bool:
        over = min((at for at in self.breaks if at >= end), default=len(self.read))
        return script is None or bool(script.after.match(self.read, end, over))


def name_places(text: str, name: str) -> list[tuple[int, int]]:
    """Where in a text the name begins and ends, whatever its large letters, marks, half-spaces."""
    wanted, letters = search_text(name), _letters(text)
    read, places = letters.read, letters.places
    found: list[tuple[int, int]] = []
    at = read.find(wanted) if wanted else -1
    while at >= 0:
        after = at + len(wanted)
        if not letters.is_word(at, after):
            at = read.find(wanted, at + 1)
            continue
        # Marks behind the last letter are a part of it.
        end = places[after] if after < len(read) else len(text)
        while end > places[at] and text[end - 1].isspace():
            end -= 1
        found.append((places[at], end))
        at = read.find(wanted, after)
    return found


def _script(letter: str) -> _Script | None:
    return next((one for one in _SCRIPTS if one.letters.match(letter)), None)


def _letters(text: str) -> _Letters:
    """The letters of a text, each with its place; spaces are one, and none is at the head."""
    read, places, breaks, space = list[str](), list[int](), set[int](), True
    for place, character in enumerate(text):
        if character == _HALF_SPACE:
            breaks.add(len(read))
        elif not character.isspace():
            found = search_text(character)
            read.extend(found)
            places.extend([place] * len(found))
            space = space and not found
        elif not space:
            read.append(" ")
            places.append(place)
            space = True
    return _Letters("".join(read), tuple(places), frozenset(breaks))
