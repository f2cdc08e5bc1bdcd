"""A cache of rendered speech: WAV files in a folder of the data folder.

The folder is bounded in size; the least recently used sound is deleted first. A sound is found
only if its file is complete and its checksum is the stored one. Files whose names are not the
cache's own are left alone. The cache knows no engine: the key holds everything that shapes a sound.
Every method here blocks on the disk.
"""

import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from improv.voice.wav import NotSound, length

SIZE = 200 << 20
"""The default size in bytes: the requests of about a thousand cards."""

_CACHE_FILE = re.compile(r"[0-9a-f]{32}\.(wav|json|part|part\.aiff)")
"""The names of the cache's files. macOS writes `.part.aiff` before it is converted to WAV."""
_LARGEST_METADATA = 1 << 16
"""Bytes that are read of a file of word timings."""

_PROBE = bytes(1 << 18)
"""Written to find out whether the disk has room: about the size of a spoken sentence."""


def key(*parts: object) -> str:
    """The name of a sound, a hash of everything that shapes it; `parts` must fit into JSON."""
    return sha256(json.dumps(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class CachedSound:
    """A sound in the cache."""

    file: Path
    lasts: int
    """ms."""
    words: tuple[int, ...]
    """ms at which its words begin; empty if that is not known."""


class Cache:
    """A folder of sounds. Any thread may use it, but only one at a time."""

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        """`folder` is made by `open`; before that nothing is touched. `size` is in bytes."""
        self.folder, self._size = folder, size
        self._swept = False

    def open(self) -> None:
        """Make the folder, and once delete what a crash left in it. Raises OSError.

        A sound without its metadata is among it: it was not stored, and is never found.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._swept:
            for file in self._files():
                lone = file.suffix == ".wav" and not file.with_suffix(".json").exists()
                if lone or ".part" in file.suffixes:
                    _delete(file)
            self._swept = True
        probe = self.folder / f"{key()}.part"
        try:
            probe.write_bytes(_PROBE)
        finally:
            _delete(probe)

    def path(self, key: str) -> Path:
        """The file in which the sound of that key is stored."""
        return self.folder / f"{key}.wav"

    def find(self, key: str) -> CachedSound | None:
        """The sound of that key, from now on the most recently used; a damaged one is deleted."""
        file = self.path(key)
        try:
            cached = CachedSound(file, length(file), _words(file))
        except (NotSound, OSError, ValueError, RecursionError):
            self._evict(file)
            return None
        with suppress(OSError):  # on a disk that is only read nothing needs to be deleted either
            os.utime(file)
        return cached

    def store(self, key: str, words: Sequence[int]) -> None:
        """Store the sound that was written to `path(key)` and the ms at which its words begin.

        Deletes the least recently used sounds if there is no room for it. Raises OSError if the
        disk does not let it: the file can be played now, but will not be found again.
        """
        file = self.path(key)
        part = file.with_suffix(".part")
        try:
            part.write_text(json.dumps({"words": list(words), "crc": _crc(file)}), "ascii")
            part.replace(file.with_suffix(".json"))
        finally:
            _delete(part)
        self._make_room(file)

    def forget(self, key: str) -> None:
        """Delete the sound of that key."""
        self._evict(self.path(key))

    def _make_room(self, newest: Path) -> None:
        sounds: list[tuple[int, int, Path]] = []
        for file in self._files():
            if file.suffix == ".wav" and file != newest:
                with suppress(OSError):
                    status = file.lstat()
                    sounds.append((status.st_mtime_ns, status.st_size, file))
        used = newest.stat().st_size + sum(size for _, size, _ in sounds)
        for _, size, file in sorted(sounds):
            if used <= self._size:
                break
            self._evict(file)
            used -= size

    def _files(self) -> list[Path]:
        return [file for file in self.folder.iterdir() if _CACHE_FILE.fullmatch(file.name)]

    def _evict(self, file: Path) -> None:
        _delete(file)
        _delete(file.with_suffix(".json"))


def _words(file: Path) -> tuple[int, ...]:
    """The word timings stored with `file`. Raises ValueError if they belong to another sound."""
    with file.with_suffix(".json").open("rb") as source:
        metadata = json.loads(source.read(_LARGEST_METADATA))
    words = metadata.get("words") if isinstance(metadata, dict) else None
    if not isinstance(words, list) or not all(type(begins) is int for begins in words):
        raise ValueError("no words")
    if metadata.get("crc") != _crc(file):
        raise ValueError("another sound")
    return tuple(words)


def _crc(file: Path) -> int:
    # It is in memory at once: `length` or the worker client has found it to be small enough.
    return crc32(file.read_bytes())


def _delete(file: Path) -> None:
    # Another program may hold it, or have deleted it; a folder of that name is not the cache's.
    with suppress(OSError):
        file.unlink()
