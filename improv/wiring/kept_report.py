"""What a session leaves at its end: the file, written by itself, and the page that phones take."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from improv.core.formats import PhaseKind
from improv.director.ports import JournalError
from improv.director.room import Room
from improv.locale.system import plain_here
from improv.wiring.errors import CommandError, worded

if TYPE_CHECKING:
    from improv.wiring.report import Reports

_log = logging.getLogger(__name__)


async def keep_report(room: Room, data: Path, say: Callable[[str], None]) -> None:
    """Write the report whenever the session comes to its end, until it is cancelled.

    An end that was undone is written anew. A fault is told, and ends no game.
    """
    changed = asyncio.Event()
    room.watch(changed.set)
    written = None
    while True:
        shown = room.shown
        ended = shown.state.kind is PhaseKind.END and shown.trouble is None
        if ended and written != shown.version:
            written = shown.version
            # Who leaves at once has it all the same: a thread is not cancelled.
            file = await asyncio.to_thread(_written, data, room.session, say)
            if file is not None:
                say(plain_here("report.file", path=str(file)))
                room.keep(_short(file))
        await changed.wait()
        changed.clear()


def _written(data: Path, session: str, say: Callable[[str], None]) -> Path | None:
    from improv.reports.typesetting import installed
    from improv.wiring.report import reports_of

    try:
        reports = reports_of(data, [session])
        reports.write()
        if installed():
            _write_pdf(reports)
        return next(iter(reports.pages))
    except CommandError as fault:
        why = str(fault)
    except JournalError as fault:
        why = worded(fault)
    except Exception as fault:  # a mistake of ours there must not end the game here
        _log.exception("the report has a fault of its own")
        why = repr(fault)
    say(plain_here("report.failed", why=why, command=f"improv report {session}"))
    return None


def _write_pdf(reports: "Reports") -> None:
    """The same as PDF; where that fails the page is there all the same."""
    try:
        reports.write_pdf()
    except Exception:
        _log.exception("the report could not be written as a PDF")


def _short(file: Path) -> str:
    """A path as people say it; the room need not read whose folder it is."""
    try:
        return f"~/{file.absolute().relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(file)


class NamelessReport:
    """The page that phones may take away: made once for each language, however many ask."""

    def __init__(self, room: Room, make: Callable[[str], Awaitable[str]]) -> None:
        """`make`: the page in a language, of the session as it is now."""
        self._room, self._make = room, make
        self._version, self._pages = -1, dict[str, str]()
        self._one = asyncio.Lock()

    async def page(self, language: str) -> str | None:
        """The page; None where it cannot be made."""
        async with self._one:
            if (version := self._room.shown.version) != self._version:
                self._version, self._pages = version, {}
            if language not in self._pages:
                try:
                    self._pages[language] = await self._make(language)
                except Exception:  # phones have their last page without it
                    _log.exception("the page to take away could not be made")
                    return None
            return self._pages[language]


async def kept_page(data: Path, session: str, language: str) -> str:
    """The page of a session that is in the journal. Raises WrongUsage, CannotPlay, Unreadable."""
    from improv.wiring.report import nameless_page

    return await asyncio.to_thread(nameless_page, data, session, language)
