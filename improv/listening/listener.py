"""Listening to one person: from the customer's first word to the timeline of the answer.

Knows the loudspeaker's port and the session clock, and neither cards nor rounds.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Thread
from typing import TYPE_CHECKING

from improv.core.measures import MeasuredAnswer, Timeline
from improv.director.ports import Clip
from improv.listening.customer_speech import CustomerSpeech
from improv.listening.microphone import Microphone, Recording
from improv.listening.take import BYTES_OF_A_MS, WAV_HEAD, WIDTH, Take
from improv.listening.take_files import TakeFiles
from improv.listening.troubles import Failure, Trouble

if TYPE_CHECKING:
    from improv.listening.spectrum import Spectrum, SpectrumBuilder

_SECOND = 1_000 * BYTES_OF_A_MS


def _load() -> None:
    """What measures takes as long to load as it takes to measure."""
    with suppress(ImportError):  # without the extra: the microphone's process says so
        import improv.listening.analysis
        import improv.listening.playback  # noqa: F401


class _Sound:
    """The spectrum of a recording, as it comes; nothing without the extra."""

    def __init__(self) -> None:
        self._builder: SpectrumBuilder | None = None
        self._waiting = bytearray()

    def add(self, samples: bytes) -> None:
        """On the microphone's thread: once a second there is a millisecond of work."""
        self._waiting += samples
        if len(self._waiting) >= _SECOND:
            self._work()

    def _work(self) -> None:
        import numpy as np

        from improv.listening.spectrum import SpectrumBuilder

        self._builder = self._builder or SpectrumBuilder()
        self._builder.add(np.frombuffer(bytes(self._waiting), "<i2"))
        self._waiting.clear()

    def spectrum(self, take: Take) -> "Spectrum | None":
        """That of the take; None if it is another sound. At the end of the recording."""
        self._work()
        assert self._builder is not None
        is_whole = self._builder.size * WIDTH == len(take.samples)
        return self._builder.finish() if is_whole else None


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of one answer. With a failure there may be less, or nothing at all."""

    answer: MeasuredAnswer | None = None
    timeline: Timeline | None = None
    clip: Clip | None = None
    """The customer and the answer to hear again; it begins where the timeline does."""
    failure: Failure | None = None


class Listener:
    """Listens once at a time. Used on the room's loop, where nothing of it blocks."""

    def __init__(
        self, now: Callable[[], int], files: TakeFiles, microphone: Microphone | None = None
    ) -> None:
        """`now`: the session clock, in ms."""
        self._now, self._files = now, files
        self._microphone = microphone or Microphone()
        self.customer = CustomerSpeech(now)
        """Belongs among the loudspeakers of the session: so it knows when the customer speaks."""
        self._asked: int | None = None
        self._sound = _Sound()
        self._loading = Thread(target=_load, name="listening", daemon=True)

    def prepare(self) -> None:
        """Load ahead what the next `begin` needs: half a second. The microphone stays closed."""
        self._microphone.prepare()
        if self._loading.ident is None:
            self._loading.start()

    def begin(self) -> None:
        """Open the microphone, before the customer speaks: so an early answer is noticed."""
        self._asked = None
        self._files.forget()
        self.customer.clear()
        self._sound = _Sound()
        self._microphone.start(self._now, self._sound.add)

    def asked(self) -> None:
        """Now it is the person's turn. Where nothing is read aloud the answer counts from here."""
        self._asked = self._now()

    def hold(self, on: bool) -> None:
        """Hear nothing while the game pauses."""
        self._microphone.hold(on)

    @property
    def is_open(self) -> bool:
        """Whether the microphone hears."""
        return self._microphone.is_open

    @property
    def recorded(self) -> int:
        """ms that were heard so far."""
        return self._microphone.recorded

    @property
    def level(self) -> int:
        """How loud it is now, 0 to 32768: the largest of the latest samples."""
        return self._microphone.level

    @property
    def failure(self) -> Failure | None:
        """Why nothing is heard, or no more."""
        return self._microphone.failure

    async def finish(self, name: str) -> Heard:
        """Close the microphone and measure. `name`: of its file; begins with the session's id."""
        return await asyncio.to_thread(self._finish, name)

    def close(self) -> None:
        """End everything; what is not kept is deleted."""
        self._microphone.close()
        self._files.forget()

    def _finish(self, name: str) -> Heard:
        recording = self._microphone.stop()
        if recording is None:
            return Heard()
        failure = recording.failure
        if not recording.samples or (failure and failure.trouble is Trouble.MUTED):
            return Heard(failure=failure or Failure(Trouble.BROKEN, "no sound in time"))
        try:
            return self._measured(recording, name)
        except Exception as fault:  # a defect of ours, or of a library: the game goes on without
            return Heard(failure=Failure(Trouble.BROKEN, repr(fault)))

    def _measured(self, recording: Recording, name: str) -> Heard:
        from improv.listening.analysis import analyse
        from improv.listening.playback import playback

        take = Take(
            recording.samples, recording.began, self.customer.lines, self._asked, recording.speech
        )
        found = analyse(take, self._sound.spectrum(take))
        sound = playback(take, found.timeline, leaked=found.answer.leaked)
        heard = Heard(found.answer, found.timeline, failure=recording.failure)
        try:
            file = self._files.put(take, sound, name)
        except OSError as fault:
            return replace(heard, failure=heard.failure or Failure(Trouble.NOT_WRITTEN, str(fault)))
        return replace(heard, clip=Clip(file, (len(sound) - WAV_HEAD) // BYTES_OF_A_MS, ()))
