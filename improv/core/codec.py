"""Frozen values to JSON-able ones and back, from the type hints of the dataclasses.

Knows dataclasses, enums, tuples, frozen sets, mappings and None; a field at its default is
left out, so a value written before the field was added still loads. Codecs are built once per
type: replaying a long session runs through them for every event.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Convert = Callable[[Any], Any]
_PLAIN = (int, str, bool, float, NoneType)


def encoder(hint: Any) -> Convert:
    """A function from a value of type `hint` to a JSON-able one."""
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_encoder(hint)
    inner = _parts(hint)
    if inner is None:
        return _same
    shape, item = inner
    encode = encoder(item)
    if shape is Mapping:
        if encode is _same:
            return dict
        return lambda value: {key: encode(entry) for key, entry in value.items()}
    if shape is frozenset:
        return sorted
    if shape is tuple:
        return list if encode is _same else lambda value: [encode(entry) for entry in value]
    return encode if encode is _same else lambda value: None if value is None else encode(value)


def decoder(hint: Any) -> Convert:
    """The way back."""
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_decoder(hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    inner = _parts(hint)
    if inner is None:
        return _same
    shape, item = inner
    decode = decoder(item)
    if shape is Mapping:
        key_type = get_args(hint)[0]
        if isinstance(key_type, type) and issubclass(key_type, StrEnum):
            return lambda value: {key_type(key): decode(entry) for key, entry in value.items()}
        if decode is _same:
            return dict
        return lambda value: {key: decode(entry) for key, entry in value.items()}
    if shape is frozenset and decode is item:
        # One text in the place of a set of them: so it was written before there could be several.
        return lambda value: frozenset(map(decode, (value,) if isinstance(value, str) else value))
    if shape in (frozenset, tuple):
        make: Convert = frozenset if shape is frozenset else tuple
        return make if decode is _same else lambda value: make(decode(entry) for entry in value)
    return decode if decode is _same else lambda value: None if value is None else decode(value)


def _same(value: Any) -> Any:
    return value


def _parts(hint: Any) -> tuple[Any, Any] | None:
    """The shape of a hint and the type inside it; None for what is already JSON-able."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return Mapping, args[1]
    if origin is tuple:
        if args[-1] is not Ellipsis and len(set(args)) != 1:
            raise TypeError(f"no codec for {hint}")
        return tuple, args[0]
    if origin is frozenset:
        return frozenset, args[0]
    if origin in (Union, UnionType):
        some = [arg for arg in args if arg is not NoneType]
        return (None, some[0]) if len(some) == 1 else None
    if hint in _PLAIN or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return None
    raise TypeError(f"no codec for {hint}")


def _default(entry: "Field[Any]") -> Any:
    if entry.default is not MISSING:
        return entry.default
    if entry.default_factory is not MISSING:
        return entry.default_factory()
    return MISSING


def _dataclass_encoder(kind: type) -> Convert:
    hints = get_type_hints(kind)
    plan = [(entry.name, encoder(hints[entry.name]), _default(entry)) for entry in fields(kind)]

    def encode(value: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, convert, default in plan:
            part = getattr(value, name)
            if default is MISSING or part != default:
                found[name] = convert(part)
        return found

    return encode


def _dataclass_decoder(kind: type) -> Convert:
    hints = get_type_hints(kind)
    plan = [(entry.name, decoder(hints[entry.name])) for entry in fields(kind)]
    plain = [name for name, convert in plan if convert is _same]
    converted = [(name, convert) for name, convert in plan if convert is not _same]

    def decode(value: Mapping[str, Any]) -> Any:
        found = {name: value[name] for name in plain if name in value}
        for name, convert in converted:
            if name in value:
                found[name] = convert(value[name])
        return kind(**found)

    return decode
