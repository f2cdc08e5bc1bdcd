"""When espeak speaks its words: taken from its events, on their way to pyttsx3.

pyttsx3 passes on where in the text a word stands, but not when it is spoken. This module depends
on the internals of pyttsx3's espeak driver; where they look different no times are reported.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, Self

_FIELDS = {"type", "text_position", "audio_position"}


class WordEvents:
    """Records the word events between espeak and pyttsx3's driver."""

    def __init__(self, espeak: Any, driver_callback: Any) -> None:
        self._espeak = espeak
        self._driver_callback = driver_callback
        self.recorded: list[tuple[int, int]] = []
        """Of each event the index of its word's first character, and its ms."""
        espeak.SetSynthCallback(self._record)

    @classmethod
    def of(cls, engine: Any) -> Self | None:
        """The events of a pyttsx3 engine; None if its internals are not those known here."""
        try:
            from pyttsx3.drivers import _espeak

            known = {name for name, *_ in _espeak.EVENT._fields_}
            if known >= _FIELDS:
                return cls(_espeak, engine.proxy._driver._onSynth)
        except (ImportError, AttributeError):
            pass
        return None

    def _record(self, wave: Any, samples: int, events: Any) -> int:
        index = 0
        while (event := events[index]).type != self._espeak.EVENT_LIST_TERMINATED:
            if event.type == self._espeak.EVENT_WORD:
                self.recorded.append((event.text_position - 1, event.audio_position))
            index += 1
        return int(self._driver_callback(wave, samples, events))


def word_starts(text: str, events: Iterable[tuple[int, int]], lasts: int) -> tuple[int, ...]:
    """The ms at which each word of `text.split()` begins; empty if the events make no sense.

    `events` are those of WordEvents, `lasts` the ms of the sound. A figure has many events, of
    which the first counts. Words that are spoken as one have one event; they share its time evenly.
    """
    begins = _offsets(text)
    starts: dict[int, int] = {}
    for character, time in events:
        starts.setdefault(max(0, bisect_right(begins, character) - 1), time)
    times = list(starts.values())
    if not times or list(starts) != sorted(starts) or times != sorted(times) or times[-1] > lasts:
        return ()
    known = {0: 0, **starts, len(begins): lasts}
    found: list[int] = []
    for word, after in zip(known, list(known)[1:], strict=False):
        share = (known[after] - known[word]) / (after - word)
        found += [round(known[word] + share * step) for step in range(after - word)]
    return tuple(found)


def _offsets(text: str) -> list[int]:
    found: list[int] = []
    end = 0
    for word in text.split():
        end = text.index(word, end)
        found.append(end)
        end += len(word)
    return found
