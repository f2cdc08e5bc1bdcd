"""A session without any vote on its scenes, and one whose clock the room does not see."""

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.formats import PhaseKind as K
from improv.core.projections import host, projector, voter
from improv.core.state import Setup
from improv.core.summary import summarise
from improv.core.timing import as_played, huddle_rounds, timed
from improv.core.votes import Ballot
from tests.core.sample_decks import FORMATS, deck
from tests.core.sample_plans import PLAN
from tests.core.session_driver import SessionDriver

NAMES = ("Ana", "Bo", "Cy", "Dee", "Ed")


def driver(game: str = "call", *, voters: int = 4, **setup: object) -> SessionDriver:
    """A session without votes that asks for standings."""
    without = Setup(7, votes=False, **setup)  # type: ignore[arg-type]
    return SessionDriver(game, setup=without, names=NAMES, voters=voters, standings=True)


def walked(here: SessionDriver) -> set[PhaseKind]:
    """The kinds of phases that Next leads through, to the thanks."""
    kinds = {here.state.kind}
    while here.state.kind is not K.KUDOS:
        assert not isinstance(here.next(), Refusal)
        kinds.add(here.state.kind)
    return kinds


@pytest.mark.parametrize("game", FORMATS)
@pytest.mark.parametrize("ballot", ["quick", "coaching"])
@pytest.mark.parametrize("talk_first", [None, True])
def test_no_game_comes_to_a_vote(game: str, ballot: str, talk_first: bool | None) -> None:
    """Nor to a result or standings; each round has been played with its talk."""
    here = driver(game, ballot=ballot, rounds=2, talk_first=talk_first)
    kinds = walked(here)
    assert not kinds & {K.VOTE, K.RESULT, K.STANDINGS}
    assert K.DEBRIEF in kinds
    assert len(here.state.scenes) == 2


def test_a_guess_of_the_play_stays() -> None:
    """It is a part of the game, and its truth comes after it; nothing else is asked."""
    here = driver("riddle", rounds=1).to(K.GUESS)
    assert here.round.question.kinds == (BallotKind.GUESS,)
    view = projector(here.state)
    assert view.vote is not None
    assert view.vote.kinds == (BallotKind.GUESS,)
    assert K.TRUTH in walked(here)


def test_nobody_can_vote_or_is_waited_for() -> None:
    """A ballot is refused, who came late is not asked for, and no turnout is doubted."""
    here = driver(rounds=1).to(K.PLAY)
    here.act(a.Join(id="", voter="late"))
    assert host(here.state, here.deck).waiting == ()
    here.to(K.BELL)
    refusal = here.rate("v1", 4)
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.VOTE_CLOSED
    assert host(here.state, here.deck).turnout is None
    here.to(K.DEBRIEF)
    assert projector(here.state).voted


def test_the_rules_ask_for_nothing() -> None:
    """What they say of the vote comes from this."""
    shown = projector(driver().to(K.RULES).state).rules
    assert shown is not None
    assert (shown.kinds, shown.criteria) == ((), ())


def test_a_reveal_has_nothing_to_reveal() -> None:
    """It is refused as at the wrong time."""
    refusal = driver().to(K.DEBRIEF).act(a.Reveal(id=""))
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.WRONG_PHASE


def test_a_plan_is_played_without_its_votes() -> None:
    """Also in a step that asks for a ballot of its own."""
    setup = Setup(7, votes=False, plan=PLAN)
    here = SessionDriver(PLAN.steps[0].game or "call", setup=setup, names=NAMES)
    assert not walked(here) & {K.VOTE, K.RESULT}


def test_more_rounds_fit_in_a_huddle() -> None:
    """What is not voted takes no time."""
    game = timed(deck().formats["call"], {"play": 60})
    with_votes, without = Setup(7, huddle=True), Setup(7, huddle=True, votes=False)
    assert huddle_rounds(without, game) > huddle_rounds(with_votes, game)
    assert as_played(with_votes, game) == game


def test_the_clock_runs_out_of_sight() -> None:
    """The room's view says so, and the facilitator's holds the time; the bell rings by itself."""
    here = SessionDriver(setup=Setup(7, clock=False), names=NAMES, voters=1).to(K.PLAY)
    shown = voter(here.state, "v1")
    assert shown is not None
    assert not shown.projector.clock_in_sight
    assert host(here.state, here.deck).projector.clock is not None
    here.wait(600)
    assert here.state.kind is not K.PLAY


def test_both_are_in_an_export() -> None:
    """What the session was set to; and no tally of a vote that there was not."""
    here = driver(rounds=1, clock=False)
    walked(here)
    exported = summarise(here.events).to_dict()
    setup = exported["setup"]
    assert (setup["votes"], setup["clock"]) == (False, False)
    (scene,) = exported["rounds"]
    assert (scene["revealed"], scene["tally"]) == (True, None)


def test_what_was_guessed_is_in_an_export() -> None:
    """It is no vote on the scene."""
    here = driver("riddle", rounds=1).to(K.GUESS)
    for key in ("v1", "v2", "v3"):
        guess = Ballot(BallotKind.GUESS, choice=here.round.question.options[0])
        here.act(a.CastBallot(id="", round=1, ballot=guess, voter=key))
    walked(here)
    (scene,) = summarise(here.events).to_dict()["rounds"]
    assert sum(scene["tally"]["choices"].values()) == 3
    assert scene["tally"]["criteria"] == {}
