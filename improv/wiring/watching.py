"""Packs that are edited while they are played: what is saved is in the next draw.

The deck is no part of a session: a draw's event holds its cards with their words. So a changed deck
is neither an event nor a state, and undo, resume and replay know nothing of it.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from improv.core import projections
from improv.core.draw import Deck
from improv.core.state import State
from improv.director.ports import CardsTrouble, Note
from improv.director.room import Room
from improv.locale.phrases import interface_languages, phrase, without_isolates
from improv.locale.system import plain_here, system_language
from improv.packs.problems import PackProblems
from improv.packs.stamps import Stamp, stamp
from improv.scenes.cards_trouble import in_language
from improv.scenes.words import Names
from improv.wiring.deck_loading import LoadedDeck, lacking_words

POLL_SECONDS = 1.0
"""How often the files are looked at."""
_SETTLED = 0.2
"""Of that time files stay as they are that are saved: an editor may write in pieces, or beside and
rename."""
_UNSETTLED = 50
"""So often at most the files are waited for; then they are read as they are."""
_TOLD = 3
"""So many problems are told; of the rest only the number."""


async def watch_packs(
    room: Room,
    words: asyncio.Event,
    cards: LoadedDeck,
    say: Callable[[str], None],
    seconds: float = POLL_SECONDS,
) -> None:
    """Draw from the packs as they are saved, until cancelled; `words`: the first deck is whole.

    The files are looked at every so many `seconds`. What cannot be played is told to the
    facilitator and on the console, and the deck before it stays.
    """
    await words.wait()
    seen = cards.stamp
    while True:
        now = await asyncio.to_thread(stamp, cards.folders)
        if now == seen:
            await asyncio.sleep(seconds)
            continue
        seen = await _settled(cards.folders, now, _SETTLED * seconds)
        deck, trouble = await asyncio.to_thread(_read, cards, room.deck, room.state)
        if deck is None:
            room.keep_deck(trouble)
            for line in (plain_here("watch.title"), *in_language(trouble, system_language())):
                say(without_isolates(line))
        else:
            room.draw_from(deck)
            room.note(Note("watch.read"))
            say(plain_here("watch.read"))


async def tell_unread(
    room: Room, words: asyncio.Event, cards: LoadedDeck, say: Callable[[str], None]
) -> None:
    """Tell the facilitator which words of other languages, games and plans could not be read."""
    await words.wait()
    unread = [(one.problems[0].file.parent.name, one) for one in cards.unread]
    for id_, problems in (*unread, *cards.games.broken.items(), *cards.plans().broken.items()):
        place = problems.problems[0].in_folder
        values = {"place": place, "command": f"improv check {id_}"}
        room.note(Note("watch.unread", values))
        say(plain_here("watch.unread", **values))


async def _settled(folders: Sequence[Path], now: Stamp, seconds: float) -> Stamp:
    """The stamp of the files once nobody writes them."""
    for _ in range(_UNSETTLED):
        await asyncio.sleep(seconds)
        before, now = now, await asyncio.to_thread(stamp, folders)
        if now == before:
            break
    return now


def _read(cards: LoadedDeck, before: Deck, state: State) -> tuple[Deck | None, CardsTrouble]:
    """The deck of the packs as they are now, or why there is none; on a thread of its own."""
    try:
        deck = replace(before, packs=cards.read_again())
    except PackProblems as problems:
        return None, {tag: problems.isolated(tag, _TOLD) for tag in interface_languages()}
    game, language = state.progress.format, state.language
    out = state.setup.packs_out
    had = before.without(out).lacking(game, language)
    if lacks := [o for o in deck.without(out).lacking(game, language) if o not in had]:
        return None, {
            tag: (_lacks(lacks, game.id, language, tag),) for tag in interface_languages()
        }
    projections.host(state, deck)  # what is made of a deck once is made before the room has it
    return deck, {}


def _lacks(lacks: Sequence[tuple[str, str]], game: str, spoken: str, language: str) -> str:
    kinds = Names(language).listed(lacking_words(lacks))
    return phrase(language, "watch.lacks", game=game, kinds=kinds, language=spoken)
