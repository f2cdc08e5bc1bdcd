"""A paragraph cut into items: stretches of one typeface, one script and one level.

Knows which typeface each cluster takes: Arabic letters Vazirmatn, Hebrew ones Heebo, Latin
ones the paragraph's own, marks that of their base, and neutrals (spaces, digits, punctuation)
that of the text around them. A word is set in one typeface where one has all of it: letters of
Arabic script do not join across two. What no shipped typeface has, the system's fonts are asked
for. Emoji sequences go whole to the emoji typeface. What nothing has is shown by Heebo's
replacement box (Vazirmatn's is blank), and `missing` tells it.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from improv.text.fonts import EMOJI, Family, Weight, has, name_of, system_name

_KEYCAP, _AS_EMOJI = "\u20e3", "\ufe0f"
GUESSED = ""


@dataclass(frozen=True, slots=True)
class Item:
    """The characters from `start` to `end`: how they are to be shaped."""

    start: int
    end: int
    level: int
    face: str
    script: str  # ISO 15924; GUESSED where HarfBuzz finds it by the letters


def itemise(text: str, levels: Sequence[int], weight: Weight, language: str) -> list[Item]:
    """Cut one paragraph into items, in logical order and without gaps."""
    home = home_script(text, language)
    nearby: dict[int, str] = {}  # the script last seen at each level around here
    items: list[Item] = []
    word_end, word_face = 0, ""
    clusters = list(_clusters(text))
    for number, (start, end) in enumerate(clusters):
        level = levels[start]
        script = _script(text[start])
        for deeper in [k for k in nearby if k > level]:
            del nearby[deeper]
        if script:
            nearby[level] = script
        else:
            script = nearby[max(nearby)] if nearby else home
        if start >= word_end and _script(text[start]):
            word_end = _end_of_word(text, clusters[number:])
            word_face = _face_of_all(text[start:word_end], script, home, weight)
        face = (start < word_end and word_face) or _face(text[start:end], script, home, weight)
        if face == EMOJI:
            script = "Zyyy"
        elif not face.startswith((Family.VAZIRMATN.value, Family.HEEBO.value)):
            script = script if script == "Arab" else GUESSED
        last = items[-1] if items else None
        if last and (last.level, last.face, last.script) == (level, face, script):
            items[-1] = Item(last.start, end, level, face, script)
        else:
            items.append(Item(start, end, level, face, script))
    return items


def home_script(text: str, language: str) -> str:
    """The script that a paragraph is at home in, that of its first letter: Arab, Hebr or Latn."""
    # Latin in a Hebrew text counts as a guest.
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
    """Cut a text where the typeface may change: before all but marks, joiners and controls."""
    # The parts of an emoji sequence need not be held together here: each is an emoji itself.
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


def _end_of_word(text: str, clusters: Sequence[tuple[int, int]]) -> int:
    """Where the letters of one script end that begin with the first cluster."""
    script = _script(text[clusters[0][0]])
    last = clusters[0][1]
    for start, end in clusters[1:]:
        if _script(text[start]) != script:
            break
        last = end
    return last


def missing(text: str) -> str:
    """The characters of `text` that no typeface here has, each once, in their order."""
    boxed = (
        cluster[0]
        for start, end in _clusters(text)
        if not (cluster := text[start:end]).isspace()
        and not _is_ignored(cluster[0])
        and not _face_of_all(cluster[0], _script(cluster[0]), "Latn", Weight.REGULAR)
        and not has(EMOJI, ord(cluster[0]))
    )
    return "".join(dict.fromkeys(boxed))


def missing_described(text: str) -> str:
    """What is missing, each with its code point: the one who reads it may see boxes as well."""
    return " ".join(f"{character} (U+{ord(character):04X})" for character in missing(text))


def _families(script: str, home: str) -> list[Family]:
    """In which order families are asked for letters of a script."""
    order = list(Family)
    if (home if script == "Latn" else script) == "Hebr":
        order[0], order[1] = order[1], order[0]
    return order


@lru_cache(maxsize=4096)
def _face_of_all(word: str, script: str, home: str, weight: Weight) -> str:
    """Return the typeface that has every character of a word, a shipped one first, or ""."""
    needed = {c for c in unicodedata.normalize("NFC", word) if not _is_ignored(c)}
    for family in _families(script, home):
        name = name_of(family, weight)
        if all(has(name, ord(c)) for c in needed):
            return name
    return system_name("".join(sorted(needed)), weight) or ""


@lru_cache(maxsize=4096)
def _face(cluster: str, script: str, home: str, weight: Weight) -> str:
    """Return the name of the typeface that a cluster takes, `script` being its surroundings'."""
    first = ord(cluster[0])
    if (_AS_EMOJI in cluster or _KEYCAP in cluster) and has(EMOJI, first):
        return EMOJI
    needed = {ord(c) for c in unicodedata.normalize("NFC", cluster) if not _is_ignored(c)}
    names = [name_of(family, weight) for family in _families(script, home)]
    for name in names:
        if all(has(name, code) for code in needed):
            return name
    if has(EMOJI, first):
        return EMOJI
    for name in names:
        if has(name, first):
            return name
    return system_name(cluster[0], weight) or name_of(Family.HEEBO, weight)


def _is_ignored(character: str) -> bool:
    """Whether a character draws nothing, so that no typeface needs to have it."""
    return unicodedata.category(character) in ("Cf", "Cc") or "\ufe00" <= character <= "\ufe0f"
