"""What a voice says of every shipped card and game, where vowels are not written, too."""

import re
import sys

import pytest

from improv.packs.spoken import SpokenText, spoken_texts
from improv.paths import CARDS
from improv.voice.engine_text import sayable
from improv.voice.engines.hebrew import as_phonemes
from improv.voice.spoken_forms import doubtful
from tests.voice.tracing import traced

linux = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="espeak is Linux's engine")
VOICES = {"fa": "ira/fa", "ar": "sem/ar"}


def texts(language: str) -> list[SpokenText]:
    """Every text that is read aloud in a language."""
    folders = [*(file.parent for file in sorted(CARDS.glob("*/cards.yaml"))), CARDS / "formats"]
    return [t for folder in folders for t in spoken_texts(folder) if t.language == language]


def said(text: SpokenText) -> str:
    """As it is handed to an engine."""
    return sayable((text.said or text.written).replace("_", " "), text.language)


@pytest.mark.parametrize("language", ["he", "ar"])
def test_every_text_is_said_with_its_vowels(language: str) -> None:
    """None is missing; each word has vowels and its own letters; figures are words."""
    wrong = [
        f"{text.file.parent.name}/{text.file.name}:{text.line} {text.name}: {words} ({reason})"
        for text in texts(language)
        for words, reason in doubtful(text.written, text.said, language)
    ]
    missing = [f"{t.file}:{t.line}" for t in texts(language) if not t.said]
    assert not wrong + missing, "\n".join([*wrong, *missing][:40])


def test_every_hebrew_word_becomes_phonemes() -> None:
    """Nothing is left that espeak would spell out, and no word is without a vowel."""
    for text in texts("he"):
        phonemes = as_phonemes(said(text))
        assert not re.search("[\u05d0-\u05ea]", phonemes), text
        mute = [
            word for word in re.findall(r"\[\[(.*?)\]\]", phonemes) if not set(word) & set("aeiou")
        ]
        assert not mute, (text, mute)


@linux
@pytest.mark.parametrize("language", VOICES)
def test_no_word_is_spelt_out_in_english(language: str) -> None:
    """espeak's own trace: it changes to English only where Latin letters stand."""
    spoken = [said(text) for text in texts(language)]
    phonemes = traced(*((VOICES[language], text) for text in spoken))
    wrong = [
        (text, trace)
        for text, trace in zip(spoken, phonemes, strict=True)
        if "(en)" in trace and not re.search("[A-Za-z]", text)
    ]
    assert wrong == []
