"""Complete sounds are distinguished from everything else."""

import os
import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from improv.voice.wav import NotSound, length


def chunk(name: bytes, data: bytes, stated: int | None = None) -> bytes:
    """A chunk of a WAV file, which may state another size than its own."""
    return name + struct.pack("<I", len(data) if stated is None else stated) + data


def form(rate: int = 22_050, channels: int = 1, bits: int = 16, kind: int = 1) -> bytes:
    """The chunk that states the format of the samples."""
    frame = channels * bits // 8
    return chunk(b"fmt ", struct.pack("<HHIIHH", kind, channels, rate, rate * frame, frame, bits))


def riff(*parts: bytes, stated: int | None = None) -> bytes:
    """A file of chunks."""
    return chunk(b"RIFF", b"WAVE" + b"".join(parts), stated)


TONE = b"\x10\x20" * 22_050


@pytest.mark.parametrize(
    ("data", "ms"),
    [
        (riff(form(), chunk(b"data", TONE)), 1000),
        (riff(form(44_100, 2), chunk(b"data", TONE)), 250),
        (riff(form(8_000), chunk(b"data", TONE)), 2756),
        (riff(form(), chunk(b"LIST", b"odd"), b"\0", chunk(b"data", TONE)), 1000),
        (riff(form(), chunk(b"data", TONE), chunk(b"LIST", b"late")), 1000),
        (riff(form(kind=0xFFFE), chunk(b"data", bytes(22_050) + TONE[:22_050])), 1000),
    ],
)
def test_a_whole_sound_has_its_length(tmp_path: Path, data: bytes, ms: int) -> None:
    """Mono or stereo, 8 to 48 kHz, with other chunks before and after."""
    file = tmp_path / "a.wav"
    file.write_bytes(data)
    assert length(file) == ms


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "cut short"),
        (b"RIFF", "cut short"),
        (b"FORM\0\0\0\x04AIFF" + TONE, "no WAV"),
        (riff(form(), chunk(b"data", TONE))[:-2], "cut short"),
        (riff(form(), chunk(b"data", TONE, stated=0xFFFFFFFF)), "cut short"),
        (riff(form(), chunk(b"data", TONE), stated=0xFFFFFFFF), "cut short"),
        (riff(form(), chunk(b"data", TONE[:-1])), "cut short"),
        (riff(form(), chunk(b"data", b"")), "empty"),
        (riff(form()), "cut short"),
        (riff(form(), chunk(b"data", bytes(9_000))), "silent"),
        (riff(form(), *[chunk(b"junk", b"")] * 200, chunk(b"data", TONE)), "no sound"),
        (riff(chunk(b"data", TONE), form()), "format"),
        (riff(form(bits=8), chunk(b"data", TONE)), "16-bit"),
        (riff(form(kind=3, bits=32), chunk(b"data", TONE)), "16-bit"),
        (riff(form(channels=6), chunk(b"data", TONE)), "6 channels"),
        (riff(form(rate=0), chunk(b"data", TONE)), "0 Hz"),
        (riff(form(rate=96_000), chunk(b"data", TONE)), "Hz"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    """The error says why; a size that the file states is not believed."""
    file = tmp_path / "a.wav"
    file.write_bytes(data)
    with pytest.raises(NotSound, match=why):
        length(file)


def test_too_long(tmp_path: Path) -> None:
    """Eleven minutes, or a file that would fill the memory; both are sparse files."""
    data = 2 * 8_000 * 660
    head = riff(form(8_000), chunk(b"data", b"", stated=data), stated=36 + data)
    for size, why in ((len(head) + data, "too long"), (1 << 40, "too many")):
        file = tmp_path / "a.wav"
        file.write_bytes(head)
        os.truncate(file, size)
        with pytest.raises(NotSound, match=why):
            length(file)


def test_no_file(tmp_path: Path) -> None:
    """A missing file, a folder, a pipe that nobody writes to, a link to a device."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for name in ("none", "folder", "pipe", "link"):
        with pytest.raises(NotSound):
            length(tmp_path / name)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.binary(max_size=200), st.integers(0, 60), st.binary(max_size=8))
def test_any_bytes(tmp_path: Path, data: bytes, at: int, other: bytes) -> None:
    """Random bytes, also in the head of a complete file, have a length or raise NotSound."""
    good = riff(form(), chunk(b"data", TONE[:2_000]))
    for written in (data, good[:at] + other + good[at + len(other) :]):
        file = tmp_path / "a.wav"
        file.write_bytes(written)
        with suppress(NotSound):
            assert length(file) > 0
