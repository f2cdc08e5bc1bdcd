"""The tally, against a recount with nothing but sorted lists."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core.formats import COACHING, MOVES, QUICK, BallotKind, BallotRule, Criterion
from improv.core.roster import CastMember
from improv.core.state import Round
from improv.core.tally import Distribution, Tally, standings, tally
from improv.core.votes import Ballot, Question, question_of
from tests.core.recount import Paper, figures, shown
from tests.core.sample_decks import CALL

RATE, PICK, GUESS, SELF = BallotKind.RATE, BallotKind.PICK, BallotKind.GUESS, BallotKind.SELF
QUICK_ASKED = Question((RATE,), QUICK, ())


def counted(*grades: int, unranked: bool = False) -> Tally:
    """A quick vote of these grades, one phone each."""
    ballots = {
        (f"v{n}", "rate"): Ballot(RATE, {"handling": grade}) for n, grade in enumerate(grades)
    }
    return tally(QUICK_ASKED, ballots, {}, {}, unranked=unranked)


@given(
    ballots=st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=5), max_size=12),
    hands=st.lists(st.tuples(*[st.integers(0, 3)] * 4), max_size=5),
    keyed=st.integers(0, 12),
    own=st.integers(1, 4),
    coaching=st.booleans(),
)
def test_it_agrees_with_a_naive_recount(
    ballots: list[list[int]],
    hands: list[tuple[int, ...]],
    keyed: int,
    own: int,
    coaching: bool,
) -> None:
    """Phones, keys and hands, one criterion or some of five, and a player's own beside them."""
    criteria = COACHING if coaching else QUICK
    cast = (CastMember("agent", "player"), CastMember("customer", "v0"))
    round_ = Round(1, CALL, {}, cast, criteria)
    paper, kept = Paper(names={name: name for name in ("player", "v0")}), {}
    for n, grades in enumerate(ballots):
        scores = {c.id: grade for c, grade in zip(criteria, grades, strict=False)}
        ballot = Ballot(RATE, scores)
        if n < keyed:
            paper.keyed.append(ballot)
            kept[f"key-{n}", "rate"] = ballot
        else:
            paper.ballots[f"v{n}", RATE] = kept[f"v{n}", "rate"] = ballot
    paper.ballots["player", SELF] = kept["player", "self"] = Ballot(SELF, {"self": own})
    paper.hands = {c.id: counts for c, counts in zip(criteria, hands, strict=False)}
    seated = {chair.person: chair.seat for chair in cast}
    asked = question_of(BallotRule(), criteria, ())
    got = tally(asked, kept, paper.hands, seated, unranked=False)
    assert shown(got) == figures(paper, round_)


def test_the_median_of_an_even_count_is_the_lower_middle() -> None:
    """Two and four make two, not three."""
    assert Distribution((0, 2, 0, 2)).median == 2
    assert Distribution((0, 1, 0, 2)).median == 4
    with pytest.raises(ValueError, match="no grades"):
        assert Distribution((0, 0, 0, 0)).median


def test_typical_judgement_breaks_ties_of_the_median_then_the_mean() -> None:
    """Share above minus share below; exact, so equal is equal."""
    plain, liked = Distribution((0, 1, 3, 0)), Distribution((0, 0, 3, 1))
    assert plain.median == liked.median == 3
    assert (plain.typical, liked.typical) == (Fraction(-1, 4), Fraction(1, 4))
    low, high = Distribution((1, 0, 2, 1)), Distribution((0, 1, 2, 1))
    assert low.typical == high.typical
    assert low.order < high.order


def test_a_room_is_split_with_a_quarter_at_each_end() -> None:
    """At least a quarter gave 1 or 2, and at least a quarter gave 4; a hair less is not."""
    assert Distribution((1, 0, 2, 1)).split
    assert Distribution((0, 2, 0, 2)).split
    assert not Distribution((1, 0, 3, 1)).split
    assert not Distribution((0, 0, 2, 2)).split


def test_fewer_than_three_ballots_show_no_figures() -> None:
    """Only moves; three show figures without a place; four are ranked, unless marked."""
    assert counted().criteria == {}
    for few in (counted(4), counted(4, 1)):
        assert (few.criteria, few.overall, few.ranked, few.has_figures) == ({}, None, False, False)
    three = counted(4, 1, 2)
    assert three.has_figures
    assert three.overall == Distribution((1, 1, 0, 1))
    assert not three.ranked
    assert counted(4, 1, 2, 2).ranked
    assert not counted(4, 1, 2, 2, unranked=True).ranked
    assert counted(4, 1, 2, 2, unranked=True).overall is not None


def test_one_lone_guess_among_many_ratings_is_not_shown() -> None:
    """Five rated and one guessed: the guess would name somebody."""
    asked = Question((RATE, GUESS), QUICK, ("high", "low"))
    ballots = {(f"v{n}", "rate"): Ballot(RATE, {"handling": 3}) for n in range(5)}
    ballots["v1", "guess"] = Ballot(GUESS, choice="high")
    assert tally(asked, ballots, {}, {}, unranked=False).choices == {}
    for n in (2, 3):
        ballots[f"v{n}", "guess"] = Ballot(GUESS, choice="low")
    counts = tally(asked, ballots, {}, {}, unranked=False)
    assert counts.choices == {"high": 1, "low": 2}
    assert counts.favourites == ("low",)
    assert (counts.by_phone, counts.by_hand) == (5, 0)


def test_a_criterion_that_few_judged_is_left_out_and_the_scene_unranked() -> None:
    """Hands for one of two criteria only."""
    asked = Question((RATE,), (Criterion("one"), Criterion("two")), ())
    got = tally(asked, {}, {"one": (1, 2, 0, 2), "two": (0, 0, 1, 1)}, {}, unranked=False)
    assert set(got.criteria) == {"one"}
    assert not got.ranked
    assert got.by_hand == 5


def test_a_ballot_counts_for_the_criteria_that_it_has() -> None:
    """Each criterion has a count of its own; who answered anything is counted once as a person."""
    asked = Question((RATE,), (Criterion("one"), Criterion("two")), ())
    whole = {(f"v{n}", "rate"): Ballot(RATE, {"one": 3, "two": 4}) for n in range(3)}
    begun = whole | {(f"v{n}", "rate"): Ballot(RATE, {"one": 1}) for n in (3, 4)}
    got = tally(asked, begun, {}, {}, unranked=False)
    assert {name: one.counts for name, one in got.criteria.items()} == {
        "one": (2, 0, 3, 0),
        "two": (0, 0, 0, 3),
    }
    assert got.overall == Distribution((2, 0, 3, 3))
    assert (got.by_phone, got.ranked) == (5, False), "three judged the second: figures, no place"
    begun["v3", "rate"] = Ballot(RATE, {"one": 1, "two": 2})
    assert tally(asked, begun, {}, {}, unranked=False).ranked
    lone = whole | {("v2", "rate"): Ballot(RATE, {"one": 2})}
    assert set(tally(asked, lone, {}, {}, unranked=False).criteria) == {"one"}, "two would be named"


def test_moves_are_counted_and_never_scored() -> None:
    """Ticks of ballots and of hands together; a move nobody saw is left out."""
    ballots = {("v1", "rate"): Ballot(RATE, {"handling": 1}, ("listened", "bridge"))}
    hands = {"moves": (2, 0, 0, 0, 0, 0)}
    got = tally(QUICK_ASKED, ballots, hands, {}, unranked=False)
    assert got.moves == {"listened": 3, "bridge": 1}
    assert got.by_hand == 0
    assert len(MOVES) == 6


def test_a_player_who_voted_before_an_undo_seated_them_does_not_count() -> None:
    """Everyone but the players in the scene: whatever was kept."""
    ballots = {(f"v{n}", "rate"): Ballot(RATE, {"handling": 4}) for n in range(5)}
    got = tally(QUICK_ASKED, ballots, {}, {"v0": "agent"}, unranked=False)
    assert got.by_phone == 4


def test_picks_tie() -> None:
    """Every favourite is one."""
    asked = Question((PICK,), QUICK, ("1", "2", "3"))
    ballots = {(f"v{n}", "pick"): Ballot(PICK, choice=str(1 + n % 2)) for n in range(4)}
    got = tally(asked, ballots, {"choice": (0, 0, 2)}, {}, unranked=False)
    assert got.favourites == ("1", "2", "3")
    assert (got.by_phone, got.by_hand, got.ranked) == (4, 2, False)


def test_standings_share_a_place_on_a_tie() -> None:
    """1, 2, 2, 4; what is not ranked is not there."""
    scenes = {
        1: counted(3, 3, 3, 4),
        2: counted(4, 4, 4, 4),
        3: counted(4, 3, 3, 3),
        4: counted(1, 1, 1, 1),
        5: counted(4, 4, 4),
        6: counted(4, 4, 4, 4, unranked=True),
    }
    assert [(p.place, p.number) for p in standings(scenes)] == [(1, 2), (2, 1), (2, 3), (4, 4)]
    assert standings({}) == ()
