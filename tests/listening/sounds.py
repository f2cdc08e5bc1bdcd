"""Sounds whose every onset is known: espeak's sentences and noise, put together by the sample."""

import tempfile
import wave
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from improv.listening.take import RATE
from improv.voice.engine import Style
from tests.voice.rendering import Job, render_all

Sound: TypeAlias = NDArray[np.float64]
"""Samples of 16 bits before they are rounded, 16,000 a second."""

LANGUAGES = ("en", *(pytest.param(one, marks=pytest.mark.slow) for one in ("fa", "ar", "he")))
"""One is quick, and three are slow: for parametrized tests."""
VOICES = {"en": "gmw/en-us", "fa": "ira/fa", "ar": "sem/ar", "he": "sem/he"}

CUSTOMER = "My tire is flat, I have been waiting for two hours, and nobody calls me back!"
ANSWERS = (
    "I am sorry that you had to wait for so long.",
    "Let me find out where our driver is at this moment.",
    "I will stay on the line until I know it.",
)


def spoken_at(text: str, rate: float) -> Sound:
    """The same at another rate: 1 is the usual one."""
    (said,) = spoken((text,), rate=rate)
    return said


@cache
def spoken(texts: tuple[str, ...], language: str = "en", rate: float = 1.0) -> tuple[Sound, ...]:
    """What espeak says, from its first sample that is heard to its last."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.wav" for number in range(len(texts))]
        done = render_all(
            *(
                Job(text, VOICES[language], file, Style(rate=rate))
                for text, file in zip(texts, files, strict=True)
            )
        )
        assert all(isinstance(words, list) for words in done.words), done.words
        return tuple(map(trimmed, map(read_wav, files)))


def read_wav(file: Path) -> Sound:
    """A WAV file at our rate."""
    with wave.open(str(file)) as sound:
        there = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
        rate = sound.getframerate()
    at = np.arange(len(there) * RATE // rate) * rate / RATE
    return np.asarray(np.interp(at, np.arange(len(there)), there), np.float64)


def trimmed(sound: Sound) -> Sound:
    """Without what is softer than a fiftieth of its peak, before and after."""
    loud = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 50)
    return sound[loud[0] : loud[-1] + 1]


def noise(seconds: float, level: float, seed: int = 1) -> Sound:
    """White noise of a root mean square."""
    return np.random.default_rng(seed).normal(0, level, round(seconds * RATE))


def seconds(sound: Sound) -> float:
    """How long it lasts."""
    return len(sound) / RATE


def mixed(lasts: float, parts: Sequence[tuple[float, Sound]], room: float = 15.0) -> Sound:
    """Sounds, each at its second, in a room with so much noise."""
    whole = noise(lasts, room)
    for at, part in parts:
        first = round(at * RATE)
        whole[first : first + len(part)] += part
    return whole


def pcm(sound: Sound) -> bytes:
    """As a microphone gives it: 16 bits, and no more."""
    return np.clip(np.rint(sound), -32_768, 32_767).astype("<i2").tobytes()


def write_wav(file: Path, sound: Sound) -> Path:
    """A file as the speaker makes one."""
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes(pcm(sound))
    return file
