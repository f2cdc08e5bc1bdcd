"""Loud callers: what `three-strikes` deals, and how often a caller is abusive."""

from collections import Counter

import pytest

from improv.core import actions as a
from improv.core.cards import HEAT, Kind, Pack
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.state import Setup
from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.paths import CARDS
from tests.core.session_driver import SessionDriver

LANGUAGES = ("en", "fa", "ar", "he")
PACKS = tuple(load_pack(file.parent) for file in sorted(CARDS.glob("*/cards.yaml")))
GAME = load_formats(CARDS / "formats")["three-strikes"]
SORTS = {*GAME.ballot.options}
ABUSIVE = "abusive"


def loud(*packs: Pack, language: str = "en", heat: int = HEAT[-1]) -> Counter[str]:
    """How many loud requests of each sort may come at such a heat; each is of one sort alone."""
    found: Counter[str] = Counter()
    for card in Deck(packs, {}).pile(Kind.PROMPT, language, "loud", heat=heat):
        (sort,) = SORTS.intersection(card.brings)
        found[sort] += 1
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("heat", range(3, HEAT[-1] + 1))
def test_one_loud_caller_in_three_is_abusive_at_most(language: str, heat: int) -> None:
    """In each pack and in all of them, whatever the ceiling of heat is; and each sort is there."""
    packs = [(pack,) for pack in PACKS if loud(pack)]
    assert {pack.id for (pack,) in packs} >= {"hard-calls", "service-desk"}
    for some in (*packs, PACKS):
        count = loud(*some, language=language, heat=heat)
        assert set(count) == SORTS
        assert 3 * count[ABUSIVE] <= count.total(), (some[0].id, heat)


def test_nobody_is_abusive_where_no_game_asks_for_it() -> None:
    """The red card, the warnings and the end belong to the rules of a game that says them."""
    usual = Deck(PACKS, {}).pile(Kind.PROMPT, "en", there=frozenset({"phone", "counter"}))
    assert len(usual) > 150
    assert not [card.id for card in usual if ABUSIVE in card.brings]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_loud_request_has_its_secret(language: str) -> None:
    """The text leaves it open; the customer reads how it is played, and all what it was."""
    for pack in PACKS:
        for id_, card in pack.cards.items():
            if SORTS.intersection(card.brings):
                assert {"secret", "reveal"} <= pack.words[language][id_].keys(), id_


@pytest.mark.parametrize("pack", [pack for pack in PACKS if loud(pack)], ids=lambda pack: pack.id)
def test_the_answer_is_what_stands_on_the_card(pack: Pack) -> None:
    """Over 60 draws each sort comes, and none contradicts its card."""
    deck = Deck((pack,), {GAME.id: GAME})
    driver = SessionDriver(GAME.id, setup=Setup(2, heat=HEAT[-1]), deck=deck).to(PhaseKind.DRAW)
    came = set[str]()
    for _ in range(60):
        card = driver.round.cards["request"].card
        assert driver.round.answer in card.brings
        came.add(driver.round.answer)
        driver.act(a.Skip(id=""))
    assert came == SORTS
