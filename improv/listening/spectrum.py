"""What a sound is made of, every 10 ms: its level, and the power of the bands of speech.

Needs the extra `listen`. Levels are dB above a root mean square of 1, of samples of 16 bits: 0 is
next to silence, 90 is the most there can be.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]

FRAME_MS = 10
RATE = 16_000
_HOP, _WINDOW = 160, 320
_LOW, _HIGH = 80, 7_600
"""Hz; below is the hum of rooms and devices."""
_EDGES = (100, 250, 400, 570, 760, 1_000, 1_300, 1_700, 2_200, 2_800, 3_600, 5_000, 7_000)
"""Hz, of the bands: about two of the ear's critical bands each (Zwicker 1961)."""
_VOWELS = (300, 3_300)
"""Hz; vowels stand out here, hissing sounds do not."""
_BLOCK = 3_000
"""Frames that are worked on at once: a take of five minutes must not ask for 100 MB."""


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Arrays with an entry for each frame of 10 ms."""

    level: Floats
    """dB."""
    vowels: Floats
    """dB in the range of vowels."""
    bands: Floats
    """dB of each band: frames x 12."""


def spectrum(samples: NDArray[np.int16]) -> Spectrum:
    """The spectrum of a sound at RATE."""
    hertz = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    window = np.hanning(_WINDOW).astype(np.float32)
    scale = np.float32(2 / (_WINDOW * float((window**2).sum())))
    ranges = [(_LOW, _HIGH), _VOWELS, *pairwise(_EDGES)]
    chosen = [(hertz >= low) & (hertz < high) for low, high in ranges]
    weights = np.array(chosen, np.float32).T * scale
    padded = np.zeros(len(samples) + _WINDOW, np.float32)
    padded[_WINDOW // 4 : _WINDOW // 4 + len(samples)] = samples  # a frame's middle is its instant
    count = len(samples) // _HOP
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP][:count]
    power = np.empty((count, len(ranges)), np.float32)
    for first in range(0, count, _BLOCK):
        found = np.fft.rfft(frames[first : first + _BLOCK] * window, _WINDOW)
        power[first : first + _BLOCK] = (found.real**2 + found.imag**2).astype(np.float32) @ weights
    decibels = 10 * np.log10(np.maximum(power, 1)).astype(np.float32)
    return Spectrum(decibels[:, 0], decibels[:, 1], decibels[:, 2:])
