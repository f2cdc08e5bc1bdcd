"""The plans that the facilitator may choose in the lobby, in words; first to play without one."""

from collections.abc import Iterator
from dataclasses import dataclass

from improv.core.view_models import HostView
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """One of them."""

    plan: str
    """Its id; empty for none."""
    name: str
    minutes: str
    about: str
    on: bool


def plan_choices(host: HostView, names: Names) -> Iterator[PlanChoice]:
    """All of them; none where no plan may be chosen."""
    if host.plans:
        yield PlanChoice("", names.say("plan.none"), "", "", on=host.plan is None)
    for plan in host.plans:
        minutes = names.say("plan.minutes", count=plan.minutes)
        yield PlanChoice(plan.id, plan.name, minutes, plan.about, plan.on)
