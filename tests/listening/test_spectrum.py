"""Levels are decibels, bands have their own sounds, and pieces make the same as a whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.listening.spectrum import SpectrumBuilder, spectrum
from tests.listening.sounds import noise, pcm


def tone(hertz: float, level: float, lasts: float = 0.5) -> bytes:
    """A sine of a root mean square."""
    at = np.arange(round(lasts * 16_000)) / 16_000
    return pcm(level * np.sqrt(2) * np.sin(2 * np.pi * hertz * at))


@pytest.mark.parametrize("level", [10, 100, 1_000, 10_000])
@pytest.mark.parametrize("hertz", [200, 1_010, 4_000])
def test_levels_are_decibels(level: float, hertz: float) -> None:
    """Of a sine: 20 dB for ten times as much, wherever it lies."""
    found = spectrum(np.frombuffer(tone(hertz, level), "<i2"))
    assert found.level[5:-5] == pytest.approx(20 * np.log10(level), abs=0.5)


def test_hum_is_not_heard() -> None:
    """The mains are 40 dB down; vowels are heard among vowels, hissing is not."""
    hum, vowel, hiss = (
        spectrum(np.frombuffer(tone(hertz, 3_000), "<i2")) for hertz in (50, 700, 5_000)
    )
    assert np.median(hum.level) < 30
    assert np.median(vowel.vowels) == pytest.approx(np.median(vowel.level), abs=1)
    assert np.median(hiss.vowels) < np.median(hiss.level) - 40
    assert np.median(vowel.bands, axis=0).argmax() == 3
    assert np.median(hiss.bands, axis=0).argmax() in (10, 11)


@given(st.integers(0, 3_000), st.lists(st.integers(0, 900), max_size=6))
def test_pieces_make_the_same_as_a_whole(size: int, cuts: list[int]) -> None:
    """However they are cut: a frame for every whole 10 ms."""
    samples = np.frombuffer(pcm(noise(1, 500)), "<i2")[:size]
    whole, builder, at = spectrum(samples), SpectrumBuilder(), 0
    for cut in (*cuts, size):
        builder.add(samples[at : at + cut])
        at += cut
    pieces = builder.finish()
    assert builder.size == size
    assert len(whole.level) == size // 160
    assert pieces.level == pytest.approx(whole.level, abs=0.01)
    assert pieces.bands == pytest.approx(whole.bands, abs=0.01)
