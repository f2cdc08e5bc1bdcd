"""Nothing is kept unless it is asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from improv.listening.take import Take, load
from improv.listening.take_files import TakeFiles

TAKE = Take(b"\1\0" * 1600, 0)


def files(folder: Path) -> Iterator[str]:
    """All that is there, by its path."""
    return (str(file.relative_to(folder)) for file in sorted(folder.rglob("*")) if file.is_file())


def test_without_keep_only_the_newest_is_there_and_then_nothing(tmp_path: Path) -> None:
    """Not even a folder is left."""
    folder = tmp_path / "takes"
    takes = TakeFiles(folder, keep=False)
    assert not folder.exists()
    first = takes.put(TAKE, b"first", "monday-1")
    second = takes.put(TAKE, b"second", "monday-2")
    assert first != second
    assert second.name.startswith("monday-2")
    assert [(folder / name).read_bytes() for name in files(folder)] == [b"second"]
    takes.forget()
    assert not folder.exists()
    assert takes.kept_in is None


def test_a_program_that_ended_early_has_kept_nothing(tmp_path: Path) -> None:
    """The next one deletes what it left; with `keep`, too."""
    for keep in (False, True):
        TakeFiles(tmp_path, keep=False).put(TAKE, b"left", "1")
        TakeFiles(tmp_path, keep=keep)
        assert list(files(tmp_path)) == []


def test_with_keep_every_take_stays(tmp_path: Path) -> None:
    """As it was heard, by the name that it was given; what is played is not kept."""
    takes = TakeFiles(tmp_path, keep=True)
    takes.put(TAKE, b"mixed", "monday-1")
    takes.put(TAKE, b"mixed", "monday-2")
    takes.forget()
    assert list(files(tmp_path)) == ["monday-1.wav", "monday-2.wav"]
    assert load(tmp_path / "monday-1.wav") == TAKE
    assert takes.kept_in == tmp_path
    TakeFiles(tmp_path, keep=False).forget()
    assert list(files(tmp_path)) == ["monday-1.wav", "monday-2.wav"]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """It is raised, and whoever listens says so."""
    (tmp_path / "takes").touch()
    takes = TakeFiles(tmp_path / "takes", keep=True)
    with pytest.raises(OSError, match=r"."):
        takes.put(TAKE, b"", "1")
