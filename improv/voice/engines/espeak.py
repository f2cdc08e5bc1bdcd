"""Which espeak-ng speaks on Linux: the one from PyPI or the system's, if that is newer.

pyttsx3 opens `libespeak-ng.so.1`, and of a library with that soname which is already in the
process it gets that one. So `load` comes before pyttsx3's driver is imported. Never starts a
library: that can be done only once in a process, and is the driver's part.
"""

import ctypes
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from improv.voice import own_process
from improv.voice.engine import NotInstalled

_SYSTEM = "libespeak-ng.so.1"

_TIMEOUT = 10
"""Seconds for the versions."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """The library of espeakng_loader and its data."""

    library: Path
    data: Path


def load() -> str:
    """Load the newest espeak-ng for all that follows in this process; its version.

    Raises NotInstalled where there is none.
    """
    own = _bundled()
    asked = [_SYSTEM] if own is None else [_SYSTEM, str(own.library)]
    system, bundled = [*_versions(asked), ""][:2]
    if own is not None and bundled and not newer(system, bundled):
        os.environ["ESPEAK_DATA_PATH"] = str(own.data)
        ctypes.CDLL(str(own.library), mode=ctypes.RTLD_GLOBAL)
        return bundled
    if not system:
        raise NotInstalled("pip install espeakng-loader")
    ctypes.CDLL(_SYSTEM, mode=ctypes.RTLD_GLOBAL)
    return system


def newer(system: str, bundled: str) -> bool:
    """Whether the system's version is after the bundled one; no version is before any."""
    return _numbers(system) > _numbers(bundled)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _bundled() -> Bundled | None:
    try:
        import espeakng_loader
    except ImportError:  # no wheel for this machine
        return None
    return Bundled(Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path()))


def _versions(libraries: list[str]) -> list[str]:
    """The version of each library, empty where it cannot be loaded."""
    asked = subprocess.run(  # noqa: S603 -- our own program
        own_process.command("improv.voice.engines.espeak_versions", *libraries),
        capture_output=True,
        text=True,
        timeout=_TIMEOUT,
        check=False,
        cwd=own_process.FOLDER,
    )
    lines = asked.stdout.splitlines()
    return lines + [""] * (len(libraries) - len(lines))
