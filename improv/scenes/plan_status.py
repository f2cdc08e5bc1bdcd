"""A plan while it is played, in words for the facilitator: where we are, how late, what may go.

The same words stand on the facilitator's window and on the remote. `now` is the session clock, ms.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from improv.core import actions as a
from improv.core.agenda import MINUTE, Saving
from improv.core.view_models import PlanView, StepView
from improv.scenes.words import Names

SHOWN = 3
"""So many steps that come are named."""


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """Where the plan is."""

    where: str
    """Which step of how many, what it is called, which round of it."""
    pace: str
    """Whether it is late or early; empty before the first step."""
    spent: str
    """The minutes of the step so far, beside those that were planned; empty before the first."""
    late: bool
    say: tuple[str, ...]
    watch: str
    leave: tuple[str, ...]
    """What may be left out, as long as it is late."""
    coming: tuple[str, ...]
    """The next steps, with their minutes."""


@dataclass(frozen=True, slots=True)
class PlanMove:
    """Something that may be done with a step of the plan."""

    id: str
    """Unique among them: of an element of a page."""
    text: str
    note: str
    action: a.Action


def plan_status(plan: PlanView, names: Names, now: int) -> PlanStatus:
    """The plan at this moment."""
    step, pace = plan.step, plan.pace
    coming = [one for one in plan.steps if not (one.over or one.on or one.left_out)]
    late = pace.late(now) if pace else 0
    spent = ""
    if step is not None and pace is not None:
        since = now - (pace.step_ends - MINUTE * step.minutes)
        spent = names.say("plan.spent", spent=max(0, since // MINUTE), planned=step.minutes)
    return PlanStatus(
        where=_where(plan, step, coming, names),
        pace=_pace(late, names) if pace else "",
        spent=spent,
        late=late >= MINUTE,
        say=plan.say,
        watch=plan.watch,
        leave=tuple(_saving(plan, one, names) for one in plan.savings) if late >= MINUTE else (),
        coming=tuple(
            names.beside((one.title, names.say("plan.minutes", count=one.minutes)))
            for one in coming[:SHOWN]
        ),
    )


def next_minute(plan: PlanView, now: int) -> int | None:
    """The instant at which the status reads otherwise by itself; None before the first step."""
    if plan.pace is None:
        return None
    return now + MINUTE - (now - plan.pace.step_ends) % MINUTE


def plan_moves(plan: PlanView, names: Names) -> Iterator[PlanMove]:
    """What may be done now: leave the step, repeat it, leave out what comes or take it in again."""
    on = plan.step
    if on is not None:
        note = on.title
        yield PlanMove("skip-step", names.say("plan.skip"), note, a.SkipStep())
        yield PlanMove("repeat-step", names.say("plan.repeat"), note, a.RepeatStep())
    for step in plan.steps:
        if step.over or step.on:
            continue
        words = "plan.take_in" if step.left_out else "plan.leave_out"
        notes = [names.say("plan.minutes", count=step.minutes)]
        notes += [names.say("plan.optional")] if step.optional else []
        yield PlanMove(
            f"step-{step.place}",
            names.say(words, title=step.title),
            names.beside(notes),
            a.SkipStep(step=step.place, on=not step.left_out),
        )


def _where(plan: PlanView, step: StepView | None, coming: list[StepView], names: Names) -> str:
    if step is None:
        return names.say("plan.first", title=coming[0].title) if coming else plan.name
    parts = [names.say("plan.step", number=plan.number, total=plan.total), step.title]
    if plan.round:
        parts.append(names.say("round.of", round=plan.round, rounds=step.rounds))
    return names.beside(parts)


def _pace(late: int, names: Names) -> str:
    """In whole minutes: what is less is on time. `late`: ms."""
    if late >= MINUTE:
        return names.say("plan.late", count=late // MINUTE)
    if late <= -MINUTE:
        return names.say("plan.early", count=-late // MINUTE)
    return names.say("plan.on_time")


def _saving(plan: PlanView, saving: Saving, names: Names) -> str:
    step = plan.steps[saving.place]
    title = names.say("plan.less", title=step.title) if saving.rounds else step.title
    return names.beside((title, names.say("plan.minutes", count=saving.minutes)))
