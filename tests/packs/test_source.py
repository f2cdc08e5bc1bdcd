"""From the disk to text: whatever lies there, nothing waits, and the place is told."""

import os
import socket
import sys
from pathlib import Path

import pytest

from improv.packs.problems import Source
from improv.packs.source import LIMIT, normalised, read_text, yaml_files
from tests.packs.conftest import worded


def problems_of(file: Path) -> list[str]:
    """The problems of reading the file, as `line:column: what (remedy)`."""
    source = Source(file)
    text = read_text(source)
    assert (text is None) == bool(source.found)
    return [worded(problem) for problem, _, _ in source.found]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"a: caf\xe9\n", ["1:7: byte 0xE9 is not UTF-8 (save the file as UTF-8)"]),
        (
            "\ufeffa: ب\r\nb: ".encode() + b"\xff",
            ["2:4: byte 0xFF is not UTF-8 (save the file as UTF-8)"],
        ),
        ("a: b".encode("utf-16"), ["1:1: this file is UTF-16 (save the file as UTF-8)"]),
        (
            "a: b".encode("utf-16-le"),
            [
                "1:2: a NUL byte "
                "(save the file as UTF-8 text: this looks like UTF-16, or no text at all)"
            ],
        ),
        (
            b"a: \x1b[31m\nb: \x7f\n",
            [
                "1:4: invisible character U+001B (delete it)",
                "2:4: invisible character U+007F (delete it)",
            ],
        ),
        ("a: x\u2028b".encode(), ["1:5: invisible character U+2028 (delete it)"]),
    ],
)
def test_bytes_that_are_no_card_file(tmp_path: Path, data: bytes, problems: list[str]) -> None:
    """A wrong encoding and invisible bytes are told by line and column in characters."""
    file = tmp_path / "f.yaml"
    file.write_bytes(data)
    assert problems_of(file) == problems


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    """Windows editors write one; it is no part of the text."""
    file = tmp_path / "f.yaml"
    file.write_bytes("\ufeffa: گل\r\n".encode())
    assert read_text(Source(file)) == "a: گل\r\n"


def test_a_file_at_the_limit_is_read_and_one_over_it_is_not(tmp_path: Path) -> None:
    """The limit is told with the file's size, and nothing of a larger file is read."""
    file = tmp_path / "f.yaml"
    file.write_bytes(b"#" * LIMIT)
    assert problems_of(file) == []
    with file.open("wb") as sparse:
        sparse.truncate(10 * 2**20)
    assert problems_of(file) == [
        "1:1: this file has 10.0 MB; the limit is 8 MB (split the pack in two)"
    ]


def test_things_that_are_no_files(tmp_path: Path) -> None:
    """Folders, links to nowhere and to themselves, and missing files each get their words."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "nowhere").symlink_to("gone")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "file").touch()
    assert problems_of(tmp_path / "folder") == ["1:1: this is a folder (a YAML file must be here)"]
    remove = "remove the link, or let it name a file"
    assert problems_of(tmp_path / "nowhere") == [f"1:1: this is a link to nowhere ({remove})"]
    assert problems_of(tmp_path / "self") == [f"1:1: this is a link to itself ({remove})"]
    assert problems_of(tmp_path / "gone") == [
        "1:1: there is no such file or folder (check the name)"
    ]
    assert problems_of(tmp_path / "file" / "f") == [
        "1:1: this lies inside a file (name a folder before the last /)"
    ]
    assert problems_of(tmp_path / ("f" * 300)) == ["1:1: this name is too long (shorten it)"]
    assert problems_of(tmp_path / "a\0b") == ["1:1: no file can have this name (check the name)"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these in folders")
def test_pipes_and_devices_are_never_opened(tmp_path: Path) -> None:
    """Opening a pipe that nobody writes to would wait for ever; /dev/zero would never end."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        for name in ("pipe", "zero", "socket"):
            assert problems_of(tmp_path / name) == [
                "1:1: this is a pipe, a socket or a device (a YAML file must be here)"
            ]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_a_disk_that_will_not_read(tmp_path: Path) -> None:
    """An error of the system while reading is told in its own words."""
    (tmp_path / "f.yaml").symlink_to("/proc/self/mem")
    assert problems_of(tmp_path / "f.yaml") == [
        "1:1: the system says: Input/output error (check the name and the disk)"
    ]


def test_which_files_count(tmp_path: Path) -> None:
    """Only what ends in .yaml and is not hidden, in order; a folder that is none has nothing."""
    for name in ("b.yaml", "a.yaml", ".c.yaml", "d.yml", "e.yaml~"):
        (tmp_path / name).touch()
    assert [file.name for file in yaml_files(tmp_path)] == ["a.yaml", "b.yaml"]
    assert yaml_files(tmp_path / "a.yaml") == []
    assert yaml_files(tmp_path / "gone") == []


def test_dots_become_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`.` and `..` are written out, because a pack is called as its folder; others stay."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    assert normalised(Path()).name == "desk"
    assert normalised(Path("..")) == tmp_path.resolve()
    assert normalised(Path("../desk")) == Path("../desk")
