"""How hot a card may be that comes by itself."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core.cards import DrawnCard, Kind, Pack
from improv.core.draw import Deck
from improv.core.errors import Refusal
from improv.core.formats import PhaseKind
from improv.core.pile import HOT
from improv.core.state import Setup
from tests.core.sample_decks import deck
from tests.core.session_driver import SessionDriver


def drawn(driver: SessionDriver) -> Iterator[DrawnCard]:
    """The cards of the round that is on which may be hot."""
    round_ = driver.round
    twists = [*(one.drawn for one in round_.coming), *(one.drawn for one in round_.rung)]
    cards = [*round_.cards.values(), *round_.spare, *filter(None, twists)]
    return (one for one in cards if one.card.kind in HOT)


def heats(setup: Setup, rounds: int = 1, game: str = "call") -> list[int]:
    """The hottest card of each round of a session, calm ones at that."""
    driver, found = SessionDriver(game, setup=setup), []
    for _ in range(rounds):
        driver.to(PhaseKind.PLAY)
        while not isinstance(driver.act(a.Twist(id="")), Refusal) and len(driver.round.rung) < 5:
            pass
        found.append(max(one.card.heat for one in drawn(driver)))
        driver.to(PhaseKind.DEBRIEF)
        driver.next()
    return found


def test_three_at_first_and_four_after_two_calm_scenes() -> None:
    """By the draw and by twists; after a hot scene it is three again."""
    third = set()
    for seed in range(30):
        first, second, next_one = heats(Setup(seed), 3)
        assert max(first, second) <= 3
        third.add(next_one)
    assert max(third) == 4


def test_a_hot_scene_is_followed_by_cooler_ones() -> None:
    """Also one that the facilitator turned up, even for a moment."""
    for seed in range(20):
        driver = SessionDriver("call", setup=Setup(seed))
        for turned in (False, True, False):
            driver.to(PhaseKind.PLAY)
            assert max(one.card.heat for one in drawn(driver)) <= 3
            if turned:
                driver.act(a.Heat(id="", level=5))
                driver.act(a.Heat(id="", level=1))
                assert driver.round.hottest == 5
            driver.to(PhaseKind.DEBRIEF)
            driver.next()


def test_a_dial_that_is_turned_back_before_the_scene_leaves_it_calm() -> None:
    """What nobody played was not hot."""
    driver = SessionDriver("call").to(PhaseKind.BRIEF)
    driver.act(a.Heat(id="", level=5))
    driver.act(a.Heat(id="", level=2))
    driver.to(PhaseKind.PLAY)
    assert driver.round.hottest == 2


@pytest.mark.parametrize(("most", "comes"), [(2, 2), (4, 4), (5, 5)])
def test_a_session_says_another_ceiling(most: int, comes: int) -> None:
    """And it does not rise."""
    found = [heat for seed in range(20) for heat in heats(Setup(seed, heat=most), 3)]
    assert max(found) == comes


def test_a_huddle_stays_at_three_and_a_game_may_want_less() -> None:
    """Nobody leads a huddle."""
    found = [heat for seed in range(15) for heat in heats(Setup(seed, huddle=True), 3)]
    assert max(found) == 3
    cool = deck()
    games = {**cool.formats, "call": replace(cool.formats["call"], heat=2)}
    for seed in range(10):
        driver = SessionDriver("call", setup=Setup(seed, heat=5), deck=Deck(cool.packs, games))
        driver.to(PhaseKind.DRAW)
        assert max(one.card.heat for one in drawn(driver)) == 2


def test_where_all_cards_are_hot_the_coolest_come() -> None:
    """Better a hot game than none; the hottest of them only where they are let in."""
    pack = deck().packs[0]
    hot = {
        card.id: replace(card, heat=4 + int(card.id[-1]) % 2) if card.kind is Kind.PROMPT else card
        for card in pack.cards.values()
    }
    packs = (Pack(pack.id, pack.practices, hot, pack.words, pack.names),)
    for seed in range(12):
        driver = SessionDriver("call", setup=Setup(seed), deck=Deck(packs, deck().formats))
        driver.to(PhaseKind.DRAW)
        assert driver.round.cards["request"].card.heat == 4
