"""cards.yaml: what cards a pack has, without their words.

Knows the fields of a card's structure and that businesses are cards of the same pack.
It does not know the words files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from improv.core.cards import FIELDS, HEAT, Audience, Card, Kind, Words
from improv.packs import fields
from improv.packs.practices import Practices, chosen, names_of
from improv.packs.problems import Page, show
from improv.packs.source import named
from improv.packs.tree import Node, Text, read_tree

NAME = "cards.yaml"
MOST = 20_000
"""Cards of one pack."""

_FIELDS = ("id", "kind", "practices", "heat", "businesses", "secrets")
_NEEDED = ("id", "kind", "practices")
_KINDS = tuple(map(str, Kind))
_AUDIENCES = tuple(map(str, Audience))
_NO_AUDIENCE: Mapping[str, Audience] = {}


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
        page, root, "the file", ("pack", "names", "cards"), ("pack", "names", "cards")
    )
    folder = pack_id(page.file)
    pack = fields.slug(page, top.get("pack"), "pack")
    if pack and pack != folder:
        what = f"pack is `{show(pack)}`, but its folder is `{show(folder)}`"
        fields.note(page, top["pack"], what, "give both the same name")
    structure = Structure(pack, names_of(page, top.get("names"), "names"))
    cards = fields.items(page, top.get("cards"), "cards", least=1)
    for node in cards[:MOST]:
        _read_card(page, node, structure, practices)
    if len(cards) > MOST:
        what = f"{len(cards):,} cards; the limit is {MOST:,}"
        fields.note(page, cards[MOST], what, "split the pack in two")
    _check_businesses(page, structure.entries)
    return structure


def pack_id(file: Path) -> str:
    """What the pack of a file must be called: its folder."""
    return named(file.parent).name


def _read_card(page: Page, node: Node, structure: Structure, practices: Practices) -> None:
    values = fields.table(page, node, "a card", _FIELDS, _NEEDED)
    name = fields.slug(page, values.get("id"), "a card's id")
    kind_name = fields.choice(page, values.get("kind"), "kind", _KINDS)
    kind = Kind(kind_name) if kind_name else None
    heat = fields.number(page, values.get("heat"), "heat", HEAT, default=1)
    trains = chosen(page, values.get("practices"), practices)
    secrets = _read_secrets(page, values["secrets"], kind) if "secrets" in values else _NO_AUDIENCE
    businesses: tuple[Text, ...] = ()
    if (wanted := values.get("businesses")) is not None:
        businesses = _read_businesses(page, wanted, kind)
    if not name:
        return
    if (first := structure.entries.get(name)) is not None:
        do = f"rename one; the first is at {first.node.line}:{first.node.column}"
        fields.note(page, values["id"], f"card `{show(name)}` is here twice", do)
        return
    card = None
    if kind is not None:
        prefix = structure.id + "/"
        at = tuple(prefix + business.value for business in businesses)
        card = Card(prefix + name, kind, trains, heat, at, secrets)
    structure.entries[name] = Entry(node, kind, businesses, card)


def _read_secrets(page: Page, node: Node, kind: Kind | None) -> Mapping[str, Audience]:
    secrets: dict[str, Audience] = {}
    for name, (key, audience) in fields.entries_of(page, node, "secrets").items():
        if kind is not None and name not in FIELDS[kind]:
            known = FIELDS[kind]
            what = f"a {kind} has no words called `{show(name)}`"
            fields.note_near(page, key, what, f"it may have: {', '.join(known)}", known)
        if chosen_audience := fields.choice(page, audience, f"who reads {show(name)}", _AUDIENCES):
            secrets[name] = Audience(chosen_audience)
    return secrets


def _read_businesses(page: Page, node: Node, kind: Kind | None) -> tuple[Text, ...]:
    if kind is not None and kind is not Kind.PROMPT:
        fields.note(page, node, f"a {kind} has no businesses", "remove it: only a prompt has them")
    named: dict[str, Text] = {}
    for item in fields.items(page, node, "businesses", least=1):
        business = fields.scalar(page, item, "a business")
        if business is not None and named.setdefault(business.value, business) is not business:
            fields.note(page, item, f"`{show(business.value)}` is here twice", "keep one")
    return tuple(named.values())


def _check_businesses(page: Page, entries: Mapping[str, Entry]) -> None:
    known = [name for name, entry in entries.items() if entry.kind is Kind.BUSINESS]
    for entry in entries.values():
        for business in entry.businesses:
            there = entries.get(business.value)
            shown = show(business.value)
            if there is None:
                do = f"add a card of kind business with the id {shown}"
                fields.note_near(page, business, f"no business `{shown}`", do, known)
            elif there.kind not in (Kind.BUSINESS, None):
                what = f"`{shown}` is a {there.kind}, no business"
                fields.note(page, business, what, "name a card of kind business")
