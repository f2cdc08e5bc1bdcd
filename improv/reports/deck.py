"""A deck to print: its cards, a page for each game, and slips to vote with.

What each of them says is decided in scenes; here is which of them are in it, in which order.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from improv.core.cards import Kind
from improv.core.draw import Deck
from improv.core.formats import Format
from improv.scenes.ballot_slips import Slip, slips
from improv.scenes.game_sheet import GameSheet, game_sheet
from improv.scenes.printed_card import PrintedCard, printed_card
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of card, and how many of it are in a deck."""

    kind: str
    name: str
    count: str


@dataclass(frozen=True, slots=True)
class PrintedDeck:
    """All that is printed, in its order."""

    language: str
    title: str
    kinds: tuple[KindCount, ...]
    cards: tuple[PrintedCard, ...]
    games: tuple[GameSheet, ...]
    slips: tuple[Slip, ...]


def printed_deck(
    deck: Deck,
    language: str,
    practices: Mapping[str, str],
    kinds: Collection[Kind],
    games: Sequence[Format],
) -> PrintedDeck:
    """The cards of these kinds with words in `language`, kind by kind, and these games."""
    names = Names(language)
    titles = deck.titles(language).get(Kind.BUSINESS, {})
    cards = tuple(
        printed_card(card, words, names, pack=pack.called(language), titles=titles)
        for kind in Kind
        if kind in kinds
        for pack in deck.packs
        for card in pack.cards.values()
        if card.kind is kind and (words := pack.words.get(language, {}).get(card.id))
    )
    counts = Counter(card.kind for card in cards)
    return PrintedDeck(
        language,
        names.listed(dict.fromkeys(card.pack for card in cards)),
        tuple(
            KindCount(kind.value, names.kind(kind), names.figures(counts[kind.value]))
            for kind in Kind
            if counts[kind.value]
        ),
        cards,
        tuple(game_sheet(game, Names(language, game.say(language)), practices) for game in games),
        slips(games, language),
    )
