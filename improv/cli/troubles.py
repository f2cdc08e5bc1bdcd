"""What kept a command from being done, as sentences and an exit code."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

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
            if error.__cause__ is not None:
                _tell_details(error.__cause__, complain)
        case _:
            tell_fault(error, complain)
    return 1


def tell_fault(error: BaseException, complain: Callable[[str], None]) -> None:
    """Say that the program has met what nobody foresaw, and where the details are."""
    complain(plain_here("cannot.fault", fault=repr(error)))
    _tell_details(error, complain)


def _tell_details(error: BaseException, complain: Callable[[str], None]) -> None:
    import traceback
    from tempfile import NamedTemporaryFile

    how: Any = {"suffix": ".txt", "encoding": "utf-8", "errors": "backslashreplace"}
    with suppress(OSError):  # a full disk
        with NamedTemporaryFile("w", prefix="improv-", delete=False, **how) as file:
            traceback.print_exception(error, file=file)
        complain(plain_here("cannot.details", file=file.name))


def word_faults(complain: Callable[[str], None]) -> None:
    """Let what is met beside a command, on threads and in a server, be said like its own."""
    import logging
    import threading

    met_before = set[str]()

    def tell(error: BaseException) -> None:
        if repr(error) not in met_before:  # a server may meet it with every request
            met_before.add(repr(error))
            tell_fault(error, complain)

    class Worded(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info and record.exc_info[1]:
                tell(record.exc_info[1])
            else:
                complain(record.getMessage())

    logging.basicConfig(handlers=[Worded(logging.WARNING)])
    threading.excepthook = lambda met: tell(met.exc_value or met.exc_type())


def _no_such_pack(error: "UnknownPack") -> WrongUsage:
    if error.near:
        return WrongUsage("wrong.pack.near", name=error.name, near=error.near)
    return WrongUsage("wrong.pack", name=error.name, listed=listed(error.known))
