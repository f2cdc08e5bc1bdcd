"""The reels of a round: desk, request and person that fit each other, and a request made whole.

A request may leave words open that its desk says (slots.py), and come with the day that its
customer has. It is put together here, in every language: so the event holds what was said.
"""

from collections.abc import Mapping

from improv.core.cards import Desk, DrawnCard, Kind, Words
from improv.core.draw import Deck, Hand
from improv.core.formats import Reel
from improv.core.pile import Pile
from improv.core.replaced import replaced
from improv.core.slots import filled, open_slots

_PRIVATE = frozenset({"secret", "let_go", "correct"})
"""What the customer alone knows of a request: at most one such story a scene."""


def draw_reels(
    hand: Hand, reels: tuple[Reel, ...], kept: Mapping[str, DrawnCard], desk: Desk = Desk.HOME
) -> tuple[dict[str, DrawnCard], Hand]:
    """Turn every reel but the `kept` ones, prompts first; the desk is one as is asked for."""
    # Prompts that belong to one desk would otherwise wait for it to come, and repeat.
    drawn, asked = dict(kept), asked_desk(reels, desk)
    for reel in sorted(reels, key=lambda reel: reel.pile is not Kind.PROMPT):
        if reel.id not in kept:
            hand = hand.draw(reel.pile, reel.tag, _fitting(hand, reel, drawn, asked))
            drawn[reel.id] = hand.cards[-1]
    business = next((reel.id for reel in reels if reel.pile is Kind.BUSINESS), "")
    for reel in reels:
        if reel.pile is Kind.PROMPT:
            request = drawn[reel.id]
            if reel.id in kept and business and business not in kept:
                request = opened(hand.deck, request)
            if any(open_slots(said) for said in request.words.values()):
                request, hand = _whole(hand, request, drawn.get(business))
            drawn[reel.id], hand = _with_day(hand, request)
    return {reel.id: drawn[reel.id] for reel in reels}, hand


def asked_desk(reels: tuple[Reel, ...], desk: Desk) -> Desk:
    """The desks that requests may come to where a game asks for such a `desk`: any without one."""
    return desk if any(reel.pile is Kind.BUSINESS for reel in reels) else Desk.ANY


def _fitting(hand: Hand, reel: Reel, drawn: Mapping[str, DrawnCard], desk: Desk) -> Pile:
    """The pile of a reel as far as desk and prompt fit each other; all of it where nothing does."""
    # The desk of a request may have no words in this language, and a pack no request for such a
    # desk: better another one than no game. But none that leaves a request open.
    there = {one.card.kind: one.card for one in drawn.values()}
    pile = hand.pile(reel.pile, reel.tag)
    if reel.answer:
        name, words = f"model.{reel.answer}", hand.deck.words
        return Pile(card for card in pile if name in words(card, hand.language))
    if reel.pile is Kind.PROMPT:
        if Kind.BUSINESS not in there:
            return hand.pile(reel.pile, reel.tag, "", desk) or pile
        here = Pile((there[Kind.BUSINESS],))
        fitting = hand.pile(reel.pile, reel.tag, here[0].id, desk)
        return fitting or Pile(c for c in pile if hand.deck.able(here, c, hand.language))
    if reel.pile is Kind.BUSINESS and Kind.PROMPT in there:
        request = there[Kind.PROMPT]
        return hand.deck.able(pile, request, hand.language).desks_for(request, desk)
    return pile


def opened(deck: Deck, request: DrawnCard) -> DrawnCard:
    """A request that was made whole at another desk, with its slots open again."""
    own = deck.drawn(request.card).words
    words = {lang: {**said, **own.get(lang, {})} for lang, said in request.words.items()}
    return replaced(request, words=words)


def _whole(hand: Hand, request: DrawnCard, desk: DrawnCard | None) -> tuple[DrawnCard, Hand]:
    """The request with what its desk says; without one in the game, with what some desk says."""
    if request.card.id not in hand.deck.open_requests:
        return request, hand
    if desk is None:
        every = hand.deck.pile(Kind.BUSINESS, hand.language)
        able = hand.deck.able(every, request.card, hand.language)
        card, chance = hand.chance.choice(able)
        desk, hand = hand.deck.drawn(card), replaced(hand, chance=chance)
    whole: dict[str, Words] = {}
    for language, said in request.words.items():
        there = desk.words.get(language, {})
        if open_slots(said) <= there.keys():
            whole[language] = filled(said, there)
    return replaced(request, words=whole), hand


def _with_day(hand: Hand, request: DrawnCard) -> tuple[DrawnCard, Hand]:
    """The request with a day of its own pack for its secret, where it has no story yet."""
    days = hand.deck.pile(Kind.DAY, hand.language)
    if not days or any(not _PRIVATE.isdisjoint(said) for said in request.words.values()):
        return request, hand
    pack = hand.deck.pack_of(request.card)
    own = pack.cards if pack is not None else {}
    pile = Pile(card for card in days if card.id in own and card.fits("", hand.there))
    if not pile:
        return request, hand
    hand = hand.draw(Kind.DAY, pile=pile)
    day = hand.cards[-1]
    words = {
        language: {**_private(day.words.get(language, {})), **said}
        for language, said in request.words.items()
    }
    secrets = {**day.card.secrets, **request.card.secrets}
    return DrawnCard(replaced(request.card, secrets=secrets), words), hand


def _private(day: Words) -> Words:
    return {name: text for name, text in day.items() if name != "title"}
