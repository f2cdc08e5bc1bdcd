"""A paragraph cut into items: stretches of one typeface, one script and one level.

Knows which typeface each cluster takes: Arabic letters Vazirmatn, Hebrew ones Heebo, Latin
ones the paragraph's own, marks that of their base, and neutrals (spaces, digits, punctuation)
that of the text around them. Emoji sequences go whole to the emoji typeface. What no typeface
has is shown by Heebo's replacement box (Vazirmatn's is blank).
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from improv.text.fonts import EMOJI, Family, Weight, name_of, typeface

_KEYCAP, _AS_EMOJI = "\u20e3", "\ufe0f"
_BOX = Family.HEEBO


@dataclass(frozen=True, slots=True)
class Item:
    """The characters from `start` to `end`: how they are to be shaped."""

    start: int
    end: int
    level: int
    face: str
    script: str  # ISO 15924


def itemise(text: str, levels: Sequence[int], weight: Weight, language: str) -> list[Item]:
    """Cut one paragraph into items, in logical order and without gaps."""
    home = home_script(text, language)
    nearby: dict[int, str] = {}  # the script last seen at each level around here
    items: list[Item] = []
    for start, end in _clusters(text):
        level = levels[start]
        script = _script(text[start])
        for deeper in [k for k in nearby if k > level]:
            del nearby[deeper]
        if script:
            nearby[level] = script
        else:
            script = nearby[max(nearby)] if nearby else home
        face = _face(text[start:end], script, home, weight)
        if face == EMOJI:
            script = "Zyyy"
        last = items[-1] if items else None
        if last and (last.level, last.face, last.script) == (level, face, script):
            items[-1] = Item(last.start, end, level, face, script)
        else:
            items.append(Item(start, end, level, face, script))
    return items


def home_script(text: str, language: str) -> str:
    """Return the script that a paragraph is at home in: Arab, Hebr or Latn.

    That is the script of its first letter; Latin in a Hebrew text counts as a guest.
    """
    first = next((script for script in map(_script, text) if script), "")
    if first in ("Arab", "Hebr"):
        return first
    own = {"he": "Hebr", "fa": "Arab", "ar": "Arab"}.get(language, "Latn")
    return own if not first or own == "Hebr" else first


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """Return Arab, Hebr or Latn for letters (other scripts count as Latn), "" for the rest."""
    code = ord(character)
    if not character.isalpha():
        return ""
    if 0x600 <= code < 0x8FF or 0xFB50 <= code < 0xFE00 or 0xFE70 <= code < 0xFEFF:
        return "Arab"
    if 0x590 <= code < 0x600 or 0xFB1D <= code < 0xFB50:
        return "Hebr"
    return "Latn"


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text where the typeface may change: before all but marks, joiners and controls.

    The parts of an emoji sequence need not be held together here: each is an emoji itself.
    """
    start = 0
    for i in range(1, len(text)):
        if not _extends(text[i]):
            yield start, i
            start = i
    if text:
        yield start, len(text)


@lru_cache(maxsize=4096)
def _extends(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf", "Cc")


@lru_cache(maxsize=4096)
def _face(cluster: str, script: str, home: str, weight: Weight) -> str:
    """Return the name of the typeface that a cluster takes, `script` being its surroundings'."""
    if script == "Latn":
        script = home
    families = [Family.VAZIRMATN, Family.HEEBO]
    if script == "Hebr":
        families.reverse()
    if (_AS_EMOJI in cluster or _KEYCAP in cluster) and ord(cluster[0]) in typeface(EMOJI).covers:
        return EMOJI
    needed = {ord(c) for c in unicodedata.normalize("NFC", cluster) if not _is_ignored(c)}
    for family in families:
        if needed <= typeface(name_of(family, weight)).covers:
            return name_of(family, weight)
    if ord(cluster[0]) in typeface(EMOJI).covers:
        return EMOJI
    for family in families:
        if ord(cluster[0]) in typeface(name_of(family, weight)).covers:
            return name_of(family, weight)
    return name_of(_BOX, weight)


def _is_ignored(character: str) -> bool:
    """Whether a character draws nothing, so that no typeface needs to have it."""
    return unicodedata.category(character) in ("Cf", "Cc") or "\ufe00" <= character <= "\ufe0f"
