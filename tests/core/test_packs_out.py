"""Whole packs that are kept out in the lobby: none of their cards comes, and the way back."""

from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core.cards import Kind
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import PackKeptOut
from improv.core.formats import PhaseKind as K
from improv.core.projections import host
from improv.core.session import evolve
from improv.core.state import Setup
from tests.core.sample_decks import two_packs
from tests.core.sample_plans import PLAN
from tests.core.session_driver import SessionDriver, solo_driver

NAMES = ("Ana", "Bo", "Cy", "Dee")


def without(deck: Deck, kind: Kind, pack: str) -> Deck:
    """The deck in which a pack has no card of a kind."""
    packs = (
        replace(one, cards={c.id: c for c in one.cards.values() if c.kind is not kind})
        if one.id == pack
        else one
        for one in deck.packs
    )
    return replace(deck, packs=tuple(packs))


def keep_out(driver: SessionDriver, pack: str, *, on: bool = True) -> object:
    """Play without a pack, or with it again; what it leads to."""
    return driver.act(a.KeepPackOut(id="", pack=pack, on=on))


def test_no_card_of_it_comes() -> None:
    """In any round; and none is found by its name."""
    driver = SessionDriver(deck=two_packs(), names=NAMES)
    other = set(driver.deck.packs[1].cards)
    assert keep_out(driver, "u") == (PackKeptOut(at=0, step="keep_pack_out", pack="u", on=True),)
    assert keep_out(driver, "u") == ()
    titles = host(driver.state, driver.deck).titles
    assert other.isdisjoint(id_ for named in titles.values() for id_ in named)
    for _ in range(4):
        driver.to(K.DRAW)
        drawn = [*driver.round.cards.values(), *driver.round.spare, *driver.round.observers]
        assert other.isdisjoint(one.card.id for one in drawn)
        refusal = driver.act(a.PickCard(id="", card=min(other)))
        assert isinstance(refusal, Refusal)
        driver.to(K.DEBRIEF).next()


def test_it_comes_back() -> None:
    """By hand and by undo, one step each; a session that is resumed knows it."""
    driver = SessionDriver(deck=two_packs(), names=NAMES)
    keep_out(driver, "u")
    assert [(one.name, one.out) for one in host(driver.state, driver.deck).packs] == [
        ("T", False),
        ("U", True),
    ]
    keep_out(driver, "u", on=False)
    assert keep_out(driver, "u", on=False) == ()
    assert driver.state.setup == Setup(7)
    driver.act(a.Undo(id=""))
    assert driver.state.setup.packs_out == {"u"}
    state = None
    for event in driver.events:
        state = evolve(state, from_dict(to_dict(event)))
    assert state == driver.state
    driver.act(a.Undo(id=""))
    assert driver.state.setup == Setup(7)


def test_the_last_pack_stays() -> None:
    """Whichever it is; without the other one the game has all that it asks for."""
    driver = SessionDriver(deck=two_packs(), names=NAMES)
    keep_out(driver, "u")
    assert keep_out(driver, "t") == Refusal(Why.PACK_NEEDED, {"pack": "t"})
    keep_out(driver, "u", on=False)
    keep_out(driver, "t")
    assert keep_out(driver, "u") == Refusal(Why.PACK_NEEDED, {"pack": "u"})


@pytest.mark.parametrize("kept_out", [False, True])
def test_what_a_game_needs_stays(kept_out: bool) -> None:
    """A kind of card that no other pack has, or that has been kept out of the other one."""
    deck = two_packs() if kept_out else without(two_packs(), Kind.ROLE, "u")
    driver = SessionDriver(deck=deck, names=NAMES)
    if kept_out:
        roles = [c.id for c in deck.packs[1].cards.values() if c.kind is Kind.ROLE and not c.needs]
        for card in roles:
            assert not isinstance(driver.act(a.KeepOut(id="", card=card, on=True)), Refusal)
    assert keep_out(driver, "t") == Refusal(Why.PACK_NEEDED, {"pack": "t"})
    assert not isinstance(keep_out(driver, "u"), Refusal)


def test_what_a_plan_plays_later_needs_its_cards() -> None:
    """Until the step is left out."""
    deck = two_packs()
    games = {
        **deck.formats,
        "riddle": replace(deck.formats["riddle"], draws=deck.formats["call"].draws),
    }
    first = replace(games["call"], draws=(), twists=())
    deck = without(replace(deck, formats={**games, "call": first}), Kind.ROLE, "u")
    driver = SessionDriver(setup=Setup(7, plan=PLAN), deck=deck, names=NAMES)
    assert keep_out(driver, "t") == Refusal(Why.PACK_NEEDED, {"pack": "t"})
    driver.act(a.SkipStep(id="", step=3))
    assert not isinstance(keep_out(driver, "t"), Refusal)


def test_elsewhere_it_is_refused() -> None:
    """A pack that is not there; after the lobby; where there is one alone none is offered."""
    driver = SessionDriver(deck=two_packs(), names=NAMES)
    assert keep_out(driver, "none") == Refusal(Why.UNKNOWN_PACK, {"pack": "none"})
    assert keep_out(driver, "none", on=False) == Refusal(Why.UNKNOWN_PACK, {"pack": "none"})
    driver.to(K.DRAW)
    assert host(driver.state, driver.deck).packs == ()
    refusal = keep_out(driver, "u")
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.WRONG_PHASE
    one = SessionDriver(names=NAMES)
    assert host(one.state, one.deck).packs == ()
    alone = solo_driver(deck=replace(two_packs(), formats=solo_driver().deck.formats))
    assert host(alone.state, alone.deck).packs == ()
