"""When espeak says its words: its own events, on their way to pyttsx3.

pyttsx3 hands on where in the text a word stands, and drops when it is said. Knows the inside of
pyttsx3's espeak driver, and says nothing where that looks different. Never changes a sound.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, Self

_FIELDS = {"type", "text_position", "audio_position"}


class WordEvents:
    """Listens between espeak and pyttsx3's driver."""

    def __init__(self, espeak: Any, passed_on: Any) -> None:
        self._espeak = espeak
        self._passed_on = passed_on
        self.heard: list[tuple[int, int]] = []
        """Of each word event: the character it begins at, from 0, and its ms."""
        espeak.SetSynthCallback(self._listen)

    @classmethod
    def of(cls, engine: Any) -> Self | None:
        """Those of a pyttsx3 engine; None where its inside is not the one known here."""
        try:
            from pyttsx3.drivers import _espeak

            known = {name for name, *_ in _espeak.EVENT._fields_}
            if known >= _FIELDS:
                return cls(_espeak, engine.proxy._driver._onSynth)
        except (ImportError, AttributeError):
            pass
        return None

    def _listen(self, wave: Any, samples: int, events: Any) -> int:
        at = 0
        while (event := events[at]).type != self._espeak.EVENT_LIST_TERMINATED:
            if event.type == self._espeak.EVENT_WORD:
                self.heard.append((event.text_position - 1, event.audio_position))
            at += 1
        return int(self._passed_on(wave, samples, events))


def word_starts(text: str, heard: Iterable[tuple[int, int]], lasts: int) -> tuple[int, ...]:
    """The ms at which each word of `text.split()` begins; empty where the events make no sense.

    A figure is many events, of which the first counts; words that are said in one breath have
    one event, and share its time by their number.
    """
    begins = _offsets(text)
    starts: dict[int, int] = {}
    for character, at in heard:
        starts.setdefault(max(0, bisect_right(begins, character) - 1), at)
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
    """Where each word begins, in characters."""
    found: list[int] = []
    end = 0
    for word in text.split():
        end = text.index(word, end)
        found.append(end)
        end += len(word)
    return found
