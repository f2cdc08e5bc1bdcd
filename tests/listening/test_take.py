"""A take as a file: whole, playable by anybody; nothing else is taken for one."""

import io
import sys
import wave
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.listening.take import CustomerLine, NotTake, Take, load, peak, save

TAKE = Take(b"\1\0\2\0" * 8_000, -20, (CustomerLine(0, 400), CustomerLine(650, 990)), 1_000)


@given(
    st.binary(max_size=64),
    st.integers(-(10**6), 10**9),
    st.lists(st.tuples(st.integers(), st.integers()), max_size=3),
    st.none() | st.integers(),
)
def test_it_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    samples: bytes,
    began: int,
    lines: list[tuple[int, int]],
    asked: int | None,
) -> None:
    """Its samples and its times."""
    whole = samples[: len(samples) // 2 * 2]
    take = Take(whole, began, tuple(CustomerLine(*line) for line in lines), asked)
    file = tmp_path_factory.getbasetemp() / "take.wav"
    save(take, file)
    assert load(file) == take


def test_any_player_plays_it(tmp_path: Path) -> None:
    """It is a WAV file."""
    save(TAKE, tmp_path / "new" / "one.wav")
    with wave.open(str(tmp_path / "new" / "one.wav")) as sound:
        assert sound.getparams()[:4] == (1, 2, 16_000, 16_000)
        assert sound.readframes(16_000) == TAKE.samples
    assert TAKE.lasts == 1000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_it_is_for_its_user_alone(tmp_path: Path) -> None:
    """A voice is nobody else's business."""
    save(TAKE, tmp_path / "one.wav")
    assert (tmp_path / "one.wav").stat().st_mode & 0o077 == 0


def test_a_failed_save_leaves_what_was_there(tmp_path: Path) -> None:
    """And nothing of its own."""
    file = tmp_path / "one.wav"
    file.mkdir()
    (file / "full").touch()
    with pytest.raises(OSError, match=r"."):
        save(TAKE, file)
    assert list(tmp_path.iterdir()) == [file]


def test_every_damage_is_found(tmp_path: Path) -> None:
    """Cut anywhere, it is no take: never another error."""
    file = tmp_path / "one.wav"
    save(Take(b"\1\0" * 20, 5, (CustomerLine(1, 2),)), file)
    whole = file.read_bytes()
    for end in range(len(whole)):
        file.write_bytes(whole[:end])
        with pytest.raises(NotTake):
            load(file)


@given(st.integers(0, 200), st.integers(0, 255))
def test_no_byte_makes_it_fall(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int
) -> None:
    """Whatever stands in it."""
    file = tmp_path_factory.getbasetemp() / "changed.wav"
    save(Take(b"\1\0" * 20, 5, (CustomerLine(1, 2),)), file)
    whole = bytearray(file.read_bytes())
    whole[at % len(whole)] = byte
    file.write_bytes(whole)
    with suppress(NotTake):
        assert isinstance(load(file), Take)


def test_other_sounds_are_none(tmp_path: Path) -> None:
    """A WAV file without our times, or of another kind."""
    for channels, rate in ((1, 16_000), (2, 44_100)):
        made = io.BytesIO()
        with wave.open(made, "wb") as sound:
            sound.setparams((channels, 2, rate, 0, "NONE", ""))
            sound.writeframes(bytes(400))
        (tmp_path / "other.wav").write_bytes(made.getvalue())
        with pytest.raises(NotTake):
            load(tmp_path / "other.wav")


def test_the_largest_sample() -> None:
    """Of either sign."""
    assert peak(b"") == 0
    assert peak(b"\0\0\5\0") == 5
    assert peak(b"\0\x80\5\0") == 32_768
