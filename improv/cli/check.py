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


def _lacking(paths: list[Path]) -> Iterator[str]:
    """A line for each language in which a pack alone cannot be played: others may complete it."""
    from improv.core.cards import Kind
    from improv.core.draw import Deck
    from improv.packs.cards import NAME
    from improv.packs.formats import load_formats
    from improv.packs.loading import load_pack
    from improv.packs.problems import PackProblems
    from improv.paths import CARDS

    formats = load_formats(CARDS / "formats")
    piles = {reel.pile for game in formats.values() for reel in game.draws}
    piles |= {rule.pile for game in formats.values() for rule in game.twists if rule.pile}
    for path in paths:
        for folder in (path, *(path.iterdir() if path.is_dir() else ())):
            if not (folder / NAME).is_file():
                continue
            with suppress(PackProblems):
                deck = Deck((load_pack(folder),), formats)
                for language in sorted(deck.languages()):
                    lacks = [
                        kind for kind in Kind if kind in piles and not deck.pile(kind, language)
                    ]
                    if lacks:
                        values = {"pack": str(folder), "language": language}
                        yield plain_here("console.lacks", **values, kinds=", ".join(lacks))


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the problems, or how many files are free of any."""
    from improv.packs.check import check

    with console.progress(plain_here("console.reading")):
        report = check(chosen.paths)
    for line in report.lines(system_language()):
        console.say(line)
    for line in (*_letters(chosen.paths), *_lacking(chosen.paths)):
        console.say(line)
    if not report.problems:
        console.say(plain_here("console.clean", count=report.files))
    return 1 if report.problems else 0
