"""Why this card: one line for the facilitator, and for nobody else."""

from improv.core.view_models import HostView
from improv.scenes.words import Names


def draw_reason(host: HostView, names: Names) -> str:
    """Why the request that is on was dealt; empty where there is none, and once it is played."""
    why = host.why
    if why is None:
        return ""
    level, number = why.heat, why.ordinal
    return names.say(f"why.{why.how}", practice=why.practice, level=level, round=number)
