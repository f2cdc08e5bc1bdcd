"""Frozen values that share much to JSON and back: each value once, in a table of its type.

A state repeats itself: thousands of rounds, each with its format and its cards, and each step that
can be undone with the progress before and after it. Here a value is a row: the numbers of the rows
of its parts, in tables that are read before its own. So nothing is written or made twice, no row
leads back to itself, and a file has no say in what is made of it: the types are those named here.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from itertools import chain, cycle
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the values of a type are made of."""

    join: Callable[[Any], Any]
    """A value of its parts; of a type without parts, of what JSON has for it."""
    split: Callable[[Any], Iterable[Any]] = iter
    parts: tuple[Any, ...] = ()
    """The types of the parts, over and over."""


class SharedCodec:
    """For one type of dataclasses, mappings, tuples, frozen sets, None, and plain values."""

    def __init__(self, hint: Any) -> None:
        """Raises TypeError for a type that it does not know."""
        self._root = hint
        self._shapes: dict[Any, _Shape] = {}
        """Every type that occurs, after its parts."""
        self._add(hint)

    def _add(self, hint: Any) -> None:
        if hint not in self._shapes:
            shape = _shape(hint)
            for part in shape.parts:
                self._add(part)
            self._shapes[hint] = shape

    def encode(self, value: Any) -> str:
        """The value as JSON in ASCII: a list of tables."""
        tables: list[Mapping[Any, int]] = []
        numbers: dict[Any, Callable[[Any], int]] = {}
        for hint, shape in self._shapes.items():
            rows: dict[Any, int] = {}
            numbers[hint] = _numbering(shape, [numbers[part] for part in shape.parts], rows)
            tables.append(rows)
        numbers[self._root](value)
        return json.dumps([list(rows) for rows in tables], separators=(",", ":"))

    def decode(self, text: str) -> Any:
        """The value that was written. Raises ValueError for what is none."""
        made: dict[Any, list[Any]] = {}
        try:
            for (hint, shape), rows in zip(self._shapes.items(), json.loads(text), strict=True):
                made[hint] = _made(shape, [made[part] for part in shape.parts], rows)
            (value,) = made[self._root]
        except (TypeError, ValueError, IndexError, RecursionError, OverflowError) as wrong:
            raise ValueError(f"no {self._root}: {wrong!r}") from wrong
        return value


def _shape(hint: Any) -> _Shape:
    if hint in (int, bool, str) or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return _Shape(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        hints, names = get_type_hints(hint), [entry.name for entry in fields(hint)]
        return _Shape(
            lambda parts: hint(*parts),
            lambda value: [getattr(value, name) for name in names],
            tuple(hints[name] for name in names),
        )
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType) and args[1:] == (NoneType,):
        one = args[:1]
        return _Shape(lambda parts: parts[0] if parts else None, _one_or_none, one)
    if origin is tuple:
        return _Shape(tuple, parts=args[:1] if args[-1] is Ellipsis else args)
    if origin is frozenset:
        return _Shape(frozenset, sorted, args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _Shape(_mapping, lambda value: chain.from_iterable(value.items()), args)
    raise TypeError(f"no codec for {hint}")


def _one_or_none(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _mapping(parts: list[Any]) -> dict[Any, Any]:
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _numbering(
    shape: _Shape, parts: list[Callable[[Any], int]], rows: dict[Any, int]
) -> Callable[[Any], int]:
    """From a value to the number of its row, which is added where it is new."""
    if not parts:
        return lambda value: rows.setdefault(value, len(rows))
    seen: dict[int, int] = {}

    def number(value: Any) -> int:
        # The same object is looked at once; what is only equal is written once.
        known = seen.get(id(value))
        if known is None:
            row = tuple(part(one) for part, one in zip(cycle(parts), shape.split(value)))
            known = seen[id(value)] = rows.setdefault(row, len(rows))
        return known

    return number


def _made(shape: _Shape, parts: list[list[Any]], rows: Iterable[Any]) -> list[Any]:
    """The values of a table's rows."""
    if not parts:
        return [shape.join(row) for row in rows]
    return [shape.join([made[n] for made, n in zip(cycle(parts), row)]) for row in rows]
