"""Why a command cannot be done, in words for whoever typed it."""

from collections.abc import Iterable

from improv.director.ports import JournalError
from improv.locale.console import plain_here


class WrongUsage(Exception):
    """The command cannot mean anything; `str()` says what to write instead."""


class CannotPlay(Exception):
    """Nothing is wrong with the command, but this machine cannot do it now; `str()` says why."""


def worded(error: JournalError) -> str:
    """What is wrong with the journal and what to do, in the system's language."""
    return plain_here(error.name, option="--data", **error.values)


def listed(names: Iterable[str]) -> str:
    """Names in a row, as the system's language puts them."""
    return f"{plain_here('list.comma')} ".join(names)
