"""The fonts of the system: found, ordered, and never trusted to be fonts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from improv.paths import FONTS
from improv.text.fonts import load

ASK = """
from improv.text.fonts import system_face
for characters in ("\u05d0", "\u05d0\u0378"):
    for bold in (False, True):
        face = system_face(characters, bold=bold)
        print(face.name if face else "none")
"""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folders are those of Linux")
def test_a_font_in_the_users_folder_is_found_by_its_letters(tmp_path: Path) -> None:
    """Of about the wanted weight; what is no font, or cannot be read, is passed over."""
    folder = tmp_path / ".fonts" / "deep"
    folder.mkdir(parents=True)
    for name in ("Heebo-Regular.ttf", "Heebo-Bold.ttf"):
        shutil.copy(FONTS / name, folder / f"Aaa{name}")
    (folder / "AAA-Broken.ttf").write_bytes(b"no font at all")
    (folder / "AAA-Gone.ttf").symlink_to(tmp_path / "nowhere.ttf")
    environment = {**os.environ, "HOME": str(tmp_path)}
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["AaaHeebo-Regular.ttf", "AaaHeebo-Bold.ttf", "none", "none"]


def test_what_is_no_font_is_none(tmp_path: Path) -> None:
    """A damaged file, an empty one and a folder are no fonts, and no faults."""
    (tmp_path / "broken.ttf").write_bytes(b"\0" * 100)
    (tmp_path / "empty.ttf").touch()
    for name in ("broken.ttf", "empty.ttf", "nowhere.ttf", "."):
        assert load(tmp_path / name) is None
