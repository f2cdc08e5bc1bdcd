"""What kept a command from being done, as sentences and an exit code."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from improv.locale.system import system_language
from improv.wiring.errors import CannotPlay, WrongUsage, listed, worded
from improv.wiring.faults import tell_details, tell_fault

if TYPE_CHECKING:
    from improv.packs.loading import UnknownPack


def exit_code(error: Exception, command: str, complain: Callable[[str], None]) -> int:
    """Say what happened; 2 where the command line cannot mean anything, else 1."""
    from improv.director.ports import JournalError
    from improv.packs.loading import UnknownPack
    from improv.packs.problems import PackProblems

    if isinstance(error, UnknownPack):
        error = _no_such_pack(error)
    match error:
        case WrongUsage():
            complain(f"improv {command}: {error}")
            return 2
        case PackProblems():
            for line in error.lines(system_language()):
                complain(line)
        case JournalError():
            complain(worded(error))
        case CannotPlay():
            complain(str(error))
            if error.__cause__ is not None:
                tell_details(error.__cause__, complain)
        case _:
            tell_fault(error, complain)
    return 1


def _no_such_pack(error: "UnknownPack") -> WrongUsage:
    if error.near:
        return WrongUsage("wrong.pack.near", name=error.name, near=error.near)
    return WrongUsage("wrong.pack", name=error.name, listed=listed(error.known))
