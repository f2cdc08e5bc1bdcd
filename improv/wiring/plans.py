"""The plan that was asked for as a session begins."""

from collections.abc import Mapping

from improv.core.formats import Format
from improv.core.plans import Plan
from improv.wiring.deck_loading import load_plans
from improv.wiring.errors import not_found
from improv.wiring.options import GameOptions


def plan_of(options: GameOptions, games: Mapping[str, Format]) -> Plan | None:
    """It, or None for none. Raises WrongUsage for an unknown one, and PackProblems."""
    if options.plan is None:
        return None
    plans = load_plans(options.plans, games)
    if options.plan not in plans:
        raise not_found("plan", options.plan, plans)
    return plans[options.plan]
