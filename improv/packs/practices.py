"""practices.yaml: the numbers of the practices and their short names, language by language.

Knows that one file, and which one counts for a pack or a format. It does not know cards.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from improv import paths
from improv.core.cards import SHORT, Words
from improv.packs import fields
from improv.packs.message import What, entry, message, show
from improv.packs.problems import Page, Problems
from improv.packs.source import named, trouble
from improv.packs.tree import Node, Table, read_tree

NAME = "practices.yaml"
_NUMBER = re.compile(r"[A-E][1-9][0-9]?")
_WHERE = message("mend.practices", file=NAME)

Practices = Mapping[str, Words]
"""Number -> language -> short name."""


def load_practices(file: Path) -> Practices:
    """The practices of `file`. Raises PackProblems."""
    problems = Problems()
    practices = read_practices(problems.page(file))
    problems.raise_any()
    return practices


def practices_for(folder: Path, problems: Problems) -> Practices:
    """What counts for a pack or a folder of formats: the file beside it, else the shipped one."""
    beside = named(folder).parent / NAME
    file = paths.CARDS / NAME if trouble(beside) else beside
    return read_practices(problems.page(file))


def read_practices(page: Page) -> Practices:
    """The practices of the page's file; what is wrong is noted on the page."""
    root = read_tree(page)
    if root is None:
        return {}
    top = fields.table(page, root, fields.THE_FILE, ("practices",), ("practices",))
    practices: dict[str, Words] = {}
    for number, (key, names) in fields.entries_of(page, top.get("practices"), "practices").items():
        if not _NUMBER.fullmatch(number):
            what = message("found.cannot", what=entry("practices"), text=show(number))
            fields.note(page, key, what, message("mend.practice", least="1", most="99"))
        practices[number] = names_of(page, names, message("part.named", name=show(number)))
    return practices


def chosen(page: Page, node: Node | None, practices: Practices) -> tuple[str, ...]:
    """A list of practices. Nothing is known to be wrong while the practices cannot be read."""
    if not practices:
        return ()
    return fields.choices(page, node, "practices", practices, _WHERE)


def names_of(page: Page, node: Node | None, what: What) -> Words:
    """Language -> a short name."""
    names = fields.entries_of(page, node, what)
    if isinstance(node, Table) and not names:
        do = message("mend.like", example='{en: "..."}')
        fields.note(page, node, message("found.empty", what=what), do)
    found: dict[str, str] = {}
    for language, (key, name) in names.items():
        note_language(page, key.value, key)
        inside = message("part.in", what=what, language=show(language))
        found[language] = fields.words(page, name, inside, language, SHORT)
    return found


def note_language(page: Page, language: str, node: Node) -> None:
    """Note a key that is no language."""
    if not fields.is_language(language):
        what = message("found.language", name=show(language))
        fields.note(page, node, what, message("mend.language", listed="en, fa, ar, he, pt-BR"))
