"""`improv check`: every problem in packs and formats, with its file, line and column."""

import argparse
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from improv.cli.usage import add_command
from improv.locale.system import plain_here, system_language
from improv.terminal.console import Console


def add(commands: Any) -> None:
    """Add the command."""
    check = add_command(commands, "check", run, plain_here("usage.check"))
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH")


def _letters(paths: list[Path]) -> Iterator[str]:
    """A line for each file with letters that no font here has: no fault of the file's."""
    from improv.packs.source import yaml_files
    from improv.text.items import missing_described

    for path in paths:
        for folder in (path, *(path.iterdir() if path.is_dir() else ())):
            for file in [folder] if folder == path and path.is_file() else yaml_files(folder):
                with suppress(OSError, ValueError):
                    letters = " ".join(sorted(set(file.read_text(encoding="utf-8"))))
                    if found := missing_described(letters):
                        yield plain_here("console.letters", file=str(file), letters=found)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the problems, or how many files are free of any."""
    from improv.packs.check import check

    with console.progress(plain_here("console.reading")):
        report = check(chosen.paths)
    for line in report.lines(system_language()):
        console.say(line)
    for line in _letters(chosen.paths):
        console.say(line)
    if not report.problems:
        console.say(plain_here("console.clean", count=report.files))
    return 1 if report.problems else 0
