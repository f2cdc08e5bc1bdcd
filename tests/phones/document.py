"""PROTOCOL.md, read: its tables, and a checker of values against the types that it writes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import improv.phones

TEXT = (Path(improv.phones.__file__).parent / "PROTOCOL.md").read_text("utf-8")
_PLAIN = {"int": int, "text": str, "bool": bool}


def rows(title: str) -> Iterator[list[str]]:
    """The cells of the table under a heading, without its head."""
    part = re.split(rf"^#+ {re.escape(title)}$", TEXT, flags=re.MULTILINE)[1]
    part = re.split(r"^#", part, maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    for line in lines[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def plain(cell: str) -> str:
    """Without its marks."""
    return cell.replace("`", "")


def is_table(name: str) -> bool:
    """Whether a type is a table of its own."""
    return f"\n### {name}\n" in TEXT


def fields(name: str) -> dict[str, str]:
    """Field (with its `?`) -> type."""
    return {plain(cells[0]): cells[1] for cells in rows(name)}


def in_cell(cell: str) -> dict[str, str]:
    """The fields of a host action: "`name?: type`, ..."."""
    return dict(part.split(": ", 1) for part in re.findall(r"`([^`]+)`", cell))


@dataclass
class Checker:
    """Compares values with the document and remembers what it saw."""

    seen: set[tuple[str, str]] = field(default_factory=set)
    """(table, field) that had a value worth the name."""

    def check(self, value: Any, kind: str, where: str) -> None:
        """AssertionError where `value` is not what `kind` says."""
        if kind == "null":
            assert value is None, where
        elif kind.endswith("?"):
            if value is not None:
                self.check(value, kind[:-1], where)
        elif kind in _PLAIN:
            assert type(value) is _PLAIN[kind], (where, value)
        elif kind == "Value":
            assert type(value) in (int, str), (where, value)
        elif kind.startswith("["):
            assert type(value) is list, (where, value)
            for one in value:
                self.check(one, kind[1:-1], where)
        elif kind.startswith("{text: "):
            assert type(value) is dict, (where, value)
            for one in value.values():
                self.check(one, kind[7:-1], where)
        else:
            self.record(value, kind)

    def record(self, value: Any, *tables: str) -> None:
        """An object with exactly the fields of these tables together."""
        assert type(value) is dict, (tables, value)
        documented = {}
        for table in tables:
            for name, kind in fields(table).items():
                documented[name.removesuffix("?")] = (table, kind)
                assert name.endswith("?") or name in value, f"{table}.{name} is not there"
        for name, one in value.items():
            assert name in documented, f"{tables}: {name} is not in the document"
            table, kind = documented[name]
            self.check(one, kind, f"{table}.{name}")
            if one or kind in ("int", "bool", "null"):
                self.seen.add((table, name))

    def unseen(self, *tables: str) -> set[tuple[str, str]]:
        """The fields that were never there."""
        known = {(t, name.removesuffix("?")) for t in tables for name in fields(t)}
        return known - self.seen
