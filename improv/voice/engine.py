"""An engine: text to a WAV file. What every engine must do, and the values it is given.

Runs in a worker process of its own, so it may hang or crash; it must never play anything. Others
add engines by an entry point of the group `improv.voice` that names a function without arguments
which makes one.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

GROUP = "improv.voice"
"""The entry points of engines: `NAME = "module:function"`."""


PIPER_INSTALL = "pip install piper-tts num2words"
"""The command that installs the engine which has a voice for most languages."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that an engine has."""

    id: str
    """What the engine calls it."""
    name: str
    languages: tuple[str, ...]
    """BCP 47 tags."""


@dataclass(frozen=True, slots=True)
class Style:
    """A manner of speaking, in what engines understand: 1 is the voice's own."""

    name: str = ""
    rate: float = 1.0
    pitch: float = 1.0
    volume: float = 1.0
    """0 to 1."""
    whisper: bool = False


class Unusable(Exception):
    """The engine cannot work on this machine. `str()` is what its library or the system says."""


class NotInstalled(Unusable):
    """Something that the engine needs is not installed. `str()` is the command that installs it."""


class UnknownVoice(Exception):
    """The engine has no voice of that id; another one is never taken instead."""


class Engine(Protocol):
    """One engine, in its worker."""

    version: str
    """Of the engine and whatever shapes its sound: another version is another sound."""

    def voices(self, language: str) -> list[Voice]:
        """Its voices for a language (BCP 47), the best first; none where none is usable."""
        ...

    def render(self, text: str, voice: str, style: Style, file: Path) -> tuple[int, ...]:
        """Write `text` as a WAV file. The ms at which its words begin; empty: not known.

        `text` is ready to be said (voice/words.py); words are what `text.split()` gives.
        Raises UnknownVoice.
        """
        ...
