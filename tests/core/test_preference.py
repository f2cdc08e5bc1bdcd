"""Which of the unseen cards comes: of the heat that suits, and what was trained least."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.cards import Card, Kind, Pack
from improv.core.chance import Chance
from improv.core.draw import Deck, Hand, Seen
from improv.core.event_codec import from_dict, to_dict
from improv.core.formats import Period, PhaseKind
from improv.core.heat import ceiling, suited
from improv.core.pile import LATEST, Latest, Pile, Preference, with_latest
from improv.core.session import evolve, opening
from improv.core.state import Setup, TeamHistory
from improv.core.team_history import history_after
from tests.core.sample_decks import FORMATS, deck
from tests.core.session_driver import SessionDriver

practices = st.sampled_from(("A1", "A2", "B3", "C4", "C5"))
requests = st.lists(
    st.tuples(st.integers(1, 5), st.lists(practices, min_size=1, max_size=3, unique=True)),
    min_size=1,
    max_size=12,
)
wishes = st.lists(
    st.builds(
        Preference.of,
        st.integers(0, 5),
        st.dictionaries(practices, st.integers(1, 9)),
        st.dictionaries(practices, st.integers(1, 9)),
    ),
    min_size=40,
    max_size=40,
)


def table(cards: Iterable[tuple[int, list[str]]]) -> Deck:
    """A deck of requests of these heats and practices."""
    made = [
        Card(f"p/{n}", Kind.PROMPT, tuple(trains), heat) for n, (heat, trains) in enumerate(cards)
    ]
    words = {"en": {card.id: {"title": card.id, "text": card.id} for card in made}}
    return Deck((Pack("p", {}, {card.id: card for card in made}, words),), {})


def game_with(cards: Iterable[tuple[int, list[str]]]) -> Deck:
    """The small deck with these requests in place of its own."""
    pack = deck().packs[0]
    others = {i: card for i, card in pack.cards.items() if card.kind is not Kind.PROMPT}
    return Deck((replace(pack, cards=others), *table(cards).packs), FORMATS)


def dealt(cards: Deck, wanted: list[Preference], seed: int) -> list[str]:
    """The ids of one request after the other, each with its wish."""
    found: list[str] = []
    seen: Seen = {}
    latest: Latest = {}
    chance = Chance(seed)
    for wish in wanted:
        hand = Hand(cards, "en", chance, seen, latest=latest, preference=wish).draw(Kind.PROMPT)
        card = hand.cards[0].card
        seen, chance, latest = hand.seen, hand.chance, with_latest(latest, card)
        found.append(card.id)
    return found


@given(cards=requests, wanted=wishes, seed=st.integers())
@pytest.mark.slow
def test_whatever_is_preferred_all_cards_come_before_one_comes_twice(
    cards: list[tuple[int, list[str]]], wanted: list[Preference], seed: int
) -> None:
    """Each turn of the pile is an order of all of it, whose last ones wait; by the seed alone."""
    found, size = dealt(table(cards), wanted, seed), len(cards)
    for start in range(0, len(found) - size + 1, size):
        assert len(set(found[start : start + size])) == size
    waits = min(LATEST, size // 2)
    for at, id_ in enumerate(found):
        assert id_ not in found[max(0, at - waits) : at]
    assert dealt(table(cards), wanted, seed) == found


def test_of_what_is_unseen_the_heat_that_suits_comes_and_else_the_nearest() -> None:
    """Of two that are as far away the cooler one; what is no customer has no heat."""
    cards = table((heat, ["A1"]) for heat in (5, 2, 4, 1))
    assert dealt(cards, [Preference(3)] * 4, 1) == ["p/1", "p/2", "p/3", "p/0"]
    tips = Pile(Card(f"p/{n}", Kind.TIP, ("A1",), n) for n in (1, 5))
    assert Preference(5).best(tips, frozenset()) == list(tips)


def test_what_was_trained_least_comes_first_in_this_session_before_all_sessions() -> None:
    """A practice that was trained today weighs more than one that was trained often before."""
    pile = Pile(
        Card(f"p/{name}", Kind.PROMPT, trains)
        for name, trains in (("x", ("A1",)), ("y", ("A2",)), ("z", ("A1", "A2")), ("w", ("A3",)))
    )
    order: list[str] = []
    wish = Preference.of(0, {"A1": 1}, {"A2": 9, "A3": 10})
    while best := wish.best(pile, frozenset(order)):
        assert len(best) == 1
        order.append(best[0].id)
    assert order == ["p/y", "p/w", "p/z", "p/x"]


def test_cards_that_suit_alike_are_as_likely() -> None:
    """The seed chooses among them."""
    cards = table([(1, ["A1"]), (1, ["A2"]), (1, ["A1"]), (2, ["A1"])])
    first = Counter(dealt(cards, [Preference(1)], seed)[0] for seed in range(600))
    assert set(first) == {"p/0", "p/1", "p/2"}
    assert min(first.values()) > 150


def test_heat_rises_over_a_session_within_its_ceiling() -> None:
    """From 1, over as many rounds as there are; a game that opens is cool at any time."""
    for rounds, most in ((None, 0), (3, 0), (6, 4), (8, 5)):
        driver, wanted = SessionDriver("call", setup=Setup(3, rounds=rounds, heat=most)), []
        for _ in range(rounds or 6):
            state, game = driver.state, driver.state.progress.format
            wanted.append(suited(state, game))
            assert wanted[-1] <= ceiling(state, game)
            opener = replace(game, period=Period.OPENER)
            assert suited(state, opener) == 1
            driver.to(PhaseKind.BRIEF)
            driver.act(a.Heat(id="", level=1))
            driver.to(PhaseKind.DEBRIEF)
        assert wanted == sorted(wanted)
        assert (wanted[0], wanted[-1]) == (1, (most or (3 if rounds == 3 else 4)))


def test_after_a_hot_scene_it_is_cooler_again() -> None:
    """Also where a session lets every heat come."""
    driver, wanted = SessionDriver("call", setup=Setup(3, heat=5)), []
    for level in (1, 1, 5, 1):
        driver.to(PhaseKind.BRIEF)
        wanted.append(suited(driver.state, driver.round.format))
        driver.to(PhaseKind.PLAY)
        driver.act(a.Heat(id="", level=level))
        driver.to(PhaseKind.DEBRIEF)
        driver.next()
    wanted.append(suited(driver.state, driver.state.progress.format))
    assert wanted == [1, 1, 2, 3, 4]


def test_requests_grow_hotter_and_train_what_was_not_trained_yet() -> None:
    """In whole sessions of many seeds, while the pile has what is wanted."""
    heats: list[list[int]] = [[] for _ in range(6)]
    big = game_with((1 + n % 5, [f"A{n % 7}"]) for n in range(140))
    for seed in range(12):
        driver = SessionDriver("call", setup=Setup(seed), deck=big)
        trained = []
        for at in range(6):
            driver.to(PhaseKind.DRAW)
            request = driver.round.cards["request"].card
            heats[at].append(request.heat)
            trained.append(request.practices)
            driver.to(PhaseKind.BRIEF)
            driver.act(a.Heat(id="", level=1))
            driver.to(PhaseKind.DEBRIEF)
            driver.next()
        assert len(set(trained)) == 6
    assert [mean(one) for one in heats] == [1, 1, 2, 3, 3, 4]


@given(seed=st.integers(0, 999), sessions=st.lists(st.integers(1, 5), min_size=2, max_size=6))
def test_the_last_cards_of_a_session_do_not_begin_the_next(seed: int, sessions: list[int]) -> None:
    """A team goes on where it ended, also where no scene was played; its pile turns late."""
    four = game_with([(1, ["A1"])] * 4)
    team, found = TeamHistory("Blue"), []
    for number, draws in enumerate(sessions):
        driver = SessionDriver("call", setup=Setup(seed + number, team=team), deck=four)
        for _ in range(draws):
            driver.act(a.Skip(id="")) if driver.state.round else driver.to(PhaseKind.DRAW)
            found.append(driver.round.cards["request"].card.id)
        team = history_after(driver.state)
    for at, id_ in enumerate(found):
        assert id_ not in found[max(0, at - 2) : at]
    for start in range(0, len(found) - 3, 4):
        assert len(set(found[start : start + 4])) == 4


def test_what_came_last_and_what_was_trained_is_undone_with_its_draw() -> None:
    """A step back, and the same card comes again; the state has what the session had."""
    driver = SessionDriver("call").to(PhaseKind.DRAW)
    first = driver.state.progress
    driver.act(a.Skip(id=""))
    second = driver.round.cards
    assert driver.state.progress.latest != first.latest
    driver.act(a.Undo(id=""))
    assert driver.state.progress.latest == first.latest
    driver.act(a.Skip(id=""))
    assert driver.round.cards == second
    driver.to(PhaseKind.DEBRIEF)
    assert driver.state.progress.trained == {}
    driver.next()
    assert driver.state.progress.trained == {"A2": 1}
    assert all(len(ids) <= LATEST for ids in driver.state.progress.latest.values())


def test_a_session_of_before_is_read() -> None:
    """The first event of an older journal says nothing of what came last."""
    team = TeamHistory("Blue", seen={Kind.TIP: frozenset({"t/tip1"})})
    record = to_dict(opening(Setup(1, team=team), FORMATS["call"], "en", standings=False))
    assert "latest" not in record["setup"]["team"]
    progress = evolve(None, from_dict(record)).progress
    assert (progress.seen, progress.latest, progress.trained) == (team.seen, {}, {})
