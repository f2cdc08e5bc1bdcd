"""What kept a command from being done, as sentences and an exit code."""

from collections.abc import Callable

from improv.locale.system import system_language
from improv.wiring.errors import CannotPlay, WrongUsage, no_such_pack, worded
from improv.wiring.faults import tell_details, tell_fault


def exit_code(error: Exception, command: str, complain: Callable[[str], None]) -> int:
    """Say what happened; 2 where the command line cannot mean anything, else 1."""
    from improv.director.ports import JournalError
    from improv.packs.folders import UnknownPack
    from improv.packs.problems import PackProblems

    if isinstance(error, UnknownPack):
        error = no_such_pack(error)
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
