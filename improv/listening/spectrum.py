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
_LOW, _HIGH = 140, 7_600
"""Hz; below is the hum of the mains, from 50 or 60 Hz as far as such short frames blur it."""
_EDGES = (140, 250, 400, 570, 760, 1_000, 1_300, 1_700, 2_200, 2_800, 3_600, 5_000, 7_000)
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


class SpectrumBuilder:
    """The spectrum of a sound at RATE that comes piece by piece, so that little is left to its end.

    One second of sound takes a thousandth of one.
    """

    def __init__(self) -> None:
        self.size = 0
        """Samples that were added."""
        hertz = np.fft.rfftfreq(_WINDOW, 1 / RATE)
        self._window = np.hanning(_WINDOW).astype(np.float32)
        scale = np.float32(2 / (_WINDOW * float((self._window**2).sum())))
        ranges = [(_LOW, _HIGH), _VOWELS, *pairwise(_EDGES)]
        chosen = [(hertz >= low) & (hertz < high) for low, high in ranges]
        self._weights = np.array(chosen, np.float32).T * scale
        # A frame's middle is its instant, so the first begins before the sound.
        self._rest = np.zeros(_WINDOW // 4, np.float32)
        self._done: list[Floats] = []

    def add(self, samples: NDArray[np.int16]) -> None:
        """What comes next."""
        self.size += len(samples)
        self._rest = np.concatenate([self._rest, samples.astype(np.float32)])
        self._work()

    def finish(self) -> Spectrum:
        """The spectrum of all that was added; the end of it."""
        count = self.size // _HOP
        self._rest = np.concatenate([self._rest, np.zeros(_WINDOW, np.float32)])
        self._work()
        power = np.concatenate(self._done)[:count] if self._done else self._weights[:0]
        decibels = 10 * np.log10(np.maximum(power, 1)).astype(np.float32)
        return Spectrum(decibels[:, 0], decibels[:, 1], decibels[:, 2:])

    def _work(self) -> None:
        while len(self._rest) >= _WINDOW:
            piece = self._rest[: _BLOCK * _HOP + _WINDOW - _HOP]
            frames = np.lib.stride_tricks.sliding_window_view(piece, _WINDOW)[::_HOP]
            found = np.fft.rfft(frames * self._window, _WINDOW)
            power = (found.real**2 + found.imag**2).astype(np.float32)
            self._done.append(power @ self._weights)
            self._rest = self._rest[len(frames) * _HOP :]


def spectrum(samples: NDArray[np.int16]) -> Spectrum:
    """The spectrum of a whole sound at RATE."""
    builder = SpectrumBuilder()
    builder.add(samples)
    return builder.finish()
