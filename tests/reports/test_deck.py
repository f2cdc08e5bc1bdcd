"""Which cards are in a deck, and in which order."""

import pytest

from improv.core.cards import Kind
from improv.locale.phrases import isolate
from improv.packs.practices import practice_names
from improv.reports.deck import PrintedDeck, printed_deck
from improv.wiring.deck_loading import load_deck


def of(*packs: str, kinds: frozenset[Kind] = frozenset(Kind), language: str = "en") -> PrintedDeck:
    """A deck of shipped packs, without games."""
    loaded = load_deck(packs, language).deck
    return printed_deck(loaded, language, practice_names(language), kinds, [])


def test_kinds_stay_together() -> None:
    """In their order, over all packs; the first leaf counts them."""
    deck = of("warm-up", "hard-calls")
    kinds = list(dict.fromkeys(card.kind for card in deck.cards))
    assert kinds == [kind.value for kind in Kind if kind.value in kinds]
    assert [one.kind for one in deck.kinds] == kinds
    assert sum(int(one.count) for one in deck.kinds) == len(deck.cards)
    packs = {card.pack for card in deck.cards if card.kind == Kind.TIP}
    assert len(packs) == 2
    assert all(pack in deck.title for pack in packs)


def test_only_some_kinds() -> None:
    """And nothing else."""
    deck = of("warm-up", kinds=frozenset({Kind.MOOD}))
    assert {card.kind for card in deck.cards} == {Kind.MOOD}
    assert of("warm-up", kinds=frozenset({Kind.CHECK})).cards == ()


def test_the_title_names_the_packs_whose_cards_are_in_it() -> None:
    """And no other: of this kind one of them has none."""
    assert of("warm-up", "anyone", kinds=frozenset({Kind.DAY})).title == isolate("Anyone")


@pytest.mark.parametrize("language", ["fa", "ar", "he"])
def test_everything_is_in_its_language(language: str) -> None:
    """Names of kinds and packs, too; figures are its own."""
    deck = of("warm-up", language=language)
    words = "".join((deck.title, *(card.name + card.pack for card in deck.cards)))
    assert not any(letter.isascii() and letter.isalpha() for letter in words)
    assert all(one.count.isascii() is (language == "he") for one in deck.kinds)
