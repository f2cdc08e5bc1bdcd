"""The process of one recording: it opens the microphone, hears where speech is, and hands on both.

The binding of SDL holds the interpreter's lock while it closes or pauses a device, and waits there
for a callback that waits for that very lock: in the game's own process the program could stand
still for ever. Opening takes seconds with some drivers, too. So a device is opened in a process of
its own, which ends without closing it; the system's mark of a microphone in use is on only then.

From the game come lines: `open NAME` (no name: the system's choice), then `stop`; the end of the
input ends the process at once. To the game go messages: HEAD, which is a kind and the length of
what follows, and that:

    O  the name of the device that is open now
    S  CHUNK: how likely it is speech, and its samples
    X  a Trouble by its name, a space, and what the system says of it; the process ends
    E  nothing: all that was recorded before `stop` has been sent; the process ends
"""

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from struct import Struct
from threading import Event, Thread
from typing import TYPE_CHECKING, BinaryIO

from improv import own_process
from improv.listening.troubles import Trouble, extra_is_installed

if TYPE_CHECKING:
    from pygame._sdl2.audio import AudioDevice

RATE = 16_000
"""Samples a second, of 16 bits in one channel: what the voice activity detector asks for."""
SAMPLES = 512
"""Of a chunk, 32 ms: so many at once the detector takes."""
HEAD = Struct("<cI")
CHUNK = Struct(f"<f{2 * SAMPLES}s")

FIRST, LOST = 6.0, 2.0
"""Seconds until an open device gives its first sound, and between two: after more it is gone.
Wireless headphones need some seconds to become a microphone."""
_HUNG = 6
"""Seconds after which this process ends if it stands still: a sound server that is gone may keep
SDL, and with it the interpreter's lock, for ever."""
_LOOK = 0.5
"""Seconds between two looks at the devices that are there."""
_NICE = 3
"""Behind the game and its windows, before the voices that are made ahead."""

_STOPPED = 0
"""SDL_AUDIO_STOPPED."""

_now = time.monotonic  # noqa: TID251 -- whether a device still gives something


def main(arguments: Sequence[str]) -> None:
    """Record for the game that started this process. There are no arguments."""
    source, output = own_process.take_streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.nice(_NICE)
    os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
    with contextlib.suppress(BrokenPipeError):  # the game is gone
        _Recording(source, output).run()
    os._exit(0)  # a closed device might never return: see above


class _Failed(Exception):
    def __init__(self, trouble: Trouble, why: object = "") -> None:
        super().__init__(trouble, why)
        self.trouble, self.why = trouble, str(why)


class _Recording:
    def __init__(self, source: BinaryIO, output: BinaryIO) -> None:
        self._source, self._output = source, output
        self._heard: SimpleQueue[bytes] = SimpleQueue()
        self._stopped = Event()

    def run(self) -> None:
        """Load what is needed, wait for `open`, record until `stop`."""
        try:
            probability = _detector()
            asked = self._source.readline().decode("utf-8")
            if not asked:
                return
            Thread(target=self._read, daemon=True).start()
            name, is_there = self._open(asked.removeprefix("open ").rstrip("\n"))
            self._send(b"O", name.encode("utf-8"))
            self._record(probability, name, is_there)
            self._send(b"E", b"")
        except _Failed as failed:
            self._send(b"X", f"{failed.trouble} {failed.why}".encode())

    def _read(self) -> None:
        for _ in self._source:
            self._stopped.set()
        os._exit(0)  # the game is gone, or wants no more

    def _open(self, asked: str) -> tuple[str, Callable[[], bool]]:
        """Let a device run: its name, and who says whether it is there. Raises _Failed."""
        from pygame import error
        from pygame._sdl2 import audio, sdl2

        faults = (error, sdl2.error, OSError)

        def hear(_: "AudioDevice", samples: memoryview) -> None:
            self._heard.put(bytes(samples))

        def names() -> list[str]:
            with contextlib.suppress(*faults):
                return audio.get_audio_device_names(True)
            return []

        try:
            sdl2.init_subsystem(sdl2.INIT_AUDIO)
        except faults as fault:
            raise _Failed(Trouble.NO_DEVICE, fault) from None
        there = names()
        if not there or (asked and asked not in there):
            raise _Failed(Trouble.NO_DEVICE, asked)
        sdl = _Sdl(audio.__file__)
        chosen = asked or sdl.default()
        name = chosen if chosen in there else there[0]
        try:
            device = audio.AudioDevice(name, True, RATE, audio.AUDIO_S16, 1, SAMPLES, 0, hear)
            device.pause(0)
        except faults as fault:
            raise _Failed(Trouble.UNUSABLE, fault) from None
        return name, lambda: name in names() and sdl.is_alive(device.deviceid)

    def _record(
        self, probability: Callable[[bytes], float], name: str, is_there: Callable[[], bool]
    ) -> None:
        """Send chunks until it is stopped. Raises _Failed if the device gives no more."""
        heard, size = bytearray(), 2 * SAMPLES
        came, looked, limit = _now(), _now(), FIRST
        while True:
            faulthandler.dump_traceback_later(_HUNG, exit=True)
            stopped = self._stopped.is_set()
            try:
                # Stopped: what has come, and not what comes meanwhile.
                heard += self._heard.get(block=not stopped, timeout=_LOOK)
                came, limit = _now(), LOST
            except Empty:
                if stopped:
                    return
            while len(heard) >= size:
                chunk = bytes(heard[:size])
                del heard[:size]
                self._send(b"S", CHUNK.pack(probability(chunk), chunk))
            if _now() - looked >= _LOOK:
                looked = _now()
                if not is_there() or looked - came >= limit:
                    raise _Failed(Trouble.GONE, name)

    def _send(self, kind: bytes, what: bytes) -> None:
        self._output.write(HEAD.pack(kind, len(what)) + what)
        self._output.flush()


def _detector() -> Callable[[bytes], float]:
    if not extra_is_installed():
        raise _Failed(Trouble.NO_EXTRA)
    try:
        from improv.listening.voice_activity import Detector

        return Detector().probability
    except ImportError as fault:
        raise _Failed(Trouble.NO_EXTRA, fault) from None
    except Exception as fault:  # a model that is damaged, a processor that is too old
        raise _Failed(Trouble.BROKEN, repr(fault)) from fault


class _Sdl:
    """What pygame's binding does not tell of SDL, from the very library that it has loaded."""

    def __init__(self, binding: str) -> None:
        """`binding`: the file of the binding. Where the library cannot be found nothing is told."""
        self._library: ctypes.CDLL | None = None
        # Windows finds a library that is loaded by its name; elsewhere what is asked of the binding
        # is looked for in the libraries that it has loaded, too.
        with contextlib.suppress(OSError, AttributeError):
            library = ctypes.CDLL("SDL2.dll" if sys.platform == "win32" else binding)
            pointers = (ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p, ctypes.c_int)
            library.SDL_GetDefaultAudioInfo.argtypes = pointers
            library.SDL_GetAudioDeviceStatus.argtypes = (ctypes.c_uint32,)
            self._library = library

    def default(self) -> str:
        """The microphone that the system would choose; empty where it does not tell.

        The binding opens devices by name alone, and the first in the list may be any.
        https://wiki.libsdl.org/SDL2/SDL_GetDefaultAudioInfo
        """
        # SDL allocates the name. It is not freed: it is a few bytes, once in this process.
        name, specification = ctypes.c_void_p(), ctypes.create_string_buffer(256)
        library = self._library
        if library is None or library.SDL_GetDefaultAudioInfo(name, specification, 1) != 0:
            return ""
        return ctypes.string_at(name.value).decode("utf-8", "replace") if name.value else ""

    def is_alive(self, device: int) -> bool:
        """Whether an open device still is one: SDL goes on with silence when it is not.

        https://wiki.libsdl.org/SDL2/SDL_GetAudioDeviceStatus
        """
        return self._library is None or self._library.SDL_GetAudioDeviceStatus(device) != _STOPPED
