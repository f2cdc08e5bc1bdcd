"""The scenes of a plan in which nothing is played: a break, and a talk that somebody leads."""

from dataclasses import dataclass

from improv.core.formats import PhaseKind
from improv.core.view_models import ProjectorView
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class InterludeScene:
    """What the room sees meanwhile."""

    icon: str
    title: str
    text: str
    """When a break is over by the clock on the wall, else how long it is; empty in a talk."""


def interlude(view: ProjectorView, names: Names) -> InterludeScene:
    """The title of the step; of a break when it is over, or how many minutes it has."""
    title = view.step or names.phase_kind(view.kind)
    if view.kind is PhaseKind.TALK:
        return InterludeScene("people", title, "")
    if view.back_at:
        return InterludeScene(
            "cup", title, names.say("break.back", time=names.figures(view.back_at))
        )
    timer = view.clock
    minutes = max(1, round((timer.deadline - timer.entered) / 60_000)) if timer else 0
    text = names.say("plan.minutes", count=minutes) if minutes else ""
    return InterludeScene("cup", title, text)
