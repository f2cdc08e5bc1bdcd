"""`improv guide`: the pages are written where a browser can open them, and said to be there."""

import os
from pathlib import Path

import pytest

from improv.locale.phrases import plain
from tests.cli.commands import improv


def test_where_each_page_is(tmp_path: Path) -> None:
    """A line each, and every file is there."""
    ran = improv("guide", "--list", "--data", tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    files = [Path(line) for line in ran.stdout.splitlines()]
    assert sorted(files) == sorted((tmp_path / "guide").iterdir())
    assert tmp_path / "guide" / "facilitating.he.html" in files


@pytest.mark.parametrize(
    ("asked", "file"),
    [
        ((), "index.en.html"),
        (("--lang", "fa"), "index.fa.html"),
        (("facilitating", "--lang", "ar"), "facilitating.ar.html"),
        (("hosting", "--lang", "he"), "hosting.en.html"),
    ],
)
@pytest.mark.one_in(4)
def test_one_page_without_a_browser(tmp_path: Path, asked: tuple[str, ...], file: str) -> None:
    """Its path is printed; a page that is not in that language comes in English."""
    ran = improv("guide", *asked, "--data", tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    path = tmp_path / "guide" / file
    assert ran.stdout.strip() == plain("en", "progress.page", path=str(path))


def test_a_page_is_opened_where_there_is_a_browser(tmp_path: Path) -> None:
    """By the system's default one, as its file's address."""
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{opened}"\n')
    browser.chmod(0o755)
    improv("guide", "solo", "--data", tmp_path, DISPLAY=":7", BROWSER=os.fspath(browser))
    assert opened.read_text().strip() == (tmp_path / "guide" / "solo.en.html").as_uri()


def test_nothing_can_be_written(tmp_path: Path) -> None:
    """A file in the folder's place is named."""
    (tmp_path / "guide").write_text("")
    ran = improv("guide", "--data", tmp_path)
    assert ran.returncode == 1
    assert str(tmp_path / "guide") in ran.stderr
