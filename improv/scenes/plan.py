"""A plan in words: what stands in it, step by step, for the console and for a page to print."""

from collections.abc import Mapping
from dataclasses import dataclass

from improv.core.formats import Format
from improv.core.plans import Plan, PlanStep, StepKind, said
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class StepText:
    """One step as somebody reads it before the workshop."""

    begins: str
    """Hours and minutes from the beginning; in a series, which session plays it."""
    title: str
    facts: str
    """What it is, and how long it takes."""
    say: tuple[str, ...]
    watch: str
    """What goes wrong in it; empty where nobody says."""
    optional: bool


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as somebody reads it before the workshop."""

    name: str
    about: str
    lasts: str
    steps: tuple[StepText, ...]


def plan_text(plan: Plan, games: Mapping[str, Format], names: Names) -> PlanText:
    """The plan in the language of `names`; `games` are what its steps play, by their ids."""
    words, begins, steps = plan.say(names.language), 0, []
    for number, step in enumerate(plan.steps, 1):
        begun = names.figures(number if plan.series else f"{begins // 60}:{begins % 60:02}")
        game = games.get(step.game)
        steps.append(
            StepText(
                begun,
                step_title(plan, step, game, names),
                names.beside(_facts(step, names)),
                said(words, step.id),
                words.get(f"{step.id}.watch", ""),
                step.optional,
            )
        )
        begins += step.minutes
    lasts = names.say("plan.minutes", count=plan.minutes)
    if plan.series:
        lasts = names.say("plan.series", count=len(plan.steps), minutes=plan.minutes)
    return PlanText(words["name"], words["about"], lasts, tuple(steps))


def step_title(plan: Plan, step: PlanStep, game: Format | None, names: Names) -> str:
    """What a step is called: by its own title, else by its game."""
    own = plan.say(names.language).get(f"{step.id}.title")
    return own or (game.say(names.language)["name"] if game else step.game)


def _facts(step: PlanStep, names: Names) -> list[str]:
    """What it is, how long it takes, how often, and what the room is asked."""
    facts = [] if step.kind is StepKind.GAME else [names.say(f"plan.kind.{step.kind}")]
    facts.append(names.say("plan.minutes", count=step.minutes))
    if step.rounds > 1:
        facts.append(names.say("plan.rounds", count=step.rounds))
    if step.ballot:
        facts.append(names.say(f"plan.ballot.{step.ballot}"))
    if step.optional:
        facts.append(names.say("plan.optional"))
    return facts
