"""Which plan a session plays: one that it is opened with, or that is chosen in the lobby.

Either way the same follows: which of its steps are played, and which game comes first. What is true
of a session that has a plan (its clock, its heat, what it asks) is in Setup.
"""

from collections.abc import Mapping
from dataclasses import replace

from improv.core import actions as a
from improv.core import events as e
from improv.core.agenda import agenda_of, asked
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.formats import Format, PhaseKind
from improv.core.handlers import Decision, Handlers, with_progress
from improv.core.plan_steps import first_game
from improv.core.plans import Plan
from improv.core.replaced import replaced
from improv.core.state import Setup, State
from improv.core.timing import HUDDLE, huddle_rounds, retimed

handlers = Handlers()


def with_plan(setup: Setup, plan: Plan, games: Mapping[str, Format]) -> tuple[Setup, Format | None]:
    """The setup of a session that plays this plan, and the game that comes first; None for none.

    Of a series it is the session that the team has not had yet; of a game it plays as many rounds
    as ten minutes hold.
    """
    plan = plan.session(setup.team.series.get(plan.id, 0))
    first = first_game(plan.steps, games)
    game = asked(games[first.game], first.ballot) if first and first.game in games else None
    setup = replace(setup, plan=plan)
    if plan.series and game is not None:
        (step,) = plan.steps
        step = replace(step, rounds=max(step.rounds, huddle_rounds(setup, game)))
        setup = replace(setup, plan=replace(plan, steps=(step,)))
    return setup, game


@handlers.decides
def _choose(state: State, action: a.ChoosePlan, now: int, deck: Deck) -> Decision:
    setup, game = state.setup, state.progress.format
    if action.plan == (setup.plan.id if setup.plan else ""):
        return ()
    seconds = state.progress.seconds
    games = {name: retimed(one, seconds.get(name, {})) for name, one in deck.formats.items()}
    # Without what a step asked of it, the game that came first comes first still.
    game = games.get(game.id, game)
    if not action.plan:
        setup = replace(setup, plan=None)
    elif (plan := deck.plans.get(action.plan)) is None:
        return Refusal(Why.UNKNOWN_PLAN, {"plan": action.plan})
    else:
        setup, first = with_plan(setup, plan, games)
        game = first or game
    deadline = state.running.deadline
    if setup.by_clock is not state.setup.by_clock:
        deadline = now + 1000 * HUDDLE[PhaseKind.LOBBY] if setup.by_clock else None
    rounds = setup.rounds
    if setup.by_clock and setup.plan is None and rounds is None:  # as when it is opened without
        rounds = huddle_rounds(setup, game)
    return (e.PlanChosen(at=now, plan=setup.plan, format=game, rounds=rounds, deadline=deadline),)


@handlers.evolves
def _chosen(state: State, event: e.PlanChosen) -> State:
    running = state.running
    if event.deadline != running.deadline:
        running = replaced(running, deadline=event.deadline, rang=False)
    return with_progress(
        state,
        setup=replaced(state.setup, plan=event.plan, rounds=event.rounds),
        agenda=agenda_of(event.plan) if event.plan else None,
        format=event.format,
        running=running,
    )
