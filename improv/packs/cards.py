"""cards.yaml: what cards a pack has, without their words.

Reads each field of `core.cards.STRUCTURE_FIELDS` by its shape, and knows that businesses are cards
of the same pack. It does not know the words files.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from improv.core.cards import (
    EVERY,
    STRUCTURE_FIELDS,
    TEXT_FIELDS,
    Audience,
    Card,
    CardField,
    Desk,
    Kind,
    Shape,
    Words,
)
from improv.packs import fields
from improv.packs.gone_cards import note_gone
from improv.packs.practices import Practices, read_names, read_practice_list
from improv.packs.problems import Source, entry, message, show
from improv.packs.source import normalised
from improv.packs.tree import Node, Text, read_tree

NAME = "cards.yaml"
MOST = 20_000
"""Cards of one pack."""

_NAMES = tuple(field.name for field in STRUCTURE_FIELDS)
_REQUIRED = tuple(field.name for field in STRUCTURE_FIELDS if field.required == EVERY)
A_CARD = message("part.card")
_EMPTY: Mapping[str, Any] = {"practices": (), "secrets": {}}
"""Shared by all cards without them: 10,000 dictionaries fewer for the garbage collector."""
CARD_OF = {kind: message("part.card_of", kind=str(kind)) for kind in Kind}
"""What a card of a kind is called in a problem."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A card as it stands in cards.yaml; `kind` is None where it is wrong there."""

    node: Node
    kind: Kind | None
    businesses: tuple[Text, ...]
    card: Card | None
    """The finished card, with ids of `pack/name`."""


@dataclass(slots=True)
class Structure:
    """A pack without words. `entries` are by the short id."""

    id: str
    names: Words
    entries: dict[str, Entry]


def read_cards(source: Source, practices: Practices) -> Structure | None:
    """The structure in a cards.yaml, or None if it cannot be read at all."""
    root = read_tree(source)
    if root is None:
        return None
    top = fields.table(
        source, root, fields.THE_FILE, ("pack", "names", "cards"), ("pack", "names", "cards")
    )
    folder = normalised(source.file.parent).name
    pack = fields.slug(source, top.get("pack"), "pack")
    if pack and pack != folder:
        what = message("found.folder_name", field="pack", name=show(pack), folder=show(folder))
        source.add(top["pack"], what, message("mend.same"))
    structure = Structure(pack, read_names(source, top.get("names"), "names"), {})
    cards = fields.items(source, top.get("cards"), "cards", least=1)
    for node in cards[:MOST]:
        read_card(source, node, structure, practices)
    if len(cards) > MOST:
        what = message("found.cards", number=len(cards), most=MOST)
        source.add(cards[MOST], what, message("mend.split"))
    check_businesses(source, structure.entries.values(), structure.entries)
    return structure


def read_card(source: Source, node: Node, structure: Structure, practices: Practices) -> None:
    """One card, as an entry of the structure."""
    nodes = fields.table(source, node, A_CARD, _NAMES, _REQUIRED)
    values: dict[str, Any] = {}
    for field, read in _STRUCTURE:
        if (given := nodes.get(field.name)) is not None:
            values[field.name] = read(source, given, field, practices, values.get("kind"))
    kind: Kind | None = values.get("kind")
    if kind is not None:
        _note_misplaced(source, nodes, kind)
    if values.get("desk") is Desk.FOREIGN and "businesses" in nodes:
        what = message("found.contradict", first="desk: foreign", second="businesses")
        source.add(nodes["desk"], what, message("mend.keep_one"))
    name: str = values.get("id", "")
    if not name:
        return
    if (first := structure.entries.get(name)) is not None:
        remedy = message("mend.rename", place=f"{first.node.line}:{first.node.column}")
        source.add(nodes["id"], message("found.twice", name=show(name)), remedy)
        return
    businesses: tuple[Text, ...] = values.get("businesses", ())
    card = None
    if kind is not None:
        prefix = structure.id + "/"
        values["id"] = prefix + name
        values["businesses"] = tuple(prefix + business.value for business in businesses)
        card = Card(**{**_EMPTY, **values})
    structure.entries[name] = Entry(node, kind, businesses, card)


def _read_choice(source: Source, node: Node, field: CardField, *_: object) -> str | None:
    word = fields.choice(source, node, field.name, field.choices)
    return field.choices[field.choices.index(word)] if word else None


def _read_businesses(source: Source, node: Node, field: CardField, *_: object) -> tuple[Text, ...]:
    by_name: dict[str, Text] = {}
    for item in fields.items(source, node, field.name, least=1):
        business = fields.scalar(source, item, entry(field.name))
        if business is not None and by_name.setdefault(business.value, business) is not business:
            what = message("found.twice", name=show(business.value))
            source.add(item, what, message("mend.keep_one"))
    return tuple(by_name.values())


def _read_tags(source: Source, node: Node, field: CardField, *_: object) -> tuple[str, ...]:
    tags: list[str] = []
    for item in fields.items(source, node, field.name, least=1):
        tag = fields.slug(source, item, entry(field.name), field.limit)
        if tag and tag in tags:
            source.add(item, message("found.twice", name=show(tag)), message("mend.keep_one"))
        tags.append(tag)
    return tuple(filter(None, tags))


def _read_audiences(
    source: Source, node: Node, field: CardField, practices: Practices, kind: Kind | None
) -> Mapping[str, frozenset[Audience]]:
    audiences: dict[str, frozenset[Audience]] = {}
    for name, (key, value) in fields.entries_of(source, node, field.name).items():
        if kind is not None and name not in (known := TEXT_FIELDS[kind]):
            what = message("found.unknown", name=show(name), what=CARD_OF[kind])
            source.add(key, what, message("mend.choose", listed=", ".join(known)), name, known)
        if words := fields.one_or_more(source, value, show(name), field.choices):
            audiences[name] = frozenset(map(Audience, words))
    return audiences


_READERS: Mapping[Shape, Callable[..., Any]] = {
    Shape.ID: lambda source, node, field, *_: fields.slug(source, node, field.name, field.limit),
    Shape.CHOICE: _read_choice,
    Shape.NUMBER: lambda source, node, field, *_: fields.number(
        source, node, field.name, field.numbers, field.numbers[0]
    ),
    Shape.PRACTICES: lambda source, node, _, practices, *__: read_practice_list(
        source, node, practices
    ),
    Shape.TAGS: _read_tags,
    Shape.BUSINESSES: _read_businesses,
    Shape.AUDIENCES: _read_audiences,
}
"""What reads each shape: (source, node, field, practices, kind) -> value.

The value is an empty one of its type where something is wrong, which is noted. `kind` is the
card's own, None while it is not known.
"""
_STRUCTURE = tuple((field, _READERS[field.shape]) for field in STRUCTURE_FIELDS)


def _note_misplaced(source: Source, nodes: Mapping[str, Node], kind: Kind) -> None:
    for field in STRUCTURE_FIELDS:
        if field.name in nodes and kind not in field.kinds:
            listed = ", ".join(known for known in Kind if known in field.kinds)
            what = message("found.only_kind", field=field.name, listed=listed)
            source.add(nodes[field.name], what, message("mend.remove"))


def check_businesses(source: Source, cards: Iterable[Entry], entries: Mapping[str, Entry]) -> None:
    """Note businesses of `cards` that are none of the pack's `entries`, or of another kind."""
    kind = str(Kind.BUSINESS)
    known = [name for name, card in entries.items() if card.kind is Kind.BUSINESS]
    gone: dict[str, list[Text]] = {}
    for card in cards:
        for business in card.businesses:
            found = entries.get(business.value)
            shown = show(business.value)
            if found is None:
                gone.setdefault(business.value, []).append(business)
            elif found.kind not in (Kind.BUSINESS, None):
                what = message("found.other_kind", name=shown, other=str(found.kind), kind=kind)
                source.add(business, what, message("mend.of_kind", kind=kind))
    note_gone(source, gone, kind, known)
