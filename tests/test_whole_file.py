"""A file that is replaced as a whole, on a real disk."""

import os
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


@pytest.mark.skipif(sys.platform == "win32", reason="has other rights")
def test_a_new_file_is_for_whom_a_new_file_is_or_for_one_alone(tmp_path: Path) -> None:
    """As the account's umask has it; what is private has names and keys in it."""
    before = os.umask(0o022)
    try:
        for name, private in (("report.html", False), ("settings.json", True)):
            replace_text(tmp_path / name, "new", private=private)
    finally:
        os.umask(before)
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("report.html", "settings.json")]
    assert modes == [0o644, 0o600]
