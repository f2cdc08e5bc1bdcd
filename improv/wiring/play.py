"""A session, or a demo of one, on whatever shows it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from improv.director.ports import Journal
from improv.locale.console import plain_here
from improv.wiring import voice
from improv.wiring.deck_loading import LoadedDeck, load_deck
from improv.wiring.errors import CannotPlay
from improv.wiring.headless import without_window
from improv.wiring.options import PlayOptions
from improv.wiring.sessions import open_journal
from improv.wiring.window import in_windows


def play(
    options: PlayOptions,
    say: Callable[[str], None],
    ask: Callable[[str], bool],
    waiting: Callable[[str], AbstractContextManager[None]],
) -> int:
    """Play a session, or a demo of one, where it can be seen; the exit code.

    `say` prints a line, `ask` puts a question that yes answers; `waiting` surrounds what may take
    long, with words for whoever waits.

    Raises WrongUsage, UnknownPack, PackProblems, CannotPlay and, of the journal,
    AlreadyOpen and Unreadable.
    """
    if options.voice or options.voices:
        voice.check(options)
    with waiting(plain_here("console.reading")):
        cards = load_deck(options.packs, options.language)
        journal = open_journal(options)
    if gaps := cards.deck.gaps(cards.language):
        language, names = cards.language, "improv check"
        say(plain_here("console.gaps", count=gaps, language=language, command=names))
    try:
        lost = _shown(options, cards, journal, say, ask)
    finally:
        journal.close()
    if lost:
        raise CannotPlay(plain_here("cannot.save", why=lost))
    return 0


def _shown(
    options: PlayOptions,
    cards: LoadedDeck,
    journal: Journal,
    say: Callable[[str], None],
    ask: Callable[[str], bool],
) -> str:
    """Show a session to its end. Why the last of it could not be saved, or empty."""
    if options.screen in ("browser", "none"):
        return without_window(options, cards, journal, say, ask)
    from improv.screen import displays

    try:
        there = displays.begin()
    except displays.NoDisplay as none:
        why = f" ({none.__cause__})" if none.__cause__ else ""
        if options.screen == "window":
            raise CannotPlay(plain_here("cannot.display") + why) from None
        say(plain_here("console.no_display") + why)
        options = replace(options, screen="browser")
        return without_window(options, cards, journal, say, ask)
    try:
        return in_windows(options, cards, journal, there, say)
    finally:
        displays.end()
