"""What is shown of a plan: to the room the title of a break or a talk, to the facilitator all."""

from improv.core import view_models as v
from improv.core.actions import ChoosePlan
from improv.core.agenda import pace, rounds_left, savings
from improv.core.cards import Words
from improv.core.draw import Deck
from improv.core.plans import Agenda, PlanStep, StepKind, said
from improv.core.state import State
from improv.core.transitions import INTERLUDES


def step_title(state: State, language: str) -> str:
    """What the room reads of the break or the talk that is on; empty for neither."""
    agenda, plan = state.progress.agenda, state.setup.plan
    step = agenda.step if agenda else None
    if step is None or plan is None or state.kind not in INTERLUDES:
        return ""
    return plan.say(language).get(f"{step.id}.title", "")


def plan_view(state: State, deck: Deck, language: str) -> v.PlanView | None:
    """The plan as the facilitator sees it; None where there is none."""
    agenda, plan = state.progress.agenda, state.setup.plan
    if agenda is None or plan is None:
        return None
    words = plan.say(language)
    steps = tuple(
        v.StepView(
            place=place,
            title=_title(step, words, deck, language),
            kind=step.kind,
            minutes=step.minutes,
            rounds=step.rounds,
            optional=step.optional,
            left_out=step.left_out,
            on=place == agenda.index,
            over=place < agenda.index,
        )
        for place, step in enumerate(agenda.steps)
    )
    shown = agenda.step
    if shown is None and agenda.coming:
        shown = agenda.steps[agenda.coming[0]]
    return v.PlanView(
        name=words.get("name", plan.id),
        steps=steps,
        number=_number(agenda),
        total=sum(not step.left_out for step in agenda.steps),
        say=said(words, shown.id) if shown else (),
        watch=words.get(f"{shown.id}.watch", "") if shown else "",
        round=_round(state, agenda),
        pace=pace(agenda),
        savings=tuple(savings(state, agenda)),
    )


def plan_names(state: State, deck: Deck, language: str) -> tuple[v.PlanName, ...]:
    """The plans that may be chosen now, in their order."""
    if state.kind not in ChoosePlan.phases:
        return ()
    on = state.setup.plan.id if state.setup.plan else ""
    named = ((plan, plan.say(language)) for plan in deck.plans.values())
    return tuple(
        v.PlanName(
            plan.id,
            words.get("name", plan.id),
            words.get("about", ""),
            plan.minutes,
            on=plan.id == on,
        )
        for plan, words in named
    )


def _number(agenda: Agenda) -> int:
    """Which step is on, from 1, of those that are played; 0 before the first."""
    return sum(not step.left_out for step in agenda.steps[: agenda.index + 1])


def _round(state: State, agenda: Agenda) -> int:
    """Which round of the step is on, from 1; 0 where it has one alone, or none is on."""
    step = agenda.step
    if step is None or step.rounds < 2 or state.round is None:
        return 0
    return step.rounds - rounds_left(state, agenda)


def _title(step: PlanStep, words: Words, deck: Deck, language: str) -> str:
    """A game is called by its own name."""
    if step.kind is not StepKind.GAME:
        return words.get(f"{step.id}.title", step.id)
    game = deck.formats.get(step.game)
    return game.say(language).get("name", game.id) if game else step.game
