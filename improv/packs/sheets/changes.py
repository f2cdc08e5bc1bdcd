"""What a spreadsheet changes in a pack: cards that are new, and fields of those that are there.

All rules of the YAML files hold, and what is wrong is told by cell. Cards that are not in the file
stay, and so does the kind of those that are. Nothing is written here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from improv.core.card_table import Column
from improv.core.cards import (
    CARD_FIELDS,
    SPOKEN,
    STRUCTURE_FIELDS,
    TEXT_FIELDS,
    Card,
    Kind,
    Pack,
    Words,
)
from improv.core.slots import open_slots
from improv.packs import cards as structure_of
from improv.packs import fields
from improv.packs.cards import CARD_OF, MOST, Structure, check_businesses, read_card, read_cards
from improv.packs.editing import EditablePack
from improv.packs.loading import REQUIRED_TEXTS, load_pack
from improv.packs.practices import practices_for
from improv.packs.problems import Problems, message, show
from improv.packs.sheets.archive import is_workbook
from improv.packs.sheets.card_rows import CardRow, rows_of
from improv.packs.sheets.cells import LARGEST, WHOLE, Sheet, address, sheet_of
from improv.packs.sheets.delimited import read_delimited
from improv.packs.sheets.header import header_of
from improv.packs.sheets.workbook import read_workbook
from improv.packs.slots import check_slots
from improv.packs.source import read_bytes
from improv.packs.spoken import note_spoken
from improv.packs.tree import Node, Text
from improv.packs.yaml_edits import Value, value_of


@dataclass(frozen=True, slots=True)
class CardChange:
    """What is to be written of a card; None takes a field away."""

    id: str
    """Inside the pack."""
    kind: Kind
    new: bool
    structure: Mapping[str, Value | None]
    words: Mapping[str, Mapping[str, str | None]]
    """Language -> field -> text."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that are other than in the pack."""
        texts = (Column(_FIELDS[f], tag).name for tag, own in self.words.items() for f in own)
        return *self.structure, *texts


_FIELDS = {field.name: field for field in CARD_FIELDS}


@dataclass(frozen=True, slots=True)
class Changes:
    """All of a file's, in the order of its rows."""

    cards: tuple[CardChange, ...]
    wordless: Mapping[str, tuple[str, ...]]
    """Language -> the file's cards without words in it: they are not played in it."""
    outdated: tuple[str, ...]
    """`bank: say.title (fa)`: texts for a voice that stayed while what is written was changed."""

    def apply_to(self, pack: EditablePack) -> None:
        """Make the changes in a pack that is to be saved."""
        for language in dict.fromkeys(tag for card in self.cards for tag in card.words):
            pack.add_language(language)
        for card in self.cards:
            if card.new:
                pack.add_card(card.id, card.kind)
            for name, value in card.structure.items():
                pack.set_field(card.id, name, value or "")
            for language, texts in card.words.items():
                for name, text in texts.items():
                    pack.set_text(language, card.id, name, text or "")


def changes_in(file: Path, folder: Path) -> Changes:
    """What a workbook or a CSV changes in the pack of a folder. Raises PackProblems."""
    pack = load_pack(folder)
    problems = Problems()
    practices = practices_for(folder, problems)
    structure = read_cards(problems.source(folder / structure_of.NAME), practices)
    assert structure is not None  # load_pack has read it
    rows = {row.id: row for row in _rows(problems, file, pack) if not _rekinded(row, pack)}
    for row in rows.values():
        structure.entries.pop(row.id, None)
    for row in rows.values():
        read_card(row.sheet, row.structure, structure, practices)
    _check_structure(rows, structure)
    words = _read_words(rows, structure, pack)
    problems.raise_any()
    cards = tuple(_changes(rows, structure, words, pack))
    return Changes(
        cards,
        {
            tag: without
            for tag, of_cards in words.items()
            if (without := tuple(name for name in rows if f"{pack.id}/{name}" not in of_cards))
        },
        tuple(_outdated(cards, words, pack)),
    )


def _rows(problems: Problems, file: Path, pack: Pack) -> Iterator[CardRow]:
    """The rows of all sheets, each card once."""
    whole = sheet_of(problems, file)
    data = read_bytes(whole, LARGEST)
    if data is None:
        return
    sheets = (read_workbook if is_workbook(data) else read_delimited)(problems, file, data)
    if any(sheet.count for sheet in sheets):
        return  # it could not be read to its end
    headers = [(sheet, header) for sheet in sheets if (header := header_of(sheet)) is not None]
    if sheets and not headers:
        others = ", ".join(field.name for field in STRUCTURE_FIELDS[1:])
        what = message("found.sheet.none", first="id", listed=others)
        whole.add(WHOLE, what, message("mend.sheet.none", command="improv export-cards"))
    found: dict[str, CardRow] = {}
    for sheet, header in headers:
        for row in rows_of(sheet, header, pack):
            if (first := found.setdefault(row.id, row)) is row:
                if len(found) > MOST:
                    what = message("found.cards", number=len(found), most=MOST)
                    sheet.add(row.place("id"), what, message("mend.split"))
                    problems.raise_any()  # what else is wrong in so many rows is not looked for
                yield row
            else:
                remedy = message("mend.rename", place=_where(first, row))
                sheet.add(row.place("id"), message("found.twice", name=show(row.id)), remedy)


def _rekinded(row: CardRow, pack: Pack) -> bool:
    """Whether a row gives a card that is there another kind, which is noted."""
    there = pack.cards.get(f"{pack.id}/{row.id}")
    kind = row.structure.entries["kind"][1] if "kind" in row.structure.entries else None
    if there is None or not isinstance(kind, Text) or kind.value not in {*Kind} - {there.kind}:
        return False
    what = message("found.row.kind", name=show(row.id), kind=str(there.kind))
    row.sheet.add(kind, what, message("mend.row.kind"))
    return True


def _where(first: CardRow, second: CardRow) -> str:
    """Where the first stands, in words for somebody who looks at the second."""
    place = first.place("id")
    cell = address(place.line, place.column)
    return cell if first.sheet is second.sheet else f"{first.sheet.name}!{cell}"


def _check_structure(rows: Mapping[str, CardRow], structure: Structure) -> None:
    by_sheet: dict[int, list[CardRow]] = defaultdict(list)
    for row in rows.values():
        by_sheet[id(row.sheet)].append(row)
    for own in by_sheet.values():
        entries = [structure.entries[row.id] for row in own if row.id in structure.entries]
        check_businesses(own[0].sheet, entries, structure.entries)
    if len(structure.entries) > MOST:
        row = list(rows.values())[-1]
        what = message("found.cards", number=len(structure.entries), most=MOST)
        row.sheet.add(row.place("id"), what, message("mend.split"))


def _read_words(
    rows: Mapping[str, CardRow], structure: Structure, pack: Pack
) -> Mapping[str, Mapping[str, Words]]:
    """The pack's words with those of the rows: language -> whole id -> field -> text."""
    languages = sorted({*pack.words, *(tag for row in rows.values() for tag in row.words)})
    found = {language: dict(pack.words.get(language, {})) for language in languages}
    nodes: dict[tuple[int, str], dict[str, Mapping[str, Node]]] = defaultdict(dict)
    sheets: dict[int, Sheet] = {}
    for row in rows.values():
        entry = structure.entries.get(row.id)
        if entry is None or entry.kind is None:
            continue
        sheets[id(row.sheet)] = row.sheet
        known = TEXT_FIELDS[entry.kind]
        for language, table in row.words.items():
            given = fields.table(row.sheet, table, CARD_OF[entry.kind], known)
            words = {
                field: fields.words(row.sheet, text, field, language, known[field].limit)
                for field, text in given.items()
            }
            note_spoken(row.sheet, given, words)
            found[language].pop(f"{pack.id}/{row.id}", None)
            if given:
                found[language][f"{pack.id}/{row.id}"] = words
                nodes[id(row.sheet), language][row.id] = given
        _note_missing(row, entry.card, found)
    for (sheet, language), of_sheet in nodes.items():
        check_slots(sheets[sheet], structure, language, found[language], of_sheet)
    _note_unsaid(rows, structure, found)
    return found


def _note_missing(
    row: CardRow, card: Card | None, found: Mapping[str, Mapping[str, Words]]
) -> None:
    """Note texts that a card must have in each language that it has words in."""
    if card is None:
        return
    own = {tag: of_cards[card.id] for tag, of_cards in found.items() if card.id in of_cards}
    # The first language that there is stands for all where it has none.
    for language, words in (own or {language: {} for language in list(found)[:1]}).items():
        for field in (one.name for one in TEXT_FIELDS[card.kind].values()):
            wanted = field in REQUIRED_TEXTS[card.kind] and field not in words
            if wanted and Column(_FIELDS[field], language) not in row.unread:
                what = message("found.card_field", name=row.id, field=field, language=language)
                remedy = row.sheet.where_to_write(row.id, field, language)
                row.sheet.add(row.place(field, language), what, remedy)


def _note_unsaid(
    rows: Mapping[str, CardRow], structure: Structure, found: Mapping[str, Mapping[str, Words]]
) -> None:
    """Note what desks of the rows do not say that requests which are in no row leave open."""
    prefix = f"{structure.id}/"
    for language, of_cards in found.items():
        # Desk -> slots, of requests that come to it; "": to every desk.
        wanted: dict[str, set[str]] = defaultdict(set)
        for name, entry in structure.entries.items():
            if entry.kind is Kind.PROMPT and name not in rows and prefix + name in of_cards:
                slots = open_slots(of_cards[prefix + name])
                for desk in [business.value for business in entry.businesses] or [""]:
                    wanted[desk] |= slots
        for name, row in rows.items():
            entry_of = structure.entries.get(name)
            words = of_cards.get(prefix + name)
            if words is None or entry_of is None or entry_of.kind is not Kind.BUSINESS:
                continue
            for slot in sorted((wanted[""] | wanted[name]) - words.keys()):
                if Column(_FIELDS[slot], language) not in row.unread:
                    what = message("found.card_field", name=name, field=slot, language=language)
                    remedy = row.sheet.where_to_write(name, slot, language)
                    row.sheet.add(row.place(slot, language), what, remedy)


def _changes(
    rows: Mapping[str, CardRow],
    structure: Structure,
    words: Mapping[str, Mapping[str, Words]],
    pack: Pack,
) -> Iterator[CardChange]:
    for name, row in rows.items():
        card = structure.entries[name].card
        assert card is not None  # or there are problems
        before = pack.cards.get(card.id)
        usual = before or Card(card.id, card.kind, ())
        given = row.structure.entries
        differing = {
            field.name: value_of(given[field.name][1]) if field.name in given else None
            for field in STRUCTURE_FIELDS
            if getattr(card, field.name) != getattr(usual, field.name)
            or (before is None and field.required)
        }
        texts = {
            language: own
            for language, of_cards in words.items()
            if (own := _differing(of_cards.get(card.id), pack.words.get(language, {}).get(card.id)))
        }
        if differing or texts:
            yield CardChange(name, card.kind, before is None, differing, texts)


def _differing(after: Words | None, before: Words | None) -> Mapping[str, str | None]:
    after, before = after or {}, before or {}
    names = dict.fromkeys((*after, *before))
    return {name: after.get(name) for name in names if after.get(name) != before.get(name)}


def _outdated(
    cards: Iterable[CardChange], words: Mapping[str, Mapping[str, Words]], pack: Pack
) -> Iterator[str]:
    for card in cards:
        for language, texts in card.words.items():
            own = words[language].get(f"{pack.id}/{card.id}", {})
            for name in own:
                written = name.removeprefix(SPOKEN)
                if written != name and name not in texts and written in texts:
                    yield f"{card.id}: {Column(_FIELDS[name], language).name}"
