"""Sessions in the data folder: opened, found again, resumed, summarised."""

import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from improv.core.forgetting import same_name
from improv.core.search_text import search_text
from improv.director.ports import Journal, SessionHeader, Unreadable
from improv.journal.deferred import DeferredJournal
from improv.journal.file import NAME
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from improv.locale.phrases import plain
from improv.locale.system import plain_here
from improv.wiring.deck_loading import LoadedDeck, businesses_of, format_of, surveys_of
from improv.wiring.errors import CannotPlay, WrongUsage, listed, not_found
from improv.wiring.options import DEMO_ROUNDS, GameOptions, SoloOptions
from improv.wiring.team import history_of

if TYPE_CHECKING:
    from improv.core.events import SessionOpened
    from improv.core.summary import Summary
    from improv.director.demo import Lines
    from improv.director.session_runner import PreparedSession, SessionRunner


def open_journal(data: Path, say: Callable[[str], None] = print) -> DeferredJournal:
    """The journal, opened as soon as the disk lets it.

    Raises AlreadyOpen, Unreadable, and NotSaved for one that is there and may not be written.
    What cannot be read is told whatever was asked for: nothing is begun over it.
    """

    def report(name: str, values: Mapping[str, str]) -> None:
        say(plain_here(name, **values))

    there = os.path.lexists(data / NAME)
    journal = DeferredJournal(
        lambda: SqliteJournal.open(data, report), (lambda: read_journal(data)) if there else None
    )
    try:
        journal.sessions()
    except Unreadable:
        journal.close()
        raise
    return journal


def read_journal(data: Path) -> SqliteReader:
    """The journal of a data folder, to be read beside a running game. Raises Unreadable."""
    return SqliteReader.open(data)


def unfinished(
    journal: Journal | SqliteReader, *, demo: bool, solo: SoloOptions | None = None
) -> SessionHeader | None:
    """The newest session if it did not end; a demo is never offered for a real game.

    Of a room, or of the person who is alone; without a name, of whoever left theirs last. A
    room's session without a round or a name is a lobby that was opened and closed: nothing of it is
    missing.
    """
    over = set[str]()  # those whose newest shift has ended
    for header in journal.sessions():
        if (
            header.demo is demo
            and header.events
            and _is_of(journal, header, solo)
            and (header.ended or _has_begun(journal, header, alone=solo is not None))
        ):
            whose = search_text(shift_in(journal, header) or "")
            if not header.ended and whose not in over:
                return header
            if demo or solo is None or solo.name:
                return None
            over.add(whose)
    return None


def _is_of(
    journal: Journal | SqliteReader, header: SessionHeader, solo: SoloOptions | None
) -> bool:
    """Whether a session is the shift of this person, of anybody in a demo; None: a room's.

    Somebody without a name is anybody.
    """
    whose = shift_in(journal, header)
    if solo is None or whose is None:
        return whose is None and solo is None
    return header.demo or not solo.name or same_name(whose, solo.name)


def shift_in(journal: Journal | SqliteReader, header: SessionHeader) -> str | None:
    """Whose shift a session is; None for a room's. It has at least one event."""
    shift = next(iter(journal.records(header.id))).event.get("setup", {}).get("shift")
    return str(shift.get("name", "")) if isinstance(shift, dict) else None


def _has_begun(journal: Journal | SqliteReader, header: SessionHeader, *, alone: bool) -> bool:
    if header.demo:  # the people in its lobby come by themselves
        return header.events > 0
    events = (record.event for record in journal.records(header.id))
    return any(
        event.get("type") == "round_drawn"
        or (event.get("type") == "person_joined" and event.get("name") and not alone)
        for event in events
    )


def to_resume(journal: Journal | SqliteReader, options: GameOptions) -> SessionHeader | None:
    """The session that the options ask for: by its id, or the unfinished one; None for a new one.

    Raises WrongUsage for an id that none has, one that has ended, one of another kind.
    """
    if not isinstance(options.resume, str):
        demo, solo = options.demo, options.solo
        return unfinished(journal, demo=demo, solo=solo) if options.resume else None
    there = {header.id: header for header in journal.sessions() if header.events}
    if (header := there.get(options.resume)) is None:
        raise not_found("session", options.resume, there, command="improv sessions")
    if header.ended:
        command = f"improv export {header.id}"
        raise WrongUsage("wrong.ended", session=header.id, command=command)
    if header.demo is not options.demo or not _is_of(journal, header, options.solo):
        command = resume_command(journal, header)
        raise WrongUsage("wrong.resume", session=header.id, command=command)
    return header


def resume_command(journal: Journal | SqliteReader, header: SessionHeader) -> str:
    """What resumes a session that has an event: it depends on which kind it is."""
    command = "play" if shift_in(journal, header) is None else "solo"
    return f"improv {command}{' --demo' if header.demo else ''} --resume {header.id}"


def session_opening(
    options: GameOptions,
    cards: LoadedDeck,
    journal: Journal | None,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[str, "SessionOpened"]:
    """What a new session is called, and its first event. Raises WrongUsage as `new_session`.

    Without a `journal` it is of a room whose team nobody knows.
    """
    from improv.core.plan_choice import with_plan
    from improv.core.session import opening
    from improv.core.state import Setup, TeamHistory
    from improv.core.timing import huddle_rounds

    seed = secrets.randbits(32) if options.seed is None else options.seed
    team = history_of(options.team_name, journal) if journal and options.team_name else None
    game = format_of(options, cards.deck, seed, cards.language, team)
    plan = cards.plans().find("plan", options.plan) if options.plan else None
    shift = None
    if journal and options.solo is not None:
        from improv.wiring.solo import seen_by, shift_of

        name = options.solo.name or demo_names(cards.language)[0]
        shift = shift_of(options, name, cards.deck, cards.language, seed, say)
        team = seen_by(name, journal)
    coaching = True if options.ballot == "coaching" else None
    setup = Setup(
        seed,
        options.ballot,
        options.rounds,
        options.huddle,
        team or TeamHistory(),
        heat=options.heat_most or 0,
        talk_first=coaching if options.talk_first is None else options.talk_first,
        only=businesses_of(options, cards.deck, cards.language),
        shift=shift,
        votes=options.votes,
        clock=options.clock,
        surveys=surveys_of(options, cards.deck),
    )
    title = game.say(cards.language).get("name", game.id)
    if plan is not None:
        setup, first = with_plan(setup, plan, cards.deck.formats)
        game = first or game
        title = plan.say(cards.language).get("name", plan.id)
        if plan.series:
            played, total = setup.team.series.get(plan.id, 0), len(plan.steps)
            say(plain_here("console.series", number=played % total + 1, total=total))
    elif options.huddle and options.rounds is None:
        setup = replace(setup, rounds=huddle_rounds(setup, game))
    elif options.demo and options.rounds is None:
        setup = replace(setup, rounds=DEMO_ROUNDS)
    return title, opening(setup, game, cards.language, standings=options.standings)


def new_session(
    options: GameOptions,
    cards: LoadedDeck,
    journal: Journal,
    say: Callable[[str], None] = lambda _: None,
) -> "PreparedSession":
    """Open a new session. Raises WrongUsage for a format or a plan that is not there.

    `say` is told which session of a series it is, and what is due that no card here asks for.
    """
    from improv.core.session import evolve
    from improv.director.session_runner import PreparedSession

    title, opened = session_opening(options, cards, journal, say)
    session, now = new_id()
    journal.open_session(session, now, title, options.demo)
    return PreparedSession(session, evolve(None, opened), 0, 0, unwritten=(opened,))


def new_id() -> tuple[str, str]:
    """The id of a session that begins now, and when that is: UTC, ISO 8601."""
    now = datetime.now(UTC)
    return f"{now:%Y-%m-%d}-{secrets.token_hex(3)}", now.isoformat(timespec="seconds")


def session_runner(
    options: GameOptions,
    cards: LoadedDeck,
    journal: Journal,
    say: Callable[[str], None],
    speed: float,
) -> "SessionRunner":
    """A runner of the session that was asked for: one to go on with, or a new one.

    Raises WrongUsage for an unknown format or id, CannotPlay for a session of another version.
    """
    from improv.core.event_codec import UnknownEvent
    from improv.director.session_runner import SessionRunner, restore

    header = to_resume(journal, options)
    if header is None:
        if options.resume:
            say(plain_here("console.resume"))
        prepared = new_session(options, cards, journal, say)
    else:
        try:
            prepared = restore(header, journal)
        except UnknownEvent as fault:
            raise CannotPlay(
                "cannot.read", session=header.id, fault=str(fault), option="--new"
            ) from None
        if kept := listed(options.of_a_new_session()):
            say(plain_here("console.kept", options=kept))
    return SessionRunner(
        prepared,
        journal,
        cards.deck,
        cards.load_all,
        time.monotonic,
        _players(options, cards, prepared),
        speed,
        demo_lines(cards.language) if options.demo else None,
        begins=bool(options.card),
    )


def _players(
    options: GameOptions, cards: LoadedDeck, prepared: "PreparedSession"
) -> tuple[str, ...]:
    """Who is there from the start: those that were named, in a demo others where they are few."""
    from improv.core.roster import places

    if (shift := prepared.state.setup.shift) is not None:
        return (shift.name,)
    if not options.demo:
        return options.players
    if len(options.players) > len(places(prepared.state.progress.format.seats)):
        return options.players
    return tuple(dict.fromkeys((*options.players, *demo_names(cards.language))))


def demo_names(language: str) -> tuple[str, ...]:
    """The players of a demo: names that are at home in the language."""
    return tuple(plain(language, "demo.names").split())


def demo_lines(language: str) -> "Lines":
    """What the people of a demo say."""
    from improv.director.demo import Lines

    thanks = plain(language, "demo.thanks.1"), plain(language, "demo.thanks.2")
    written = (
        plain(language, "demo.line.1"),
        plain(language, "demo.line.2"),
        plain(language, "demo.line.3"),
        plain(language, "demo.line.4"),
    )
    note = plain(language, "demo.note")
    return Lines(plain(language, "demo.promise"), thanks, written, note)


def summary_of(data: Path, session: str) -> tuple[SessionHeader, "Summary"]:
    """A session's header and summary. Raises WrongUsage (unknown), CannotPlay (another version)."""
    from improv.core.event_codec import UnknownEvent, from_dict
    from improv.core.summary import summarise

    journal = read_journal(data)
    try:
        headers = {header.id: header for header in journal.sessions()}
        if session not in headers:
            raise not_found("session", session, headers, command="improv sessions")
        events = [from_dict(record.event) for record in journal.records(session)]
    except UnknownEvent as fault:
        raise CannotPlay("cannot.export", session=session, fault=str(fault)) from None
    finally:
        journal.close()
    return headers[session], summarise(events)


def to_dict(header: SessionHeader, summary: "Summary") -> dict[str, object]:
    """A session as JSON-able values: what is exported."""
    return {
        "session": header.id,
        "opened": header.opened,
        "title": (summary.details.title if summary.details else "") or header.title,
        "demo": header.demo,
        "ended": header.ended,
        **summary.to_dict(),
    }
