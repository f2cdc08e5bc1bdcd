"""Drawing: which card comes next. A card does not come twice before its pile is used up.

The pile is what may be drawn now: a kind, in a language, fitting what was drawn for the round
already. When all of those have been seen they go back, and nothing else does. Even then those that
came last wait until others have come, also from one session of a team to the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from improv.core.cards import HEAT, Card, Desk, DrawnCard, Kind, Pack, Words
from improv.core.chance import Chance
from improv.core.errors import Refusal, Why
from improv.core.formats import Format
from improv.core.pile import ANYTHING, HOT, Latest, Pile, Preference
from improv.core.plans import Plan
from improv.core.slots import open_slots

Seen = Mapping[Kind, frozenset[str]]
"""Ids of the cards that have come since their pile was last full."""


Titles = Mapping[Kind, Mapping[str, str]]
"""Kind -> id of a card -> its title in the language that was asked for."""


class EmptyPile(Exception):
    """No card of this kind, with the tag that was asked for, has words in this language."""

    def __init__(self, kind: Kind, language: str, tag: str = "") -> None:
        super().__init__(f"no {kind} card has words in {language}" + (tag and f" and {tag}"))
        values = {"kind": kind.value, "language": language, **({"tag": tag} if tag else {})}
        self.refusal = Refusal(Why.EMPTY_PILE, values)


@dataclass(frozen=True)
class Deck:
    """What is played with: the packs, the formats, and the plans that may be chosen."""

    packs: tuple[Pack, ...]
    formats: Mapping[str, Format]
    plans: Mapping[str, Plan] = field(default_factory=dict)

    @cached_property
    def _piles(
        self,
    ) -> dict[tuple[Kind, str, str, frozenset[str], str, Desk, int], Pile]:
        return {}

    def pile(
        self,
        kind: Kind,
        language: str,
        tag: str = "",
        there: frozenset[str] = frozenset(),
        business: str = "",
        desk: Desk = Desk.ANY,
        heat: int = HEAT[-1],
    ) -> Pile:
        """Every card of `kind` with words in `language` that may come where `there` is brought.

        Where a `tag` is asked for, only those that have it; of prompts, those that may come to such
        a `desk`: to `business`, or to one that is here. None is hotter than `heat`, unless all are:
        then the coolest.
        """
        key = (kind, language, tag, there, business, desk, heat)
        if key not in self._piles:
            desks = frozenset({business} if business else ())
            if kind is Kind.PROMPT and not business:
                desks = self.pile(Kind.BUSINESS, language).ids
            found = tuple(
                card
                for pack in self.packs
                for card in pack.cards.values()
                if card.kind is kind
                and card.id in pack.words.get(language, {})
                and (kind is not Kind.PROMPT or card.comes_to(desks, desk))
                and card.fits(tag, there)
            )
            if kind is Kind.PROMPT:
                found = tuple(c for c in found if self._is_filled(c, language, business, desk))
            most = max(heat, min((card.heat for card in found), default=heat))
            hot = kind in HOT and most < HEAT[-1]
            self._piles[key] = Pile(c for c in found if c.heat <= most or not hot)
        return self._piles[key]

    @cached_property
    def open_requests(self) -> frozenset[str]:
        """Ids of the requests that leave words open in some language."""
        return frozenset(
            id_
            for pack in self.packs
            for id_, card in pack.cards.items()
            if card.kind is Kind.PROMPT
            and any(open_slots(said.get(id_, {})) for said in pack.words.values())
        )

    def able(self, desks: Pile, request: Card, language: str) -> Pile:
        """Those of the desks that say all that the request leaves open."""
        if request.id not in self.open_requests:
            return desks
        slots = open_slots(self.words(request, language))
        return Pile(desk for desk in desks if slots <= self.words(desk, language).keys())

    def _is_filled(self, request: Card, language: str, business: str, desk: Desk) -> bool:
        """Whether nothing is open in it, or `business`, or for "" any that it comes to, says it."""
        if request.id not in self.open_requests:
            return True
        desks = self.able(self.pile(Kind.BUSINESS, language), request, language)
        return any(business in ("", d.id) and request.comes_to({d.id}, desk) for d in desks)

    @cached_property
    def _answering(self) -> dict[str, frozenset[str]]:
        return {}

    def answering(self, language: str) -> frozenset[str]:
        """Ids of the requests whose customer answers what an agent did, in that language."""
        if language not in self._answering:
            said = (pack.words.get(language, {}) for pack in self.packs)
            self._answering[language] = frozenset(
                id_ for cards in said for id_, words in cards.items() if "reply.heard" in words
            )
        return self._answering[language]

    def words(self, card: Card, language: str) -> Words:
        """The words of a card in one language; none where it has none."""
        found = (pack.words.get(language, {}).get(card.id) for pack in self.packs)
        return next((words for words in found if words is not None), {})

    def pack_of(self, card: Card) -> Pack | None:
        """The pack that a card is of."""
        return next((pack for pack in self.packs if card.id in pack.cards), None)

    @cached_property
    def _left(self) -> dict[tuple[frozenset[str], frozenset[str]], Self]:
        return {}

    def left(self, out: frozenset[str], only: frozenset[str] = frozenset()) -> Self:
        """The deck without the cards that are kept `out`, and of businesses `only` these if any."""
        if not out and not only:
            return self
        found = self._left.get((out, only))
        if found is None:

            def stays(card: Card) -> bool:
                others = only and card.kind is Kind.BUSINESS and card.id not in only
                return card.id not in out and not others

            packs = (
                replace(pack, cards={c.id: c for c in pack.cards.values() if stays(c)})
                for pack in self.packs
            )
            found = replace(self, packs=tuple(packs))
            self._left.clear()  # what is kept out changes seldom, and nobody goes back
            self._left[out, only] = found
        return found

    @cached_property
    def _without(self) -> dict[frozenset[str], Self]:
        return {}

    def without(self, out: frozenset[str]) -> Self:
        """The deck without the packs with these ids."""
        if not any(pack.id in out for pack in self.packs):
            return self
        if out not in self._without:
            packs = tuple(pack for pack in self.packs if pack.id not in out)
            self._without[out] = replace(self, packs=packs)
        return self._without[out]

    def card(self, id_: str) -> Card | None:
        """The card with that id; None where it is not in play."""
        return next((pack.cards[id_] for pack in self.packs if id_ in pack.cards), None)

    @cached_property
    def _titles(self) -> dict[str, Titles]:
        return {}

    def titles(self, language: str) -> Titles:
        """Every card that has a title in this language."""
        if language not in self._titles:
            found: dict[Kind, dict[str, str]] = {}
            for pack in self.packs:
                words = pack.words.get(language, {})
                for card in pack.cards.values():
                    if title := words.get(card.id, {}).get("title"):
                        found.setdefault(card.kind, {})[card.id] = title
            self._titles[language] = found
        return self._titles[language]

    def practice(self, practice: str, language: str) -> str:
        """What a practice is called; its number where no pack in play says."""
        named = (pack.practices[practice] for pack in self.packs if practice in pack.practices)
        words = next(named, {})
        return words.get(language) or words.get("en") or practice

    def lacks(self, game: Format, language: str) -> bool:
        """Whether the game asks for a kind of card, or a tag, that no card in `language` has."""
        return bool(self.lacking(game, language))

    def lacking(self, game: Format, language: str) -> tuple[tuple[Kind, str], ...]:
        """What the game asks for and no card in `language` has: kinds, each with a tag or ""."""
        asked = [(reel.pile, reel.tag) for reel in game.draws]
        asked += [(rule.pile, rule.tag) for rule in game.twists if rule.pile is not None]
        return tuple(
            (kind, tag)
            for kind, tag in dict.fromkeys(asked)
            if not self.pile(kind, language, tag=tag)
        )

    def languages(self) -> frozenset[str]:
        """Every language that some card has words in."""
        return frozenset(language for pack in self.packs for language in pack.words)

    def gaps(self, language: str) -> int:
        """How many cards have no words in `language`: they are not played in it."""
        return sum(len(pack.cards.keys() - pack.words.get(language, {})) for pack in self.packs)

    def drawn(self, card: Card) -> DrawnCard:
        """The card with its words in every language it has."""
        pack = self.pack_of(card)
        spoken = pack.words if pack is not None else {}
        words = {lang: said[card.id] for lang, said in spoken.items() if card.id in said}
        return DrawnCard(card, words)


@dataclass(frozen=True, slots=True)
class Hand:
    """A draw under way: the cards so far and what drawing them changed."""

    deck: Deck
    language: str
    chance: Chance
    seen: Seen
    returned: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    """Cards that went back because their pile was used up."""
    cards: tuple[DrawnCard, ...] = ()
    latest: Latest = field(default_factory=dict)
    """What came last before this draw."""
    heat: int = HEAT[-1]
    """No card is to be hotter."""
    preference: Preference = ANYTHING

    @property
    def there(self) -> frozenset[str]:
        """What the cards so far bring."""
        return frozenset(tag for drawn in self.cards for tag in drawn.card.brings)

    def pile(self, kind: Kind, tag: str = "", business: str = "", desk: Desk = Desk.ANY) -> Pile:
        """What may be drawn now."""
        return self.deck.pile(kind, self.language, tag, self.there, business, desk, self.heat)

    def draw(self, kind: Kind, tag: str = "", pile: Pile | None = None) -> Self:
        """One more card of `kind`, from `pile` if given. EmptyPile when there is none to draw."""
        pile = self.pile(kind, tag) if pile is None else pile
        if not pile:
            raise EmptyPile(kind, self.language, tag)
        seen, returned = self.seen.get(kind, frozenset()), self.returned
        # After a pile was turned in this very draw, some in hand are in it again.
        in_hand = frozenset(drawn.card.id for drawn in self.cards)
        fitting = self._best(pile, kind, seen | in_hand)
        if not fitting:
            fitting = self._best(pile, kind, in_hand) or list(pile)
            seen = seen - pile.ids
            returned = {**returned, kind: returned.get(kind, frozenset()) | pile.ids}
        card, chance = self.chance.choice(fitting)
        return replace(
            self,
            chance=chance,
            seen={**self.seen, kind: seen | {card.id}},
            returned=returned,
            cards=(*self.cards, self.deck.drawn(card)),
        )

    def _best(self, pile: Pile, kind: Kind, taken: frozenset[str]) -> list[Card]:
        """The cards that suit best of those that are not taken; those that came last wait."""
        waiting = pile.lately(self.latest.get(kind, ())) - taken
        found = self.preference.best(pile, taken | waiting) if waiting else []
        return found or self.preference.best(pile, taken)

    def draw_most(self, kind: Kind, count: int) -> tuple[tuple[DrawnCard, ...], Self]:
        """Up to `count` different cards of `kind`: as many as the pile has, maybe none."""
        hand = self
        for _ in range(min(count, len(self.pile(kind)))):
            hand = hand.draw(kind)
        return hand.cards[len(self.cards) :], hand


def taken_in(seen: Seen, returned: Seen, added: Seen) -> Seen:
    """The fold of a draw: what went back goes out of `seen`, what then came comes in."""
    none: frozenset[str] = frozenset()
    kinds = {*seen, *returned, *added}
    return {k: (seen.get(k, none) - returned.get(k, none)) | added.get(k, none) for k in kinds}


def added(before: Seen, hand: Hand) -> Seen:
    """What `hand` has newly seen, so that taken_in(before, hand.returned, added) is hand.seen."""
    none: frozenset[str] = frozenset()
    new = {
        kind: ids - (before.get(kind, none) - hand.returned.get(kind, none))
        for kind, ids in hand.seen.items()
    }
    return {kind: ids for kind, ids in new.items() if ids}
