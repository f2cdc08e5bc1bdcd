"""Somebody alone: who they are, what their shift begins with, what is due for them."""

import getpass
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
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
from improv.wiring.options import ALL_PACKS, TAKES, GameOptions

if TYPE_CHECKING:
    from improv.wiring.practice import Known

FORMAT = "solo-shift"
_YES = ("y", "غ", "ט")
"""The key Y on Latin, Persian and Arabic, and Hebrew keyboards."""


def known_name(options: GameOptions, console: Console) -> GameOptions:
    """The options with a name: the one that was given, or of whoever practised last.

    A shift that is resumed is its own player's. The first time the name is asked for; where nobody
    can answer it is that of the computer's user. Raises WrongUsage for a shift that is not there.
    """
    assert options.solo is not None
    if options.solo.name or options.demo:
        return options
    name = _resumed(options) or _last(options) or _asked(console)
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


def _resumed(options: GameOptions) -> str:
    """Whose shift is to be resumed; empty where none is."""
    from improv.wiring.sessions import read_journal, shift_in, to_resume

    if not options.resume:
        return ""
    try:
        journal = read_journal(options.data)
    except Unreadable:  # which is told when the journal is opened
        return ""
    try:
        header = to_resume(journal, options)
        return (shift_in(journal, header) or "") if header else ""
    except Unreadable:
        return ""
    finally:
        journal.close()


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


def shift_of(
    options: GameOptions,
    name: str,
    deck: Deck,
    language: str,
    seed: int,
    say: Callable[[str], None] = lambda _: None,
) -> Shift:
    """What the next session of somebody begins with. Raises Unreadable.

    Of practices that are as good as each other one comes first by the seed. `say` is told which
    ones are due that no card at hand asks for.
    """
    practices, _ = Chance(seed).shuffled(trainable(deck, language))
    if options.demo:
        return Shift(name, practices)
    from improv.wiring.practice import PastPractice

    past = PastPractice.of(options.data, name)
    try:
        now = int(time.time())
        known = past.known(now)
        due = known.schedule.due_practices(now)
        say_left_out(options, due, practices, deck, say)
        left_out = tuple(deck.practice(one, language) for one in due if one not in practices)
        return replace(past.next_shift(known, practices, now), left_out=left_out)
    finally:
        past.close()


def seen_by(name: str, journal: Journal) -> TeamHistory:
    """The cards that somebody has had: what is due comes back on new ones."""
    from improv.core.event_codec import UnknownEvent
    from improv.core.forgetting import same_name
    from improv.core.team_history import history_after
    from improv.director.session_runner import restore
    from improv.wiring.sessions import shift_in

    for header in journal.sessions():
        whose = None if header.demo or not header.events else shift_in(journal, header)
        if whose is None or not same_name(whose, name):
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
    from improv.wiring.deck_loading import load_deck
    from improv.wiring.practice import PastPractice

    assert options.solo is not None
    name, now, language = options.solo.name, int(time.time()), system_language()
    past = PastPractice.of(options.data, name) if name else PastPractice.last(options.data)
    try:
        known = past.known(now)
    finally:
        past.close()
    cards = load_deck(options.packs, options.language, alone=True, data=options.data)
    due = known.schedule.due_practices(now)
    for line in due_lines(language, *due_names(known, cards.deck, now, language)):
        console.say(line)
    say_left_out(options, due, trainable(cards.deck, cards.language), cards.deck, console.say)


def due_names(
    known: "Known", deck: Deck, now: int, language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the practices and the requests are called that are due at an instant (seconds)."""
    titles = known.titles
    practices = tuple(deck.practice(one, language) for one in known.schedule.due_practices(now))
    requests = (titles.get(one, {}) for one in known.schedule.due_requests(now))
    named = (said.get(language) or next(iter(said.values()), "") for said in requests)
    return practices, tuple(filter(None, named))


def practised(
    data: Path, name: str, deck: Deck, language: str
) -> tuple[str, Sequence[str], Sequence[str]]:
    """Whoever is called `name`, or else practised last, everybody who did, and what is due.

    Where the journal cannot be read, nobody has.
    """
    from improv.practice.due import due_lines
    from improv.wiring.practice import PastPractice

    now = int(time.time())
    try:
        with closing(PastPractice.last(data)) as last:
            name, people = name or last.name, last.people
        if not name:
            return name, people, ()
        with closing(PastPractice.of(data, name)) as past:
            due = due_names(past.known(now), deck, now, language)
    except Unreadable:
        return name, (), ()
    return name, people, due_lines(language, *due)


def say_left_out(
    options: GameOptions,
    due: Sequence[str],
    there: Sequence[str],
    deck: Deck,
    say: Callable[[str], None],
) -> None:
    """Say which of the practices that are `due` no card at hand asks for, and what to do then.

    `there`: those that can be trained.
    """
    from improv.practice.due import left_out_line

    language = system_language()
    if left_out := [deck.practice(one, language) for one in due if one not in there]:
        command = "" if ALL_PACKS in options.packs else f"improv solo --pack {ALL_PACKS}"
        say(left_out_line(language, left_out, command))
