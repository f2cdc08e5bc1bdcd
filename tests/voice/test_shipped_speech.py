"""What a voice says of every shipped card and game, where vowels are not written, too."""

import re
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from improv.core.cards import SPOKEN, Kind
from improv.core.slots import filled, open_slots
from improv.packs.loading import load_pack
from improv.packs.spoken import SpokenText, spoken_texts
from improv.paths import CARDS
from improv.voice.engine_text import sayable
from improv.voice.engines.hebrew import as_phonemes
from improv.voice.spoken_forms import doubtful
from tests.voice.rendering import Job, render_all
from tests.voice.tracing import traced

linux = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="espeak is Linux's engine")
VOICES = {"en": "gmw/en", "fa": "ira/fa", "ar": "sem/ar", "he": "sem/he"}
MOST_SECONDS = 12.0
"""A customer who speaks for longer is a speech, and the agent waits."""


def texts(language: str) -> list[SpokenText]:
    """Every text that is read aloud in a language."""
    folders = [*(file.parent for file in sorted(CARDS.glob("*/cards.yaml"))), CARDS / "formats"]
    return [t for folder in folders for t in spoken_texts(folder) if t.language == language]


def said(text: SpokenText) -> str:
    """As it is handed to an engine."""
    return handed_over(text.said or text.written, text.language)


def handed_over(text: str, language: str) -> str:
    """What an engine gets of a text that is read aloud."""
    return sayable(text.replace("_", " "), language)


def requests(folder: Path, language: str) -> Iterator[tuple[str, str]]:
    """The requests of a pack and what is said of them; those with slots at each of its desks."""
    pack = load_pack(folder, languages=[language])
    words = pack.words[language]
    desks = [id_ for id_, card in pack.cards.items() if card.kind is Kind.BUSINESS]
    for id_, card in pack.cards.items():
        if card.kind is not Kind.PROMPT or id_ not in words:
            continue
        for desk in desks if open_slots(words[id_]) else [""]:
            whole = filled(words[id_], words.get(desk, {}))
            text = whole.get(f"{SPOKEN}text") or whole["text"]
            yield f"{id_} {desk}".strip(), handed_over(text, language)


def seconds(file: Path) -> float:
    """How long a sound lasts."""
    with wave.open(str(file)) as sound:
        return float(sound.getnframes() / sound.getframerate())


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
@pytest.mark.parametrize("language", ["fa", "ar"])
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


@pytest.mark.slow
@linux
@pytest.mark.parametrize("language", VOICES)
def test_every_request_is_read_in_twelve_seconds(language: str) -> None:
    """As espeak reads it at its usual pace; pack by pack, for there is much sound."""
    lasted = dict[str, float]()
    for cards in sorted(CARDS.glob("*/cards.yaml")):
        with TemporaryDirectory() as folder:
            jobs = {
                name: Job(text, VOICES[language], Path(folder) / f"{number}.wav")
                for number, (name, text) in enumerate(requests(cards.parent, language))
            }
            done = render_all(*jobs.values())
            assert not [words for words in done.words if isinstance(words, str)]
            lasted |= {name: seconds(job.file) for name, job in jobs.items()}
    longest = sorted(lasted.items(), key=lambda one: -one[1])
    over = [f"{length:.1f} s  {name}" for name, length in longest if length > MOST_SECONDS]
    assert not over, "\n".join(over)
