"""A pack's folder: cards.yaml, and one file of words for each language.

Reads the texts of `core.cards.TEXT_FIELDS` and puts structure and words together. A pack is read
for play (some languages; a card without words in one is not played in it) or for checking (every
language, every card).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from improv.core.cards import TEXT_FIELDS, Card, Desk, Kind, Pack, Words
from improv.packs import cards as structure_of
from improv.packs import fields
from improv.packs.cards import CARD_OF, Structure, read_cards
from improv.packs.gone_cards import Orphans, note_orphans, note_wordless
from improv.packs.practices import practices_for
from improv.packs.problems import TOP, Problems, Source, message, show
from improv.packs.slots import check_slots
from improv.packs.source import misnamed_files, yaml_files
from improv.packs.spoken import note_spoken
from improv.packs.tree import Node, read_tree

REQUIRED_TEXTS = {
    kind: frozenset(name for name, field in TEXT_FIELDS[kind].items() if kind in field.required)
    for kind in Kind
}
"""The texts that a card of a kind must have in every language in which it is played."""

NO_WORDS = message("found.no_words"), message("mend.words", listed="en.yaml, fa.yaml ...")
ENDING = message("found.ending", ending=".yaml"), message("mend.ending", ending=".yaml")
NO_PACK = (message("found.no_pack"), message("mend.pack", cards=structure_of.NAME, words="en.yaml"))


def load_pack(path: Path, *, languages: Sequence[str] | None = None) -> Pack:
    """The pack in a folder with the words of `languages`, or of all it has. Raises PackProblems."""
    problems = Problems()
    note_endings(problems, path)
    problems.raise_any()  # alone: the file is missed otherwise, under the name that it should have
    practices = practices_for(path, problems)
    structure = read_cards(problems.source(path / structure_of.NAME), practices)
    # Words of cards that are gone keep nobody from playing the others: checking tells of them.
    languages_there = languages_of(path)
    words = {
        language: _read_words(problems, path, language, structure, whole=len(languages_there) < 2)
        for language in (languages_there if languages is None else languages)
    }
    problems.raise_any()
    assert structure is not None
    return Pack(structure.id, practices, _cards(structure), words, structure.names)


def load_words(path: Path, language: str) -> Mapping[str, Words]:
    """The words of one more language: card id -> field -> text. Raises PackProblems."""
    # Reads cards.yaml again, because a missing word is reported there; call it after the first
    # frame.
    return load_pack(path, languages=[language]).words[language]


def languages_of(path: Path) -> tuple[str, ...]:
    """The languages that a pack's folder has words in, by the names of its files."""
    return tuple(file.stem for file in yaml_files(path) if fields.is_language(file.stem))


Tags = Mapping[Kind, frozenset[str]]
"""What the cards of each kind bring and need."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the cards of some packs offer the formats beside them, and one another."""

    tags: Tags
    brings: frozenset[str]
    desks: frozenset[Desk]
    """The relations in which some request and some business can meet; empty without any."""


def offered(folders: Iterable[Path]) -> Offered:
    """What the packs among these folders offer."""
    # What is wrong in them is told where they are checked themselves, and not a second time here.
    problems, cards = Problems(), list[Card]()
    for folder in folders:
        if (file := folder / structure_of.NAME).is_file():
            structure = read_cards(problems.source(file), practices_for(folder, problems))
            cards += _cards(structure).values() if structure is not None else ()
    tags = {
        kind: frozenset(
            t for card in cards if card.kind is kind for t in (*card.brings, *card.needs)
        )
        for kind in Kind
    }
    brings = frozenset(tag for card in cards for tag in card.brings)
    if problems.in_order()[0]:
        return Offered(tags, brings, frozenset())
    there = {card.id for card in cards if card.kind is Kind.BUSINESS}
    requests = [card for card in cards if card.kind is Kind.PROMPT and there]
    desks = frozenset(desk for desk in Desk if any(r.comes_to(there, desk) for r in requests))
    return Offered(tags, brings, desks)


def languages_to_play(path: Path) -> tuple[str, ...]:
    """The languages that a pack's folder has words in. Raises PackProblems where it has none."""
    languages = languages_of(path)
    if not languages:
        problems = Problems()
        note_endings(problems, path)
        problems.source(path).add(TOP, *(NO_WORDS if yaml_files(path) else NO_PACK))
        problems.raise_any()
    return languages


def note_endings(problems: Problems, folder: Path) -> None:
    """Note files that look like YAML and are not read."""
    for file in misnamed_files(folder):
        problems.source(file).add(TOP, *ENDING)


def check_pack(
    problems: Problems,
    path: Path,
    languages: Sequence[str],
    there: Collection[str] | None = None,
    whole: bool = True,
) -> None:
    """Note everything that is wrong with the pack's structure and the words of `languages`.

    `there`: what cards bring and games ask for, where that is known; `whole`: a card without any
    words in one of the languages is a problem.
    """
    source = problems.source(path / structure_of.NAME)
    structure = read_cards(source, practices_for(path, problems))
    if structure is not None and there is not None:
        _check_needs(source, structure, there)
    orphans: Orphans = {}
    for language in languages:
        _read_words(problems, path, language, structure, whole, orphans)
    if structure is not None:
        entries = structure.entries
        named = {one.value for entry in entries.values() for one in entry.businesses}
        note_orphans(orphans, entries, named, structure_of.NAME)


def _check_needs(source: Source, structure: Structure, there: Collection[str]) -> None:
    """Note cards that can never come."""
    for name, card in structure.entries.items():
        for need in card.card.needs if card.card is not None else ():
            if need not in there:
                what = message("found.need", name=show(name), tag=show(need))
                remedy = message("mend.need", first="brings", second="tag")
                source.add(card.node, what, remedy, need, there)


def _cards(structure: Structure) -> dict[str, Card]:
    cards = (entry.card for entry in structure.entries.values())
    return {card.id: card for card in cards if card is not None}


def _read_words(
    problems: Problems,
    folder: Path,
    language: str,
    structure: Structure | None,
    whole: bool,
    orphans: Orphans | None = None,
) -> Mapping[str, Words]:
    """One words file. `whole`: a card without any words in it is a problem.

    `orphans` gets the words that belong to no card.
    """
    source = problems.source(folder / f"{language}.yaml")
    languages = languages_of(folder)
    if language not in languages and source.draft is None:
        if structure is None:
            return {}  # that there is no pack has been noted
        listed = ", ".join(languages)
        remedy = message("mend.languages", listed=listed) if languages else NO_WORDS[1]
        what = message("found.not_in", language=show(language))
        source.add(TOP, what, remedy, language, languages)
        return {}
    root = read_tree(source)
    if root is None or structure is None:
        return {}
    found: dict[str, Words] = {}
    entries = structure.entries
    prefix, places = structure.id + "/", dict[str, Mapping[str, Node]]()
    for name, (key, value) in fields.entries_of(source, root, fields.THE_FILE).items():
        entry = entries.get(name)
        if entry is None:
            if orphans is not None:
                orphans.setdefault(name, []).append((source, key))
        elif entry.kind is not None:
            known = TEXT_FIELDS[entry.kind]
            given = places[name] = fields.table(source, value, CARD_OF[entry.kind], known)
            words = found[prefix + name] = {
                field: fields.words(source, text, field, language, known[field].limit)
                for field, text in given.items()
            }
            note_spoken(source, given, words)
    check_slots(source, structure, language, found, places)
    _note_missing(problems.source(folder / structure_of.NAME), structure, language, found, whole)
    return found


def _note_missing(
    source: Source, structure: Structure, language: str, found: Mapping[str, Words], whole: bool
) -> None:
    without: dict[str, Node] = {}
    for name, entry in structure.entries.items():
        if entry.card is None:
            continue
        words = found.get(entry.card.id)
        if words is None:
            if whole and fields.is_slug(name):  # else its id is wrong, and is told
                without[name] = entry.node
        elif not words.keys() >= REQUIRED_TEXTS[entry.card.kind]:
            for field in sorted(REQUIRED_TEXTS[entry.card.kind] - words.keys()):
                what = message("found.card_field", name=name, field=field, language=language)
                source.add(entry.node, what, source.where_to_write(name, field, language))
    note_wordless(source, without, language)
