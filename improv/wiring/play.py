"""A session, or a demo of one, on whatever shows it."""

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING

from improv.director.ports import Journal
from improv.locale.console import told_here
from improv.wiring import phones, voice
from improv.wiring.beside import beside
from improv.wiring.errors import CannotPlay, WrongUsage, listed
from improv.wiring.options import DEMO_SPEED, UNWATCHED_SPEED, PlayOptions
from improv.wiring.sessions import open_journal, sit, unfinished
from improv.wiring.shelf import Shelf, shelf

if TYPE_CHECKING:
    from improv.director.room import Room
    from improv.director.sitting import Sitting
    from improv.narrator import Narrator
    from improv.screen.screens import Screens


def play(
    options: PlayOptions,
    say: Callable[[str], None],
    waiting: Callable[[str], AbstractContextManager[None]],
) -> int:
    """Play a session, or a demo of one, on the projector; the exit code.

    `say` prints a line; `waiting` surrounds what may take long, with words for whoever waits.

    Raises WrongUsage, UnknownPack, PackProblems, AlreadyOpen, Unreadable, CannotPlay.
    """
    if options.voice or options.voices:
        voice.check(options)
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
        return _unseen(sit(options, cards, journal, say), _narrator(options, say))
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
        usual = DEMO_SPEED if not options.voice else 1.0  # nobody understands a hurried voice
        speed = options.speed or (usual if displays.seen() else UNWATCHED_SPEED)
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
        sizes = listed(f"{n} ({w}x{h})" for n, (w, h) in enumerate(there, start=1))
        words = told_here("wrong.display", number=str(options.display), listed=sizes)
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
    sitting, waker = sit(options, cards, journal, say), Waker()
    tell = _narrator(options, say)

    async def drive(room: "Room") -> None:
        run = sitting.run(room, live.words.set, tell)
        sides = [] if options.mute else [voice.read(room, live, options, say)]
        if options.phones and not options.demo:
            sides.append(phones.serve(room, live, options, say))
        await beside(run, *sides)

    new_loop: Callable[[], asyncio.AbstractEventLoop] | None = None
    if options.phones and not options.demo:
        phones.share_the_processor()
        new_loop = phones.new_loop
    live = Live(lambda: sitting.room(waker.wake), drive, waker.end, new_loop)
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
