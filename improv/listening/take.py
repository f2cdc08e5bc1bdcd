"""A take: what the microphone heard of one answer, and when the customer spoke meanwhile.

It is kept nowhere by itself. `save` writes a WAV file that any player plays; the times of the
customer stand in a chunk of it that players pass over. http://soundfile.sapp.org/doc/WaveFormat/
"""

import json
import os
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from struct import Struct, error

from improv.core.measures import LONGEST_TAKE

RATE = 16_000
"""Samples a second."""
WIDTH = 2
"""Bytes of a sample: signed, the low byte first."""
BYTES_OF_A_MS = RATE // 1000 * WIDTH
WAV_HEAD = 44
"""The bytes of a WAV file of ours before its samples."""
LARGEST = LONGEST_TAKE * BYTES_OF_A_MS
"""The bytes of the longest take, five minutes."""

_CHUNK = Struct("<4sI")
_FORMAT = Struct("<HHIIHH")
_TIMES = b"improv"[:4]
"""The name of the chunk with the times."""


class NotTake(Exception):
    """The file is no take of ours, or is damaged. `str()` says where, for a developer."""


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A line of the customer that was read aloud. Session clock, ms."""

    began: int
    ended: int
    file: Path | None = None
    """Its sound, a whole WAV file, where it is known."""


@dataclass(frozen=True, slots=True)
class Take:
    """One recording of 16-bit samples in one channel."""

    samples: bytes
    began: int
    """Session clock, ms, at the first sample."""
    customer: tuple[CustomerLine, ...] = ()
    asked: int | None = None
    """Since when an answer was waited for (session clock, ms), where the customer was not heard."""
    speech: tuple[float, ...] = ()
    """How likely each 32 ms are speech, as far as that was found out while recording."""

    @property
    def lasts(self) -> int:
        """ms."""
        return len(self.samples) // BYTES_OF_A_MS


def save(take: Take, file: Path) -> None:
    """Write it as a whole, for its user alone. Raises OSError; then there is no new file."""
    times = {
        "began": take.began,
        "asked": take.asked,
        "customer": [[line.began, line.ended] for line in take.customer],
    }
    replace_bytes(file, wav(take.samples, json.dumps(times).encode()))


def replace_bytes(file: Path, content: bytes, *, durable: bool = True) -> None:
    """Put it in the place of what the file holds, readable for its user alone. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as draft:
            draft.write(content)
            if durable:
                draft.flush()
                os.fsync(draft.fileno())
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def load(file: Path) -> Take:
    """What was saved. Raises OSError, NotTake."""
    if file.stat().st_size > 2 * LARGEST:
        raise NotTake("too large")
    chunks = dict(_chunks(file.read_bytes()))
    try:
        kind, channels, rate, _, _, bits = _FORMAT.unpack(chunks[b"fmt "][: _FORMAT.size])
        if (kind, channels, rate, bits) != (1, 1, RATE, 8 * WIDTH):
            raise NotTake(f"{channels} channels at {rate} Hz, {bits} bits")
        times = json.loads(chunks[_TIMES])
        lines = tuple(CustomerLine(_ms(began), _ms(ended)) for began, ended in times["customer"])
        asked = None if times["asked"] is None else _ms(times["asked"])
        samples = chunks[b"data"]
        return Take(samples[: len(samples) // WIDTH * WIDTH], _ms(times["began"]), lines, asked)
    except (KeyError, TypeError, ValueError, RecursionError, error) as fault:
        raise NotTake(repr(fault)) from None


def wav(samples: bytes, times: bytes = b"") -> bytes:
    """A WAV file of 16-bit samples, RATE a second, in one channel."""
    form = _FORMAT.pack(1, 1, RATE, RATE * WIDTH, WIDTH, 8 * WIDTH)
    parts = [(b"fmt ", form), (b"data", samples), *([(_TIMES, times)] if times else [])]
    body = b"".join(_CHUNK.pack(name, len(it)) + it + b"\0" * (len(it) % 2) for name, it in parts)
    return _CHUNK.pack(b"RIFF", 4 + len(body)) + b"WAVE" + body


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise NotTake("no WAV file")
    if int.from_bytes(data[4:8], "little") + _CHUNK.size > len(data):
        raise NotTake("cut short")
    at = 12
    while at + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, at)
        at += _CHUNK.size
        if at + size > len(data):
            raise NotTake("cut short")
        yield name, data[at : at + size]
        at += size + size % 2


def _ms(value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"{value!r} is no time")
    return value


def peak(samples: bytes) -> int:
    """The largest sample, 0 to 32768: 0 is perfect silence."""
    found = array("h", samples)
    return max(max(found), -min(found)) if found else 0
