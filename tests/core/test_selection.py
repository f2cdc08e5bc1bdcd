"""Cards that the facilitator keeps out, brings back and picks by their names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.cards import Card, Desk, Kind, Pack
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import CardKeptOut, RoundDrawn
from improv.core.formats import Format, PhaseKind
from improv.core.projections import host
from improv.core.selection import found_card
from improv.core.session import evolve
from improv.core.state import Setup, State, TeamHistory
from improv.core.team_history import history_after
from tests.core.sample_decks import FORMATS, SIZES, deck
from tests.core.session_driver import SessionDriver

SEEDS = range(12)


def drawing(seed: int = 7, game: str = "call", **setup: object) -> SessionDriver:
    """A session whose cards are drawn."""
    made = Setup(seed, **setup)  # type: ignore[arg-type]
    return SessionDriver(game, setup=made).to(PhaseKind.DRAW)


def ids(driver: SessionDriver) -> dict[str, str]:
    """The cards of the round that is on, by their reels."""
    return {reel: drawn.card.id for reel, drawn in driver.round.cards.items()}


def replayed(driver: SessionDriver) -> State:
    """The state of the events as they are stored."""
    state: State | None = None
    for event in driver.events:
        state = evolve(state, from_dict(to_dict(event)))
    assert state is not None
    return state


@pytest.mark.parametrize("reel", ["", "customer", "business"])
def test_not_this_one_never_comes_again(reel: str) -> None:
    """Another card lies in its place at once, the others stay where they fit, and so for good."""
    for seed in SEEDS:
        driver = drawing(seed)
        before, number = ids(driver), driver.round.number
        answer = driver.act(a.NotThis(id="", reel=reel))
        gone = before[reel or "request"]
        assert [type(event) for event in answer] == [CardKeptOut, RoundDrawn]  # type: ignore[union-attr]
        assert driver.round.number == number
        assert ids(driver)[reel or "request"] != gone
        assert ids(driver)["customer"] == before["customer"] or reel == "customer"
        for _ in range(8):
            driver.act(a.Skip(id=""))
            assert gone not in ids(driver).values()
        assert replayed(driver) == driver.state


def test_not_this_one_is_taken_back_in_one_step() -> None:
    """The card lies there again, and may come again."""
    driver = drawing()
    before = driver.state.progress
    driver.act(a.NotThis(id=""))
    driver.act(a.Undo(id=""))
    after = driver.state.progress
    assert (after.out, after.round, after.seen) == (frozenset(), before.round, before.seen)


def test_a_team_does_not_meet_what_it_kept_out_until_it_is_brought_back() -> None:
    """From session to session, also from one without a scene."""
    driver = drawing(team=TeamHistory("Blue"))
    gone = ids(driver)["request"]
    driver.act(a.NotThis(id=""))
    team = history_after(driver.state)
    assert team.out == {gone}
    for seed in SEEDS:
        later = drawing(seed, team=team)
        for _ in range(6):
            later.act(a.Skip(id=""))
            assert ids(later)["request"] != gone
    later.act(a.KeepOut(id="", card=gone, on=False))
    came = set()
    for _ in range(6):
        later.act(a.Skip(id=""))
        came.add(ids(later)["request"])
    assert gone in came
    assert history_after(later.state).out == frozenset()


@given(seed=st.integers(0, 99), kept=st.sets(st.integers(1, 6), max_size=4))
def test_what_is_kept_out_does_not_come_and_all_else_does(seed: int, kept: set[int]) -> None:
    """Every other card comes once before one comes twice."""
    driver = SessionDriver("everybody", setup=Setup(seed, heat=5))
    for number in kept:
        driver.act(a.KeepOut(id="", card=f"t/role{number}", on=True))
    out = {f"t/role{number}" for number in kept}
    roles = {f"t/role{number}" for number in range(1, 5)} - out
    if not roles:
        return
    came = []
    for _ in range(2 * len(roles)):
        driver.act(a.Skip(id="")) if driver.state.round else driver.to(PhaseKind.DRAW)
        came.append(ids(driver)["customer"])
    assert set(came[: len(roles)]) == set(came[len(roles) :]) == roles
    assert replayed(driver) == driver.state


def test_the_last_card_of_its_kind_stays_in() -> None:
    """It is refused in words, and nothing is drawn or kept out; three of four roles may go."""
    driver = drawing(game="everybody")
    for _ in range(SIZES[Kind.ROLE] - 1):
        driver.act(a.NotThis(id="", reel="customer"))
    last, before = ids(driver)["customer"], driver.state
    refusal = Refusal(Why.LAST_CARD, {"kind": "role"})
    assert driver.act(a.NotThis(id="", reel="customer")) == refusal
    assert driver.act(a.KeepOut(id="", card=last, on=True)) == refusal
    assert driver.state is before


def test_a_request_goes_with_its_last_desk() -> None:
    """No request comes to a desk where it does not belong because its own are kept out."""
    for seed in SEEDS:
        driver = SessionDriver("call", setup=Setup(seed))
        driver.act(a.KeepOut(id="", card="t/business2", on=True))
        driver.to(PhaseKind.DRAW)
        for _ in range(8):
            driver.act(a.Skip(id=""))
            cards = driver.round.cards
            desk, request = cards["business"].card, cards["request"].card
            assert desk.id != "t/business2"
            assert not request.businesses or desk.id in request.businesses


@pytest.mark.parametrize("game", ["call", "away"])
def test_only_some_businesses_are_played(game: str) -> None:
    """With the requests that may come to them, in the game's own sense."""
    for seed in SEEDS:
        driver = drawing(seed, game, only=frozenset({"t/business1"}))
        for _ in range(6):
            driver.act(a.Skip(id=""))
            cards = driver.round.cards
            assert cards["business"].card.id == "t/business1"
            request = cards["request"].card
            if game == "call":
                assert request.businesses in ((), ("t/business1",))
                assert request.desk is not Desk.FOREIGN
            else:
                assert request.desk is Desk.FOREIGN or "t/business1" not in request.businesses


def test_another_business_is_brought_in() -> None:
    """Of those that were not asked for, which are listed as kept out; one undo, and it is not."""
    setup = Setup(7, only=frozenset({"t/business1"}))
    driver = SessionDriver("call", setup=setup)
    desks = driver.deck.pile(Kind.BUSINESS, "en").ids
    assert {card.id for card in host(driver.state, driver.deck).out} == desks - {"t/business1"}
    assert driver.act(a.KeepOut(id="", card="t/business3", on=True)) == ()
    driver.act(a.KeepOut(id="", card="t/business3", on=False))
    assert driver.state.setup.only == {"t/business1", "t/business3"}
    assert driver.state.progress.out == frozenset()
    driver.act(a.KeepOut(id="", card="t/business1", on=True))
    assert driver.state.progress.out == {"t/business1"}
    assert isinstance(driver.act(a.KeepOut(id="", card="t/business3", on=True)), Refusal)
    assert driver.to(PhaseKind.DRAW).round.cards["business"].card.id == "t/business3"
    for action in (a.Back(id=""), a.Back(id=""), a.Undo(id=""), a.Undo(id="")):
        driver.act(action)
    assert driver.at(PhaseKind.LOBBY)
    assert driver.state.setup == setup
    assert history_after(driver.state).out == frozenset()


def test_a_card_is_picked_by_its_name_and_lies_on_its_reel() -> None:
    """With the cards that fit it; it has come then, and everybody keeps their seats."""
    for seed in SEEDS:
        driver = drawing(seed)
        driver.act(a.EditRoster(id="", add=("Ana", "Bo", "Cy")))
        driver.act(a.Redraw(id=""))
        before, cast = ids(driver), driver.round.cast
        driver.act(a.PickCard(id="", card="t/prompt3"))
        after = ids(driver)
        assert after["request"] == "t/prompt3"
        assert after["customer"] == before["customer"]
        assert after["business"] == "t/business2"  # its own
        assert driver.round.cast == cast
        assert "t/prompt3" in driver.state.progress.seen[Kind.PROMPT]
        assert driver.round.picked == (
            {"t/prompt3"} if before["request"] != "t/prompt3" else frozenset()
        )
        assert replayed(driver) == driver.state


def test_a_picked_card_may_be_hot_or_kept_out_and_stays_so() -> None:
    """By hand every card is there; it does not come by itself again."""
    driver = drawing()
    driver.act(a.KeepOut(id="", card="t/role4", on=True))
    driver.act(a.PickCard(id="", card="t/role4"))
    assert ids(driver)["customer"] == "t/role4"
    assert driver.round.cards["customer"].card.heat == 5
    assert driver.state.progress.out == {"t/role4"}
    driver.act(a.Redraw(id=""))
    assert ids(driver)["customer"] != "t/role4"
    assert driver.round.picked == frozenset()


def test_what_is_locked_stays_beside_a_picked_card_and_a_lock_holds_one_card() -> None:
    """Also where it does not fit; the lock of a reel goes with the card that it held."""
    driver = drawing()
    driver.act(a.PickCard(id="", card="t/business1"))
    driver.act(a.Lock(id="", reel="business", on=True))
    driver.act(a.PickCard(id="", card="t/prompt3"))
    assert (ids(driver)["business"], ids(driver)["request"]) == ("t/business1", "t/prompt3")
    driver.act(a.PickCard(id="", card="t/business3"))
    assert driver.state.progress.locked == frozenset()


def test_a_card_is_found_by_its_id_its_title_or_a_part_that_no_other_has() -> None:
    """In the session's language and any script; else it is told what may be meant."""
    titles = {"red-hat": "Red hat", "red-hats": "Red hats", "coat": "کُلاهِ آبي", "cat": "Cat"}
    cards = {f"p/{name}": Card(f"p/{name}", Kind.ROLE, ()) for name in titles}
    cards["p/cat"] = replace(cards["p/cat"], kind=Kind.MOOD)
    words = {"en": {f"p/{name}": {"title": title} for name, title in titles.items()}}
    state = SessionDriver("call").state
    here = Deck((Pack("p", {}, cards, words),), FORMATS)

    def found(text: str, *kinds: Kind) -> str | Refusal:
        card = found_card(state, here, text, set(kinds or Kind))
        return card if isinstance(card, Refusal) else card.id

    assert found("p/coat") == "p/coat"
    assert found("  RED   hat ") == "p/red-hat"
    assert found("hats") == "p/red-hats"
    assert found("کلاه آبی") == "p/coat"
    assert found("cat") == "p/cat"
    unknown = Refusal(Why.UNKNOWN_CARD, {"card": "cat"})
    assert found("cat", Kind.ROLE) == unknown
    many = Refusal(Why.MANY_CARDS, {"number": 2, "cards": "Red hat / Red hats"})
    assert found("red") == many
    assert found(" ") == Refusal(Why.UNKNOWN_CARD, {"card": " "})


def test_a_picked_request_says_what_its_desk_says() -> None:
    """One that leaves words open goes to a desk that says them, also where it was kept out."""
    here = deck()
    pack = here.packs[0]
    english = {id_: dict(said) for id_, said in pack.words["en"].items()}
    english["t/prompt2"]["text"] = "About the {thing}, please."
    for desk in (1, 2):
        english[f"t/business{desk}"].pop("thing")
    english["t/business3"]["thing"] = "bicycle"
    opened = Deck((pack.with_words({"en": english}),), here.formats)
    for seed in SEEDS:
        driver = SessionDriver("call", setup=Setup(seed), deck=opened)
        driver.act(a.KeepOut(id="", card="t/prompt2", on=True))
        driver.to(PhaseKind.DRAW)
        driver.act(a.Lock(id="", reel="business", on=True))
        driver.act(a.PickCard(id="", card="t/prompt2"))
        assert ids(driver)["business"] == "t/business3"
        request = driver.round.cards["request"]
        assert request.words["en"]["text"] == "About the bicycle, please."
        driver.act(a.PickCard(id="", card="t/business1"))
        assert ids(driver)["request"] != "t/prompt2"


def test_what_cannot_be_picked_or_kept_out_is_refused_in_words() -> None:
    """A card of a kind that the game does not draw, a reel that is not there; twice is nothing."""
    driver = drawing()
    no_reel = Refusal(Why.NO_REEL, {"kind": "twist"})
    assert driver.act(a.PickCard(id="", card="t/twist1")) == no_reel
    reel = Refusal(Why.UNKNOWN_REEL, {"reel": "none"})
    assert driver.act(a.NotThis(id="", reel="none")) == reel
    assert driver.act(a.PickCard(id="", card=ids(driver)["request"])) == ()
    assert driver.act(a.KeepOut(id="", card="t/role1", on=False)) == ()
    unknown = Refusal(Why.UNKNOWN_CARD, {"card": "zzz"})
    assert driver.act(a.KeepOut(id="", card="zzz", on=True)) == unknown
    written = SessionDriver("own-call").to(PhaseKind.DRAW)
    empty = Refusal(Why.UNKNOWN_REEL, {"reel": ""})
    assert written.act(a.NotThis(id="")) == empty


def test_a_card_of_a_pack_that_is_not_in_play_can_be_brought_back() -> None:
    """A team keeps it out in a session with other packs, too."""
    driver = SessionDriver("call", setup=Setup(1, team=TeamHistory("B", out=frozenset({"x/y"}))))
    driver.act(a.KeepOut(id="", card="x/y", on=False))
    assert driver.state.progress.out == frozenset()


def test_a_deck_with_all_in_is_itself_and_one_with_less_keeps_its_words() -> None:
    """So nothing is made anew where nothing is kept out."""
    here = deck()
    assert here.left(frozenset()) is here
    less = here.left(frozenset({"t/role1"}))
    assert less is here.left(frozenset({"t/role1"}))
    assert {card.id for card in less.pile(Kind.ROLE, "en")} == {"t/role2", "t/role3", "t/role4"}
    assert isinstance(next(iter(less.formats.values())), Format)
