"""Sounds that were made before, in a folder of the data folder: never the truth.

Bounded in size; what was asked for longest ago goes first. A sound counts only when it is whole
and is the one that was kept. Touches no file of another shape, and knows no engine: a key says it
all. Everything here blocks.
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
"""Bytes, unless told otherwise: some thousand cards."""

_OURS = re.compile(r"[0-9a-f]{32}\.(wav|json|part|part\.aiff)")
"""The last is macOS's, on its way to a WAV file."""
_LARGEST_WORDS = 1 << 16
"""Bytes of a file of word timings."""

_PROBE = bytes(1 << 18)
"""As much as a sentence takes."""


def key(*what: object) -> str:
    """A name for a file, from all that shapes a sound (JSON-able)."""
    return sha256(json.dumps(what).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Kept:
    """A sound in the folder."""

    file: Path
    lasts: int
    """ms."""
    words: tuple[int, ...]
    """ms at which its words begin; empty: not known."""


class Cache:
    """A folder of sounds. It may be used from any thread, but by one at a time."""

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        """`folder` need not be there; nothing is touched before `open`."""
        self.folder, self._size = folder, size
        self._swept = False

    def open(self) -> None:
        """Make the folder and sweep away what a crash left. OSError where nothing can be kept."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._swept:
            for file in self._files():
                if ".part" in file.suffixes:
                    _remove(file)
            self._swept = True
        probe = self.folder / f"{key()}.part"
        try:
            probe.write_bytes(_PROBE)
        finally:
            _remove(probe)

    def place(self, key: str) -> Path:
        """Where the sound of that key is to be."""
        return self.folder / f"{key}.wav"

    def find(self, key: str) -> Kept | None:
        """The sound of that key, and it is the newest now. A damaged one is removed."""
        file = self.place(key)
        try:
            kept = Kept(file, length(file), _words(file))
        except (NotSound, OSError, ValueError, RecursionError):
            self._forget(file)
            return None
        with suppress(OSError):  # where nothing can be written, nothing has to go
            os.utime(file)
        return kept

    def keep(self, key: str, words: Sequence[int]) -> None:
        """Remember what is at `place` now, and when its words begin; forget the oldest if need be.

        OSError when the disk does not let it: then the sound is there, but not the next time.
        """
        file = self.place(key)
        part = file.with_suffix(".part")
        try:
            part.write_text(json.dumps({"words": list(words), "crc": _crc(file)}), "ascii")
            part.replace(file.with_suffix(".json"))
        finally:
            _remove(part)
        self._make_room(file)

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
            self._forget(file)
            used -= size

    def _files(self) -> list[Path]:
        return [file for file in self.folder.iterdir() if _OURS.fullmatch(file.name)]

    def _forget(self, file: Path) -> None:
        _remove(file)
        _remove(file.with_suffix(".json"))


def _words(file: Path) -> tuple[int, ...]:
    """Those kept beside `file`. ValueError when they are not its own."""
    beside = file.with_suffix(".json")
    with beside.open("rb") as source:
        kept = json.loads(source.read(_LARGEST_WORDS))
    words = kept.get("words") if isinstance(kept, dict) else None
    if not isinstance(words, list) or not all(type(at) is int for at in words):
        raise ValueError("no words")
    if kept.get("crc") != _crc(file):
        raise ValueError("another sound")
    return tuple(words)


def _crc(file: Path) -> int:
    """Of a file that `length` or the workshop found to be a sound, and so no large one."""
    return crc32(file.read_bytes())


def _remove(file: Path) -> None:
    # Another program may hold it, or have removed it; a folder of that name is not ours.
    with suppress(OSError):
        file.unlink()
