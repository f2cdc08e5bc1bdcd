"""Ballots: what each kind says, who may cast it and when, and which one counts."""

import pytest

from improv.core import actions as a
from improv.core.eligibility import open_kinds, raters, voted
from improv.core.errors import Refusal, Why
from improv.core.formats import MOVES, BallotKind, PhaseKind
from improv.core.projections import projector, voter
from improv.core.rounds import scene_tally
from improv.core.session import due
from improv.core.state import Setup
from improv.core.votes import Ballot
from tests.core.session_driver import SessionDriver

RATE, PICK, GUESS, SELF = BallotKind.RATE, BallotKind.PICK, BallotKind.GUESS, BallotKind.SELF


def why(answer: object) -> Why:
    """The name of a refusal."""
    assert isinstance(answer, Refusal), answer
    return answer.why


def voting(game: str = "call", voters: int = 4, names: tuple[str, ...] = ()) -> SessionDriver:
    """A room at its vote."""
    return SessionDriver(game, voters=voters, names=names).to(PhaseKind.VOTE)


def cast(driver: SessionDriver, voter: str, ballot: Ballot, number: int = 1) -> object:
    """Cast a ballot in a round."""
    return driver.act(a.CastBallot(id="", round=number, ballot=ballot, voter=voter))


def test_the_last_ballot_before_the_bell_counts() -> None:
    """One voter, one ballot of a kind; the same one again changes nothing, even after the bell."""
    driver = voting()
    driver.rate("v1", 2)
    driver.rate("v1", 4, "listened")
    assert len(driver.state.votes_of(1).ballots) == 1
    assert driver.rate("v1", 4, "listened") == ()
    driver.to(PhaseKind.RESULT)
    assert driver.rate("v1", 4, "listened") == ()
    assert why(driver.rate("v1", 1)) is Why.VOTE_CLOSED
    assert why(driver.rate("v2", 1)) is Why.VOTE_CLOSED
    driver.to(PhaseKind.DRAW)
    first = Ballot(RATE, {"handling": 4}, ("listened",))
    assert cast(driver, "v1", first) == ()
    driver.to(PhaseKind.VOTE)
    assert why(cast(driver, "v1", Ballot(RATE, {"handling": 1}))) is Why.VOTE_CLOSED


COACHED = ("calm", "friendly", "heard", "helped", "honest")


def test_each_answer_counts_as_it_is_given() -> None:
    """Answers add up and can be changed until the bell; one that counts is right again after it."""
    driver = SessionDriver("call", setup=Setup(7, "coaching"), voters=4).to(PhaseKind.VOTE)
    for scores, counts in (
        ({"calm": 3}, {"calm": 3}),
        ({"friendly": 4}, {"calm": 3, "friendly": 4}),
        ({"calm": 2}, {"calm": 2, "friendly": 4}),
        ({"calm": 2, "friendly": 4, "heard": 1}, {"calm": 2, "friendly": 4, "heard": 1}),
    ):
        assert not isinstance(cast(driver, "v1", Ballot(RATE, scores)), Refusal)
        assert driver.state.votes_of(1).ballots["v1", "rate"] == Ballot(RATE, counts)
        assert cast(driver, "v1", Ballot(RATE, scores)) == (), "a retry is no news"
        assert voted(driver.state, raters(driver.state)) == 0, "not all is answered yet"
    assert why(cast(driver, "v1", Ballot(RATE, {"calm": 2, "handling": 3}))) is Why.WRONG_BALLOT
    assert why(cast(driver, "v2", Ballot(RATE, {}, ("listened",)))) is Why.WRONG_BALLOT
    cast(driver, "v1", Ballot(RATE, {}, ("listened",)))
    cast(driver, "v2", Ballot(RATE, dict.fromkeys(COACHED, 3)))
    assert voted(driver.state, raters(driver.state)) == 1
    driver.wait(60)
    assert driver.state.kind is PhaseKind.RESULT
    assert cast(driver, "v1", Ballot(RATE, {"heard": 1}, ("listened",))) == ()
    assert why(cast(driver, "v1", Ballot(RATE, {"helped": 4}, ("listened",)))) is Why.VOTE_CLOSED
    counted = scene_tally(driver.state, driver.round)
    assert (counted.by_phone, counted.moves) == (2, {"listened": 1})


def test_one_option_is_no_ballot() -> None:
    """A game of lines in which no bell rang has one line: nobody is asked which was best."""
    driver = SessionDriver("new-choice", voters=4).to(PhaseKind.VOTE)
    assert driver.round.question.options == ("1",)
    assert open_kinds(driver.state) == ()
    assert why(cast(driver, "v1", Ballot(PICK, choice="1"))) is Why.VOTE_CLOSED
    assert why(driver.act(a.ShowHands(id="", rows={"choice": (3,)}))) is Why.VOTE_CLOSED
    assert projector(driver.state).vote is None
    asked = voter(driver.state, "v1")
    assert asked is not None
    assert asked.asks == ()


@pytest.mark.parametrize(
    ("ballot", "refused"),
    [
        (Ballot(RATE, {"handling": 0}), Why.BAD_VALUE),
        (Ballot(RATE, {"handling": 5}), Why.BAD_VALUE),
        (Ballot(RATE, {}), Why.WRONG_BALLOT),
        (Ballot(RATE, {"handling": 3, "calm": 3}), Why.WRONG_BALLOT),
        (Ballot(RATE, {"handling": 3}, MOVES[:3]), Why.BAD_VALUE),
        (Ballot(RATE, {"handling": 3}, ("listened", "listened")), Why.BAD_VALUE),
        (Ballot(RATE, {"handling": 3}, ("magic",)), Why.BAD_VALUE),
        (Ballot(PICK, choice="1"), Why.WRONG_BALLOT),
        (Ballot(GUESS, choice="1"), Why.WRONG_BALLOT),
        (Ballot(SELF, {"self": 3}), Why.ONLY_PLAYERS),
    ],
)
def test_a_ballot_that_answers_something_else_is_refused(ballot: Ballot, refused: Why) -> None:
    """By its name, and nothing is counted."""
    driver = voting()
    assert why(cast(driver, "v1", ballot)) is refused
    assert not driver.state.votes


def test_who_may_vote() -> None:
    """Not strangers, not names without a phone, not players, not who came during the scene."""
    driver = SessionDriver("call", names=("A", "B", "C"), voters=2)
    driver.act(a.Join(id="", voter="player", plays=True))
    for person in ("p1", "p2"):
        driver.act(a.EditRoster(id="", person=person, present=False))
    driver.to(PhaseKind.PLAY)
    assert "player" in driver.round.players
    driver.act(a.Join(id="", voter="late"))
    driver.to(PhaseKind.VOTE)
    ballot = Ballot(RATE, {"handling": 3})
    assert why(cast(driver, "nobody", ballot)) is Why.NOT_A_VOTER
    assert why(cast(driver, "p3", ballot)) is Why.NOT_A_VOTER
    assert why(cast(driver, "key-1", ballot)) is Why.NOT_A_VOTER
    assert cast(driver, "late", ballot) == Refusal(Why.NOT_A_VOTER, {"from_round": 2})
    assert why(cast(driver, "player", ballot)) is Why.PLAYERS_DO_NOT_VOTE
    assert why(cast(driver, "player", Ballot(SELF, {"self": 5}))) is Why.BAD_VALUE
    assert not isinstance(cast(driver, "player", Ballot(SELF, {"self": 2})), Refusal)
    driver.to(PhaseKind.DEBRIEF).next()
    driver.to(PhaseKind.VOTE)
    voters = {"late", "v1"} - driver.round.players
    assert not isinstance(cast(driver, voters.pop(), ballot, 2), Refusal)


def test_a_guess_is_asked_before_the_truth_and_nowhere_else() -> None:
    """By phone and by hand; a rating waits for the vote."""
    driver = SessionDriver("riddle", voters=4).to(PhaseKind.PLAY)
    guess, rate = Ballot(GUESS, choice="high"), Ballot(RATE, {"handling": 3})
    choice, grades = {"choice": (1, 0, 2)}, {"handling": (0, 0, 1, 2)}
    for kind, guesses, rates in (
        (PhaseKind.PLAY, False, False),
        (PhaseKind.GUESS, True, False),
        (PhaseKind.TRUTH, False, False),
        (PhaseKind.VOTE, False, True),
        (PhaseKind.RESULT, False, False),
    ):
        driver.to(kind)
        assert isinstance(cast(driver, "v1", guess), Refusal) is not guesses
        assert isinstance(cast(driver, "v2", rate), Refusal) is not rates
        assert isinstance(driver.act(a.ShowHands(id="", rows=choice)), Refusal) is not guesses
        assert isinstance(driver.act(a.ShowHands(id="", rows=grades)), Refusal) is not rates
        guess = Ballot(GUESS, choice="odd" if kind is PhaseKind.PLAY else "low")
        rate = Ballot(RATE, {"handling": 3 if kind is PhaseKind.TRUTH else 4})
        choice, grades = {"choice": (1, 1, 2)}, {"handling": (0, 1, 1, 2)}


def test_a_pick_chooses_from_what_there_is() -> None:
    """The options of the format; without any, the lines that were played."""
    driver = voting("heads")
    assert why(cast(driver, "v1", Ballot(PICK, choice="three"))) is Why.BAD_VALUE
    assert not isinstance(cast(driver, "v1", Ballot(PICK, choice="two")), Refusal)
    lines = SessionDriver("new-choice", voters=4).to(PhaseKind.PLAY)
    lines.wait(100)
    lines.act(a.Twist(id=""))
    lines.to(PhaseKind.VOTE)
    assert lines.round.question.options == ("1", "2", "3", "4")
    assert why(cast(lines, "v1", Ballot(PICK, choice="5"))) is Why.BAD_VALUE
    assert not isinstance(cast(lines, "v1", Ballot(PICK, choice="4")), Refusal)


def test_a_ballot_says_nothing_that_it_is_not_asked() -> None:
    """Moves and scores on a guess or a pick, and a choice on a rating, are refused."""
    picking, guessing = voting("heads"), SessionDriver("riddle", voters=4).to(PhaseKind.GUESS)
    for driver, ballot in (
        (picking, Ballot(PICK, choice="1", moves=("listened",))),
        (picking, Ballot(PICK, {"handling": 4}, choice="1")),
        (guessing, Ballot(GUESS, choice="high", moves=("magic",))),
        (voting(), Ballot(RATE, {"handling": 4}, choice="1")),
    ):
        assert why(cast(driver, "v1", ballot)) is Why.WRONG_BALLOT
        assert why(cast(driver, "", ballot)) is Why.WRONG_BALLOT


def test_the_keyboard_goes_round() -> None:
    """Each key is another voter, and a vote with keys is never ended by its clock."""
    driver = voting(voters=1)
    for grade in (1, 4, 4):
        assert not isinstance(driver.rate("", grade), Refusal)
    votes = driver.state.votes_of(1)
    assert [key for key, _ in votes.ballots] == ["key-1", "key-2", "key-3"]
    driver.wait(500)
    assert driver.state.kind is PhaseKind.VOTE
    assert due(driver.state) is None


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ({"calm": (0, 0, 0, 1)}, Why.WRONG_BALLOT),
        ({"choice": (1, 2)}, Why.WRONG_BALLOT),
        ({"handling": (1, 2, 3)}, Why.BAD_VALUE),
        ({"handling": (1, 2, 3, -1)}, Why.BAD_VALUE),
        ({"handling": (1, 2, 3, 1001)}, Why.BAD_VALUE),
        ({"moves": (1, 2)}, Why.BAD_VALUE),
    ],
)
def test_hands_that_cannot_be(rows: dict[str, tuple[int, ...]], refused: Why) -> None:
    """A row that is not asked, of the wrong length, of impossible counts."""
    driver = voting()
    assert why(driver.act(a.ShowHands(id="", rows=rows))) is refused
    assert not driver.state.votes


def test_hands_are_replaced_not_added() -> None:
    """The facilitator corrects a count; the same counts again change nothing."""
    driver = voting(voters=0)
    for counts in ((0, 1, 2, 3), (0, 0, 2, 3)):
        driver.act(a.ShowHands(id="", rows={"handling": counts}))
    assert driver.state.votes_of(1).hands == {"handling": (0, 0, 2, 3)}
    assert driver.act(a.ShowHands(id="", rows={"handling": (0, 0, 2, 3)})) == ()
