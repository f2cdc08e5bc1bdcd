"""The plan in the facilitator's picture: a strip that is always there, and the words of a step."""

from improv.core.view_models import PlanView
from improv.scenes.plan_status import next_minute, plan_status
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.column import Column
from improv.text.fonts import Weight

_SIZE = 3.0
"""Hundredths of the height: read at arm's length."""


def plan_strip(builder: Builder, box: Box, plan: PlanView) -> None:
    """Which step is on and how late it is; what to say in it, or while late what may go."""
    u, swatch = builder.u, builder.theme.panel
    status = plan_status(plan, builder.names, builder.frame.now)
    changes = next_minute(plan, builder.frame.now)
    if changes is not None and not builder.view.paused:
        builder.change_at(changes)
    builder.surface(box, swatch, u(1.4))
    head, rest = box.inset(u(2.2), u(1.2)).top(u(4.4), u(0.4))
    time, words = head.end(head.width * 0.34, u(2))
    builder.line(status.where, words, u(3.4), swatch.ink, Weight.BLACK)
    pace = builder.names.beside((status.pace, status.spent))
    ink = swatch.mark if status.late else swatch.soft
    builder.line(pace, time, u(_SIZE), ink, Weight.BOLD, across="end")
    text = " ".join(status.say)
    if builder.view.round is None and plan.step and status.coming:  # they stand below
        text = builder.say("plan.then", title=status.coming[0])
    if status.leave:
        leave = builder.names.listed(status.leave)
        text = f"{builder.say('plan.leave')}: {leave}"
    builder.words(text, rest, u(_SIZE), swatch.soft, lines=2)


def plan_words(builder: Builder, column: Column, plan: PlanView) -> None:
    """What the facilitator says now, what goes wrong, and what comes."""
    status = plan_status(plan, builder.names, builder.frame.now)
    column.title(builder.say("plan.title"))
    for line in status.say:
        column.line(line)
    if status.watch:
        column.note(builder.say("plan.watch", text=status.watch))
