"""practices.yaml: the numbers of the practices and their short names in each language.

Knows that file, and which one a pack or a folder of formats goes by. It does not know cards.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from improv import paths
from improv.core.cards import SHORT, Words
from improv.packs import fields
from improv.packs.problems import Problems, Source, What, entry, message, show
from improv.packs.source import normalised, why_unreadable
from improv.packs.tree import Node, Table, Text, read_tree

NAME = "practices.yaml"
_NUMBER = re.compile(r"[A-E][1-9][0-9]?")
_WHERE = message("mend.practices", file=NAME)

Practices = Mapping[str, Words]
"""Number -> language -> short name."""


def practices_for(folder: Path, problems: Problems) -> Practices:
    """The practices of the file beside a pack or a folder of formats, else the shipped ones."""
    return read_practices(problems.source(practices_file(normalised(folder).parent)))


def practices_file(folder: Path) -> Path:
    """The file that a collection of packs goes by: its own, else the shipped one."""
    own = folder / NAME
    return paths.CARDS / NAME if why_unreadable(own) else own


def load_practices() -> Practices:
    """The shipped practices. Raises PackProblems."""
    problems = Problems()
    practices = read_practices(problems.source(paths.CARDS / NAME))
    problems.raise_any()
    return practices


def practice_names(language: str) -> Mapping[str, str]:
    """Number -> name of every shipped practice. Raises PackProblems."""
    return {
        number: names.get(language) or names.get("en", number)
        for number, names in load_practices().items()
    }


def read_practices(source: Source) -> Practices:
    """The practices of a file; what is wrong is noted."""
    return _read(source)[0]


def read_untrained(source: Source) -> tuple[str, ...]:
    """Those that are known to be trained too little as yet: its `untrained`."""
    return _read(source)[1]


def _read(source: Source) -> tuple[Practices, tuple[str, ...]]:
    root = read_tree(source)
    if root is None:
        return {}, ()
    known = ("practices", "untrained")
    top = fields.table(source, root, fields.THE_FILE, known, ("practices",))
    practices: dict[str, Words] = {}
    for number, (key, names) in fields.entries_of(
        source, top.get("practices"), "practices"
    ).items():
        if not _NUMBER.fullmatch(number):
            what = message("found.cannot", what=entry("practices"), text=show(number))
            source.add(key, what, message("mend.practice", least="1", most="99"))
        practices[number] = read_names(source, names, message("part.named", name=show(number)))
    untrained = fields.choices(source, top.get("untrained"), "untrained", practices)
    return practices, untrained


def read_practice_list(source: Source, node: Node | None, practices: Practices) -> tuple[str, ...]:
    """A list of practices; none while the practices themselves cannot be read."""
    if not practices:
        return ()
    return fields.choices(source, node, "practices", practices, _WHERE)


def read_names(source: Source, node: Node | None, what: What) -> Words:
    """Language -> a short name."""
    names = fields.entries_of(source, node, what)
    if isinstance(node, Table) and not names:
        remedy = message("mend.like", example='{en: "..."}')
        source.add(node, message("found.empty", what=what), remedy)
    found: dict[str, str] = {}
    for language, (key, name) in names.items():
        note_language(source, key)
        inside = message("part.in", what=what, language=show(language))
        found[language] = fields.words(source, name, inside, language, SHORT)
    return found


def note_language(source: Source, key: Text) -> None:
    """Note a key that is no language."""
    if not fields.is_language(key.value):
        what = message("found.language", name=show(key.value))
        source.add(key, what, message("mend.language", listed="en, fa, ar, he, pt-BR"))
