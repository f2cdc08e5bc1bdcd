"""The shipped sounds: made by their script, one for each cue, pleasant to hear."""

import math
import subprocess
import sys
import wave
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from improv.core.sound_cues import Cue
from improv.paths import SOUNDS

LENGTHS = {
    Cue.DRAW: 0.6,
    Cue.START: 0.45,
    Cue.LAST_TEN: 0.7,
    Cue.TWIST: 0.8,
    Cue.BELL: 1.6,
    Cue.REVEAL: 0.95,
    Cue.APPLAUSE: 2.5,
}
WINDOW = 0.4
"""The seconds over which loudness is perceived."""


def read(file: Path) -> tuple[int, list[int]]:
    """Samples a second, and the samples, of a WAV file with one channel of 16 bits."""
    with wave.open(str(file)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        samples = array("h", sound.readframes(sound.getnframes()))
        if sys.byteorder == "big":
            samples.byteswap()
        return sound.getframerate(), list(samples)


def rms(samples: list[int]) -> float:
    """The root of the mean square; 1 is full scale."""
    return math.sqrt(sum(x * x for x in samples) / len(samples)) / 32768


def loudest(rate: int, samples: list[int]) -> float:
    """The RMS of the loudest stretch."""
    window = round(WINDOW * rate)
    return max(
        rms(samples[at : at + window]) for at in range(0, len(samples) - window + 1, window // 20)
    )


def test_every_cue_has_a_sound() -> None:
    """There is a sound for each cue, and no other."""
    assert {file.stem for file in SOUNDS.glob("*.wav")} == set(Cue)


@pytest.mark.slow
def test_the_script_makes_them(tmp_path: Path) -> None:
    """The script makes the shipped sounds, except for rounding in the last bit."""
    subprocess.run([sys.executable, SOUNDS / "make.py", tmp_path], check=True, timeout=60)
    assert {file.name for file in tmp_path.iterdir()} == {
        file.name for file in SOUNDS.glob("*.wav")
    }
    for file in tmp_path.iterdir():
        rate, samples = read(file)
        shipped_rate, shipped = read(SOUNDS / file.name)
        assert (rate, len(samples)) == (shipped_rate, len(shipped))
        assert max(abs(a - b) for a, b in zip(samples, shipped, strict=True)) <= 1, file.name


def test_they_are_small() -> None:
    """All sounds together take less than 400 kB of the wheel."""
    assert sum(file.stat().st_size for file in SOUNDS.iterdir() if file.is_file()) < 400_000


@pytest.mark.parametrize("cue", Cue)
class TestSound:
    """Each sound."""

    def test_length(self, cue: Cue) -> None:
        """It has the intended duration."""
        rate, samples = read(SOUNDS / f"{cue}.wav")
        assert len(samples) / rate == pytest.approx(LENGTHS[cue], abs=0.01)

    def test_peak(self, cue: Cue) -> None:
        """It stays 3 dB below full scale."""
        _, samples = read(SOUNDS / f"{cue}.wav")
        assert max(map(abs, samples)) / 32768 <= 10 ** (-3 / 20)

    def test_no_click(self, cue: Cue) -> None:
        """It begins and ends in silence, and has no constant offset."""
        _, samples = read(SOUNDS / f"{cue}.wav")
        assert abs(samples[0]) <= 1
        assert max(map(abs, samples[-20:])) <= 20
        assert abs(sum(samples) / len(samples)) < 5

    def test_as_loud_as_the_others(self, cue: Cue) -> None:
        """All are within 5 dB (ears are most sensitive at the bell's pitch, so it may be lower)."""
        rate, samples = read(SOUNDS / f"{cue}.wav")
        assert 10 ** (-23.5 / 20) < loudest(rate, samples) < 10 ** (-18.5 / 20)

    def test_not_shrill(self, cue: Cue) -> None:
        """It has few high frequencies: the differences between samples are small."""
        rate, samples = read(SOUNDS / f"{cue}.wav")
        steps = [b - a for a, b in pairwise(samples)]
        # RMS of the steps over RMS of the sound is about 2 pi f / rate for a tone of f Hz.
        assert rms(steps) / rms(samples) < 2 * math.pi * 3000 / rate
