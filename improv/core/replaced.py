"""replaced: a frozen, slotted value with some fields replaced, faster than dataclasses.replace.

A replay of a long session does little else. Nothing is checked again: a value that is made of a
valid one needs no __init__, and these have no __post_init__.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")

_Copy = tuple[Callable[[Any], Any], Callable[[Any, Any], None]]
_PLANS: dict[type, tuple[tuple[_Copy, ...], dict[str, Callable[[Any, Any], None]]]] = {}


def replaced(value: T, **changes: Any) -> T:
    """`value`, a slotted dataclass, with `changes`. KeyError for an unknown field."""
    kind = type(value)
    plan = _PLANS.get(kind)
    if plan is None:
        slots = {entry.name: getattr(kind, entry.name) for entry in fields(kind)}  # type: ignore[arg-type]
        copies = tuple((slot.__get__, slot.__set__) for slot in slots.values())
        plan = _PLANS[kind] = copies, {name: slot.__set__ for name, slot in slots.items()}
    copies, setters = plan
    new = object.__new__(kind)
    for get, put in copies:
        put(new, get(value))
    for name, part in changes.items():
        setters[name](new, part)
    return new
