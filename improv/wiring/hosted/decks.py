"""The cards of hosted rooms: each choice of packs is read once, in all languages, for all rooms."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from improv.core.draw import Deck
from improv.locale.phrases import interface_languages
from improv.packs.folders import UnknownPack
from improv.phones.hosted_rooms import Offer
from improv.wiring.catalogue import Catalogue
from improv.wiring.deck_loading import LoadedDeck, load_deck

Packs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HostedDeck:
    """A deck that is whole, and what can be played with it."""

    deck: Deck

    def in_language(self, language: str) -> LoadedDeck:
        """The same for a session that speaks this language first."""
        plans = Catalogue(self.deck.plans)
        return LoadedDeck(self.deck, language, lambda: self.deck, plans=lambda: plans)

    def offers(self, language: str) -> Sequence[Offer]:
        """Plans, then games that a room plays."""
        plans = [
            Offer(
                f"plan:{plan.id}",
                plan.say(language).get("name", plan.id),
                plan.say(language).get("about", ""),
                plan.minutes,
            )
            for plan in self.deck.plans.values()
        ]
        games = [
            Offer(
                f"game:{game.id}",
                game.say(language).get("name", game.id),
                game.say(language).get("objective", ""),
            )
            for game in self.deck.formats.values()
            if not game.survey and not self.deck.lacks(game, language)
        ]
        return [*plans, *games]


class Decks:
    """All that rooms play with. Used on one loop."""

    def __init__(self, packs: Packs) -> None:
        """`packs`: of new rooms, and of those whose own are gone."""
        self._usual = packs
        self._read: dict[Packs, HostedDeck] = {}
        self._reading = asyncio.Lock()

    async def usual(self) -> HostedDeck:
        """What new rooms play with. Raises UnknownPack, PackProblems, WrongUsage."""
        return await self.of(self._usual)

    async def of(self, packs: Packs) -> HostedDeck:
        """What a room with these packs plays with, or the usual where one of them is gone."""
        if (read := self._read.get(packs)) is not None:
            return read
        async with self._reading:
            if packs not in self._read:
                try:
                    self._read[packs] = await asyncio.to_thread(_read, packs)
                except UnknownPack:
                    if packs == self._usual:
                        raise
                    self._read[packs] = self._read[self._usual]
        return self._read[packs]


def _read(packs: Packs) -> HostedDeck:
    # In any language that they have: all others come with it.
    return HostedDeck(load_deck(packs, None).load_all())


def spoken(deck: HostedDeck) -> Sequence[str]:
    """The languages that a room can have: those of the pages that its cards have, too."""
    there = {tag for pack in deck.deck.packs for tag in pack.words}
    return [tag for tag in interface_languages() if tag in there]
