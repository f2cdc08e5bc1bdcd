"""Cards that are named and are not there: each is told once, many of them in one sentence.

Somebody who deletes a card leaves its words in each language, and its name in the requests that
came to it. Knows what stood where; not what a card is.
"""

from collections.abc import Collection, Mapping, Sequence

from improv.packs.problems import Source, message, show
from improv.packs.tree import Text

FEW = 5
"""So many are told one by one."""
_LINES = 8

Orphans = dict[str, list[tuple[Source, Text]]]
"""Words of no card: the short id -> where they stand."""


def note_gone(
    source: Source, gone: Mapping[str, Sequence[Text]], kind: str, known: Collection[str]
) -> None:
    """Note the names of `gone` cards of this kind, each with where it stands in `source`."""
    if len(gone) > FEW:
        first = next(iter(gone.values()))[0]
        found = {"kind": kind, "listed": _listed(gone)}
        what = message("found.no_cards_of", number=len(gone), **found)
        source.add(first, what, message("mend.add_cards"))
        return
    for name, places in gone.items():
        what = message("found.no_card_of", name=show(name), kind=kind)
        if lines := ", ".join(str(place.line) for place in places[1 : _LINES + 1]):
            lines = f"{places[0].line}, {lines}" + (" ..." if places[_LINES + 1 :] else "")
            what = message("found.no_card_named", name=show(name), kind=kind, lines=lines)
        source.add(places[0], what, message("mend.add_card"), name, known)


def note_orphans(
    orphans: Orphans, known: Collection[str], named: Collection[str], file: str
) -> None:
    """Note words of none of the `known` cards of `file`; not those that are told as `named`."""
    told = {name: places for name, places in orphans.items() if name not in named}
    if len(told) > FEW:
        source, key = next(iter(told.values()))[0]
        files = dict.fromkeys(one.file.name for places in told.values() for one, _ in places)
        found = {"files": ", ".join(files), "listed": _listed(told)}
        what = message("found.no_cards", number=len(told), **found)
        source.add(key, what, message("mend.no_cards", file=file))
        return
    for name, places in told.items():
        source, key = places[0]
        what = message("found.no_card", name=show(name))
        if places[1:]:
            files = dict.fromkeys(one.file.name for one, _ in places)
            what = message("found.no_card_in", name=show(name), files=", ".join(files))
        source.add(key, what, message("mend.no_card", file=file), name, known)


def _listed(names: Collection[str]) -> str:
    shown = [show(name) for name in names][:FEW]
    return ", ".join(shown) + (" ..." if len(names) > FEW else "")
