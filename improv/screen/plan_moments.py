"""The moments of a plan, for the registry of scenes: chosen, a talk, a break, its steps."""

from collections.abc import Iterator
from dataclasses import replace

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.formats import Format, PhaseKind
from improv.core.plans import Plan, PlanStep, StepKind
from improv.core.state import Setup
from improv.screen.sample_data import NAMES, PROMISES
from improv.screen.scripted_session import ScriptedSession

_K = PhaseKind


def plan_session(deck: Deck, game: Format, language: str) -> ScriptedSession:
    """A workshop of a talk, a game and a break, whose words are the longest that are shipped."""
    line = PROMISES.get(language, PROMISES["en"])
    name = game.say(language)["name"]
    steps = (
        PlanStep("hello", StepKind.TALK, 5),
        PlanStep("play", StepKind.GAME, 12, game.id, 2),
        PlanStep("rest", StepKind.BREAK, 15),
        PlanStep("last", StepKind.GAME, 6, game.id, optional=True),
    )
    words = {
        "name": name,
        "about": line,
        "hello.title": line,
        "hello.watch": line,
        "rest.title": name,
        **{f"{step.id}.say.{n}": line for step in steps for n in (1, 2)},
    }
    plan = Plan("workshop", steps, words={language: words})
    setup = Setup(seed=11, plan=plan)
    names = NAMES.get(language, NAMES["en"])
    return ScriptedSession(
        replace(deck, formats={game.id: game}, plans={plan.id: plan}),
        game=game.id,
        language=language,
        setup=setup,
        names=names,
    )


def plan_moments(session: ScriptedSession) -> Iterator[str]:
    """Steer the session from moment to moment; each is named while it is on."""
    session.go_to(_K.TALK)
    session.wait(70)
    yield "talk"
    session.go_to(_K.PLAY)
    session.wait(6)
    yield "plan-play"
    for _ in range(2):
        session.go_to(_K.DEBRIEF)
        session.do(a.Next)
    session.wait(20)
    yield "break"
