"""practices.yaml: the numbers of the practices and their short names, language by language.

Knows that one file, and which one counts for a pack or a format. It does not know cards.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from improv import paths
from improv.core.cards import Words
from improv.packs import fields
from improv.packs.problems import Page, Problems, show
from improv.packs.source import named, trouble
from improv.packs.tree import Node, Table, read_tree

NAME = "practices.yaml"
_NUMBER = re.compile(r"[A-E][1-9][0-9]?")

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
    top = fields.table(page, root, "the file", ("practices",), ("practices",))
    practices: dict[str, Words] = {}
    for number, (key, names) in fields.entries_of(page, top.get("practices"), "practices").items():
        if not _NUMBER.fullmatch(number):
            what = f"a practice cannot have the number `{show(number)}`"
            fields.note(page, key, what, "write a letter from A to E and a number from 1 to 99")
        practices[number] = names_of(page, names, f"practice `{show(number)}`")
    return practices


def chosen(page: Page, node: Node | None, practices: Practices) -> tuple[str, ...]:
    """A list of practices. Nothing is known to be wrong while the practices cannot be read."""
    if not practices:
        return ()
    do = f"the practices are in {NAME}"
    return fields.choices(page, node, "practices", "a practice", practices, do)


def names_of(page: Page, node: Node | None, what: str) -> Words:
    """Language -> a short name."""
    names = fields.entries_of(page, node, what)
    if isinstance(node, Table) and not names:
        fields.note(page, node, f"{what} has no name", 'write {en: "its name"}')
    found: dict[str, str] = {}
    for language, (key, name) in names.items():
        note_language(page, key.value, key)
        found[language] = fields.words(page, name, f"{what} in {show(language)}", language, 60)
    return found


def note_language(page: Page, language: str, node: Node) -> None:
    """Note a key that is no language."""
    if not fields.is_language(language):
        what = f"`{show(language)}` is no language tag"
        fields.note(page, node, what, "write en, fa, ar, he, pt-BR ...")
