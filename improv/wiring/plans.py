"""The plan of a session that begins: which one, and of a series which of its sessions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from improv.core.formats import Format
from improv.core.plans import Plan
from improv.core.state import Setup, TeamHistory
from improv.wiring.deck_loading import load_plans
from improv.wiring.errors import not_found
from improv.wiring.options import GameOptions

if TYPE_CHECKING:
    from improv.core.plans import PlanStep


@dataclass(frozen=True, slots=True)
class ChosenPlan:
    """What a session plays, and of a series which of its sessions this is (`number` of `total`)."""

    plan: Plan
    number: int = 1
    total: int = 1

    def first(self, games: Mapping[str, Format]) -> Format | None:
        """The game that comes first in it, as its step asks for it; None where it has none."""
        from improv.core.agenda import asked
        from improv.core.plan_steps import first_game

        step: PlanStep | None = first_game(self.plan.steps, games)
        return asked(games[step.game], step.ballot) if step else None

    def fitted(self, setup: Setup, game: Format) -> Plan:
        """The plan for this session: a huddle plays as many rounds as ten minutes hold."""
        from improv.core.timing import huddle_rounds

        if not self.plan.series:
            return self.plan
        (step,) = self.plan.steps
        rounds = max(step.rounds, huddle_rounds(setup, game))
        return replace(self.plan, steps=(replace(step, rounds=rounds),))


def plan_of(
    options: GameOptions, games: Mapping[str, Format], team: TeamHistory | None = None
) -> ChosenPlan | None:
    """The plan that was asked for. Raises WrongUsage for an unknown one, and PackProblems.

    `team`: who plays; of a series it plays the session that it has not had yet.
    """
    if options.plan is None:
        return None
    plans = load_plans(options.plans, games)
    if options.plan not in plans:
        raise not_found("plan", options.plan, plans)
    plan = plans[options.plan]
    if not plan.series:
        return ChosenPlan(plan)
    played = (team or TeamHistory()).series.get(plan.id, 0)
    total = len(plan.steps)
    return ChosenPlan(plan.session(played), played % total + 1, total)
