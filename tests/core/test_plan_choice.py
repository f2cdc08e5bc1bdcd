"""A plan that is chosen in the lobby, changed and taken off: what follows, and the way back."""

from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import PlanChosen
from improv.core.formats import PhaseKind as K
from improv.core.plan_choice import with_plan
from improv.core.plans import Plan, StepBallot
from improv.core.projections import host, projector
from improv.core.session import evolve, opening
from improv.core.state import Setup, State, TeamHistory
from improv.core.team_history import history_after
from improv.core.timing import HUDDLE, huddle_rounds
from tests.core.sample_decks import deck
from tests.core.sample_plans import PLAN, SERIES
from tests.core.session_driver import SessionDriver, solo_driver

NAMES = ("Ana", "Bo", "Cy", "Dee", "Ed")


def choose(driver: SessionDriver, plan: str) -> None:
    """Choose it; it has to be accepted."""
    assert not isinstance(driver.act(a.ChoosePlan(id="", plan=plan)), Refusal)


def begun_with(setup: Setup, plan: Plan, game: str) -> State:
    """A session that is opened with the plan."""
    cards = deck()
    planned, first = with_plan(setup, plan, cards.formats)
    return evolve(None, opening(planned, first or cards.formats[game], "en", standings=False))


@pytest.mark.parametrize("plan", [PLAN, SERIES])
@pytest.mark.parametrize(
    "setup",
    [
        Setup(7),
        Setup(7, rounds=3, surveys=("ready",)),
        Setup(7, huddle=True, rounds=2, heat=4),
        Setup(7, team=TeamHistory("Blue", series={"week": 3})),
    ],
)
def test_the_same_follows_as_when_it_is_opened_with_it(plan: Plan, setup: Setup) -> None:
    """The game, the steps, the rounds of a series, the clock of the lobby; history apart."""
    driver = SessionDriver("heads", setup=setup)
    choose(driver, plan.id)
    opened = begun_with(setup, plan, "heads")
    assert driver.state.progress == opened.progress
    assert replace(driver.state, history=()) == opened


def test_a_series_is_a_huddle_and_begins_by_itself() -> None:
    """In the lobby its clock runs from the choice; a plan without one stops it."""
    driver = SessionDriver("call", names=NAMES)
    driver.wait(30)
    choose(driver, "week")
    assert driver.state.running.deadline == driver.now + 1000 * HUDDLE[K.LOBBY]
    assert projector(driver.state).huddle
    choose(driver, "morning")
    assert driver.state.running.deadline is None
    choose(driver, "week")
    driver.wait(HUDDLE[K.LOBBY])
    assert driver.at(K.RULES)
    assert driver.state.progress.format.id == "riddle"


def test_a_team_plays_the_next_session_of_a_series() -> None:
    """And that one counts for it, as when it is opened with it."""
    setup = Setup(7, team=TeamHistory("Blue", series={"week": 1}))
    driver = SessionDriver("heads", setup=setup, names=NAMES)
    choose(driver, "week")
    assert driver.state.progress.format.id == "call"
    driver.to(K.KUDOS)
    assert history_after(driver.state).series == {"week": 2}


def test_it_is_changed_and_taken_off_again() -> None:
    """Then what was chosen beside it matters again; the game that came first comes first still."""
    driver = SessionDriver("call", setup=Setup(7, rounds=3), names=NAMES)
    assert projector(driver.state).rounds == 3
    choose(driver, "morning")
    assert projector(driver.state).rounds is None
    driver.act(a.SkipStep(id="", step=1))
    assert driver.state.progress.format.id == "riddle"
    choose(driver, "week")
    assert driver.state.progress.agenda is not None
    assert [step.id for step in driver.state.progress.agenda.steps] == ["monday"]
    choose(driver, "")
    assert driver.state.setup == Setup(7, rounds=3)
    assert driver.state.progress.agenda is None
    assert driver.state.progress.format.id == "riddle"
    assert driver.to(K.DRAW).round.format.id == "riddle"


def test_a_huddle_without_its_plan_fits_ten_minutes() -> None:
    """It stays a huddle, whose rounds nobody had chosen."""
    setup, game = Setup(7, huddle=True), deck().formats["riddle"]
    driver = SessionDriver("riddle", setup=replace(setup, plan=SERIES.session(0)))
    ends, fit = driver.state.running.deadline, huddle_rounds(setup, game)
    chosen = PlanChosen(at=0, step="plan", plan=None, format=game, rounds=fit, deadline=ends)
    assert driver.act(a.ChoosePlan(id="", plan="")) == (chosen,)
    assert (driver.state.setup, ends) == (replace(setup, rounds=fit), 45_000)
    driver.act(a.Undo(id=""))
    assert (driver.state.setup.plan, driver.state.setup.rounds) == (SERIES.session(0), None)


def test_what_a_step_asks_goes_with_the_plan() -> None:
    """The game is as its author made it again, with the times that were chosen in this lobby."""
    unranked = replace(PLAN.steps[1], ballot=StepBallot.NONE)
    driver = SessionDriver("call", names=NAMES)
    plan = replace(PLAN, id="quiet", steps=(unranked, *PLAN.steps[2:]))
    driver.deck = replace(driver.deck, plans={**driver.deck.plans, "quiet": plan})
    driver.act(a.ChooseSeconds(id="", phase="play", seconds=75))
    choose(driver, "quiet")
    assert not driver.state.progress.format.has_vote
    choose(driver, "")
    game = driver.state.progress.format
    assert game.has_vote
    assert [phase.seconds for phase in game.phases if phase.id == "play"] == [75]


def test_undo_brings_back_what_was() -> None:
    """One step for each choice, and what was changed of the plan meanwhile; resumed it is so."""
    driver = SessionDriver("call", setup=Setup(7, rounds=3), names=NAMES)
    states = [driver.state]
    for action in (
        a.ChoosePlan(id="", plan="week"),
        a.ChangeSetup(id="", field="votes", value="no"),
        a.ChoosePlan(id="", plan="morning"),
        a.SkipStep(id="", step=1),
        a.ChoosePlan(id="", plan=""),
    ):
        driver.act(action)
        states.append(driver.state)
    state = None
    for event in driver.events:
        state = evolve(state, from_dict(to_dict(event)))
    assert state == driver.state
    for before in reversed(states[:-1]):
        driver.act(a.Undo(id=""))
        assert driver.state.progress == before.progress


def test_the_lobby_that_is_come_back_to_has_what_was_chosen_in_it() -> None:
    """Back from the first step, the choice can still be undone."""
    driver = SessionDriver("call", names=NAMES)
    choose(driver, "morning")
    driver.to(K.TALK)
    driver.act(a.Back(id=""))
    assert driver.at(K.LOBBY)
    assert driver.state.setup.plan == PLAN
    driver.act(a.Undo(id=""))
    assert driver.state.setup == Setup(7)
    assert driver.state.progress.agenda is None


def test_what_is_no_choice_is_refused() -> None:
    """A plan that is not there, and any after the lobby; whoever is alone has none."""
    driver = SessionDriver("call", names=NAMES)
    assert driver.act(a.ChoosePlan(id="", plan="")) == ()
    assert driver.act(a.ChoosePlan(id="", plan="gone")) == Refusal(
        Why.UNKNOWN_PLAN, {"plan": "gone"}
    )
    choose(driver, "morning")
    assert driver.act(a.ChoosePlan(id="", plan="morning")) == ()
    assert [(plan.id, plan.on) for plan in host(driver.state, driver.deck).plans] == [
        ("morning", True),
        ("week", False),
    ]
    driver.to(K.TALK)
    assert host(driver.state, driver.deck).plans == ()
    refusal = driver.act(a.ChoosePlan(id="", plan=""))
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.WRONG_PHASE
    alone = solo_driver()
    assert host(alone.state, alone.deck).plans == ()
    assert isinstance(alone.act(a.ChoosePlan(id="", plan="morning")), Refusal)
