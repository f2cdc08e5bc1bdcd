"""What nobody foresaw: said in a sentence, with a file that has the details; in every process."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from improv.locale.system import plain_here

MOST_FAULTS = 20
"""So many different ones are told of."""
_PREFIX, _SUFFIX = "improv-", ".txt"


def tell_fault(error: BaseException, complain: Callable[[str], None]) -> None:
    """Say that the program has met what nobody foresaw, and where the details are."""
    complain(plain_here("cannot.fault", fault=repr(error)))
    tell_details(error, complain)


def tell_details(error: BaseException, complain: Callable[[str], None]) -> None:
    """Write the traceback into a file, and name that."""
    import traceback
    from tempfile import NamedTemporaryFile

    how: Any = {"suffix": _SUFFIX, "encoding": "utf-8", "errors": "backslashreplace"}
    with suppress(OSError):  # a full disk
        with NamedTemporaryFile("w", prefix=_PREFIX, delete=False, **how) as file:
            traceback.print_exception(error, file=file)
        complain(plain_here("cannot.details", file=file.name))


def fault_files() -> Path:
    """Where the files with details are: a folder, and a pattern of their names in it."""
    from tempfile import gettempdir

    return Path(gettempdir()) / f"{_PREFIX}*{_SUFFIX}"


def word_faults(complain: Callable[[str], None]) -> None:
    """Let what is met beside a command, on threads and in a server, be said like its own."""
    import logging
    import threading

    met_before = set[str]()

    def tell(error: BaseException) -> None:
        # A server may meet it with every request, and in words that its client has chosen.
        if repr(error) not in met_before and len(met_before) < MOST_FAULTS:
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
