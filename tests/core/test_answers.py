"""What a guess has to find: any option, or the one that is a tag of a card that was drawn."""

from dataclasses import replace

from improv.core import actions as a
from improv.core.cards import Card, Kind, Pack
from improv.core.draw import Deck
from improv.core.formats import Answer, PhaseKind, Reel
from improv.core.state import Setup
from tests.core.sample_decks import RIDDLE
from tests.core.session_driver import SessionDriver

TAGGED = replace(
    RIDDLE,
    draws=(Reel("request", Kind.PROMPT), Reel("customer", Kind.ROLE)),
    twists=(),
    ballot=replace(RIDDLE.ballot, answer=Answer.TAG),
)


def answers(*tags: tuple[str, ...], person: tuple[str, ...] = ()) -> dict[str, set[str]]:
    """Over many draws: what the request brings, and the answers that came with it."""
    cards = [Card(f"p/r{n}", Kind.PROMPT, (), brings=tags[n]) for n in range(len(tags))]
    cards.append(Card("p/who", Kind.ROLE, (), brings=person))
    words = {"en": {card.id: {"title": card.id, "text": card.id} for card in cards}}
    deck = Deck((Pack("p", {}, {card.id: card for card in cards}, words),), {"riddle": TAGGED})
    driver = SessionDriver("riddle", setup=Setup(3), deck=deck).to(PhaseKind.DRAW)
    found: dict[str, set[str]] = {}
    for _ in range(40):
        brought = "+".join(driver.round.cards["request"].card.brings)
        found.setdefault(brought, set()).add(driver.round.answer)
        driver.act(a.Redraw(id=""))
    return found


def test_the_answer_is_the_tag_of_the_card() -> None:
    """Whichever request comes, the customer is told what stands on it."""
    assert answers(("high",), ("low", "phone")) == {"high": {"high"}, "low+phone": {"low"}}


def test_any_reel_may_bring_it_and_of_two_each_may_be_it() -> None:
    """The person's tag counts like the request's."""
    assert answers(("phone",), person=("odd",)) == {"phone": {"odd"}}
    assert answers(("low",), person=("odd",)) == {"low": {"low", "odd"}}


def test_where_no_card_brings_one_chance_decides() -> None:
    """A pack that has no such tags can be played all the same."""
    assert answers(("phone",)) == {"phone": {"high", "low", "odd"}}
