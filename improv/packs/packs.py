"""A pack's folder: cards.yaml, and one file of words for each language.

Knows which words a card must have and puts structure and words together. A pack is read for
play (some languages; a card without words in one is not played in it) or for checking (every
language, every card).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from improv.core.cards import TEXT_FIELDS, Card, Kind, Pack, Words
from improv.packs import cards as structure_of
from improv.packs import fields
from improv.packs.cards import Structure, of_kind, read_cards
from improv.packs.message import message, show
from improv.packs.practices import practices_for
from improv.packs.problems import TOP, Page, Problems
from improv.packs.source import yaml_files
from improv.packs.tree import read_tree

REQUIRED_TEXTS = {
    kind: frozenset(name for name, field in TEXT_FIELDS[kind].items() if kind in field.required)
    for kind in Kind
}
"""The texts that a card of a kind must have in every language in which it is played."""

NO_WORDS = message("found.no_words"), message("mend.words", listed="en.yaml, fa.yaml ...")


def load_pack(path: Path, *, languages: Sequence[str] | None = None) -> Pack:
    """The pack in the folder `path` with the words of `languages`; None is all it has.

    Raises PackProblems.
    """
    problems = Problems()
    practices = practices_for(path, problems)
    page = problems.page(path / structure_of.NAME)
    structure = read_cards(page, practices)
    there = languages_of(path)
    words = {
        language: _read_words(problems, path, language, structure, whole=len(there) < 2)
        for language in (there if languages is None else languages)
    }
    problems.raise_any()
    assert structure is not None
    return Pack(structure.id, practices, _cards(structure), words, structure.names)


def load_words(path: Path, language: str) -> Mapping[str, Words]:
    """The words of one more language: card id -> field -> text. Raises PackProblems.

    Reads cards.yaml again, to tell a missing word's place; meant for after the first frame.
    """
    return load_pack(path, languages=[language]).words[language]


def languages_of(path: Path) -> tuple[str, ...]:
    """The languages that a pack's folder has words in, by the names of its files."""
    return tuple(file.stem for file in yaml_files(path) if fields.is_language(file.stem))


def check_pack(problems: Problems, path: Path, languages: Sequence[str]) -> None:
    """Note everything that is wrong with the pack's structure and the words of `languages`."""
    structure = read_cards(problems.page(path / structure_of.NAME), practices_for(path, problems))
    for language in languages:
        _read_words(problems, path, language, structure, whole=True)


def _cards(structure: Structure) -> dict[str, Card]:
    cards = (entry.card for entry in structure.entries.values())
    return {card.id: card for card in cards if card is not None}


def _read_words(
    problems: Problems, folder: Path, language: str, structure: Structure | None, whole: bool
) -> Mapping[str, Words]:
    """One words file. `whole`: a card without any words in it is a problem."""
    page = problems.page(folder / f"{language}.yaml")
    there = languages_of(folder)
    if language not in there:
        if structure is None:
            return {}  # there is no pack: said already
        listed = ", ".join(there)
        do = message("mend.languages", listed=listed) if there else NO_WORDS[1]
        what = message("found.not_in", language=show(language))
        page.add(*TOP, what, do, language, there)
        return {}
    root = read_tree(page)
    if root is None or structure is None:
        return {}
    found: dict[str, Words] = {}
    entries = structure.entries
    prefix = structure.id + "/"
    for name, (key, value) in fields.entries_of(page, root, fields.THE_FILE).items():
        entry = entries.get(name)
        if entry is None:
            what = message("found.no_card", name=show(name))
            do = message("mend.no_card", file=structure_of.NAME)
            fields.note_near(page, key, what, do, entries)
        elif entry.kind is not None:
            known = TEXT_FIELDS[entry.kind]
            found[prefix + name] = {
                field: fields.words(page, text, field, language, known[field].limit)
                for field, text in fields.table(page, value, of_kind(entry.kind), known).items()
            }
    _note_missing(problems.page(folder / structure_of.NAME), structure, language, found, whole)
    return found


def _note_missing(
    page: Page, structure: Structure, language: str, found: Mapping[str, Words], whole: bool
) -> None:
    for name, entry in structure.entries.items():
        if entry.card is None:
            continue
        words = found.get(entry.card.id)
        if words is None:
            if whole:
                what = message("found.card_words", name=name, language=language)
                do = message("mend.add_to", line=f"{name}:", file=f"{language}.yaml")
                fields.note(page, entry.node, what, do)
        elif not words.keys() >= REQUIRED_TEXTS[entry.card.kind]:
            for field in sorted(REQUIRED_TEXTS[entry.card.kind] - words.keys()):
                what = message("found.card_field", name=name, field=field, language=language)
                do = message("mend.add_under", line=f"{name}:", file=f"{language}.yaml")
                fields.note(page, entry.node, what, do)
