"""Loads espeak-ng on Linux: the library from PyPI, or the system's if that is newer.

pyttsx3's driver opens `libespeak-ng.so.1`; if a library of that soname is already loaded, the
driver gets that one. So `load` must be called before the driver is imported. It never initialises
the library: that is possible only once in a process, and the driver does it.
"""

import ctypes
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from improv import own_process
from improv.installing import install_command
from improv.voice.engine import NotInstalled

_SYSTEM = "libespeak-ng.so.1"

_LONGEST = 120
"""Bytes of a path that are sure to be read: the library keeps 160 for it and a name behind it."""

_TIMEOUT = 10
"""Seconds to wait for the versions."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """The library of espeakng_loader and its data."""

    library: Path
    data: Path


def load() -> str:
    """Load the newest espeak-ng into this process; its version. Raises NotInstalled."""
    bundled = _bundled()
    libraries = [_SYSTEM] if bundled is None else [_SYSTEM, str(bundled.library)]
    system_version, version = [*_versions(libraries), ""][:2]
    if bundled is not None and version and not newer(system_version, version):
        os.environ["ESPEAK_DATA_PATH"] = _short(bundled.data)
        ctypes.CDLL(str(bundled.library), mode=ctypes.RTLD_GLOBAL)
        return version
    if not system_version:
        raise NotInstalled(install_command("espeakng-loader"))
    ctypes.CDLL(_SYSTEM, mode=ctypes.RTLD_GLOBAL)
    return system_version


def _short(folder: Path) -> str:
    """A path of `folder` that the library can hold, whatever its own is."""
    path = str(folder)
    if len(os.fsencode(path)) <= _LONGEST:
        return path
    return f"/proc/self/fd/{os.open(folder, os.O_RDONLY)}"  # open as long as the process lives


def newer(version: str, other: str) -> bool:
    """Whether a version comes after another; the empty one comes before all."""
    return _numbers(version) > _numbers(other)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _bundled() -> Bundled | None:
    try:
        import espeakng_loader
    except ImportError:  # PyPI has no wheel for this machine
        return None
    return Bundled(Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path()))


def _versions(libraries: list[str]) -> list[str]:
    """The version of each library, empty where it cannot be loaded."""
    process = subprocess.run(  # noqa: S603 -- our own program
        own_process.command("improv.voice.engines.espeak_versions", *libraries),
        capture_output=True,
        text=True,
        timeout=_TIMEOUT,
        check=False,
        cwd=own_process.FOLDER,
    )
    lines = process.stdout.splitlines()
    return lines + [""] * (len(libraries) - len(lines))
