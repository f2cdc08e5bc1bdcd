"""Errors of PostgreSQL, of asyncpg and of the network, translated into the journal's own.

What matters is whether the outcome is known. https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from improv.director.ports import JournalError, NothingSaved, NotSaved, Trouble

_log = logging.getLogger(__name__)

_DEFINITE = ("22", "23", "25", "40001", "40P01", "42", "53", "54", "55", "57014")
"""Classes and codes with which a statement has failed as a whole, and its connection goes on."""
_FULL = ("53100", "53200")


def trouble_of(error: BaseException) -> Trouble:
    """What kind of trouble an error is."""
    state = getattr(error, "sqlstate", None) or ""
    if state in _FULL:
        return Trouble.FULL
    if state == "25006":  # a standby, or one that was set to it
        return Trouble.READ_ONLY
    return Trouble.FORBIDDEN if state == "42501" else Trouble.OTHER


@contextmanager
def translate_errors(name: str) -> Iterator[None]:
    """Turn what may go wrong with the database `name` into NothingSaved, else into NotSaved."""
    # Mistakes of our own (a closed pool, a value of the wrong type) stay what they are.
    try:
        yield
    except JournalError:
        raise
    except asyncpg.PostgresError as error:
        known = (error.sqlstate or "").startswith(_DEFINITE)
        fatal = getattr(error, "severity_en", "") in ("FATAL", "PANIC")
        kind = NothingSaved if known and not fatal else NotSaved
        raise _worded(kind, name, error) from error
    except (OSError, EOFError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        # TimeoutError is an OSError; a connection that was dropped is an InterfaceError later on.
        raise _worded(NotSaved, name, error) from error


def _worded(kind: type[NotSaved], name: str, error: BaseException) -> NotSaved:
    said = str(error) or type(error).__name__
    _log.debug("the database %s: %s", name, said)
    return kind("database.away", trouble_of(error), path=name, error=said)
