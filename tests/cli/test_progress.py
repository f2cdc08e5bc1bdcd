"""`improv progress`: what somebody practised alone, in lines, as data and on a page."""

import csv
import io
import json
import sys
import time
from pathlib import Path

import pytest

from improv.cli import main
from tests.cli.commands import improv
from tests.wiring.past_shifts import practised

COUNTS = "answers", "interrupted"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which one practised three times, and another once, last."""
    folder = tmp_path / "data"
    practised(folder, "سحر", (20, [("A4", 1), ("B1", 4)]), (9, [("A4", 2)]), (1, [("C5", 3)]))
    practised(folder, "Ann", (0, [("A5", 2)]))
    return folder


def test_a_short_table_and_a_page(data: Path) -> None:
    """What is due, a practice a line, and where the page is."""
    done = improv("progress", "--name", "سحر", "--no-open", "--data", data)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    page = data / "reports" / "progress.html"
    assert (
        lines[:4]
        == [
            "سحر: practice so far",
            "This is no appraisal.",
            "Good to play next: Keep the warmth in, Hot from hello",
            "Calls to meet again: A flat tire, A flat tire",
        ]
        or "Keep the warmth in" in lines[2]
    )
    assert any(line.startswith("        1 2  2 calls  now  Keep the warmth in") for line in lines)
    assert lines[-1] == f"The page: {page}"
    assert "Keep the warmth in" in page.read_text("utf-8")


def test_without_a_name_it_is_whoever_played_last(data: Path) -> None:
    """In the language that was asked for, into the file that was named."""
    out = data.parent / "mine.html"
    done = improv("progress", "--no-open", "--lang", "fa", "--out", out, "--data", data)
    assert done.returncode == 0
    assert done.stdout.startswith("Ann: تمرین‌ها تا امروز\nاین ارزیابی عملکرد نیست.\n")
    assert '<html lang="fa" dir="rtl">' in out.read_text("utf-8")
    assert not (data / "reports").exists()


def test_as_a_table(data: Path) -> None:
    """A call a row; nothing else is printed, no page is written."""
    done = improv("progress", "--name", "سحر", "--csv", "--data", data)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["practice"], row["grade"], row["interrupted"]) for row in rows] == [
        ("A4", "1", "1"),
        ("B1", "4", "1"),
        ("A4", "2", "1"),
        ("C5", "3", "1"),
    ]
    assert list(rows[0]) == ["day", "practice", "request", "grade", "heat", *COUNTS]
    assert not (data / "reports").exists()


def test_as_data(data: Path) -> None:
    """JSON into a file: calls, practices, weeks, what is due; no vote of anybody."""
    out = data.parent / "mine.json"
    done = improv("progress", "--name", "سحر", "--json", "--out", out, "--data", data)
    assert (done.returncode, done.stdout) == (0, "")
    found = json.loads(out.read_text("utf-8"))
    assert set(found) == {"name", "today", "due", "heat", "practices", "weeks", "calls"}
    assert found["due"] == {"practices": ["B1", "A4"], "requests": ["desk/b1", "desk/a4"]}
    assert found["calls"][0]["request"] == "desk/a4"
    assert sum(week["calls"] for week in found["weeks"]) == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--name", "سحرر"), "did you mean “سحر”?"),
        (("--name", "Zoë"), "there are: سحر, Ann"),
        (("--lang", "tlh"), "tlh"),
        (("--csv", "--json"), "--json"),
    ],
)
def test_what_cannot_be_meant(data: Path, arguments: tuple[str, ...], said: str) -> None:
    """A name that is not there, a language that nobody speaks here, two forms at once."""
    done = improv("progress", *arguments, "--data", data)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_nobody_has_practised_yet(tmp_path: Path) -> None:
    """It says how to begin, and makes nothing."""
    for name in ((), ("--name", "Ann")):
        done = improv("progress", *name, "--data", tmp_path / "none")
        assert done.returncode == 2
        assert "improv solo" in done.stderr
    assert not (tmp_path / "none").exists()


def test_a_file_that_cannot_be_written(data: Path) -> None:
    """Where it is, and why."""
    for form in ((), ("--csv",)):
        done = improv("progress", *form, "--no-open", "--out", data / "no" / "x", "--data", data)
        assert done.returncode == 1
        assert str(data / "no" / "x") in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="a display is named as on Linux")
def test_the_page_is_opened(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the reader's browser, if there is one: the command ends once it has been asked."""
    browser, asked = data.parent / "browser", data.parent / "asked"
    browser.write_text(f'#!/bin/sh\nsleep 0.2\necho "$1" > {asked}\n', "utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    monkeypatch.setattr("webbrowser._tryorder", None)
    began = time.monotonic()
    assert main(["progress", "--name", "Ann", "--data", str(data)]) == 0
    assert time.monotonic() - began < 10
    assert asked.read_text("utf-8").strip() == (data / "reports/progress.html").as_uri()
    assert "practice so far" in capsys.readouterr().out


def test_the_words_of_what_is_due(data: Path) -> None:
    """It invites: no count of days, no word of being late."""
    done = improv("progress", "--name", "سحر", "--no-open", "--data", data)
    for word in ("overdue", "late", "missed", "streak", "days"):
        assert word not in done.stdout
