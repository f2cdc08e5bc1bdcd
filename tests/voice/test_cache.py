"""What was made once is found again, while it is whole; the folder never grows beyond its bound."""

import os
from pathlib import Path

import pytest

from improv.voice.cache import Cache, Kept, key
from tests.journal.conftest import tiny_disk, write_protected
from tests.journal.test_disk import Protect, fill
from tests.voice.faulty import sound

__all__ = ["tiny_disk", "write_protected"]


def kept(cache: Cache, name: str, ms: int = 500) -> str:
    """Keep a sound under a name; its key."""
    sound(cache.place(key(name)), ms)
    cache.keep(key(name), (0, 100))
    return key(name)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """An open one, in a folder that was not there."""
    cache = Cache(tmp_path / "data" / "voice")
    cache.open()
    return cache


def test_what_was_kept_is_found(cache: Cache, tmp_path: Path) -> None:
    """With its length and its words, also the next time the program runs."""
    one = kept(cache, "one")
    again = Cache(tmp_path / "data" / "voice")
    assert again.find(key("two")) is None
    assert again.find(one) == Kept(cache.place(one), 500, (0, 100))


def test_a_key_is_all_that_shapes_a_sound() -> None:
    """Another version or voice is another file, and no two parts run into each other."""
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
def test_what_is_damaged_is_a_miss(cache: Cache, damage: object) -> None:
    """And it is removed; made again, it is found."""
    one = kept(cache, "one")
    wav = cache.place(one)
    assert callable(damage)
    damage(wav, wav.with_suffix(".json"))
    assert cache.find(one) is None
    assert list(wav.parent.iterdir()) == []
    assert cache.find(kept(cache, "one")) is not None


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    """A sound that was asked for again stays; so do the newest, and files that are not ours."""
    cache = Cache(tmp_path, size=40_000)  # two sounds of 16 kB, not three
    cache.open()
    (tmp_path / "letter.wav").write_bytes(bytes(100_000))
    one, two = kept(cache, "one"), kept(cache, "two")
    for age, name in enumerate((two, one)):
        os.utime(cache.place(name), (age, age))
    assert cache.find(two) is not None
    three = kept(cache, "three")
    assert [bool(cache.find(name)) for name in (one, two, three)] == [False, True, True]
    large = kept(cache, "large", 5_000)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(
        [f"{large}.json", f"{large}.wav", "letter.wav"]
    )


def test_leftovers_are_swept_once(tmp_path: Path) -> None:
    """What a crash left half made goes at the start; what is being made now stays."""
    left, strange = tmp_path / f"{key('a')}.part", tmp_path / "thesis.part"
    aiff = tmp_path / f"{left.name}.aiff"
    for file in (left, strange, aiff):
        file.touch()
    cache = Cache(tmp_path)
    cache.open()
    assert list(tmp_path.iterdir()) == [strange]
    left.touch()
    cache.open()
    assert left.exists()


def test_a_full_disk(tiny_disk: Path) -> None:
    """It is told before a sound is made; what was kept is found, and more when there is room."""
    cache = Cache(tiny_disk)
    cache.open()
    one = kept(cache, "one")
    filler = fill(tiny_disk)
    with pytest.raises(OSError, match="No space"):
        cache.open()
    assert cache.find(one) is not None
    filler.unlink()
    cache.open()
    assert cache.find(kept(cache, "two")) is not None


def test_a_folder_that_may_not_be_written(tmp_path: Path, write_protected: Protect) -> None:
    """Told as well, and what is there is used."""
    cache = Cache(tmp_path)
    one = kept(cache, "one")
    write_protected(tmp_path)
    with pytest.raises(OSError, match=r"Read-only|denied"):
        cache.open()
    assert cache.find(one) == Kept(cache.place(one), 500, (0, 100))


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    """There is no keeping anything, and no finding."""
    (tmp_path / "voice").touch()
    cache = Cache(tmp_path / "voice")
    with pytest.raises(OSError, match="exists"):
        cache.open()
    assert cache.find(key("one")) is None
