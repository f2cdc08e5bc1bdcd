"""Sessions in the data folder: opened, found again, resumed, told."""

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from improv import paths
from improv.director.ports import Journal, SessionHeader
from improv.journal.deferred import DeferredJournal
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from improv.locale import plain
from improv.locale.console import plain_here
from improv.wiring.deck_loading import LoadedDeck, format_of
from improv.wiring.errors import CannotPlay, WrongUsage
from improv.wiring.options import DEMO_ROUNDS, PlayOptions

if TYPE_CHECKING:
    from improv.core.summary import Summary
    from improv.director.session_runner import PreparedSession, SessionRunner


def open_journal(options: PlayOptions) -> DeferredJournal:
    """The data folder's journal. Raises AlreadyOpen and Unreadable; a disk may take its time."""
    folder = paths.data_folder(options.data)
    return DeferredJournal(lambda: SqliteJournal.open(folder))


def read_journal(data: Path | None) -> SqliteReader:
    """The data folder's journal, to read beside a running game."""
    return SqliteReader.open(paths.data_folder(data))


def unfinished(journal: Journal, *, demo: bool) -> SessionHeader | None:
    """The newest session if it did not end; a demo is never offered for a real game."""
    same = (header for header in journal.sessions() if header.demo is demo)
    newest = next(same, None)
    return None if newest is None or newest.ended or not newest.events else newest


def begin(options: PlayOptions, cards: LoadedDeck, journal: Journal) -> "PreparedSession":
    """Open a new session. Raises WrongUsage for a format that is not there."""
    from improv.core.evolve import evolve
    from improv.core.session import opening
    from improv.core.state import Setup
    from improv.core.timing import huddle_rounds
    from improv.director.session_runner import PreparedSession

    seed = secrets.randbits(32) if options.seed is None else options.seed
    game = format_of(options, cards.deck, seed)
    setup = Setup(seed, options.ballot, options.rounds, options.huddle)
    if options.huddle and options.rounds is None:
        setup = replace(setup, rounds=huddle_rounds(setup, game))
    elif options.demo and options.rounds is None:
        setup = replace(setup, rounds=DEMO_ROUNDS)
    opened = opening(setup, game, cards.language, standings=options.standings)
    now = datetime.now(UTC)
    session = f"{now:%Y-%m-%d}-{secrets.token_hex(3)}"
    title = game.say(cards.language).get("name", game.id)
    journal.open_session(session, now.isoformat(timespec="seconds"), title, options.demo)
    return PreparedSession(session, evolve(None, opened), 0, 0, unwritten=(opened,))


def sit(
    options: PlayOptions, cards: LoadedDeck, journal: Journal, say: Callable[[str], None]
) -> "SessionRunner":
    """The session that was asked for: the last one, or a new one."""
    from improv.core.events import UnknownEvent
    from improv.director.session_runner import SessionRunner, resume

    header = unfinished(journal, demo=options.demo)
    if options.resume and header is None:
        say(plain_here("console.resume"))
    if header is None or not options.resume:
        begun = begin(options, cards, journal)
    else:
        try:
            begun = resume(header, journal)
        except UnknownEvent as fault:
            words = plain_here("cannot.read", session=header.id, fault=str(fault), option="--new")
            raise CannotPlay(words) from None
    return SessionRunner(
        begun,
        journal,
        cards.deck,
        cards.later,
        time.monotonic,
        options.players or (demo_names(cards.language) if options.demo else ()),
        options.pace if options.demo else None,
    )


def demo_names(language: str) -> tuple[str, ...]:
    """Who plays a demo: names that are at home in the language."""
    return tuple(plain(language, "demo.names").split())


def summary_of(data: Path | None, session: str) -> tuple[SessionHeader, "Summary"]:
    """The header and the summary of a session. Raises WrongUsage for one that is not there."""
    from difflib import get_close_matches

    from improv.core.events import from_dict
    from improv.core.summary import summarise

    journal = read_journal(data)
    try:
        headers = {header.id: header for header in journal.sessions()}
        if session not in headers:
            if near := get_close_matches(session, headers, 1):
                words = plain_here("wrong.session.near", name=session, near=near[0])
            else:
                words = plain_here("wrong.session", name=session, command="improv sessions")
            raise WrongUsage(words)
        events = [from_dict(record.event) for record in journal.records(session)]
    finally:
        journal.close()
    return headers[session], summarise(events)


def to_dict(header: SessionHeader, summary: "Summary") -> dict[str, object]:
    """A session as JSON-able values: what is exported."""
    return {
        "session": header.id,
        "opened": header.opened,
        "title": header.title,
        "demo": header.demo,
        "ended": header.ended,
        **summary.to_dict(),
    }
