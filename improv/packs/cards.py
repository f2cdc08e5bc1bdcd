"""cards.yaml: what cards a pack has, without their words.

Knows the fields of a card's structure and that businesses are cards of the same pack.
It does not know the words files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from improv.core.cards import FIELDS, HEAT, MANNERED, Audience, Card, Kind, Manner, Words
from improv.packs import fields
from improv.packs.message import Message, entry, message, show
from improv.packs.practices import Practices, chosen, names_of
from improv.packs.problems import Page
from improv.packs.source import named
from improv.packs.tree import Node, Text, read_tree

NAME = "cards.yaml"
MOST = 20_000
"""Cards of one pack."""

_FIELDS = ("id", "kind", "practices", "heat", "businesses", "secrets", "manner")
_NEEDED = ("id", "kind", "practices")
_KINDS = tuple(map(str, Kind))
_AUDIENCES = tuple(map(str, Audience))
_MANNERS = tuple(map(str, Manner))
_ONLY_FOR = {"businesses": frozenset({Kind.PROMPT}), "manner": MANNERED}
"""Fields that only some kinds of card have."""
_NO_AUDIENCE: Mapping[str, Audience] = {}
_A_CARD = message("part.card")
_OF_KIND = {kind: message("part.card_of", kind=str(kind)) for kind in Kind}


@dataclass(frozen=True, slots=True)
class Entry:
    """A card as it stands in cards.yaml; `kind` is None where the file's is wrong."""

    node: Node
    kind: Kind | None
    businesses: tuple[Text, ...]
    card: Card | None
    """The finished card, with ids of `pack/name`."""


@dataclass(slots=True)
class Structure:
    """A pack without words. `entries` are by the short id."""

    id: str
    names: Words = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)


def read_cards(page: Page, practices: Practices) -> Structure | None:
    """The structure in the page's file, or None if it cannot be read at all."""
    root = read_tree(page)
    if root is None:
        return None
    top = fields.table(
        page, root, fields.THE_FILE, ("pack", "names", "cards"), ("pack", "names", "cards")
    )
    folder = pack_id(page.file)
    pack = fields.slug(page, top.get("pack"), "pack")
    if pack and pack != folder:
        what = message("found.folder_name", field="pack", name=show(pack), folder=show(folder))
        fields.note(page, top["pack"], what, message("mend.same"))
    structure = Structure(pack, names_of(page, top.get("names"), "names"))
    cards = fields.items(page, top.get("cards"), "cards", least=1)
    for node in cards[:MOST]:
        _read_card(page, node, structure, practices)
    if len(cards) > MOST:
        what = message("found.cards", number=len(cards), most=MOST)
        fields.note(page, cards[MOST], what, message("mend.split"))
    _check_businesses(page, structure.entries)
    return structure


def of_kind(kind: Kind) -> Message:
    """What a card of that kind is called."""
    return _OF_KIND[kind]


def pack_id(file: Path) -> str:
    """What the pack of a file must be called: its folder."""
    return named(file.parent).name


def _read_card(page: Page, node: Node, structure: Structure, practices: Practices) -> None:
    values = fields.table(page, node, _A_CARD, _FIELDS, _NEEDED)
    name = fields.slug(page, values.get("id"), "id")
    kind_name = fields.choice(page, values.get("kind"), "kind", _KINDS)
    kind = Kind(kind_name) if kind_name else None
    heat = fields.number(page, values.get("heat"), "heat", HEAT, default=1)
    trains = chosen(page, values.get("practices"), practices)
    secrets = _read_secrets(page, values["secrets"], kind) if "secrets" in values else _NO_AUDIENCE
    businesses: tuple[Text, ...] = ()
    if (wanted := values.get("businesses")) is not None:
        businesses = _read_businesses(page, wanted)
    manner_name = fields.choice(page, values.get("manner"), "manner", _MANNERS)
    manner = Manner(manner_name) if manner_name else None
    if kind is not None:
        _note_misplaced(page, values, kind)
    if not name:
        return
    if (first := structure.entries.get(name)) is not None:
        do = message("mend.rename", place=f"{first.node.line}:{first.node.column}")
        fields.note(page, values["id"], message("found.twice", name=show(name)), do)
        return
    card = None
    if kind is not None:
        prefix = structure.id + "/"
        at = tuple(prefix + business.value for business in businesses)
        card = Card(prefix + name, kind, trains, heat, at, secrets, manner)
    structure.entries[name] = Entry(node, kind, businesses, card)


def _read_secrets(page: Page, node: Node, kind: Kind | None) -> Mapping[str, Audience]:
    secrets: dict[str, Audience] = {}
    for name, (key, audience) in fields.entries_of(page, node, "secrets").items():
        if kind is not None and name not in FIELDS[kind]:
            known = FIELDS[kind]
            what = message("found.unknown", name=show(name), what=of_kind(kind))
            do = message("mend.choose", listed=", ".join(known))
            fields.note_near(page, key, what, do, known)
        if chosen_audience := fields.choice(page, audience, show(name), _AUDIENCES):
            secrets[name] = Audience(chosen_audience)
    return secrets


def _note_misplaced(page: Page, values: Mapping[str, Node], kind: Kind) -> None:
    for name, kinds in _ONLY_FOR.items():
        if name in values and kind not in kinds:
            listed = ", ".join(known for known in Kind if known in kinds)
            what = message("found.only_kind", field=name, listed=listed)
            fields.note(page, values[name], what, message("mend.remove"))


def _read_businesses(page: Page, node: Node) -> tuple[Text, ...]:
    named: dict[str, Text] = {}
    for item in fields.items(page, node, "businesses", least=1):
        business = fields.scalar(page, item, entry("businesses"))
        if business is not None and named.setdefault(business.value, business) is not business:
            what = message("found.twice", name=show(business.value))
            fields.note(page, item, what, message("mend.keep_one"))
    return tuple(named.values())


def _check_businesses(page: Page, entries: Mapping[str, Entry]) -> None:
    wanted = str(Kind.BUSINESS)
    known = [name for name, card in entries.items() if card.kind is Kind.BUSINESS]
    for card in entries.values():
        for business in card.businesses:
            there = entries.get(business.value)
            shown = show(business.value)
            if there is None:
                what = message("found.no_card_of", name=shown, kind=wanted)
                fields.note_near(page, business, what, message("mend.add_card"), known)
            elif there.kind not in (Kind.BUSINESS, None):
                what = message("found.other_kind", name=shown, other=str(there.kind), kind=wanted)
                fields.note(page, business, what, message("mend.of_kind", kind=wanted))
