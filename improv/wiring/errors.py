"""Why a command cannot be done, in words for the person who typed it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from improv.locale.system import plain_here

if TYPE_CHECKING:
    from improv.director.ports import JournalError
    from improv.packs.folders import UnknownPack


class CommandError(Exception):
    """A command that cannot be done; `str()` says why in the system's language."""

    def __init__(self, name: str, /, *, detail: str = "", **values: str | int) -> None:
        """`name` and `values` are a phrase's; `detail` is appended as it is."""
        super().__init__(plain_here(name, **values) + detail)


class WrongUsage(CommandError):
    """The command cannot mean anything; `str()` says what to write instead."""


class CannotPlay(CommandError):
    """Nothing is wrong with the command, but this machine cannot do it now."""


def not_found(kind: str, name: str, names: Iterable[str], **values: str) -> WrongUsage:
    """The error for an unknown `name` of a `kind` (`format`, `session`): the nearest, or all."""
    from difflib import get_close_matches

    if near := get_close_matches(name, names := list(names), 1):
        return WrongUsage(f"wrong.{kind}.near", name=name, near=near[0])
    return WrongUsage(f"wrong.{kind}", name=name, **(values or {"listed": listed(names)}))


def no_such_pack(error: "UnknownPack") -> WrongUsage:
    """The error for a pack that is not there: the nearest, or all."""
    if error.near:
        return WrongUsage("wrong.pack.near", name=error.name, near=error.near)
    return WrongUsage("wrong.pack", name=error.name, listed=listed(error.known))


def worded(error: "JournalError") -> str:
    """What is wrong with the journal and what to do, in the system's language."""
    values = {"option": "--data", "command": "improv play --new", **error.values}
    return plain_here(error.name, **values)


def listed(names: Iterable[str]) -> str:
    """Names in a row, separated as the system's language does it."""
    return f"{plain_here('list.comma')} ".join(names)
