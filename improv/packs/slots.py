"""The slots of a pack's requests: each is one that the desks say in the same language.

Knows where a slot stands in a text, and which desks a request may come to. What slots there are,
and how they are filled, is in the core.
"""

from collections.abc import Mapping

from improv.core.cards import LONG, SLOTS, SPOKEN, Kind, Words
from improv.core.slots import fill, misplaced_brace, places
from improv.packs.cards import Structure
from improv.packs.problems import Source, message, show
from improv.packs.tree import Node

Nodes = Mapping[str, Mapping[str, Node]]
"""Where the texts of a file stand: the card's short id -> field -> node."""


def check_slots(
    source: Source,
    structure: Structure,
    language: str,
    words: Mapping[str, Words],
    nodes: Nodes,
) -> None:
    """Note what is wrong with the slots of the requests in a file. `words`: those of its cards."""
    missed = set[tuple[str, str]]()
    for name, given in nodes.items():
        if structure.entries[name].kind is not Kind.PROMPT:
            continue
        for field, node in given.items():
            text = words[f"{structure.id}/{name}"][field]
            if "{" in text or "}" in text:
                desks = _desks(structure, name, words)
                _check_text(source, node, field, text, language, desks, missed)


def _check_text(
    source: Source,
    node: Node,
    field: str,
    text: str,
    language: str,
    desks: Mapping[str, Words],
    missed: set[tuple[str, str]],
) -> None:
    """One text. `missed`: desks and slots that were told already."""
    if (at := misplaced_brace(text)) >= 0:
        example = message("mend.like", example="{thing}")
        source.add(node.after(at), message("found.brace"), example)
        return
    slots = places(text)
    for slot, at in slots:
        if slot not in SLOTS:
            what = message("found.slot", name=show(slot))
            remedy = message("mend.choose", listed=", ".join(SLOTS))
            source.add(node.after(at), what, remedy, slot, SLOTS)
            continue
        for desk, said in desks.items():
            if slot not in said and (desk, slot) not in missed:
                missed.add((desk, slot))
                what = message("found.card_field", name=desk, field=slot, language=language)
                remedy = source.where_to_write(desk, slot, language)
                source.add(node.after(at), what, remedy)
    names = {slot for slot, _ in slots}
    whole = [len(fill(text, said)) for said in desks.values() if names <= said.keys()]
    if max(whole, default=0) > LONG and not field.startswith(SPOKEN):
        what = message("found.long", what=field, length=max(whole), most=LONG)
        source.add(node, what, message("mend.shorten", most=LONG))


def _desks(structure: Structure, request: str, words: Mapping[str, Words]) -> dict[str, Words]:
    """The desks of the pack that a request may come to, as far as they have words."""
    own = {business.value for business in structure.entries[request].businesses}
    return {
        name: words[f"{structure.id}/{name}"]
        for name, entry in structure.entries.items()
        if entry.kind is Kind.BUSINESS
        and f"{structure.id}/{name}" in words
        and (not own or name in own)
    }
