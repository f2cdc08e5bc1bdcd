"""An engine that fails as the text says: `hang`, `segfault`, ...; other texts become a tone.

Its worker loads it as `tests.voice.faulty:engine`. The texts are logged in the files' folder.
"""

import ctypes
import os
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from math import sin
from pathlib import Path

from improv.voice.engine import Style, UnknownVoice, Unusable, Voice

LOG = "renders.log"
RATE = 16_000


def sound(file: Path, ms: int = 500) -> None:
    """Write a complete WAV file with a tone in it."""
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        samples = (round(9000 * sin(n / 9)) for n in range(RATE * ms // 1000))
        out.writeframes(b"".join(s.to_bytes(2, "little", signed=True) for s in samples))


def _hang(file: Path) -> None:
    time.sleep(60)


def _hang_in_c(file: Path) -> None:
    """Hang while holding the interpreter's lock, so that no other thread of the process runs."""
    ctypes.PyDLL(None).sleep(60)


def _hang_with_a_child(file: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    file.with_name("child").write_text(str(child.pid))
    child.wait()


def _segfault(file: Path) -> None:
    ctypes.memset(0, 0, 1)


def _garbage(file: Path) -> None:
    file.write_bytes(os.urandom(9_000))


def _cut(file: Path) -> None:
    sound(file)
    os.truncate(file, 9_000)


def _write_to_pipes(text: bytes) -> Callable[[Path], None]:
    """Write a complete sound, and `text` into every open pipe: one of them leads to the parent."""

    def fault(file: Path) -> None:
        sound(file)
        for stream in range(3, 20):
            try:
                os.set_blocking(stream, True)
                while os.write(stream, text) and len(text) > 1_000:
                    pass
            except OSError:
                pass

    return fault


def _endless(file: Path) -> None:
    with file.open("wb") as out:
        while True:
            out.write(bytes(1 << 20))


def _raise(file: Path) -> None:
    raise RuntimeError("out of breath\n" * 3)


def _print(file: Path) -> None:
    os.write(1, b"Audio saved. " * 100_000)
    for stream in (sys.stdout, sys.__stdout__):
        assert stream is not None
        stream.write("{}\n")
        stream.flush()
    sound(file)


FAULTS: dict[str, Callable[[Path], None]] = {
    "hang": _hang,
    "hang in c": _hang_in_c,
    "hang with a child": _hang_with_a_child,
    "exit": lambda file: os._exit(3),
    "leave": lambda file: sys.exit(0),
    "segfault": _segfault,
    "abort": lambda file: os.abort(),
    "nothing": lambda file: None,
    "garbage": _garbage,
    "header": lambda file: sound(file, 0),
    "cut": _cut,
    "folder": lambda file: file.mkdir(),
    "pipe": lambda file: os.mkfifo(file),
    "endless": _endless,
    "babble": _write_to_pipes(b"hello\n"),
    "flood": _write_to_pipes(b"x" * 60_000),
    "raise": _raise,
}
"""Texts that fail."""


class Faulty:
    """The engine; its version is in the environment."""

    def __init__(self) -> None:
        self.version = os.environ.get("FAULTY_VERSION", "1")

    def voices(self, language: str) -> list[Voice]:
        """One voice, but none in Hebrew; in the language `xx` the process ends."""
        if language == "xx":
            os._exit(1)
        return [] if language == "he" else [Voice("v1", "Victor", ("en", "fa", "ar"))]

    def render(self, text: str, voice: str, style: Style, file: Path) -> tuple[int, ...]:
        """Fail as the text says, or write a tone."""
        if voice != "v1":
            raise UnknownVoice(voice)
        with file.with_name(LOG).open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{text}\n")
        if text in FAULTS:
            FAULTS[text](file)
        elif text == "print":
            _print(file)
        else:
            sound(file)
        return () if text.startswith("unknown") else tuple(range(0, len(text.split()) * 50, 50))


def engine() -> Faulty:
    """An engine that can be loaded."""
    return Faulty()


def slow() -> Faulty:
    """An engine that takes 0.6 s to load."""
    time.sleep(0.6)
    return Faulty()


def broken() -> Faulty:
    """An engine that is not usable on this machine."""
    raise Unusable("libvoice is missing")


def absurd() -> Faulty:
    """An engine that raises another error while it is loaded."""
    raise ValueError("no engine")
