"""Checking: from any path of an author's to everything that is wrong there.

Knows which file or folder is what: a pack, formats, practices, words, or a folder of all of
them. It reads at most two folders deep and follows no link into a circle.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from improv.packs import cards, fields, practices
from improv.packs.formats import read_format, read_formats
from improv.packs.message import message, show
from improv.packs.packs import NO_WORDS, check_pack, languages_of
from improv.packs.practices import practices_for, read_practices
from improv.packs.problems import TOP, Problem, Problems, lines
from improv.packs.source import named, trouble, yaml_files

FORMATS = "formats"
_ENDING = message("found.ending", ending=".yaml"), message("mend.ending", ending=".yaml")


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: problems in order, how many `more`, and how many files were read."""

    problems: tuple[Problem, ...]
    more: int
    files: int

    def lines(self, language: str) -> Iterator[str]:
        """What to print: a line for each problem."""
        return lines(self.problems, self.more, language)


def check(given: Sequence[Path]) -> Report:
    """Everything wrong with the given packs, folders and files. Never raises, never waits."""
    problems = Problems()
    for path in given:
        _check(problems, named(path))
    listed, more = problems.in_order()
    return Report(listed, more, len(problems.pages))


def _check(problems: Problems, path: Path) -> None:
    if found := trouble(path):
        beside = [file.name for file in _children(path.parent)]
        problems.page(path).add(*TOP, *found, path.name, beside)
    elif path.is_dir():
        _check_folder(problems, path)
    else:
        _check_file(problems, path)


def _check_folder(problems: Problems, folder: Path) -> None:
    _note_endings(problems, folder)
    files = yaml_files(folder)
    names = [file.name for file in files]
    inner = [] if practices.NAME in names else files
    if folder.name == FORMATS:
        read_formats(problems, folder, practices_for(folder, problems))
    elif cards.NAME in names or any(fields.is_language(file.stem) for file in inner):
        _check_pack_folder(problems, folder, files)
    elif inner:
        read_formats(problems, folder, practices_for(folder, problems))
    else:
        _check_shelf(problems, folder, files)


def _check_pack_folder(problems: Problems, folder: Path, files: Sequence[Path]) -> None:
    for file in files:
        if file.name != cards.NAME and not fields.is_language(file.stem):
            what = message("found.language", name=show(file.stem))
            do = message("mend.words_file", listed="en.yaml, fa.yaml, pt-BR.yaml")
            problems.page(file).add(*TOP, what, do)
    languages = languages_of(folder)
    if not languages:
        problems.page(folder).add(*TOP, *NO_WORDS)
    check_pack(problems, folder, languages)


def _check_shelf(problems: Problems, folder: Path, files: Sequence[Path]) -> None:
    """A folder like cards/: practices.yaml, formats/ and packs."""
    for file in files:
        _check_file(problems, file)
    found = bool(files)
    for path in _children(folder):
        within = yaml_files(path)
        if path.name[0] == "." or not within:
            continue
        found = True
        _note_endings(problems, path)
        if path.name == FORMATS:
            read_formats(problems, path, practices_for(path, problems))
        else:
            _check_pack_folder(problems, path, within)
    if not found:
        do = message("mend.pack", cards=cards.NAME, words="en.yaml")
        problems.page(folder).add(*TOP, message("found.no_pack"), do)


def _note_endings(problems: Problems, folder: Path) -> None:
    """Files that their author thinks are read."""
    for file in _children(folder):
        if file.suffix.lower() in (".yml", ".yaml") and file.suffix != ".yaml":
            problems.page(file).add(*TOP, *_ENDING)


def _check_file(problems: Problems, file: Path) -> None:
    page = problems.page(file)
    if file.suffix != ".yaml":
        page.add(*TOP, *_ENDING)
    elif file.name == practices.NAME:
        read_practices(page)
    elif file.name == cards.NAME:
        check_pack(problems, file.parent, ())
    elif fields.is_language(file.stem) and file.parent.name != FORMATS:
        check_pack(problems, file.parent, (file.stem,))
    else:
        read_format(page, practices_for(file.parent, problems))


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (OSError, ValueError):
        return []
