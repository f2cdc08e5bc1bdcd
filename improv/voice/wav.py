"""Whether a file is a complete sound: a PCM WAV file that is neither cut short, empty nor silent.

It reads the headers, and samples up to the first that is not silent. No memory is reserved by a
size that a file states. The format: http://soundfile.sapp.org/doc/WaveFormat/
"""

import stat
from pathlib import Path
from struct import Struct, error
from typing import Any, BinaryIO

LARGEST = 50 << 20
"""Bytes of a file; more than the speech of any card."""

_LONGEST = 10 * 60
"""Seconds of a sound."""

_RATES = range(8_000, 48_001)
_PCM, _EXTENSIBLE = 1, 0xFFFE
_CHUNKS = 64
"""The chunks of a file that are searched for its samples."""

_RIFF = Struct("<4sI4s")
_CHUNK = Struct("<4sI")
_FORMAT = Struct("<HHIIHH")
_PIECE = 1 << 16


class NotSound(Exception):
    """The file is no complete sound. `str()` says why, for the developer of an engine."""


def length(file: Path) -> int:
    """The ms of a sound of 16 bits, one or two channels, 8 to 48 kHz. Raises NotSound."""
    try:
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise NotSound("not a file")
        if status.st_size > LARGEST:
            raise NotSound(f"{status.st_size} bytes are too many")
        with file.open("rb") as sound:
            return _length(sound, status.st_size)
    except OSError as fault:
        raise NotSound(fault.strerror or str(fault)) from fault


def _length(sound: BinaryIO, size: int) -> int:
    kind, stated, form = _read(sound, _RIFF)
    if (kind, form) != (b"RIFF", b"WAVE"):
        raise NotSound("no WAV file")
    if stated + _CHUNK.size > size:
        raise NotSound("cut short")
    frame, rate = 0, 0
    for _ in range(_CHUNKS):
        name, stated = _read(sound, _CHUNK)
        begins = sound.tell()
        if begins + stated > size:
            raise NotSound("cut short")
        if name == b"fmt ":
            frame, rate = _format(sound)
        elif name == b"data":
            return _duration(sound, stated, frame, rate)
        sound.seek(begins + stated + stated % 2)
    raise NotSound("no sound in it")


def _format(sound: BinaryIO) -> tuple[int, int]:
    """Bytes of a frame, and frames a second."""
    form, channels, rate, _, frame, bits = _read(sound, _FORMAT)
    # The extensible format names the real one in a GUID; with 16 bits it can only be PCM.
    if form not in (_PCM, _EXTENSIBLE) or bits != 16:
        raise NotSound("not 16-bit PCM")
    if channels not in (1, 2) or frame != 2 * channels or rate not in _RATES:
        raise NotSound(f"{channels} channels at {rate} Hz in frames of {frame} bytes")
    return frame, rate


def _duration(sound: BinaryIO, data: int, frame: int, rate: int) -> int:
    if not frame:
        raise NotSound("the samples come before their format")
    if data % frame:
        raise NotSound("cut short")
    lasts = data // frame * 1000 // rate
    if not lasts:
        raise NotSound("empty")
    if lasts > _LONGEST * 1000:
        raise NotSound("too long")
    left = data
    while left:
        piece = sound.read(min(left, _PIECE))
        if piece.count(0) < len(piece):
            return lasts
        if not piece:
            raise NotSound("cut short")
        left -= len(piece)
    raise NotSound("silent")


def _read(sound: BinaryIO, struct: Struct) -> tuple[Any, ...]:
    try:
        return struct.unpack(sound.read(struct.size))
    except error:
        raise NotSound("cut short") from None
