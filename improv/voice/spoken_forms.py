"""What a voice should say of a written text: proposals, and what of one sounds doubtful.

Hebrew and Arabic get vowel signs from models that come with piper; figures in Hebrew become words.
A proposal has as many words as the text (of several that stand for one, `_` joins them). The models
err: people read what is proposed, and mend it.
"""

import re
from collections.abc import Iterator

from improv.voice.engine_text import sayable
from improv.voice.engines.hebrew_numbers import FIGURES, with_number_words
from improv.voice.engines.vowel_signs import (
    LANGUAGES,
    has_vowel_signs,
    with_vowel_signs,
    without_vowel_signs,
)

_SLOT = re.compile(r"\{\w+\}")
"""What a desk fills: it is said as that desk says it."""
_LATIN = re.compile(r"[A-Za-z]")
_SHORT = re.compile(r"[\dA-Za-z/]|\w[״׳]")
"""Figures, foreign letters, abbreviations: said in other letters than they are written in."""
_LETTERS = re.compile(r"\W|_")
_HOMOGRAPHS = {
    "fa": frozenset(("دهه", "پیچ", "کرم", "سیر", "مهر", "ملک", "برد", "ببر", "کشت", "گرد", "خرد")),
    "ar": frozenset(("لعودي", "قاطع", "درج")),
}
"""Words that are read in two ways: said as they are written, a voice guesses."""


def proposed(text: str, language: str) -> str:
    """What to say in the place of `text`, or an empty text: as it is written.

    Raises NotInstalled where the models are not here.
    """
    if language not in LANGUAGES:
        return ""
    # The models read a last word wrong that no mark follows.
    if text[-1:].isalnum():
        return proposed(f"{text}.", language)[:-1]
    words = [_spelled(word, language) for word in text.split()]
    signed = with_vowel_signs(" ".join(" ".join(word) for word in words), language).split()
    if len(signed) != sum(map(len, words)):  # the model has joined some, or dropped one
        signed = [with_vowel_signs(part, language) or part for word in words for part in word]
    parts = iter(signed)
    return " ".join("_".join(next(parts) for _ in word) for word in words)


def _spelled(word: str, language: str) -> list[str]:
    if language != "he" or _SLOT.search(word):
        return [word]
    plain = re.sub(r"(?<=\d):(?=\d)", " ", sayable(word, language))
    figures = with_number_words(plain, around=" ")
    # A prefix belongs to the number behind its maqaf, and marks to the word before them.
    return re.sub(r" (?=[.,!?:;״׳)-])", "", figures.replace("־ ", " ")).split() or [word]


def doubtful(written: str, said: str, language: str) -> Iterator[tuple[str, str]]:
    """Words that may sound wrong, each with the name of the reason (of `console.say.*`).

    `changed`: other letters than are written; `signs`: none where the others have them; `foreign`:
    letters or figures that the voice reads as it will; `homograph`: read in two ways.
    """
    pairs = list(zip(written.split(), (said or written).split(), strict=False))
    for shown, spoken in pairs:
        if _SLOT.search(spoken):
            continue
        plain = _LETTERS.sub("", without_vowel_signs(spoken))
        short = _SHORT.search(shown) is not None
        if FIGURES.search(spoken) or _LATIN.search(spoken):
            if language != "en":
                yield spoken, "foreign"
        elif said and not short and plain != _LETTERS.sub("", without_vowel_signs(shown)):
            yield f"{shown} / {spoken}", "changed"
        elif language in LANGUAGES and said and len(plain) > 1 and not has_vowel_signs(spoken):
            yield spoken, "signs"
        if plain in _HOMOGRAPHS.get(language, ()) and not has_vowel_signs(spoken):
            yield spoken, "homograph"
