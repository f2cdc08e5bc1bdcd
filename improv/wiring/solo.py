"""Somebody alone: who they are, what their shift begins with, what is due for them."""

import getpass
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from improv.core.cards import Kind
from improv.core.chance import Chance
from improv.core.draw import Deck
from improv.core.state import Shift, TeamHistory
from improv.director.ports import Journal, Unreadable
from improv.locale.phrases import without_isolates
from improv.locale.system import plain_here, system_language
from improv.terminal.console import Console
from improv.wiring import settings
from improv.wiring.options import TAKES, GameOptions

if TYPE_CHECKING:
    from improv.wiring.practice import PastPractice

FORMAT = "solo-shift"
_YES = ("y", "غ", "ט")
"""The key Y on Latin, Persian and Arabic, and Hebrew keyboards."""


def known_name(options: GameOptions, console: Console) -> GameOptions:
    """The options with a name: the one that was given, or of whoever practised last.

    The first time it is asked for; where nobody can answer it is that of the computer's user.
    """
    assert options.solo is not None
    if options.solo.name or options.demo:
        return options
    name = _last(options) or _asked(console)
    return replace(options, solo=replace(options.solo, name=name))


def known_consent(options: GameOptions, console: Console) -> GameOptions:
    """The options with whether the microphone may hear them, as far as the console knows.

    It is asked for once, and nothing but a clear yes is one. Where nobody can answer here, a window
    asks.
    """
    from improv.listening.troubles import extra_is_installed
    from improv.scenes.listening import question
    from improv.scenes.words import Names

    assert options.solo is not None
    if options.demo or options.solo.listen is not None or not console.input.isatty():
        return options
    try:
        kept = settings.load(options.data)
    except settings.Unreadable:  # which is told when the game begins
        return options
    if kept.listen is not None or not extra_is_installed():
        return options
    asked = question(Names(system_language()), takes_folder(options))
    for line in asked.lines:
        console.say(without_isolates(line))
    answer = console.ask(plain_here("console.listen.ask", question=asked.title)) or ""
    return replace(options, solo=replace(options.solo, listen=answer.lower().startswith(_YES)))


def takes_folder(options: GameOptions) -> str:
    """Where the recordings are that stay; empty where none does."""
    keeps = options.solo is not None and options.solo.keep
    return str(options.data / TAKES) if keeps else ""


def _last(options: GameOptions) -> str:
    from improv.wiring.practice import PastPractice

    try:
        past = PastPractice.last(options.data)
    except Unreadable:  # which is told when the journal is opened
        return ""
    past.close()
    return past.name


def _asked(console: Console) -> str:
    from improv.core.roster import clean_name

    answer = console.ask(plain_here("solo.name.ask")) or ""
    try:
        return clean_name(answer) or clean_name(getpass.getuser())
    except (KeyError, OSError, ImportError):  # nobody, as in some containers
        return plain_here("solo.name.none")


def shift_of(options: GameOptions, name: str, deck: Deck, language: str, seed: int) -> Shift:
    """What the next session of somebody begins with. Raises Unreadable.

    Of practices that are as good as each other one comes first by the seed.
    """
    practices, _ = Chance(seed).shuffled(trainable(deck, language))
    if options.demo:
        return Shift(name, practices)
    from improv.wiring.practice import PastPractice

    past = PastPractice.of(options.data, name)
    try:
        return past.next_shift(practices, int(time.time()))
    finally:
        past.close()


def seen_by(name: str, journal: Journal) -> TeamHistory:
    """The cards that somebody has had: what is due comes back on new ones."""
    from improv.core.event_codec import UnknownEvent
    from improv.core.team_history import history_after
    from improv.director.session_runner import restore
    from improv.wiring.sessions import shift_in

    for header in journal.sessions():
        if header.demo or not header.events or shift_in(journal, header) != name:
            continue
        try:
            return replace(history_after(restore(header, journal).state), name="")
        except UnknownEvent:  # of a later version: what is older is better than nothing
            continue
    return TeamHistory()


def trainable(deck: Deck, language: str) -> tuple[str, ...]:
    """The practices for which there is a question, and a request that trains them."""
    asked = dict.fromkeys(card.practices[0] for card in deck.pile(Kind.CHECK, language))
    trained = {practice for card in deck.pile(Kind.PROMPT, language) for practice in card.practices}
    return tuple(practice for practice in asked if practice in trained)


def say_due(options: GameOptions, console: Console) -> None:
    """Print what is due, in the system's language. Raises Unreadable."""
    from improv.practice.due import due_lines
    from improv.wiring.practice import PastPractice

    assert options.solo is not None
    name, now, language = options.solo.name, int(time.time()), system_language()
    past = PastPractice.of(options.data, name) if name else PastPractice.last(options.data)
    try:
        for line in due_lines(language, *due_names(past, options, now, language)):
            console.say(line)
    finally:
        past.close()


def due_names(
    past: "PastPractice", options: GameOptions, now: int, language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the practices and the requests are called that are due at an instant (seconds)."""
    from improv.wiring.deck_loading import load_deck

    known = past.known(now)
    deck = load_deck(options.packs, options.language, alone=True).deck
    titles = known.titles
    practices = tuple(deck.practice(one, language) for one in known.schedule.due_practices(now))
    requests = (titles.get(one, {}) for one in known.schedule.due_requests(now))
    named = (said.get(language) or next(iter(said.values()), "") for said in requests)
    return practices, tuple(filter(None, named))
