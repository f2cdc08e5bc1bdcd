"""Why a command cannot be done, in words for whoever typed it."""

from collections.abc import Iterable

from improv.locale.console import plain_here


class WrongUsage(Exception):
    """The command cannot mean anything; `str()` says what to write instead."""


class CannotPlay(Exception):
    """Nothing is wrong with the command, but this machine cannot do it now; `str()` says why."""


def listed(names: Iterable[str]) -> str:
    """Names in a row, as the system's language puts them."""
    return f"{plain_here('list.comma')} ".join(names)
