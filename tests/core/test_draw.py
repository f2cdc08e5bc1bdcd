"""Drawing: no card twice before its pile is used up, whatever filters and locks there are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.cards import Card, Desk, Kind, Pack
from improv.core.chance import Chance
from improv.core.draw import Deck, EmptyPile, Hand, Seen, added, taken_in
from improv.core.errors import Refusal, Why
from improv.core.events import RoundDrawn
from improv.core.formats import PhaseKind, Reel
from improv.core.reels import draw_reels
from improv.core.state import Setup
from tests.core.recount import after_drawing, fitting
from tests.core.sample_decks import CALL, REELS, SIZES, deck
from tests.core.session_driver import SessionDriver


def hand(seed: int = 1, language: str = "en") -> Hand:
    """An empty hand before the small deck."""
    return Hand(deck(), language, Chance(seed), {})


@given(seed=st.integers(), turns=st.integers(1, 5))
def test_a_pile_gives_every_card_once_before_any_twice(seed: int, turns: int) -> None:
    """Each turn of the pile is an order of all of its cards."""
    drawn: list[str] = []
    seen: Seen = {}
    chance = Chance(seed)
    for _ in range(turns * SIZES[Kind.ROLE]):
        one = Hand(deck(), "en", chance, seen).draw(Kind.ROLE)
        drawn.append(one.cards[0].card.id)
        chance, seen = one.chance, one.seen
    size = SIZES[Kind.ROLE]
    for start in range(0, len(drawn), size):
        assert len(set(drawn[start : start + size])) == size


def tagged(*cards: Card) -> Hand:
    """A hand before a deck of these cards alone."""
    words = {"en": {card.id: {"title": card.id, "text": card.id} for card in cards}}
    return Hand(Deck((Pack("p", {}, {c.id: c for c in cards}, words),), {}), "en", Chance(1), {})


def test_a_card_comes_only_where_what_it_needs_is_brought() -> None:
    """By a card that was drawn before, or by the draw that asks for it."""
    usual = Card("p/usual", Kind.TWIST, ())
    line = Card("p/line", Kind.TWIST, (), needs=("phone",))
    desk = Card("p/desk", Kind.BUSINESS, (), brings=("phone", "queue"))
    here = tagged(usual, line, desk)
    assert here.pile(Kind.TWIST) == (usual,)
    assert here.pile(Kind.TWIST, "phone") == (line,)
    assert here.draw(Kind.BUSINESS).pile(Kind.TWIST) == (usual, line)
    assert here.draw(Kind.BUSINESS).draw(Kind.TWIST, "phone").cards[-1].card is line


def test_a_draw_that_asks_for_a_tag_gets_a_card_that_has_it() -> None:
    """One that brings it too; where none has it the refusal names the tag."""
    phone = Card("p/phone", Kind.BUSINESS, (), brings=("phone",))
    counter = Card("p/counter", Kind.BUSINESS, ())
    both = Card("p/both", Kind.TWIST, (), needs=("phone", "queue"))
    here = tagged(phone, counter, both)
    assert here.pile(Kind.BUSINESS) == (phone, counter)
    assert here.pile(Kind.BUSINESS, "phone") == (phone,)
    assert here.pile(Kind.TWIST, "phone") == ()
    with pytest.raises(EmptyPile) as empty:
        here.draw(Kind.TWIST, "phone")
    values = {"kind": "twist", "language": "en", "tag": "phone"}
    assert empty.value.refusal == Refusal(Why.EMPTY_PILE, values)


@given(seed=st.integers(), count=st.integers(0, 9))
def test_most_gives_different_cards_even_over_a_turned_pile(seed: int, count: int) -> None:
    """A pile that is turned in the middle of a draw gives no card of that draw again."""
    _, first = hand(seed).draw_most(Kind.OBSERVER, 3)
    start = Hand(deck(), "en", first.chance, first.seen)
    new, then = start.draw_most(Kind.OBSERVER, count)
    ids = [drawn.card.id for drawn in new]
    assert len(set(ids)) == len(ids) == min(count, SIZES[Kind.OBSERVER])
    assert taken_in(first.seen, then.returned, added(first.seen, then)) == then.seen


@given(seed=st.integers(), rounds=st.integers(1, 12))
def test_desks_fit_their_requests_and_take_turns_among_those_that_fit(
    seed: int, rounds: int
) -> None:
    """Round after round, with the books kept by hand."""
    seen: dict[Kind, set[str]] = {}
    here = hand(seed)
    for _ in range(rounds):
        cards, here = draw_reels(here, REELS, {})
        request, desk = cards["request"].card, cards["business"].card
        assert not request.businesses or desk.id in request.businesses
        for drawn in cards.values():
            kind = drawn.card.kind
            fit = fitting(deck(), "en", kind, cards)
            seen[kind] = after_drawing(seen.get(kind, set()), fit, [drawn.card.id])
        assert {k: set(v) for k, v in here.seen.items()} == seen
        here = Hand(here.deck, "en", here.chance, here.seen)


@given(seed=st.integers(), rounds=st.integers(1, 12))
@pytest.mark.slow
def test_where_a_foreign_desk_is_asked_for_no_request_comes_to_its_own(
    seed: int, rounds: int
) -> None:
    """Desks and requests take turns all the same, among those that are foreign to each other."""
    seen: dict[Kind, set[str]] = {}
    here = hand(seed)
    for _ in range(rounds):
        cards, here = draw_reels(here, REELS, {}, Desk.FOREIGN)
        request, desk = cards["request"].card, cards["business"].card
        assert desk.id not in request.businesses
        assert request.desk is Desk.FOREIGN or request.businesses
        for drawn in cards.values():
            kind = drawn.card.kind
            fit = fitting(deck(), "en", kind, cards, desk=Desk.FOREIGN)
            seen[kind] = after_drawing(seen.get(kind, set()), fit, [drawn.card.id])
        assert {k: set(v) for k, v in here.seen.items()} == seen
        here = Hand(here.deck, "en", here.chance, here.seen)


@pytest.mark.parametrize(
    ("asked", "requests"),
    [
        (Desk.HOME, {"own", "any", "bound"}),
        (Desk.FOREIGN, {"own", "lost"}),
        (Desk.ANY, {"own", "any", "bound", "lost"}),
    ],
)
def test_which_requests_come_to_which_desks(asked: Desk, requests: set[str]) -> None:
    """At home or away, wherever they may; one that belongs to every desk is foreign to none."""
    here = tagged(
        Card("p/bank", Kind.BUSINESS, ()),
        Card("p/zoo", Kind.BUSINESS, ()),
        Card("p/own", Kind.PROMPT, (), businesses=("p/bank",)),
        Card("p/any", Kind.PROMPT, ()),
        Card("p/bound", Kind.PROMPT, (), businesses=("p/bank",), desk=Desk.HOME),
        Card("p/lost", Kind.PROMPT, (), desk=Desk.FOREIGN),
    )
    desks = {
        "own": {Desk.HOME: {"bank"}, Desk.FOREIGN: {"zoo"}, Desk.ANY: {"bank", "zoo"}}[asked],
        "bound": {"bank"},
    }
    met: dict[str, set[str]] = {}
    for seed in range(60):
        start = Hand(here.deck, "en", Chance(seed), {})
        cards, _ = draw_reels(start, REELS[::2], {}, asked)
        met.setdefault(cards["request"].card.id[2:], set()).add(cards["business"].card.id[2:])
    assert met == {request: desks.get(request, {"bank", "zoo"}) for request in requests}


def test_where_no_request_can_come_to_such_a_desk_another_one_does() -> None:
    """A pack whose requests name no desk has the flagship, too; so has one with a locked desk."""
    here = tagged(Card("p/bank", Kind.BUSINESS, ()), Card("p/any", Kind.PROMPT, ()))
    cards, _ = draw_reels(here, REELS[::2], {}, Desk.FOREIGN)
    assert cards["request"].card.id == "p/any"
    bank = Card("p/bank", Kind.BUSINESS, ())
    here = tagged(bank, Card("p/own", Kind.PROMPT, (), businesses=("p/bank",)))
    kept = {"business": here.deck.drawn(bank)}
    cards, _ = draw_reels(here, REELS[::2], kept, Desk.FOREIGN)
    assert cards["request"].card.id == "p/own"


def test_a_game_without_a_desk_asks_for_none() -> None:
    """Every request comes to it."""
    here = tagged(Card("p/lost", Kind.PROMPT, (), desk=Desk.FOREIGN))
    cards, _ = draw_reels(here, (Reel("request", Kind.PROMPT),), {})
    assert cards["request"].card.id == "p/lost"


@given(seed=st.integers(0, 99))
def test_a_kept_card_stays_and_does_not_come_a_second_time(seed: int) -> None:
    """The pile is turned over again and again without the one on the table."""
    driver = SessionDriver("heads", setup=Setup(seed)).to(PhaseKind.DRAW)
    kept = driver.round.cards["customer"]
    driver.act(a.Lock(id="", reel="customer", on=True))
    for _ in range(12):
        driver.act(a.Redraw(id=""))
        cards = driver.round.cards
        assert cards["customer"] == kept
        assert cards["second"] != kept


def test_a_lock_lasts_through_redraws_and_no_longer() -> None:
    """The next round turns every reel; a skip does too."""
    for leave in (a.Skip(id=""), None):
        driver = SessionDriver("call").to(PhaseKind.DRAW)
        kept = driver.round.cards["request"]
        driver.act(a.Lock(id="", reel="request", on=True))
        if leave is None:
            driver.to(PhaseKind.DEBRIEF).next()
        else:
            driver.act(leave)
        assert driver.round.number == 2
        assert driver.round.cards["request"] != kept
        assert not driver.state.progress.locked


def test_a_language_without_the_desk_of_a_request_takes_another_desk() -> None:
    """Better another desk than a session that can never draw again."""
    small = deck({**SIZES, Kind.BUSINESS: 3})
    words = {"fa": {k: v for k, v in small.packs[0].words["fa"].items() if "business2" not in k}}
    pack = small.packs[0].with_words(words)
    only = type(small)((pack,), small.formats)
    driver = SessionDriver("call", deck=only)
    driver.act(a.ChooseLanguage(id="", language="fa"))
    driver.to(PhaseKind.DRAW)
    for _ in range(12):
        driver.act(a.Skip(id=""))
        assert driver.round.cards["business"].card.id == "t/business1"


def test_cards_without_words_in_the_language_are_not_played_in_it() -> None:
    """Twelve draws in Persian never show the cards that have English only."""
    here = hand(language="fa")
    for _ in range(12):
        here = here.draw(Kind.ROLE)
    assert {drawn.card.id for drawn in here.cards} == {"t/role1", "t/role2", "t/role3"}
    assert set(here.cards[0].words) == {"en", "fa"}


@given(seed=st.integers(0, 999), redraws=st.lists(st.booleans(), min_size=12, max_size=12))
def test_no_request_comes_twice_running(seed: int, redraws: list[bool]) -> None:
    """Not where the pile of three is turned either, by a new round or by another draw."""
    driver = SessionDriver("call", setup=Setup(seed), deck=deck({**SIZES, Kind.PROMPT: 3}))
    driver.to(PhaseKind.DRAW)
    for again in redraws:
        last = driver.round.cards["request"]
        driver.act(a.Redraw(id="") if again else a.Skip(id=""))
        assert driver.round.cards["request"] != last


def test_an_empty_pile_is_refused_and_says_which() -> None:
    """The draw names kind and language; the session stays in its lobby and can go on later."""
    bare = deck({kind: n for kind, n in SIZES.items() if kind is not Kind.ROLE})
    with pytest.raises(EmptyPile, match="no role card has words in en"):
        Hand(bare, "en", Chance(1), {}).draw(Kind.ROLE)
    driver = SessionDriver("call", deck=bare)
    refusal = driver.next()
    assert refusal == Refusal(Why.EMPTY_PILE, {"kind": "role", "language": "en"})
    assert driver.state.kind is PhaseKind.LOBBY


def test_a_tag_that_no_card_has_is_refused_and_the_session_goes_on() -> None:
    """In words, when the game is chosen; the game before stays, and another one is drawn."""
    games = {**deck().formats, "odd": replace(CALL, id="odd", draws=(Reel("a", Kind.ROLE, "x"),))}
    driver = SessionDriver("call", deck=replace(deck(), formats=games)).to(PhaseKind.DRAW)
    refusal = driver.act(a.ChooseFormat(id="", format="odd"))
    values = {"kind": "role", "language": "en", "tag": "x"}
    assert refusal == Refusal(Why.EMPTY_PILE, values)
    assert driver.state.progress.format.id == "call"
    driver.act(a.ChooseFormat(id="", format="riddle"))
    assert driver.to(PhaseKind.PLAY).state.progress.format.id == "riddle"


def test_the_fold_sees_what_the_hand_saw() -> None:
    """Over forty rounds of every pile turning, `seen` in the state is the hand's."""
    driver = SessionDriver("heads").to(PhaseKind.DRAW)
    for _ in range(40):
        before = driver.state.progress.seen
        driver.act(a.Skip(id=""))
        event = driver.events[-1]
        assert isinstance(event, RoundDrawn)
        assert driver.state.progress.seen == taken_in(before, event.returned, event.added)
        for kind, ids in driver.state.progress.seen.items():
            assert len(ids) <= SIZES[kind]
