"""What kept a command from being done, as sentences and an exit code."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from improv.locale.system import plain_here, system_language
from improv.wiring.errors import CannotPlay, WrongUsage, listed, worded

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
        case _:
            shows = "python -X dev -m improv"
            complain(plain_here("cannot.fault", fault=repr(error), command=shows))
    return 1


def _no_such_pack(error: "UnknownPack") -> WrongUsage:
    if error.near:
        return WrongUsage("wrong.pack.near", name=error.name, near=error.near)
    return WrongUsage("wrong.pack", name=error.name, listed=listed(error.known))
