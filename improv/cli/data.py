"""Figures for other programs: a table or JSON, on the console or in a file."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TextIO

from improv.core.csv_text import guarded
from improv.terminal.console import unwritable
from improv.wiring.errors import CannotPlay


@contextmanager
def written(file: Path | None, console: TextIO, *, table: bool) -> Iterator[TextIO]:
    """Where data goes: into `file`, else to the console. Raises CannotPlay, Unwritable."""
    # A spreadsheet knows UTF-8 by its mark, and JSON may have none.
    encoding = "utf-8-sig" if table else "utf-8"
    try:
        with file.open("w", encoding=encoding) if file else nullcontext(console) as output:
            yield output
    except OSError as error:
        if file is None:
            with unwritable():
                raise
        why = error.strerror or str(error)
        raise CannotPlay("cannot.write", path=str(file), why=why) from None


def write_table(columns: Sequence[str], rows: Iterable[Sequence[object]], output: TextIO) -> None:
    """Rows of comma-separated values under their names."""
    # Where the system ends its lines in another way, the stream does it.
    table = csv.writer(output, lineterminator="\n")
    table.writerow(columns)
    table.writerows(map(_cell, row) for row in rows)


def write_json(value: Any, output: TextIO) -> None:
    """A JSON-able value, for eyes as well."""
    json.dump(value, output, ensure_ascii=False, indent=2)
    output.write("\n")


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    return guarded(value) if isinstance(value, str) else value
