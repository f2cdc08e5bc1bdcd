"""The port of a speech engine, which turns text into a WAV file, and the values it works with.

An engine runs in a worker process of its own, so it may hang or crash; it must never play
anything. Other packages add engines by an entry point of the group `improv.voice` that names a
function without arguments which returns an Engine.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from improv.installing import install_command

GROUP = "improv.voice"
"""The group of the engines' entry points: `NAME = "module:function"`."""


PIPER_INSTALL = install_command("piper-tts")
"""The command that installs the engine which has a voice for most languages."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine."""

    id: str
    """The engine's identifier."""
    name: str
    languages: tuple[str, ...]
    """BCP 47 tags."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a voice speaks, in properties of engines; 1 is the voice's own rate or pitch."""

    name: str = ""
    rate: float = 1.0
    pitch: float = 1.0
    volume: float = 1.0
    """0 to 1."""
    whisper: bool = False


class Unusable(Exception):
    """The engine cannot work on this machine. `str()` is the text of its library's error."""


class NotInstalled(Unusable):
    """Something that the engine needs is not installed. `str()` is the command that installs it."""


class UnknownVoice(Exception):
    """The engine has no voice of that id. It never takes another one instead."""


class Engine(Protocol):
    """A speech engine, in its worker process."""

    version: str
    """The versions of everything that shapes its sound: the cache's key contains it."""

    def voices(self, language: str) -> list[Voice]:
        """The usable voices for a language (a BCP 47 tag), the best first."""
        ...

    def render(self, text: str, voice: str, style: Style, file: Path) -> tuple[int, ...]:
        """Write `text` as a WAV file; returns the ms at which its words begin, or nothing.

        `text` comes from engine_text.sayable; its words are those of `text.split()`. Raises
        UnknownVoice.
        """
        ...
