"""The mixer plays clips and sound cues on this machine's device, the cues softly under speech.

Opening a device may take seconds and loading a sound takes a moment, so one thread does all of
it, in the order of the calls, and no caller waits. Without a device nothing is played; whenever
there is something to play, a device is looked for again. The mixer knows WAV files and SDL, and
neither what is spoken nor why.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager, suppress
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
"""Samples a second, and how many are mixed at a time (12 ms)."""
# The rate of espeak-ng and of Piper: a clip that need not be resampled starts 25 ms sooner.

DUCKED = 10 ** (-10 / 20)
"""The gain of cues during speech: 10 dB down, which sounds half as loud."""

STEP = 10 ** (-3 / 20)
"""The gain of one step of the volume: 3 dB, since loudness is heard in decibels."""

FADE = 50
"""The ms in which stopped speech fades out: a sudden end clicks."""

RETRY = 5.0
"""Seconds before a device that could not be opened is tried again."""

TIMEOUT = 2.0
"""Seconds to wait for the thread: a sound driver may never return."""

_SPEECH_CHANNELS, _CHANNELS = 2, 6
"""The first two channels play speech in turn: one fades out while the other starts."""

_T = TypeVar("_T")
_NO_SIGNALS = "SDL_NO_SIGNAL_HANDLERS"
_FAULTS = (pygame.error, sdl2.error, OSError)


def outputs() -> list[str]:
    """The names of the output devices; SDL's audio subsystem must have been started."""
    return audio.get_audio_device_names(False)


@contextmanager
def _signals_kept() -> Iterator[None]:
    """SDL opens without handlers of its own: SIGTERM would be an event that nobody reads here."""
    given = os.environ.get(_NO_SIGNALS)
    os.environ[_NO_SIGNALS] = "1"
    try:
        yield
    finally:
        if given is None:
            os.environ.pop(_NO_SIGNALS, None)


class Mixer:
    """A director.ports.Loudspeaker. Calls made before `open` are carried out then."""

    def __init__(
        self,
        clock: Callable[[], float],
        sounds: Path = SOUNDS,
        names: Callable[[], list[str]] = outputs,
    ) -> None:
        """`clock`: monotonic seconds; `sounds`: a folder of WAVs; `names`: of the devices."""
        self._device = _Device(clock, sounds, names)
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self]:
        """Start the thread, and look for a device: from then on `audible` is known."""
        # (A very slow driver may let it be known later.)
        thread = Thread(target=self._work, name="mixer", daemon=True)
        thread.start()
        try:
            await self._call(self._device.ready)
            yield self
        finally:  # also if cancelled while opening: SDL must not be busy when the program ends
            self._calls.put(self._device.close)
            self._calls.put(None)
            await asyncio.to_thread(thread.join, TIMEOUT)

    async def device(self) -> str | None:
        """The system's name of the device that plays, or of the driver if it has several."""
        return await self._call(self._device.name)

    @property
    def audible(self) -> bool:
        """Whether a device is open, as far as is known."""
        return self._device.is_open

    def expect(self, clips: Sequence[Clip]) -> None:
        """Nothing to do: the files are on this machine and load in a moment."""

    def say(self, clip: Clip) -> None:
        """Play a clip from its beginning, instead of the one that is playing."""
        self._calls.put(partial(self._device.say, clip.file))

    def hold(self, on: bool) -> None:
        """Pause speech in the middle of a word, or resume it. Clips of a pause wait for its end."""
        self._calls.put(partial(self._device.hold, on))

    def hush(self) -> None:
        """Stop the clip that is playing."""
        self._calls.put(self._device.hush)

    def cue(self, cue: Cue) -> None:
        """Play a sound, softly during speech."""
        self._calls.put(partial(self._device.cue, cue))

    def volume(self, level: int) -> None:
        """Set the volume of everything, 0 to 10."""
        self._calls.put(partial(self._device.volume, level))

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            try:
                call()
            except _FAULTS:  # a sound that cannot be played is silence
                pass
            except Exception:  # a defect of ours: nobody shall wait for speech that is not heard
                self._device.is_open = False

    async def _call(self, function: Callable[[], _T]) -> _T | None:
        """The result of a call on the thread; None if it fails or takes too long."""
        result: Future[_T] = Future()

        def call() -> None:
            if result.set_running_or_notify_cancel():
                try:
                    result.set_result(function())
                except _FAULTS as fault:
                    result.set_exception(fault)

        self._calls.put(call)
        try:
            async with asyncio.timeout(TIMEOUT):
                return await asyncio.wrap_future(result)
        except (TimeoutError, *_FAULTS):
            return None


class _Device:
    """SDL's mixer. Only the mixer's thread uses it: every call may block and raise _FAULTS."""

    def __init__(
        self, clock: Callable[[], float], sounds: Path, names: Callable[[], list[str]]
    ) -> None:
        self.is_open = False
        self._clock, self._sounds, self._names = clock, sounds, names
        self._last_attempt: float | None = None
        self._devices: list[str] = []
        """The output devices that existed when one was opened."""
        self._cues: dict[Cue, mixer.Sound] = {}
        self._speech: mixer.Sound | None = None
        self._channel = 0
        self._started = self._paused = False
        """Of `_speech`: whether it was started, and whether speech is paused."""
        self._level = LOUDEST

    # The device.

    def ready(self) -> bool:
        """Whether a sound can be played now; opens a device if none is open."""
        if self.is_open and mixer.get_init() is None:  # closed elsewhere: all sounds are lost
            self._reset()
        elif self.is_open and not mixer.get_busy() and self._names() != self._devices:
            # SDL goes on playing into nothing when its device is gone, and does not always follow
            # the system to another one. Not during a sound: a new screen is a new device, too.
            self.close()
            self._last_attempt = None
        now = self._clock()
        if not self.is_open and (self._last_attempt is None or now - self._last_attempt >= RETRY):
            self._last_attempt = now
            self._open()
        return self.is_open

    def _open(self) -> None:
        with suppress(*_FAULTS), _signals_kept():
            if not self._has_outputs():
                return
            mixer.init(RATE, -16, 2, BUFFER, allowedchanges=0)
            mixer.set_num_channels(_CHANNELS)
            mixer.set_reserved(_SPEECH_CHANNELS)
            self._devices = self._names()
            self.is_open = True

    def _has_outputs(self) -> bool:
        # Opening a device where there is none takes Windows eight seconds, during which SDL's
        # binding holds the interpreter's lock, and makes ALSA print to the console.
        sdl2.init_subsystem(sdl2.INIT_AUDIO)
        try:
            return bool(self._names())
        finally:
            mixer.quit()  # ends the subsystem: mixer.init does nothing where it is running

    def name(self) -> str | None:
        """The name of the device, or of the driver if there are several devices."""
        if not self.ready():
            return None
        # SDL does not tell which of several is the system's choice.
        return self._devices[0] if len(self._devices) == 1 else mixer.get_driver()

    def close(self) -> None:
        """Close the device."""
        self._reset()
        mixer.quit()

    def _reset(self) -> None:
        self.is_open = False
        self._cues, self._speech = {}, None

    # Speech.

    def say(self, file: Path) -> None:
        """Play the file instead of the one that is playing."""
        with suppress(*_FAULTS):
            self.hush()
        if not self.ready():
            return
        self._speech, self._started = mixer.Sound(file), False
        if not self._paused:
            self._start(self._speech)

    def _start(self, speech: mixer.Sound) -> None:
        self._channel = (self._channel + 1) % _SPEECH_CHANNELS
        speech.set_volume(self._gain())
        mixer.Channel(self._channel).play(speech)
        self._started = True
        self._balance()

    def hold(self, on: bool) -> None:
        """Pause speech, or resume it."""
        if on is self._paused:
            return
        self._paused = on
        if self._speech is None:
            return
        if on:
            mixer.Channel(self._channel).pause()
        elif self._started:
            mixer.Channel(self._channel).unpause()
        else:
            self._start(self._speech)
        self._balance()

    def hush(self) -> None:
        """Stop speech."""
        speech, self._speech = self._speech, None
        if speech is None or not self._started:
            return
        channel = mixer.Channel(self._channel)
        if self._paused:  # a paused channel would never finish to fade out
            channel.stop()
        else:
            channel.fadeout(FADE)

    # Cues, and the volume.

    def cue(self, cue: Cue) -> None:
        """Play the cue's sound, together with those that have not ended."""
        if not self.ready():
            return
        if cue not in self._cues:
            self._cues[cue] = mixer.Sound(self._sounds / f"{cue}.wav")
        self._balance()
        channel = mixer.find_channel()
        if channel is not None:
            channel.play(self._cues[cue])

    def volume(self, level: int) -> None:
        """Set the volume, from 0 (silence) to LOUDEST."""
        self._level = min(max(level, 0), LOUDEST)
        if self._speech is not None:
            self._speech.set_volume(self._gain())
        self._balance()

    def _balance(self) -> None:
        """Set the volume of each cue. Not of its channel, which would lose it with each sound."""
        ducked = DUCKED if self._is_speaking() else 1.0
        for sound in self._cues.values():
            sound.set_volume(self._gain() * ducked)

    def _is_speaking(self) -> bool:
        if self._speech is None or not self._started or self._paused:
            return False
        return mixer.Channel(self._channel).get_busy()

    def _gain(self) -> float:
        return STEP ** (LOUDEST - self._level) if self._level else 0.0
