"""Checking: everything that is wrong in the files and folders that an author names.

Decides what a file or folder is: a pack, formats, plans, practices, words, or a collection of all
of them. It reads at most two folders deep and follows no link into a circle.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from improv import paths
from improv.core.formats import Format
from improv.packs import cards, fields, practices
from improv.packs.formats import asked_tags, read_format, read_formats
from improv.packs.loading import (
    ENDING,
    NO_PACK,
    NO_WORDS,
    check_pack,
    languages_of,
    note_endings,
    offered,
)
from improv.packs.plans import read_plan, read_plans
from improv.packs.practices import practices_for, read_practices
from improv.packs.problems import TOP, PackProblems, Problem, Problems, Source, message, show
from improv.packs.source import children, normalised, read_text, why_unreadable, yaml_files

FORMATS, SOLO, PLANS = "formats", "solo", "plans"

_STEPS = re.compile("^steps *:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: problems in order, how many `more`, and how many files were read."""

    problems: tuple[Problem, ...]
    more: int
    files: int

    def lines(self, language: str) -> Iterator[str]:
        """What to print: a line for each problem."""
        return PackProblems(self.problems, self.more).lines(language)


def check(paths: Sequence[Path]) -> CheckReport:
    """Everything wrong with the given packs, folders and files. Never raises, never waits."""
    problems = Problems()
    for path in paths:
        _check(problems, normalised(path))
    listed, more = problems.in_order()
    return CheckReport(listed, more, len(problems.sources))


def _check(problems: Problems, path: Path) -> None:
    if found := why_unreadable(path):
        siblings = [file.name for file in children(path.parent)]
        problems.source(path).add(TOP, *found, path.name, siblings)
    elif path.is_dir():
        _check_folder(problems, path)
    else:
        _check_file(problems, path)


def _check_folder(problems: Problems, folder: Path) -> None:
    note_endings(problems, folder)
    files = yaml_files(folder)
    names = [file.name for file in files]
    inner = [] if practices.NAME in names else files
    if folder.name in (FORMATS, SOLO):
        read_formats(problems, folder, practices_for(folder, problems))
    elif folder.name == PLANS:
        read_plans(problems, folder, _games_beside(folder))
    elif cards.NAME in names or any(fields.is_language(file.stem) for file in inner):
        _check_pack_folder(problems, folder, files)
    elif inner:
        for file in inner:
            _check_file(problems, file)
    else:
        _check_collection(problems, folder, files)


def _check_pack_folder(
    problems: Problems,
    folder: Path,
    files: Sequence[Path],
    there: frozenset[str] | None = None,
) -> None:
    for file in files:
        if file.name != cards.NAME and not fields.is_language(file.stem):
            what = message("found.language", name=show(file.stem))
            remedy = message("mend.words_file", listed="en.yaml, fa.yaml, pt-BR.yaml")
            problems.source(file).add(TOP, what, remedy)
    languages = languages_of(folder)
    if not languages:
        problems.source(folder).add(TOP, *NO_WORDS)
    check_pack(problems, folder, languages, there)


def _check_collection(problems: Problems, folder: Path, files: Sequence[Path]) -> None:
    """A folder like cards/: practices.yaml, formats/, plans/ and packs."""
    for file in files:
        _check_file(problems, file)
    found = bool(files)
    cards_there = offered(children(folder))
    there: frozenset[str] | None = None
    # Games first: a card that needs what no other brings may be one that a game asks for.
    for path in sorted(children(folder), key=lambda path: path.name != FORMATS):
        inner = yaml_files(path)
        if path.name[0] == "." or not inner:
            continue
        found = True
        note_endings(problems, path)
        if path.name == SOLO:
            read_formats(problems, path, practices_for(path, problems), cards_there)
        elif path.name == FORMATS:
            games = read_formats(problems, path, practices_for(path, problems), cards_there)
            there = cards_there.brings.union(*map(asked_tags, games.values()))
        elif path.name == PLANS:
            read_plans(problems, path, _games_beside(path))
        else:
            _check_pack_folder(problems, path, inner, there)
    if not found:
        problems.source(folder).add(TOP, *NO_PACK)


def _check_file(problems: Problems, file: Path) -> None:
    source = problems.source(file)
    if file.suffix != ".yaml":
        source.add(TOP, *ENDING)
    elif file.name == practices.NAME:
        read_practices(source)
    elif file.name == cards.NAME:
        check_pack(problems, file.parent, ())
    elif file.parent.name == PLANS or _has_steps(file):
        read_plan(source, _games_beside(file.parent))
    elif fields.is_language(file.stem) and file.parent.name not in (FORMATS, SOLO):
        check_pack(problems, file.parent, (file.stem,))
    else:
        read_format(source, practices_for(file.parent, problems))


def _has_steps(file: Path) -> bool:
    """Whether a file that may be a game or a plan says that it has steps."""
    return bool(_STEPS.search(read_text(Source(file)) or ""))


def _games_beside(folder: Path) -> Mapping[str, Format]:
    """The games that plans in a folder may name: the shipped ones, and those beside it.

    What is wrong in those is told where they are checked.
    """
    own = normalised(folder).parent / FORMATS
    return {
        id_: game
        for games in dict.fromkeys((paths.CARDS / FORMATS, own))
        if not why_unreadable(games)
        for id_, game in read_formats(Problems(), games, practices_for(games, Problems())).items()
    }
