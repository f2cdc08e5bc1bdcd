"""`improv export-cards`: a pack's cards as a workbook or as CSV, to be changed in a spreadsheet."""

import argparse
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console

if TYPE_CHECKING:
    from improv.core.cards import Pack

ENDINGS = (".xlsx", ".csv")
_REPLACE = "--replace"


def add(commands: Any) -> None:
    """Add the command."""
    export = add_command(commands, "export-cards", run, plain_here("usage.export_cards"))
    export.add_argument("pack", metavar="PACK", help=plain_here("usage.pack.one"))
    where = plain_here("usage.export_cards.file", first=ENDINGS[0], second=ENDINGS[1])
    export.add_argument("file", metavar="FILE", type=Path, help=where)
    replace = plain_here("usage.export_cards.replace")
    export.add_argument(_REPLACE, action="store_true", help=replace)
    export.add_argument("--lang", metavar="LANG", help=plain_here("usage.lang.sheet"))
    add_data(export)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the cards into a file. Raises PackProblems, UnknownPack, WrongUsage, CannotPlay."""
    from improv.packs.folders import find_pack, known_packs
    from improv.packs.loading import load_pack
    from improv.paths import data_folder
    from improv.whole_file import replace_bytes
    from improv.wiring.errors import CannotPlay, WrongUsage
    from improv.wiring.report_language import report_language

    file: Path = chosen.file
    if file.suffix.lower() not in ENDINGS:
        first, second = ENDINGS
        raise WrongUsage("wrong.cards_file", name=str(file), first=first, second=second)
    language = report_language(chosen.lang)
    folder = find_pack(chosen.pack, known_packs(data_folder(chosen.data)))
    if file.exists() and not chosen.replace:
        raise CannotPlay("cannot.there", path=str(file), option=_REPLACE)
    with console.progress(plain_here("console.reading")):
        pack = load_pack(folder)
        content = _csv(pack) if file.suffix.lower() == ".csv" else _workbook(pack, language)
    try:
        replace_bytes(file, content)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotPlay("cannot.write", path=str(file), why=why) from None
    console.say(plain_here("export.cards", number=len(pack.cards), path=str(file)))
    return 0


def _workbook(pack: "Pack", language: str) -> bytes:
    from improv.reports.cards_workbook import cards_workbook
    from improv.scenes.words import Names

    return cards_workbook(pack, Names(language))


def _csv(pack: "Pack") -> bytes:
    from improv.cli.data import write_table
    from improv.core.card_table import columns_of, rows_of

    columns, output = columns_of(pack), StringIO()
    write_table([column.name for column in columns], rows_of(pack, columns), output)
    return output.getvalue().encode("utf-8-sig")  # a spreadsheet knows UTF-8 by its mark
