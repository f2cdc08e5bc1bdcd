"""A session's pages: made from the journal, written into the data folder, given to phones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from improv.director.ports import SessionHeader
from improv.locale.phrases import interface_languages
from improv.locale.tags import primary_language
from improv.packs.practices import practice_names
from improv.whole_file import replace_bytes
from improv.wiring.errors import CannotPlay, WrongUsage, listed, not_found
from improv.wiring.past_sessions import days, local_time
from improv.wiring.session_files import REPORTS
from improv.wiring.sessions import read_journal, shift_in

if TYPE_CHECKING:
    from improv.core.events import Event
    from improv.journal.reader import SqliteReader
    from improv.reports.session_page import PlayedSession
    from improv.reports.take_away import TakeAway

LEAD = "-lead"
"""What the name of the half page for the lead ends with."""


def report_language(wanted: str | None, session: str) -> str:
    """The language of a page: `wanted`, that of the session, or English. Raises WrongUsage."""
    spoken = interface_languages()
    if wanted is None:
        tag = primary_language(session)
        return tag if tag in spoken else "en"
    if (tag := primary_language(wanted)) in spoken:
        return tag
    raise WrongUsage("wrong.language", language=wanted, listed=listed(spoken))


class PastSessions:
    """Sessions of rooms, read from a journal. Close it when done."""

    def __init__(self, data: Path) -> None:
        """Raises Unreadable."""
        self._data = data
        self._journal: SqliteReader = read_journal(data)

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()

    def chosen(self, ids: Sequence[str]) -> list[SessionHeader]:
        """These sessions, the oldest first; without an id the newest that has ended.

        Raises WrongUsage for one that is not there, or that somebody practised alone.
        """
        there = {header.id: header for header in self._journal.sessions() if header.events}
        if not ids:
            for header in there.values():
                if header.ended and not header.demo and shift_in(self._journal, header) is None:
                    return [header]
            raise WrongUsage("wrong.report.none", folder=str(self._data))
        for session in ids:
            if session not in there:
                raise not_found("session", session, there, command="improv sessions")
            if shift_in(self._journal, there[session]) is not None:
                raise WrongUsage("wrong.report.alone", session=session, command="improv progress")
        return sorted((there[one] for one in dict.fromkeys(ids)), key=lambda one: one.opened)

    def events(self, session: str) -> list["Event"]:
        """A session's events. Raises CannotPlay for one of a later version, Unreadable."""
        from improv.core.event_codec import UnknownEvent, from_dict

        try:
            return [from_dict(record.event) for record in self._journal.records(session)]
        except UnknownEvent as fault:
            raise CannotPlay("cannot.export", session=session, fault=str(fault)) from None

    def played(self, header: SessionHeader, language: str | None = None) -> "PlayedSession":
        """A session as its page needs it; its texts in `language`, else in its own."""
        return played_session(header, self.events(header.id), language)


def played_session(
    header: SessionHeader, events: Sequence["Event"], language: str | None = None
) -> "PlayedSession":
    """A session as its page needs it; its texts in `language`, else in its own."""
    from improv.core.summary import summarise
    from improv.reports.session_page import PlayedSession

    opened = local_time(header)
    return PlayedSession(
        summarise(events, language),
        day=days(opened),
        hour=f"{opened:%H:%M}",
        minutes=round(header.mark / 60_000),
    )


def default_file(data: Path, headers: Sequence[SessionHeader]) -> Path:
    """Where the page of these sessions is, where nobody says."""
    last = headers[-1]
    day = f"{local_time(last):%Y-%m-%d}"
    name = last.id if len(headers) == 1 else f"{headers[0].id}-{last.id}"
    return data / REPORTS / f"{name}-{day}.html"


def lead_file(page: Path) -> Path:
    """Where the half page for the lead is, beside a page."""
    return page.with_name(f"{page.stem}{LEAD}{page.suffix}")


@dataclass(frozen=True, slots=True)
class Reports:
    """The pages of a session, or of several, and where each will be."""

    pages: Mapping[Path, "TakeAway"]
    """HTML file -> what it holds; that for everybody first."""
    folder: Path | None
    """The folder to make for them; None where they go to a place that was named."""

    def write(self) -> None:
        """Write them as HTML. Raises CannotPlay."""
        from improv.reports.take_away import html

        for file, page in self.pages.items():
            self._write(file, html(page).encode())

    def write_pdf(self) -> list[Path]:
        """Write each as a PDF beside its HTML; where they are. Raises CannotPlay."""
        from improv.reports.pdf import pdf
        from improv.reports.typesetting import INSTALL, installed

        if not installed():
            raise CannotPlay("cannot.pdf", command=INSTALL)
        files = [file.with_suffix(".pdf") for file in self.pages]
        for file, page in zip(files, self.pages.values(), strict=True):
            self._write(file, pdf(page))
        return files

    def _write(self, file: Path, content: bytes) -> None:
        try:
            if self.folder is not None:
                self.folder.mkdir(parents=True, exist_ok=True)
            replace_bytes(file, content)
        except OSError as error:
            why = error.strerror or str(error)
            raise CannotPlay("cannot.write", path=str(file), why=why) from None


def reports_of(
    data: Path,
    ids: Sequence[str],
    file: Path | None = None,
    *,
    names: bool = False,
    language: str | None = None,
) -> Reports:
    """The page of a session and that for its lead, or one over several sessions.

    Raises WrongUsage, CannotPlay, Unreadable.
    """
    from improv.reports.session_page import lead_page, session_page

    past = PastSessions(data)
    try:
        headers = past.chosen(ids)
        if language is not None:
            language = report_language(language, "")
        found = [past.played(header, language) for header in headers]
    finally:
        past.close()
    spoken = language or report_language(None, found[-1].summary.setup.language)
    practices, target = practice_names(spoken), file or default_file(data, headers)
    if len(found) > 1:
        from improv.reports.sessions_page import sessions_page

        pages = {target: sessions_page(found, spoken, practices)}
    else:
        pages = {
            target: session_page(found[0], spoken, practices, names=names),
            lead_file(target): lead_page(found[0], spoken, practices),
        }
    return Reports(pages, None if file else target.parent)


def write_file(file: Path, content: bytes, *, make: bool) -> None:
    """Write a file of figures; `make` its folder where it is not there. Raises CannotPlay."""
    try:
        if make:
            file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotPlay("cannot.write", path=str(file), why=why) from None


def nameless_page(data: Path, session: str, language: str) -> str:
    """The page that phones are given. Raises WrongUsage, CannotPlay, Unreadable."""
    past = PastSessions(data)
    try:
        (header,) = past.chosen([session])
        played = past.played(header, language)
    finally:
        past.close()
    return nameless(played, language)


def nameless(played: "PlayedSession", language: str) -> str:
    """The page of a session without names, as HTML."""
    from improv.reports.session_page import session_page
    from improv.reports.take_away import html

    return html(session_page(played, language, practice_names(language)))
