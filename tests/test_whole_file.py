"""A file that is replaced as a whole, on a real disk."""

import sys
from pathlib import Path

import pytest

from improv.whole_file import replace_text


def test_it_is_replaced_with_its_rights_and_its_line_ends(tmp_path: Path) -> None:
    """And nothing is left beside it."""
    file = tmp_path / "words.yaml"
    file.write_text("old", "utf-8")
    file.chmod(0o640)
    replace_text(file, "a\r\nب\n")
    assert file.read_bytes() == "a\r\nب\n".encode()
    assert sys.platform == "win32" or file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_one(tmp_path: Path) -> None:
    """What it leads to is replaced."""
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text("old", "utf-8")
    link.symlink_to(real)
    replace_text(link, "new")
    assert link.is_symlink()
    assert real.read_text("utf-8") == "new"


def test_what_fails_leaves_the_file(tmp_path: Path) -> None:
    """Half of a surrogate pair cannot be written; no draft is left either."""
    file = tmp_path / "words.yaml"
    file.write_text("old", "utf-8")
    with pytest.raises(UnicodeEncodeError):
        replace_text(file, "\ud800")
    assert file.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]
