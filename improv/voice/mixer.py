"""The mixer: clips and cues to the loudspeaker, the cues softly under speech.

Opening a device may take seconds and loading a sound a moment, so that all of it is done by one
thread in its order and callers never wait. A device that is missing or goes away is silence, and
is looked for again when there is something to play. Knows WAV files and SDL's mixer; never what is
said, or why.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Self, TypeVar

import pygame
from pygame import mixer
from pygame._sdl2 import audio, sdl2

from improv.core.sound_cues import Cue
from improv.core.state import LOUDEST
from improv.director.ports import Clip
from improv.paths import SOUNDS

RATE, BUFFER = 22_050, 256
"""Samples a second, and how many are mixed at a time: 12 ms.

The rate of espeak-ng and of Piper: a line that need not be resampled begins 25 ms sooner.
"""

DUCKED = 10 ** (-10 / 20)
"""Cues while somebody speaks: 10 dB down, which is half as loud."""

STEP = 10 ** (-3 / 20)
"""One step of the volume: 3 dB, as ears count evenly in decibels."""

FADE = 50
"""ms in which speech breaks off: a sudden end clicks."""

RETRY = 5.0
"""Seconds before a device that could not be opened is tried again."""

PATIENCE = 2.0
"""Seconds to wait for the thread; a sound driver may never answer."""

_SPEECH, _CHANNELS = 2, 6
"""Of the channels the first two are for speech in turn: one fades while the other begins."""

_T = TypeVar("_T")
_FAULTS = (pygame.error, sdl2.error, OSError)


def outputs() -> list[str]:
    """The names of the devices that sound can go to, once SDL's audio is begun."""
    return audio.get_audio_device_names(False)


class Mixer:
    """A director.ports.Loudspeaker. `open` it; what is ordered before is played then."""

    def __init__(
        self,
        clock: Callable[[], float],
        sounds: Path = SOUNDS,
        names: Callable[[], list[str]] = outputs,
    ) -> None:
        """`clock` is monotonic, in seconds; `sounds`: the folder of the cues; `names`: devices."""
        self._desk = _Desk(clock, sounds, names)
        self._orders: SimpleQueue[Callable[[], None] | None] = SimpleQueue()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self]:
        """Play. Whether it is `heard` is known from here on, unless the driver is very slow."""
        thread = Thread(target=self._work, name="mixer", daemon=True)
        thread.start()
        try:
            await self._ask(self._desk.ready)
            yield self
        finally:  # cancelled in the middle of it, too: SDL must not be busy when the program ends
            self._orders.put(self._desk.close)
            self._orders.put(None)
            await asyncio.to_thread(thread.join, PATIENCE)

    async def device(self) -> str | None:
        """Where sound goes, in the system's words: a device, or a driver that has several."""
        return await self._ask(self._desk.device)

    @property
    def heard(self) -> bool:
        """Whether there is a device, as far as was noticed."""
        return self._desk.there

    def expect(self, clips: Sequence[Clip]) -> None:
        """Nothing to do: they are here, and loaded in a moment."""

    def say(self, clip: Clip) -> None:
        """Play a line from its beginning, instead of what is being said."""
        self._orders.put(partial(self._desk.say, clip.file))

    def hold(self, on: bool) -> None:
        """Stand still in the middle of a word, or go on. What is said meanwhile waits."""
        self._orders.put(partial(self._desk.hold, on))

    def hush(self) -> None:
        """Break off what is being said."""
        self._orders.put(self._desk.hush)

    def cue(self, cue: Cue) -> None:
        """Play a sound, softly while somebody speaks."""
        self._orders.put(partial(self._desk.cue, cue))

    def volume(self, level: int) -> None:
        """How loud everything is, 0 to 10."""
        self._orders.put(partial(self._desk.volume, level))

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            try:
                order()
            except _FAULTS:  # a sound that cannot be played is silence
                pass
            except Exception:  # a mistake of ours: nobody shall wait for what is not heard
                self._desk.there = False

    async def _ask(self, question: Callable[[], _T]) -> _T | None:
        """What the thread says when its turn comes; None if that takes too long."""
        answer: Future[_T] = Future()

        def ask() -> None:
            if answer.set_running_or_notify_cancel():
                try:
                    answer.set_result(question())
                except _FAULTS as fault:
                    answer.set_exception(fault)

        self._orders.put(ask)
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.wrap_future(answer)
        except (TimeoutError, *_FAULTS):
            return None


class _Desk:
    """SDL's mixer, on the mixer's thread alone: every call may block and raise _FAULTS."""

    def __init__(
        self, clock: Callable[[], float], sounds: Path, names: Callable[[], list[str]]
    ) -> None:
        self.there = False
        self._clock, self._sounds, self._names = clock, sounds, names
        self._tried: float | None = None
        self._known: list[str] = []
        """The devices there were when one was opened."""
        self._cues: dict[Cue, mixer.Sound] = {}
        self._speech: mixer.Sound | None = None
        self._channel = 0
        self._begun = self._held = False
        self._level = LOUDEST

    # The device.

    def ready(self) -> bool:
        """Whether something can be played now; opens a device for it when it is time to."""
        if self.there and mixer.get_init() is None:  # somebody closed it: all sounds are gone
            self._forget()
        elif self.there and not mixer.get_busy() and self._names() != self._known:
            # SDL goes on playing into nothing when its device is gone, and does not always follow
            # the system to another. Never while something sounds: a new screen has a device, too.
            self.close()
            self._tried = None
        now = self._clock()
        if not self.there and (self._tried is None or now - self._tried >= RETRY):
            self._tried = now
            self._open()
        return self.there

    def _open(self) -> None:
        with suppress(*_FAULTS):
            if not self._is_any():
                return
            mixer.init(RATE, -16, 2, BUFFER, allowedchanges=0)
            mixer.set_num_channels(_CHANNELS)
            mixer.set_reserved(_SPEECH)
            self._known = self._names()
            self.there = True

    def _is_any(self) -> bool:
        # To open a device where there is none takes Windows eight seconds, in which SDL's binding
        # keeps the interpreter's lock, and makes ALSA complain to the console. So: look first.
        sdl2.init_subsystem(sdl2.INIT_AUDIO)
        try:
            return bool(self._names())
        finally:
            mixer.quit()  # undoes it: mixer.init does nothing where audio is begun already

    def device(self) -> str | None:
        """Where sound goes."""
        if not self.ready():
            return None
        # SDL does not tell which of several is the system's choice.
        return self._known[0] if len(self._known) == 1 else mixer.get_driver()

    def close(self) -> None:
        """Give the device back."""
        self._forget()
        mixer.quit()

    def _forget(self) -> None:
        self.there = False
        self._cues, self._speech = {}, None

    # Speech.

    def say(self, file: Path) -> None:
        """Play the file instead of what is being said."""
        with suppress(*_FAULTS):
            self.hush()
        if not self.ready():
            return
        self._speech, self._begun = mixer.Sound(file), False
        if not self._held:
            self._begin(self._speech)

    def _begin(self, speech: mixer.Sound) -> None:
        self._channel = (self._channel + 1) % _SPEECH
        speech.set_volume(self._gain())
        mixer.Channel(self._channel).play(speech)
        self._begun = True
        self._balance()

    def hold(self, on: bool) -> None:
        """Stand still, or go on."""
        if on is self._held:
            return
        self._held = on
        if self._speech is None:
            return
        if on:
            mixer.Channel(self._channel).pause()
        elif self._begun:
            mixer.Channel(self._channel).unpause()
        else:
            self._begin(self._speech)
        self._balance()

    def hush(self) -> None:
        """Break off."""
        speech, self._speech = self._speech, None
        if speech is None or not self._begun:
            return
        channel = mixer.Channel(self._channel)
        if self._held:  # what stands still never fades
            channel.stop()
        else:
            channel.fadeout(FADE)

    # Cues, and how loud all is.

    def cue(self, cue: Cue) -> None:
        """Play the cue's sound, on top of others that still ring."""
        if not self.ready():
            return
        if cue not in self._cues:
            self._cues[cue] = mixer.Sound(self._sounds / f"{cue}.wav")
        self._balance()
        channel = mixer.find_channel()
        if channel is not None:
            channel.play(self._cues[cue])

    def volume(self, level: int) -> None:
        """0, which is silence, to LOUDEST."""
        self._level = min(max(level, 0), LOUDEST)
        if self._speech is not None:
            self._speech.set_volume(self._gain())
        self._balance()

    def _balance(self) -> None:
        """Cues in their place beside speech. A sound's own volume: a channel's ends with it."""
        ducked = DUCKED if self._is_speaking() else 1.0
        for sound in self._cues.values():
            sound.set_volume(self._gain() * ducked)

    def _is_speaking(self) -> bool:
        if self._speech is None or not self._begun or self._held:
            return False
        return mixer.Channel(self._channel).get_busy()

    def _gain(self) -> float:
        return STEP ** (LOUDEST - self._level) if self._level else 0.0
