"""The only file that picks the real clock, screen, journal and dice, and joins them to a room.

What a command does not need it does not import: a lobby should be readable in a blink.
"""

import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from improv import paths
from improv.core.draw import Deck
from improv.core.formats import Format
from improv.director.ports import Journal, SessionHeader
from improv.journal.patient import PatientJournal
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from improv.locale.console import told_here
from improv.locale.system import system_language
from improv.packs import find_pack, languages_of, load_formats, load_pack, load_words

if TYPE_CHECKING:
    from improv.director.sitting import Begun, Sitting
    from improv.narrator import Narrator
    from improv.screen.screens import Screens

DEMO_NAMES = ("Leila", "Tomasz", "Amara", "Yael", "Omar")
DEMO_ROUNDS = 3
DEMO_SPEED = 8.0
"""On a screen: a round in half a minute."""
USUAL_FORMAT = "lawnmower"
UNWATCHED_SPEED = 1e6
"""Where nobody can watch a demo takes no longer than its work."""


class WrongUsage(Exception):
    """The command cannot mean anything; `str()` says what to write instead."""


class CannotPlay(Exception):
    """Nothing is wrong with the command, but this machine cannot do it now; `str()` says why."""


@dataclass(frozen=True, slots=True)
class PlayOptions:
    """What `improv play` was asked for; None and empty leave it to the program."""

    packs: tuple[str, ...] = ("service-desk",)
    format: str | None = None
    language: str | None = None
    seed: int | None = None
    rounds: int | None = None
    players: tuple[str, ...] = ()
    ballot: str = "quick"
    huddle: bool = False
    standings: bool = False
    resume: bool | None = None
    """True: resume; False: a new one; None: ask."""
    demo: bool = False
    speed: float | None = None
    data: Path | None = None
    theme: str = "stage"
    display: int | None = None
    window: tuple[int, int] | None = None
    still: bool = False
    latin_digits: bool = False


@dataclass(slots=True)
class Shelf:
    """The deck with one language, and what brings the others later."""

    deck: Deck
    language: str
    later: Callable[[], Deck] = field(repr=False)


def shelf(packs: Sequence[str], wanted: str | None) -> Shelf:
    """Load the packs in the language a session speaks first: `wanted`, the system's, English.

    Raises UnknownPack, PackProblems, and WrongUsage for a language that no pack has.
    """
    folders = [find_pack(pack) for pack in packs]
    there = sorted({tag for folder in folders for tag in languages_of(folder)})
    if wanted is not None and wanted not in there:
        raise WrongUsage(told_here("wrong.language", language=wanted, listed=_listed(there)))
    language = wanted or next(tag for tag in (system_language(), "en", *there) if tag in there)
    first = tuple(load_pack(folder, languages=(language,)) for folder in folders)
    formats = load_formats(paths.CARDS / "formats")

    def later() -> Deck:
        full = (
            pack.with_words(
                {tag: load_words(folder, tag) for tag in languages_of(folder) if tag != language}
            )
            for pack, folder in zip(first, folders, strict=True)
        )
        return Deck(tuple(full), formats)

    return Shelf(Deck(first, formats), language, later)


def _listed(names: Iterable[str]) -> str:
    return f"{told_here('list.comma')} ".join(names)


def open_journal(options: PlayOptions) -> PatientJournal:
    """The data folder's journal. Raises AlreadyOpen and Unreadable; a disk may take its time."""
    folder = paths.data_folder(options.data)
    return PatientJournal(lambda: SqliteJournal.open(folder))


def read_journal(data: Path | None) -> SqliteReader:
    """The data folder's journal, to read beside a running game."""
    return SqliteReader.open(paths.data_folder(data))


def unfinished(journal: Journal, *, demo: bool) -> SessionHeader | None:
    """The newest session if it did not end; a demo is never offered for a real game."""
    same = (header for header in journal.sessions() if header.demo is demo)
    newest = next(same, None)
    return None if newest is None or newest.ended or not newest.events else newest


def begin(options: PlayOptions, cards: Shelf, journal: Journal) -> "Begun":
    """Open a new session. Raises WrongUsage for a format that is not there."""
    from improv.core.fold import evolve
    from improv.core.session import opening
    from improv.core.state import Setup
    from improv.core.timing import huddle_rounds
    from improv.director.sitting import Begun

    seed = secrets.randbits(32) if options.seed is None else options.seed
    game = _format(options, cards.deck, seed)
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
    return Begun(session, evolve(None, opened), 0, 0, unwritten=(opened,))


def _format(options: PlayOptions, deck: Deck, seed: int) -> Format:
    if options.format is not None:
        if options.format not in deck.formats:
            from difflib import get_close_matches

            if near := get_close_matches(options.format, deck.formats, 1):
                words = told_here("wrong.format.near", name=options.format, near=near[0])
            else:
                listed = _listed(deck.formats)
                words = told_here("wrong.format", name=options.format, listed=listed)
            raise WrongUsage(words)
        return deck.formats[options.format]
    usual = deck.formats[USUAL_FORMAT]
    if not options.huddle:
        return usual
    from improv.core.chance import Chance
    from improv.core.roster import places

    fits = [
        game
        for game in deck.formats.values()
        if not options.players or len(places(game.seats)) < len(options.players)
    ]
    game, _ = Chance(seed).choice(sorted(fits, key=lambda game: game.id) or [usual])
    return game


def play(
    options: PlayOptions,
    say: Callable[[str], None],
    waiting: Callable[[str], AbstractContextManager[None]],
) -> int:
    """Play a session, or a demo of one, on the projector; the exit code.

    `say` prints a line; `waiting` surrounds what may take long, with words for whoever waits.

    Raises WrongUsage, UnknownPack, PackProblems, AlreadyOpen, Unreadable, CannotPlay.
    """
    with waiting(told_here("console.reading")):
        cards = shelf(options.packs, options.language)
        journal = open_journal(options)
    if gaps := cards.deck.gaps(cards.language):
        language, names = cards.language, "improv check"
        say(told_here("console.gaps", count=gaps, language=language, command=names))
    try:
        lost = _shown(options, cards, journal, say)
    finally:
        journal.close()
    if lost:
        raise CannotPlay(told_here("cannot.save", why=lost))
    return 0


def _shown(options: PlayOptions, cards: Shelf, journal: Journal, say: Callable[[str], None]) -> str:
    """Show a session to its end. Why the last of it could not be saved, or empty."""
    from improv.screen import displays

    try:
        there = displays.begin()
    except displays.NoDisplay as none:
        if not options.demo:
            why = f" ({none.__cause__})" if none.__cause__ else ""
            raise CannotPlay(told_here("cannot.display") + why) from None
        return _unseen(_sit(options, cards, journal, say), _narrator(options, say))
    try:
        return _on_screen(options, cards, journal, there, say)
    finally:
        displays.end()


def _narrator(options: PlayOptions, say: Callable[[str], None]) -> "Narrator":
    from improv.narrator import Narrator

    return Narrator(say, latin=options.latin_digits)


def _unseen(sitting: "Sitting", tell: "Narrator") -> str:
    """A demo with no screen at all."""
    import asyncio

    async def run() -> None:
        room = sitting.room(lambda: None)
        await sitting.run(room, lambda: None, tell)

    asyncio.run(run())
    return sitting.lost


def _on_screen(
    options: PlayOptions,
    cards: Shelf,
    journal: Journal,
    there: Sequence[tuple[int, int]],
    say: Callable[[str], None],
) -> str:
    ahead = Thread(target=_import_ahead)
    ahead.start()
    from improv.screen import displays
    from improv.screen.screens import Screens, WindowOptions

    speed = 1.0
    if options.demo:
        speed = options.speed or (DEMO_SPEED if displays.seen() else UNWATCHED_SPEED)
        options = replace(options, speed=speed)
    look = WindowOptions(
        options.display,
        options.window,
        options.theme,
        options.still,
        speed,
        options.latin_digits,
    )
    try:
        screens = Screens(look, there)
    except displays.NoSuchDisplay:
        listed = _listed(f"{n} ({w}x{h})" for n, (w, h) in enumerate(there, start=1))
        words = told_here("wrong.display", number=str(options.display), listed=listed)
        raise WrongUsage(words) from None
    finally:
        ahead.join()
    try:
        return _watched(screens, options, cards, journal, say)
    finally:
        screens.close()


def _import_ahead() -> None:
    """Read what comes next while the system opens the window: it takes a tenth of a second."""
    import improv.director.live
    import improv.director.sitting
    import improv.screen.loop  # noqa: F401


def _watched(
    screens: "Screens",
    options: PlayOptions,
    cards: Shelf,
    journal: Journal,
    say: Callable[[str], None],
) -> str:
    """A session on the screens, until they are closed or it is over."""
    from improv.director.live import Live
    from improv.screen.loop import Loop
    from improv.screen.wake import Waker

    header = unfinished(journal, demo=False)
    if header is not None and options.resume is None and not options.demo:
        from improv.screen.offer import ask_resume

        wish = ask_resume(screens, header, cards.language, datetime.now(UTC))
        if wish is None:
            return ""
        options = replace(options, resume=wish)
    sitting, waker = _sit(options, cards, journal, say), Waker()
    tell = _narrator(options, say)
    live = Live(
        lambda: sitting.room(waker.wake),
        lambda room: sitting.run(room, live.words.set, tell),
        waker.end,
    )
    live.start()
    try:
        Loop(screens, live, waker, time.monotonic, secrets.token_hex(4)).run()
    finally:
        live.stop()
    if live.fault is not None:
        fault, resumes = repr(live.fault), "improv play --resume"
        words = told_here("cannot.go_on", fault=fault, command=resumes)
        raise CannotPlay(words) from live.fault
    return sitting.lost


def _sit(
    options: PlayOptions, cards: Shelf, journal: Journal, say: Callable[[str], None]
) -> "Sitting":
    """The session that was asked for: the last one, or a new one."""
    from improv.core.events import UnknownEvent
    from improv.director.sitting import Sitting, resume

    header = unfinished(journal, demo=options.demo)
    if options.resume and header is None:
        say(told_here("console.resume"))
    if header is None or not options.resume:
        begun = begin(options, cards, journal)
    else:
        try:
            begun = resume(header, journal)
        except UnknownEvent as fault:
            words = told_here("cannot.read", session=header.id, fault=str(fault), option="--new")
            raise CannotPlay(words) from None
    return Sitting(
        begun,
        journal,
        cards.deck,
        cards.later,
        time.monotonic,
        options.players or (DEMO_NAMES if options.demo else ()),
        (options.speed or UNWATCHED_SPEED) if options.demo else None,
    )


def preview(
    pack: str,
    out: Path,
    *,
    language: str | None,
    size: tuple[int, int],
    theme: str,
    everything: bool,
    progress: Callable[[int, int, str], None],
) -> Path:
    """Write the pictures of a pack; the page to leaf through them. Raises as `play` does.

    `everything` is every theme and size, and every language where `language` names none.
    """
    from improv.screen.preview import Look, all_looks
    from improv.screen.preview import preview as write

    cards = shelf((pack,), language)
    deck, looks = cards.deck, [Look(cards.language, theme, size)]
    if everything:
        deck = cards.later()
        looks = all_looks([language] if language else deck.packs[0].words)
    try:
        return write(deck, deck.packs[0], out, looks, progress)
    except OSError as trouble:
        why = trouble.strerror or str(trouble)
        raise CannotPlay(told_here("cannot.write", folder=str(out), why=why)) from None


def summary_of(data: Path | None, session: str) -> tuple[dict[str, object], dict[str, object]]:
    """(header, summary) of a session; WrongUsage for one that is not there."""
    from difflib import get_close_matches

    from improv.core.events import from_dict
    from improv.core.summary import summarise

    journal = read_journal(data)
    try:
        headers = {header.id: header for header in journal.sessions()}
        if session not in headers:
            if near := get_close_matches(session, headers, 1):
                words = told_here("wrong.session.near", name=session, near=near[0])
            else:
                words = told_here("wrong.session", name=session, command="improv sessions")
            raise WrongUsage(words)
        events = [from_dict(record.event) for record in journal.records(session)]
    finally:
        journal.close()
    header = headers[session]
    head: dict[str, object] = {
        "session": header.id,
        "opened": header.opened,
        "title": header.title,
        "demo": header.demo,
        "ended": header.ended,
    }
    return head, summarise(events)
