"""Cards that are named and are not there, or have no words: told once each, many in a sentence.

Somebody who deletes a card leaves its words in each language, and its name in the requests that
came to it. Where a program edits the files each place is told by itself: it stands at a field.
"""

from collections.abc import Collection, Mapping, Sequence

from improv.packs.problems import Place, Source, message, show
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
    if _are_many(source, gone):
        first = next(iter(gone.values()))[0]
        found = {"kind": kind, "listed": _listed(gone)}
        what = message("found.no_cards_of", number=len(gone), **found)
        source.add(first, what, message("mend.add_cards"))
        return
    for name, places in gone.items():
        told, what = places, message("found.no_card_of", name=show(name), kind=kind)
        if places[1:] and not source.one_by_one:
            told, lines = places[:1], ", ".join(str(place.line) for place in places[:_LINES])
            lines += " ..." if places[_LINES:] else ""
            what = message("found.no_card_named", name=show(name), kind=kind, lines=lines)
        for place in told:
            source.add(place, what, message("mend.add_card"), name, known)


def note_orphans(
    orphans: Orphans, known: Collection[str], named: Collection[str], file: str
) -> None:
    """Note words of none of the `known` cards of `file`; not those that are told as `named`."""
    told = {name: places for name, places in orphans.items() if name not in named}
    if told and _are_many((first := next(iter(told.values()))[0])[0], told):
        source, key = first
        files = dict.fromkeys(one.file.name for places in told.values() for one, _ in places)
        found = {"files": ", ".join(files), "listed": _listed(told)}
        what = message("found.no_cards", number=len(told), **found)
        source.add(key, what, message("mend.no_cards", file=file))
        return
    for name, places in told.items():
        what, remedy = message("found.no_card", name=show(name)), message("mend.no_card", file=file)
        if places[1:] and not places[0][0].one_by_one:
            files = dict.fromkeys(one.file.name for one, _ in places)
            what = message("found.no_card_in", name=show(name), files=", ".join(files))
            places = places[:1]
        for source, key in places:
            source.add(key, what, remedy, name, known)


def note_wordless(source: Source, cards: Mapping[str, Place], language: str) -> None:
    """Note cards of `source` that have no words in a language, by where they stand."""
    file = f"{language}.yaml"
    if _are_many(source, cards):
        found = {"language": language, "listed": _listed(cards)}
        what = message("found.cards_words", number=len(cards), **found)
        source.add(next(iter(cards.values())), what, message("mend.add_all_to", file=file))
        return
    for name, place in cards.items():
        what = message("found.card_words", name=name, language=language)
        source.add(place, what, message("mend.add_to", line=f"{name}:", file=file))


def _are_many(source: Source, names: Collection[str]) -> bool:
    return len(names) > FEW and not source.one_by_one


def _listed(names: Collection[str]) -> str:
    shown = [show(name) for name in names][:FEW]
    return ", ".join(shown) + (" ..." if len(names) > FEW else "")
