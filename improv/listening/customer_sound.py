"""The customer's own sound: where in its file the voice is, and whether the microphone heard it.

Without headphones the microphone hears the loudspeaker, and a voice activity detector cannot tell
one voice from another. So the spectrum of the file is looked for in that of the take, where the
file was played or somewhat later: loudspeakers have buffers, and so have microphones. What is
compared is how the bands rise and fall together, which neither volume nor room change much.

Needs the extra `listen`.
"""

import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from improv.listening.spectrum import FRAME_MS, RATE, Floats, Spectrum, spectrum

LEAK = 0.55
"""The correlation from which on it is the customer. Of the same sentence through a simulated room,
however soft, it is 0.7 and more; of other sentences in the very same voice 0.42 at most, at any
lag (tests/listening/test_customer_sound.py)."""

_EARLIEST, _LATEST = -100, 1_000
"""ms of lag that are tried."""
_PART = 200
"""Frames that are compared at once: the person may speak over the rest."""
_LEAST_PART = 80
_RANGE = 50
"""dB below its loudest band, what is softer in the file is silence."""
_VOICE = 35
"""dB below its loudest frame, what is softer than this is no voice."""


def read(file: Path) -> Spectrum | None:
    """The spectrum of a WAV file of 16 bits; None if it cannot be read."""
    sound = samples(file)
    return None if sound is None else spectrum(sound)


def samples(file: Path) -> NDArray[np.int16] | None:
    """Its samples in one channel at RATE; None if it cannot be read."""
    try:
        with wave.open(str(file), "rb") as sound:
            channels, width, rate, count = sound.getparams()[:4]
            data = sound.readframes(count)
        if width != 2:
            return None
        there = np.frombuffer(data[: len(data) // (2 * channels) * 2 * channels], "<i2")
    except (OSError, EOFError, wave.Error, ValueError):
        return None
    return _resampled(there.reshape(-1, channels).mean(axis=1), rate)


def _resampled(samples: NDArray[np.float64], rate: int) -> NDArray[np.int16]:
    """At our rate, in a way that is good enough to compare levels."""
    at = np.arange(len(samples) * RATE // rate) * (rate / RATE)
    return np.asarray(np.interp(at, np.arange(len(samples)), samples), np.int16)


def voiced(sound: Spectrum) -> tuple[int, int]:
    """From which frame to before which one there is a voice: files begin and end with silence."""
    loud = np.flatnonzero(sound.level >= sound.level.max(initial=0) - _VOICE)
    return (int(loud[0]), int(loud[-1]) + 1) if len(loud) else (0, 0)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a take is most like a sound that was played."""

    correlation: float
    """-1 to 1, of the part of the sound that is most alike."""
    late: int
    """Frames between playing it and hearing it."""


def lag(take: Spectrum, sound: Spectrum, at: int) -> int | None:
    """After how many frames the take has the sound that was played at frame `at`; None: it has not.

    The sound may begin before the take does, and go on after its end.
    """
    found = match(take, sound, at)
    return found.late if found.correlation >= LEAK else None


def match(take: Spectrum, sound: Spectrum, at: int) -> Match:
    """Where, from about frame `at` on, the take is most like the sound."""
    first, last = voiced(sound)
    first, last = max(first, -at), min(last, len(take.level) - at)
    best = Match(0.0, 0)
    if last - first < _LEAST_PART:
        return best
    floor = np.percentile(take.bands, 10, axis=0)
    early, late = -_EARLIEST // FRAME_MS, _LATEST // FRAME_MS
    heard = np.pad(np.maximum(take.bands, floor) - floor, ((early, late), (0, 0)))
    bands = np.maximum(sound.bands, sound.bands.max() - _RANGE)
    for begins in range(first, last, _PART):
        begins = min(begins, last - _LEAST_PART)
        part = bands[begins : min(begins + _PART, last)]
        there = heard[at + begins : at + begins + len(part) + early + late]
        correlations = _correlations(part, there)
        lag = int(correlations.argmax())
        if correlations[lag] > best.correlation:
            best = Match(float(correlations[lag]), lag - early)
    return best


def _correlations(part: Floats, heard: Floats) -> Floats:
    """How much alike the bands rise and fall, at each place of `heard` where the part fits."""
    part = part - part.mean(axis=0)
    there = np.lib.stride_tricks.sliding_window_view(heard, len(part), axis=0)
    both = np.einsum("kbl,lb->k", there, part)
    power = np.einsum("kbl,kbl->k", there, there) - len(part) * (there.mean(axis=2) ** 2).sum(1)
    size = np.sqrt(np.maximum(power, 0) * (part**2).sum())
    found: Floats = np.divide(both, size, out=np.zeros_like(both), where=size > 1e-3)
    return found
