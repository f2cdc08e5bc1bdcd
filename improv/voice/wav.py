"""Is this file a whole sound: plain PCM as the mixer plays it, neither cut short nor empty.

Reads headers and as much as it takes to hear something; whatever a file holds, it is refused with
a reason and no memory is asked for by its word. Knows nothing of engines or of where files lie.
http://soundfile.sapp.org/doc/WaveFormat/
"""

import stat
from pathlib import Path
from struct import Struct, error
from typing import Any, BinaryIO

LARGEST = 50 << 20
"""Bytes; more than any card could be."""

_LONGEST = 10 * 60
"""Seconds."""

_RATES = range(8_000, 48_001)
_PCM, _EXTENSIBLE = 1, 0xFFFE
_CHUNKS = 64
"""A file of more parts than that has no sound to look for."""

_RIFF = Struct("<4sI4s")
_CHUNK = Struct("<4sI")
_FORMAT = Struct("<HHIIHH")
_PIECE = 1 << 16


class NotSound(Exception):
    """The file is no whole sound. `str()` says why, for whoever mends an engine."""


def length(file: Path) -> int:
    """How long the sound in `file` lasts, in ms: 16 bits, one or two channels, 8 to 48 kHz.

    NotSound for everything else, also where there is no file.
    """
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
    kind, told, form = _read(sound, _RIFF)
    if (kind, form) != (b"RIFF", b"WAVE"):
        raise NotSound("no WAV file")
    if told + _CHUNK.size > size:
        raise NotSound("cut short")
    frame, rate = 0, 0
    for _ in range(_CHUNKS):
        name, told = _read(sound, _CHUNK)
        begins = sound.tell()
        if begins + told > size:
            raise NotSound("cut short")
        if name == b"fmt ":
            frame, rate = _format(sound)
        elif name == b"data":
            return _lasting(sound, told, frame, rate)
        sound.seek(begins + told + told % 2)
    raise NotSound("no sound in it")


def _format(sound: BinaryIO) -> tuple[int, int]:
    """Bytes of a frame, and frames a second."""
    form, channels, rate, _, frame, bits = _read(sound, _FORMAT)
    # The extensible form names its real one in a GUID; 16 bits of it are PCM or nothing.
    if form not in (_PCM, _EXTENSIBLE) or bits != 16:
        raise NotSound("not 16-bit PCM")
    if channels not in (1, 2) or frame != 2 * channels or rate not in _RATES:
        raise NotSound(f"{channels} channels at {rate} Hz in frames of {frame} bytes")
    return frame, rate


def _lasting(sound: BinaryIO, data: int, frame: int, rate: int) -> int:
    if not frame:
        raise NotSound("its form is not told before its sound")
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


def _read(sound: BinaryIO, what: Struct) -> tuple[Any, ...]:
    try:
        return what.unpack(sound.read(what.size))
    except error:
        raise NotSound("cut short") from None
