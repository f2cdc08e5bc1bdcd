"""`improv import-cards`: what a spreadsheet changes in a pack, said and written."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console

if TYPE_CHECKING:
    from improv.packs.editing import EditablePack
    from improv.packs.sheets.changes import Changes

SHOWN = 40
"""How many changed cards are listed; of the rest only the number is told."""
_DRY = "--dry-run"


def add(commands: Any) -> None:
    """Add the command."""
    import_ = add_command(commands, "import-cards", run, plain_here("usage.import_cards"))
    file = plain_here("usage.import_cards.file", command="improv export-cards")
    import_.add_argument("file", metavar="FILE", type=Path, help=file)
    into = plain_here("usage.pack.one")
    import_.add_argument("--into", metavar="PACK", required=True, help=into)
    import_.add_argument(_DRY, action="store_true", help=plain_here("usage.import_cards.dry"))
    add_data(import_)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Change the pack. Raises PackProblems, UnknownPack, WrongUsage, CannotPlay."""
    from improv.packs.editing import EditablePack
    from improv.packs.folders import find_pack, known_packs
    from improv.packs.problems import PackProblems
    from improv.packs.sheets.changes import changes_in
    from improv.paths import CARDS, data_folder
    from improv.wiring.errors import WrongUsage

    known = known_packs(data_folder(chosen.data))
    folder = find_pack(chosen.into, known)
    if chosen.into in known and folder.parent == CARDS:
        raise WrongUsage("wrong.into", name=chosen.into, command="improv new")
    with console.progress(plain_here("console.reading")):
        # What is read before it cannot change underneath: a file that does is not overwritten.
        pack = EditablePack(folder)
        changes = changes_in(chosen.file, folder)
        changes.apply_to(pack)
        if problems := pack.new_problems():
            raise PackProblems(problems)
        if not chosen.dry_run:
            _save(pack)
    for line in _said(changes):
        console.say(line)
    if chosen.dry_run:
        console.say(plain_here("changes.dry", option=_DRY))
    elif changes.cards:
        console.say(plain_here("changes.written", path=str(folder)))
    return 0


def _save(pack: "EditablePack") -> None:
    from improv.packs.editing import PackChanged
    from improv.wiring.errors import CannotPlay, listed

    try:
        pack.save()
    except PackChanged as error:
        files = listed(str(file) for file in error.files)
        raise CannotPlay("cannot.changed", listed=files) from None
    except OSError as error:
        why, path = error.strerror or str(error), error.filename or pack.folder
        raise CannotPlay("cannot.write", path=str(path), why=why) from None


def _said(changes: "Changes") -> Iterator[str]:
    """The changed cards, in a line each; how many there are; which are not played in a language."""
    for card in changes.cards[:SHOWN]:
        if card.new:
            yield plain_here("changes.new", card=card.id, kind=str(card.kind))
        else:
            yield plain_here("changes.changed", card=card.id, listed=", ".join(card.columns))
    if (more := len(changes.cards) - SHOWN) > 0:
        yield plain_here("changes.more", number=more)
    new = sum(card.new for card in changes.cards)
    counts = {"changed": len(changes.cards) - new, "new": new, "removed": 0}
    yield plain_here("changes.summary", **counts)
    for language, cards in changes.wordless.items():
        yield plain_here("changes.wordless", language=language, listed=_listed(cards))
    if changes.outdated:
        yield plain_here("changes.outdated", listed=_listed(changes.outdated))


def _listed(names: Sequence[str]) -> str:
    return ", ".join((*names[:SHOWN], *(["..."] if len(names) > SHOWN else ())))
