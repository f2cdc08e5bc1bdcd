"""Takes of a customer and an answer, put together at known seconds."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from improv.core.measures import Span
from improv.listening.take import CustomerLine, Take
from tests.listening.sounds import (
    ANSWERS,
    CUSTOMER,
    Sound,
    mixed,
    pcm,
    seconds,
    spoken,
    write_wav,
)

BEGAN = 70_000
"""Session clock, ms, at the first sample of each take."""
ASKS = 1.0
"""The second at which the customer begins."""
BEFORE, AFTER = 0.1, 0.3
"""Seconds of silence in the customer's file, as engines write them."""


@cache
def voices() -> tuple[Sound, ...]:
    """The customer, and three sentences of an answer."""
    return spoken((CUSTOMER, *ANSWERS))


def customer() -> Sound:
    """What the customer says."""
    return voices()[0]


def sentences() -> tuple[Sound, ...]:
    """Three sentences of an answer."""
    return voices()[1:]


def asked() -> float:
    """The second at which the customer has finished."""
    return ASKS + seconds(customer())


def line(folder: Path, sound: Sound | None = None, at: float = ASKS) -> CustomerLine:
    """The customer's line as it is played: its voice begins at second `at` of the take."""
    voice = customer() if sound is None else sound
    whole = [np.zeros(round(BEFORE * 16_000)), voice, np.zeros(round(AFTER * 16_000))]
    file = write_wav(folder / f"customer-{round(at * 1000)}.wav", np.concatenate(whole))
    began, lasts = round(1000 * (at - BEFORE)), round(1000 * (BEFORE + seconds(voice) + AFTER))
    return CustomerLine(BEGAN + began, BEGAN + began + lasts, file)


def take(
    lasts: float,
    answer: Sequence[tuple[float, Sound]],
    lines: Sequence[CustomerLine] = (),
    room: float = 15.0,
) -> Take:
    """A take of so many seconds, each part of the answer at its second."""
    return Take(pcm(mixed(lasts, answer, room)), BEGAN, tuple(lines))


def spans(parts: Sequence[tuple[float, Sound]]) -> list[Span]:
    """When each part is heard."""
    return [Span(round(at * 1000), round((at + seconds(sound)) * 1000)) for at, sound in parts]


def in_a_room(sound: Sound, gain: float, late: float = 0.08, echo: float = 0.3) -> Sound:
    """As a microphone hears a loudspeaker: softer, later, with the echoes of a room."""
    count = round(echo * 16_000)
    decay = np.exp(-6.9 * np.arange(count) / count)
    response = np.random.default_rng(3).normal(0, 0.25, count) * decay
    response[0] = 1
    return np.concatenate([np.zeros(round(late * 16_000)), gain * np.convolve(sound, response)])
