"""Slots: what a request leaves open, and the words of its desk fill.

`It’s about {thing}.` is whole once the desk is drawn that says what its thing is. Whoever reads or
draws a request asks here what is open in it; what a desk may say is in cards.py.
"""

import re
from collections.abc import Mapping

from improv.core.cards import SLOTS, SPOKEN, Words

_SLOT = re.compile(r"\{([^{}]*)\}")


def open_slots(words: Words) -> frozenset[str]:
    """The slots that are open in these texts."""
    texts = (text for text in words.values() if "{" in text)
    return frozenset(name for text in texts for name in _SLOT.findall(text))


def filled(words: Words, desk: Words) -> Words:
    """The texts with what the desk says in their slots. KeyError for what it does not say."""
    if not open_slots(words):
        return words
    shown = {name: desk[name] for name in SLOTS if name in desk}
    said = {name: desk.get(f"{SPOKEN}{name}", text) for name, text in shown.items()}
    return {
        field: fill(text, said if field.startswith(SPOKEN) else shown)
        for field, text in words.items()
    }


def fill(text: str, said: Mapping[str, str]) -> str:
    """One text, filled. KeyError for a slot that is not said."""
    return _SLOT.sub(lambda found: said[found[1]], text)


def pieces(text: str) -> tuple[str, ...]:
    """A text where its slots part it: words, the name of a slot, words, and so on."""
    return tuple(_SLOT.split(text))


def misplaced_brace(text: str) -> int:
    """Where a brace stands that opens or closes no slot; -1 for nowhere."""
    rest = _SLOT.sub(lambda found: " " * len(found[0]), text)
    return next((at for at, letter in enumerate(rest) if letter in "{}"), -1)


def places(text: str) -> tuple[tuple[str, int], ...]:
    """Every slot of a text, and where its name begins."""
    return tuple((found[1], found.start(1)) for found in _SLOT.finditer(text))
