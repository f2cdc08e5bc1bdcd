"""A small plan with a step of every kind, and a series, for the small deck."""

from improv.core.plans import Plan, PlanStep, StepKind

GAME, BREAK, TALK = StepKind.GAME, StepKind.BREAK, StepKind.TALK

WORDS = {
    "en": {
        "name": "A morning",
        "about": "For whoever is up.",
        "hello.title": "Hello",
        "hello.say.1": "Sit down.",
        "hello.say.2": "All of you.",
        "hello.watch": "It gets long.",
        "first.say.1": "Listen.",
        "tea.title": "Tea",
        "tea.say.1": "Five minutes.",
        "twice.say.1": "Again.",
        "bye.title": "Bye",
        "bye.say.1": "One sentence.",
    }
}
PLAN = Plan(
    "morning",
    (
        PlanStep("hello", TALK, 5),
        PlanStep("first", GAME, 6, "call", optional=True),
        PlanStep("tea", BREAK, 5),
        PlanStep("twice", GAME, 12, "riddle", 2),
        PlanStep("bye", TALK, 2),
    ),
    words=WORDS,
)
SERIES = Plan(
    "week",
    (PlanStep("monday", GAME, 10, "riddle"), PlanStep("tuesday", GAME, 10, "call")),
    series=True,
    words={"en": {"name": "A week", "about": "Ten minutes each."}},
)
PLANS = {plan.id: plan for plan in (PLAN, SERIES)}
