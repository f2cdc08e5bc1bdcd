"""Who may read what: every set of people, for cards, twists and the answer, in every phase."""

from dataclasses import replace
from itertools import chain, combinations

import pytest

from improv.core import actions as a
from improv.core.cards import Audience, Card, DrawnCard, Kind
from improv.core.codec import decoder, encoder
from improv.core.formats import PhaseKind, audience_of
from improv.core.projections import host, projector, voter
from improv.core.view_models import VoterView
from improv.core.visibility import ANSWER
from tests.core.sample_decks import deck, readers, secrets_in
from tests.core.session_driver import SessionDriver

K = PhaseKind
PEOPLE = (Audience.AGENT, Audience.CUSTOMER, Audience.OBSERVER)
SETS = [frozenset(some) for some in chain(*(combinations(PEOPLE, size) for size in range(1, 4)))]
"""Every set of people, `everyone but the customer` among them."""


def seen_by(driver: SessionDriver) -> dict[Audience, VoterView]:
    """The views of the two who sit and of one who does not."""
    views = {}
    for who, key in zip(PEOPLE, ("v1", "v2", "v3"), strict=True):
        view = voter(driver.state, key)
        assert view is not None
        assert (view.seat or "observer") == who
        views[who] = view
    return views


def seated(game: str, kind: PhaseKind, wanted: frozenset[Audience]) -> SessionDriver:
    """A scene in which every prompt, twist and observer card has a text for `wanted`."""
    small = deck()
    (pack,) = small.packs
    cards = {
        id_: replace(card, secrets={**card.secrets, "text": wanted})
        if card.kind in (Kind.PROMPT, Kind.TWIST, Kind.MOOD)
        else card
        for id_, card in pack.cards.items()
    }
    games = {
        id_: replace(one, ballot=replace(one.ballot, answer_for=wanted))
        for id_, one in small.formats.items()
    }
    driver = SessionDriver(
        game, deck=replace(small, packs=(replace(pack, cards=cards),), formats=games), voters=3
    )
    driver.to(K.BRIEF)
    driver.act(a.TakeSeat(voter="v1", place=0))
    driver.act(a.TakeSeat(voter="v2", place=1))
    driver.to(kind)
    return driver


@pytest.mark.parametrize("wanted", SETS, ids=lambda some: "+".join(sorted(some)))
def test_a_text_is_for_a_set_of_people(wanted: frozenset[Audience]) -> None:
    """A card's, a twist's and the answer: whoever is in the set reads it, and nobody else does."""
    driver = seated("riddle", K.PLAY, wanted)
    request = driver.round.cards["request"]
    text = request.say("en")["text"]
    driver.act(a.Twist())
    came = driver.round.rung[-1].drawn
    assert came is not None
    for who, view in seen_by(driver).items():
        assert (view.secrets.get("request", {}).get("text") == text) is (who in wanted)
        told = view.secrets.get("twist:1", {}).get("text")
        assert (told == came.say("en")["text"]) is (who in wanted)
        answer = view.secrets.get(ANSWER, {}).get("answer")
        assert (answer == driver.round.answer) is (who in wanted)
    room = projector(driver.state)
    assert room.round is not None
    assert "text" not in room.round.reels[2].card.words
    assert room.round.twists[0].card is not None
    assert "text" not in room.round.twists[0].card.words
    peeks = host(driver.state, driver.deck).secrets
    assert {who for who, found in peeks.items() if "twist:1" in found} == wanted
    opened = projector(driver.to(K.TRUTH).state).round
    assert opened is not None
    assert opened.secrets["request"]["text"] == text
    assert opened.secrets["twist:1"]["text"] == came.say("en")["text"]
    assert ANSWER not in opened.secrets
    assert opened.answer == driver.round.answer


def test_a_twist_is_nobodys_before_it_comes() -> None:
    """Not of the one whose secret it is either."""
    driver = seated("call", K.PLAY, frozenset({Audience.CUSTOMER}))
    assert driver.round.coming
    assert all("twist:1" not in view.secrets for view in seen_by(driver).values())


def test_an_observer_reads_what_is_for_observers() -> None:
    """On their own card, which the room sees without it; whoever sits has no such card."""
    driver = SessionDriver(
        "call", voters=12, deck=deck({**dict.fromkeys(Kind, 2), Kind.OBSERVER: 1})
    )
    driver.to(K.BRIEF)
    driver.act(a.TakeSeat(voter="v1", place=0))
    room, player, rest = (
        projector(driver.state),
        voter(driver.state, "v1"),
        voter(driver.state, "v2"),
    )
    assert room.round is not None
    assert [card.words for card in room.round.observers] == [{"title": "t/observer1.title.en"}]
    assert player is not None
    assert player.observer is None
    assert rest is not None
    assert rest.observer is not None
    assert {*map(readers, secrets_in(rest.observer))} == {frozenset({"observer"})}


@pytest.mark.parametrize(
    ("seat", "who"),
    [("agent", {"agent"}), ("customer", {"customer"}), ("", {"observer"}), ("boss", set())],
)
def test_seats_and_audiences_are_two_things(seat: str, who: set[str]) -> None:
    """A seat that is called like an audience is none: `everyone` or `facilitator` reads nothing."""
    assert audience_of(seat) == who | {"everyone"}
    for name in ("everyone", "facilitator", "observer"):
        assert audience_of(name) == {"everyone"}


def test_a_card_from_before_there_were_sets_still_loads() -> None:
    """One audience, written as a text; today it is a list of one."""
    encode, decode = encoder(DrawnCard), decoder(DrawnCard)
    drawn = DrawnCard(Card("t/x", Kind.ROLE, (), secrets={"text": frozenset({Audience.AGENT})}), {})
    written = encode(drawn)
    assert written["card"]["secrets"] == {"text": ["agent"]}
    written["card"]["secrets"] = {"text": "agent"}
    assert decode(written) == drawn
