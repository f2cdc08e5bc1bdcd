"""The cache finds complete sounds that were stored before, and its folder stays in its bound."""

import os
from pathlib import Path

import pytest

from improv.voice.cache import Cache, CachedSound, key
from tests.journal.conftest import tiny_disk, write_protected
from tests.journal.test_disk import Protect, fill
from tests.voice.faulty import sound

__all__ = ["tiny_disk", "write_protected"]


def store(cache: Cache, name: str, ms: int = 500) -> str:
    """Store a sound under a name; its key."""
    sound(cache.path(key(name)), ms)
    cache.store(key(name), (0, 100))
    return key(name)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """An open cache, in a folder that it has made."""
    cache = Cache(tmp_path / "data" / "voice")
    cache.open()
    return cache


def test_a_stored_sound_is_found(cache: Cache, tmp_path: Path) -> None:
    """It has its length and its words, also for the next run of the program."""
    one = store(cache, "one")
    again = Cache(tmp_path / "data" / "voice")
    assert again.find(key("two")) is None
    assert again.find(one) == CachedSound(cache.path(one), 500, (0, 100))


def test_a_key_is_all_that_shapes_a_sound() -> None:
    """A different part is a different key, and neighbouring parts are not mixed up."""
    keys = {
        key("a", "b"),
        key("ab", ""),
        key("a", "b", 1.0),
        key("a", ("b",)),
        key("\ud800"),
        key(),
    }
    assert len(keys) == 6
    assert key("a", "b") == key("a", "b")


@pytest.mark.parametrize(
    "damage",
    [
        lambda wav, words: os.truncate(wav, 5_000),
        lambda wav, words: wav.write_bytes(b""),
        lambda wav, words: wav.write_bytes(wav.read_bytes()[:-2] + b"xy"),
        lambda wav, words: sound(wav, 700),
        lambda wav, words: wav.unlink(),
        lambda wav, words: words.unlink(),
        lambda wav, words: words.write_text("[" * 60_000),
        lambda wav, words: words.write_text('{"words": "soon"}'),
        lambda wav, words: words.write_text("[1, 2]"),
        lambda wav, words: words.write_bytes(b"\xff\xfe"),
    ],
)
def test_a_damaged_sound_is_a_miss(cache: Cache, damage: object) -> None:
    """It is deleted; stored again, it is found."""
    one = store(cache, "one")
    wav = cache.path(one)
    assert callable(damage)
    damage(wav, wav.with_suffix(".json"))
    assert cache.find(one) is None
    assert list(wav.parent.iterdir()) == []
    assert cache.find(store(cache, "one")) is not None


def test_the_least_recently_used_goes_first(tmp_path: Path) -> None:
    """A sound that was found again stays; so do the newest, and files of other programs."""
    cache = Cache(tmp_path, size=40_000)  # two sounds of 16 kB, not three
    cache.open()
    (tmp_path / "letter.wav").write_bytes(bytes(100_000))
    one, two = store(cache, "one"), store(cache, "two")
    for age, name in enumerate((two, one)):
        os.utime(cache.path(name), (age, age))
    assert cache.find(two) is not None
    three = store(cache, "three")
    assert [bool(cache.find(name)) for name in (one, two, three)] == [False, True, True]
    large = store(cache, "large", 5_000)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(
        [f"{large}.json", f"{large}.wav", "letter.wav"]
    )


def test_leftovers_are_deleted_once(tmp_path: Path) -> None:
    """Half-written files, and what was not stored, go with the first `open`, and no later ones."""
    left, strange = tmp_path / f"{key('a')}.part", tmp_path / "thesis.part"
    aiff, lone = tmp_path / f"{left.name}.aiff", left.with_suffix(".wav")
    for file in (left, strange, aiff, lone):
        file.touch()
    cache = Cache(tmp_path)
    cache.open()
    assert list(tmp_path.iterdir()) == [strange]
    left.touch()
    cache.open()
    assert left.exists()


def test_a_full_disk(tiny_disk: Path) -> None:
    """`open` raises; stored sounds are found, and new ones are stored when there is room."""
    cache = Cache(tiny_disk)
    cache.open()
    one = store(cache, "one")
    filler = fill(tiny_disk)
    with pytest.raises(OSError, match="No space"):
        cache.open()
    assert cache.find(one) is not None
    filler.unlink()
    cache.open()
    assert cache.find(store(cache, "two")) is not None


def test_a_folder_that_may_not_be_written(tmp_path: Path, write_protected: Protect) -> None:
    """`open` raises; stored sounds are found."""
    cache = Cache(tmp_path)
    one = store(cache, "one")
    write_protected(tmp_path)
    with pytest.raises(OSError, match=r"Read-only|denied"):
        cache.open()
    assert cache.find(one) == CachedSound(cache.path(one), 500, (0, 100))


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    """`open` raises, and nothing is found."""
    (tmp_path / "voice").touch()
    cache = Cache(tmp_path / "voice")
    with pytest.raises(OSError, match="exists"):
        cache.open()
    assert cache.find(key("one")) is None
