"""The shipped games and cards: that they are dealt as their games want them."""

from collections import Counter
from functools import cache

import pytest

from improv.core.cards import Desk, Kind
from improv.core.chance import Chance
from improv.core.draw import Deck, Hand
from improv.core.reels import draw_reels
from improv.packs.folders import known_packs
from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.paths import CARDS
from improv.wiring.deck_loading import pack_folders

LANGUAGES = ("en", "fa", "ar", "he")


@cache
def shipped() -> Deck:
    """Every shipped card and game."""
    return Deck((load_pack(CARDS / "service-desk"),), load_formats(CARDS / "formats"))


def test_the_library_is_large_enough_for_a_trainer() -> None:
    """Cards that are told in all four languages, over all packs."""
    folders = pack_folders(["all"], known_packs())
    assert len(folders) >= 10
    packs = [load_pack(folder) for folder in folders]
    cards = [
        card
        for pack in packs
        for card in pack.cards.values()
        if all(card.id in pack.words[language] for language in LANGUAGES)
    ]
    count = Counter(card.kind for card in cards)
    least = {Kind.PROMPT: 300, Kind.ROLE: 90, Kind.TWIST: 90, Kind.OBSERVER: 60, Kind.TIP: 90}
    assert not {kind: count[kind] for kind, number in least.items() if count[kind] < number}
    rules = [
        pack.words[lang][c.id].get("rule")
        for pack in packs
        for c in pack.cards.values()
        for lang in LANGUAGES
        if c.kind is Kind.BUSINESS
    ]
    assert all(rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_lawnmower_call_comes_to_its_own_desk(language: str) -> None:
    """Over 2,000 seeds; the same one deals the same cards."""
    game = shipped().formats["lawnmower"]
    for seed in range(2_000):
        hand = Hand(shipped(), language, Chance(seed), {})
        cards, _ = draw_reels(hand, game.draws, {}, game.desk)
        request, desk = cards["request"].card, cards["business"].card
        assert desk.id not in request.businesses
        assert request.businesses or request.desk is Desk.FOREIGN
        again, _ = draw_reels(hand, game.draws, {}, game.desk)
        assert again == cards


@pytest.mark.parametrize("game", ["lawnmower", "emotion-lift", "gibberish-hotline"])
def test_every_request_and_every_desk_comes_as_often_as_another(game: str) -> None:
    """Each request that may come at all comes once before any comes twice; so do desks, nearly."""
    format_, deck = shipped().formats[game], shipped()
    desks = [card.id for card in deck.pile(Kind.BUSINESS, "en")]
    may = {
        card.id
        for card in deck.pile(Kind.PROMPT, "en")
        if any(card.comes_to({desk}, format_.desk) for desk in desks)
    }
    assert len(may) > 70
    hand = Hand(deck, "en", Chance(7), {})
    dealt: list[str] = []
    picked: Counter[str] = Counter()
    for _ in range(6 * len(may)):
        cards, hand = draw_reels(hand, format_.draws, {}, format_.desk)
        dealt.append(cards["request"].card.id)
        picked[cards["business"].card.id] += 1
        hand = Hand(deck, "en", hand.chance, hand.seen)
    for start in range(0, len(dealt), len(may)):
        assert set(dealt[start : start + len(may)]) == may
    if format_.desk is not Desk.HOME:  # at home a desk comes as often as requests name it
        assert set(picked) == set(desks)
        assert max(picked.values()) < 1.5 * min(picked.values())


@pytest.mark.parametrize("game", ["lawnmower", "emotion-lift", "what-next"])
def test_cards_that_contradict_each_other_never_meet(game: str) -> None:
    """One hidden story for a customer, no rage in sunshine, no bad line across a counter."""
    deck = shipped()
    format_ = deck.formats[game]
    hand = Hand(deck, "en", Chance(5), {})
    met = set[str]()
    for _ in range(600):
        reels, hand = draw_reels(hand, format_.draws, {}, format_.desk)
        for kind in (Kind.MOOD, Kind.TWIST, Kind.OBSERVER):
            hand = hand.draw(kind)
        ids = {drawn.card.id.removeprefix("service-desk/") for drawn in hand.cards}
        met |= ids
        hidden = [one for one in reels.values() if {"secret", "correct"} & one.say("en").keys()]
        assert len(hidden) < 2
        assert not ids & {"ines-sunshine", "so-sorry"} or not ids & {"furious", "lid-rattling"}
        desk = reels["business"].card
        assert "every-third-word" not in ids or "phone" in desk.brings
        assert "lights-out" not in ids or "counter" in desk.brings
        assert "supervisor-behind" not in ids or "colleague" in desk.brings
        hand = Hand(deck, "en", hand.chance, hand.seen)
    assert {
        "furious",
        "every-third-word",
        "lights-out",
        "supervisor-behind",
        "ines-sunshine",
    } <= met


def test_whatever_was_drawn_something_else_can_be() -> None:
    """No desk, request and person leave a pile of moods, twists, observers or tips empty."""
    deck = shipped()
    piles = {kind: deck.pile(kind, "en") for kind in (Kind.BUSINESS, Kind.PROMPT, Kind.ROLE)}
    anywhere = [deck.pile(kind, "en") for kind in (Kind.MOOD, Kind.TWIST, Kind.OBSERVER, Kind.TIP)]
    assert all(len(pile) >= 10 for pile in anywhere)  # what needs nothing
    for request in piles[Kind.PROMPT]:
        there = frozenset(request.brings)
        assert len(deck.pile(Kind.ROLE, "en", there=there)) >= 10
