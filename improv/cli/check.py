"""`improv check`: every problem in packs and formats, with its file, line and column."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here, system_language
from improv.terminal.console import Console

if TYPE_CHECKING:
    from improv.core.cards import Pack


def add(commands: Any) -> None:
    """Add the command."""
    check = add_command(commands, "check", run, plain_here("usage.check"))
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    check.add_argument("--coverage", action="store_true", help=plain_here("usage.coverage"))
    check.add_argument("--say", action="store_true", help=plain_here("usage.say"))
    check.add_argument("--write", action="store_true", help=plain_here("usage.say.write"))
    add_data(check)


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


def _meant(path: Path, data: Path) -> list[Path]:
    """The pack that is played by this id, and games and plans of the user's own; else the path."""
    from improv.packs.fields import is_slug
    from improv.packs.folders import known_packs
    from improv.paths import own_formats, own_packs, own_plans

    name = str(path)
    if not is_slug(name):
        return [path]
    own = own_packs(data) / name  # it may lack what a pack must have: that is told
    pack = known_packs(data).get(name) or (own if own.is_dir() and not path.exists() else None)
    files = (folder / f"{name}.yaml" for folder in (own_formats(data), own_plans(data)))
    return [*([pack] if pack else []), *(file for file in files if file.is_file())] or [path]


def packs_at(path: Path) -> Iterator[Path]:
    """The folders of packs at a path: itself, or those in it."""
    from improv.packs.cards import NAME

    for folder in (path, *(sorted(path.iterdir()) if path.is_dir() else ())):
        if (folder / NAME).is_file():
            yield folder


def _lacking(paths: list[Path]) -> Iterator[str]:
    """What packs lack that cannot be played alone, and in which languages; others may have it."""
    from improv.core.cards import Kind
    from improv.core.draw import Deck
    from improv.packs.formats import load_formats
    from improv.packs.loading import load_pack
    from improv.packs.problems import PackProblems
    from improv.paths import CARDS

    formats = load_formats(CARDS / "formats")
    piles = {reel.pile for game in formats.values() for reel in game.draws}
    piles |= {rule.pile for game in formats.values() for rule in game.twists if rule.pile}
    for path in paths:
        for folder in packs_at(path):
            with suppress(PackProblems):
                deck = Deck((load_pack(folder),), formats)
                languages: dict[str, list[str]] = {}
                for language in sorted(deck.languages()):
                    empty = (one for one in Kind if one in piles and not deck.pile(one, language))
                    languages.setdefault(", ".join(empty), []).append(language)
                for kinds, there in languages.items():
                    if kinds:
                        values = {"pack": str(folder), "language": ", ".join(there)}
                        yield plain_here("console.lacks", **values, kinds=kinds)


def _told_anew(
    folder: Path, packs: Sequence["Pack"], languages: Sequence[str], console: Console
) -> None:
    """Print how many cards of each pack each language tells anew: a third is the aim."""
    from improv.packs.coverage import LOCAL, told_anew

    console.say(plain_here("console.local", folder=str(folder), tag=LOCAL))
    told = told_anew(packs, languages)
    width = max(len(one.pack) for one in told)
    console.say(" " * width + "".join(f"{language:>8}" for language in languages))
    for one in told:
        figures = (f"{local}/{cards}" for local, cards in one.by_language.values())
        console.say(f"{one.pack:<{width}}" + "".join(f"{each:>8}" for each in figures))
    if few := [one.pack for one in told if not one.enough]:
        console.say(plain_here("console.local.few", listed=", ".join(few)))


def _coverage(folder: Path, console: Console) -> bool:
    """Print what a folder's packs cover; whether each practice is trained enough."""
    from improv.packs.coverage import ENOUGH, coverage
    from improv.packs.formats import load_formats
    from improv.packs.loading import load_pack
    from improv.packs.practices import practices_file, read_practices, read_untrained
    from improv.packs.problems import Problems
    from improv.paths import CARDS

    packs = [load_pack(pack) for pack in packs_at(folder)]
    if not packs:
        return True
    beside = folder / "formats"
    formats = load_formats(beside if beside.is_dir() else CARDS / "formats")
    source = Problems().source(practices_file(folder if beside.is_dir() else folder.parent))
    languages = sorted({language for pack in packs for language in pack.words})
    trained = coverage(read_practices(source), packs, formats.values(), languages)
    _told_anew(folder, packs, languages, console)
    console.say(plain_here("console.coverage", folder=str(folder)))
    console.say("     " + "".join(f"{language:>8}" for language in languages))
    for one in trained:
        name = one.names.get(system_language(), one.names.get("en", ""))
        figures = (f"{cards}+{games}" for cards, games in one.by_language.values())
        console.say(f"{one.number:<5}" + "".join(f"{each:>8}" for each in figures) + f"  {name}")
    known, few = set(read_untrained(source)), [one.number for one in trained if not one.enough]
    new, old = ([one for one in few if (one in known) is so] for so in (False, True))
    gone = sorted(known - set(few))
    if new:
        console.say(plain_here("console.untrained", listed=", ".join(new), enough=ENOUGH))
    if old:
        console.say(plain_here("console.untrained.known", listed=", ".join(old), enough=ENOUGH))
    if gone:
        listed = ", ".join(gone)
        console.say(plain_here("console.trained", listed=listed, enough=ENOUGH, field="untrained"))
    return not new and not gone


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the problems, or how many files are free of any."""
    from improv.packs.check import check
    from improv.packs.source import why_unreadable
    from improv.paths import data_folder

    data = data_folder(chosen.data)
    paths = [meant for path in chosen.paths for meant in _meant(path, data)]
    with console.progress(plain_here("console.reading")):
        report = check(paths)
    for line in report.lines(system_language()):
        console.say(line)
    there = [path for path in paths if not why_unreadable(path)]
    for line in (*_letters(there), *_lacking(there)):
        console.say(line)
    if report.problems:
        return 1
    console.say(plain_here("console.clean", count=report.files))
    folders = [path for path in paths if chosen.coverage and path.is_dir()]
    covered = [_coverage(folder, console) for folder in folders]
    if chosen.say or chosen.write:
        from improv.cli.spoken import review

        review(paths, console, write=chosen.write)
    return 0 if all(covered) else 1
