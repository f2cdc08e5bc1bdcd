"""Makes the sounds beside this file: `python make.py [FOLDER]`. The standard library is enough.

Each sound is a list of samples between -1 and 1, built of struck bars, bells and bursts of noise.
All are brought to one loudness (ITU-R BS.1770) and begin and end in silence. Knows no player.
"""

import math
import sys
import wave
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

RATE = 24_000
"""Samples a second: nothing here sounds above 10 kHz."""

LOUDNESS = -20.0
"""LUFS of the loudest 400 ms."""

PEAK = 10 ** (-3 / 20)
"""The limit of a sample: -3 dBFS."""

Sound = list[float]
Partial = tuple[float, float, float]
"""Hz, strength, and seconds in which it falls by 60 dB."""


def silence(seconds: float) -> Sound:
    """Room to add sounds to."""
    return [0.0] * round(seconds * RATE)


def add(sound: Sound, at: float, other: Sequence[float], strength: float = 1.0) -> None:
    """Mix `other` into `sound` from second `at` on; what goes over its end is cut off."""
    start = round(at * RATE)
    for i, sample in enumerate(other[: len(sound) - start], start):
        sound[i] += strength * sample


def struck(partials: Sequence[Partial], seconds: float, attack: float = 0.002) -> Sound:
    """A thing that is hit: sines that die away, each at its own pace."""
    sound = silence(seconds)
    for hertz, strength, decay in partials:
        for i in range(len(sound)):
            t = i / RATE
            rise = min(1.0, t / attack)
            sound[i] += strength * rise * 10 ** (-3 * t / decay) * math.sin(2 * math.pi * hertz * t)
    return sound


def noise(seed: int) -> Iterator[float]:
    """White noise, the same everywhere: Knuth's linear congruential generator (MMIX)."""
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (state >> 33) / 2**30 - 1


def filtered(sound: Sequence[float], b: Sequence[float], a: Sequence[float]) -> Sound:
    """A biquad; `b` and `a` have three coefficients each."""
    x1 = x2 = y1 = y2 = 0.0
    result = []
    for x in sound:
        y = (b[0] * x + b[1] * x1 + b[2] * x2 - a[1] * y1 - a[2] * y2) / a[0]
        x1, x2, y1, y2 = x, x1, y, y1
        result.append(y)
    return result


def band(sound: Sequence[float], hertz: float, q: float) -> Sound:
    """What of `sound` is about `hertz`. https://www.w3.org/TR/audio-eq-cookbook/"""
    w = 2 * math.pi * hertz / RATE
    alpha = math.sin(w) / (2 * q)
    return filtered(sound, (alpha, 0, -alpha), (1 + alpha, -2 * math.cos(w), 1 - alpha))


def high(sound: Sequence[float], hertz: float, q: float) -> Sound:
    """What of `sound` is above `hertz`."""
    w = 2 * math.pi * hertz / RATE
    alpha, c = math.sin(w) / (2 * q), math.cos(w)
    return filtered(sound, ((1 + c) / 2, -1 - c, (1 + c) / 2), (1 + alpha, -2 * c, 1 - alpha))


def shelf(sound: Sequence[float], hertz: float, decibels: float, q: float) -> Sound:
    """`sound` with all above `hertz` made louder."""
    w = 2 * math.pi * hertz / RATE
    g, c = 10 ** (decibels / 40), math.cos(w)
    alpha = math.sin(w) / (2 * q) * 2 * math.sqrt(g)
    up, down = g + 1, g - 1
    b = (g * (up + down * c + alpha), -2 * g * (down + up * c), g * (up + down * c - alpha))
    a = (up - down * c + alpha, 2 * (down - up * c), up - down * c - alpha)
    return filtered(sound, b, a)


def loudness(sound: Sequence[float]) -> float:
    """LUFS of the loudest 400 ms. https://www.itu.int/rec/R-REC-BS.1770"""
    heard = high(shelf(sound, 1682, 4.0, 0.707), 38, 0.5)
    window = round(0.4 * RATE)
    energy = most = sum(x * x for x in heard[:window])
    for new, old in zip(heard[window:], heard, strict=False):
        energy += new * new - old * old
        most = max(most, energy)
    return 10 * math.log10(most / window) - 0.691


def finished(sound: Sound) -> Sound:
    """At the common loudness, without a hum below hearing, silent at both ends."""
    sound = high(sound, 40, 0.707)
    fade = round(0.06 * RATE)
    for i in range(fade):
        sound[-1 - i] *= 0.5 - 0.5 * math.cos(math.pi * i / fade)
    gain = min(10 ** ((LOUDNESS - loudness(sound)) / 20), PEAK / max(map(abs, sound)))
    return [gain * sample for sample in sound]


def draw() -> Sound:
    """Reels that settle: wooden ticks, slower and slower, and the last one locks."""
    sound = silence(0.6)
    for at, pitch, strength in (
        (0.0, 1.12, 0.55),
        (0.07, 1.05, 0.6),
        (0.155, 1.1, 0.65),
        (0.265, 1.0, 0.75),
        (0.41, 0.8, 1.0),
    ):
        wood = [(540 * pitch, 1.0, 0.13), (1240 * pitch, 0.5, 0.07), (2310 * pitch, 0.2, 0.04)]
        add(sound, at, struck(wood, 0.18), strength)
    return sound


def bar(hertz: float, decay: float) -> list[Partial]:
    """A soft mallet on a wooden bar, tuned as a marimba's: its octaves at 1 and 4."""
    return [(hertz, 1.0, decay), (2 * hertz, 0.18, decay / 2), (4 * hertz, 0.12, decay / 4)]


def start() -> Sound:
    """Two warm notes, a fourth up: off we go."""
    sound = silence(0.45)
    add(sound, 0.0, struck(bar(392.0, 0.45), 0.45, 0.006), 0.8)
    add(sound, 0.13, struck(bar(523.25, 0.6), 0.32, 0.006))
    return sound


def last_ten() -> Sound:
    """Three soft ticks: time to find an end."""
    sound = silence(0.7)
    for at in (0.0, 0.22, 0.44):
        add(sound, at, struck([(880.0, 1.0, 0.16), (1760.0, 0.15, 0.06)], 0.24, 0.005))
    return sound


def twist() -> Sound:
    """A spring that bounces up an octave and lands on two bright notes."""
    sound = silence(0.8)
    angle = 0.0
    for i in range(round(0.42 * RATE)):
        t = i / RATE
        climb = min(1.0, t / 0.34) ** 1.5
        angle += 2 * math.pi / RATE * 330 * 2 ** (climb + 0.12 * math.sin(2 * math.pi * 13 * t))
        swell = math.sin(math.pi * t / 0.42) ** 0.7
        sound[i] = 0.5 * swell * (math.sin(angle) + 0.25 * math.sin(2 * angle))
    add(sound, 0.36, struck(bar(659.26, 0.4), 0.4, 0.004), 0.8)
    add(sound, 0.46, struck(bar(987.77, 0.5), 0.34, 0.004), 0.8)
    return sound


def bell() -> Sound:
    """The bell on the desk: a small cup whose modes come in pairs that beat, and its button."""
    modes = ((1.0, 1.0, 2.4), (2.71, 0.28, 1.2), (4.83, 0.08, 0.5))
    cup = [
        (1568.0 * ratio * split, strength * part, decay)
        for ratio, strength, decay in modes
        for split, part in ((1.0, 0.82), (1.0026, 0.18))
    ]
    sound = silence(1.6)
    add(sound, 0.0, struck([(310.0, 1.0, 0.05), (820.0, 0.5, 0.03)], 0.08), 0.5)
    add(sound, 0.012, struck(cup, 1.59, 0.001))
    return sound


def reveal() -> Sound:
    """A chord that opens, low to high: look."""
    sound = silence(0.95)
    for note, hertz in enumerate((261.63, 392.0, 523.25, 659.26, 783.99)):
        add(sound, 0.055 * note, struck(bar(hertz, 1.0), 0.9, 0.005), 0.7 + 0.06 * note)
    return sound


def applause() -> Sound:
    """Many hands: bursts of noise at any moment, each pair of hands with its own tone."""
    sound = silence(2.5)
    hiss = noise(1)

    def between(low: float, most: float) -> float:
        return low + (most - low) * (next(hiss) + 1) / 2

    for _ in range(620):
        at = between(0.0, 2.4)
        swell = min(1.0, (at + 0.1) / 0.5) * min(1.0, (2.5 - at) / 1.4) ** 1.3
        decay, strength = between(0.03, 0.07), swell * between(0.3, 1.0)
        hertz = between(800, 1900)
        burst = [
            next(hiss) * min(1.0, i / 30) * 10 ** (-3 * i / RATE / decay)
            for i in range(round(decay * RATE))
        ]
        add(sound, at, band(band(burst, hertz, 0.8), hertz, 0.8), strength)
    return sound


SOUNDS: dict[str, Callable[[], Sound]] = {
    "draw": draw,
    "start": start,
    "last-ten": last_ten,
    "twist": twist,
    "bell": bell,
    "reveal": reveal,
    "applause": applause,
}


def make(folder: Path) -> None:
    """Write every sound as a WAV file: 16 bits, one channel."""
    for name, sound in SOUNDS.items():
        samples = array("h", (round(32767 * sample) for sample in finished(sound())))
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
