"""plans/<id>.yaml: a workshop as steps, with what the facilitator says in every language.

Knows a plan's fields and its words. The games that a plan names are handed in: it may only name
those, and a step has to be long enough for its game.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from improv.core.cards import HEAT, LONG, SHORT, Words
from improv.core.formats import Format, PhaseKind
from improv.core.plans import (
    MOST_STEPS,
    STEP_MINUTES,
    STEP_ROUNDS,
    Plan,
    PlanStep,
    StepBallot,
    StepKind,
)
from improv.packs import fields
from improv.packs.practices import note_language
from improv.packs.problems import TOP, Problems, Source, entry, message, show
from improv.packs.source import why_unreadable, yaml_files
from improv.packs.tree import Node, Table, read_tree

Games = Mapping[str, Format]

_FIELDS, _REQUIRED = ("id", "series", "heat", "steps", "words"), ("id", "steps", "words")
_OF_GAME = ("game", "rounds", "ballot")
_OF_STEP = ("id", "kind", "minutes", *_OF_GAME, "optional")
_NEEDED = ("id", "kind", "minutes")
_SAY = 200
"""Characters of a line that somebody is to say."""
_LOOK = 10
"""Seconds that a room looks at its cards, or at a result, at the least."""


def load_plans(folder: Path, games: Games) -> Mapping[str, Plan]:
    """The plans of a folder by their ids, in the order of their names. Raises PackProblems."""
    problems = Problems()
    plans = read_plans(problems, folder, games)
    problems.raise_any()
    return plans


def load_plan(file: Path, games: Games) -> Plan:
    """The plan of one file, wherever it is. Raises PackProblems."""
    problems = Problems()
    found = read_plan(problems.source(file), games)
    problems.raise_any()
    assert found is not None
    return found


def read_plans(problems: Problems, folder: Path, games: Games) -> Mapping[str, Plan]:
    """Every plan of a folder; what is wrong is noted."""
    files = yaml_files(folder)
    if not files:
        remedy = message("mend.plan", example="first-hour.yaml")
        found = why_unreadable(folder) or (message("found.no_plan"), remedy)
        problems.source(folder).add(TOP, *found)
    plans = (read_plan(problems.source(file), games) for file in files)
    return {plan.id: plan for plan in plans if plan is not None}


def read_plan(source: Source, games: Games) -> Plan | None:
    """The plan in a file; it is not to be used where anything was noted of that file."""
    root = read_tree(source)
    if root is None:
        return None
    top = fields.table(source, root, fields.THE_FILE, _FIELDS, _REQUIRED)
    name = fields.slug(source, top.get("id"), "id")
    if name and name != source.file.stem:
        what = message("found.file_name", field="id", name=show(name), file=show(source.file.name))
        source.add(top["id"], what, message("mend.same"))
    series = fields.flag(source, top.get("series"), "series", usual=False)
    steps = _steps(source, top.get("steps"), games, series=series)
    heat = fields.number(source, top.get("heat"), "heat", HEAT)
    return Plan(name, steps, series, heat, _words(source, top.get("words"), steps))


def shortest(game: Format, rounds: int) -> int:
    """How many seconds the game takes at the least when nobody adds time: rules, and each round."""
    once = sum(phase.seconds or _LOOK for phase in game.phases)
    return (game.rules_seconds if game.has_rules else 0) + rounds * once


def _steps(
    source: Source, node: Node | None, games: Games, *, series: bool
) -> tuple[PlanStep, ...]:
    steps = []
    kinds = (StepKind.GAME,) if series else tuple(StepKind)
    for name, values in fields.listed(source, node, "steps", _OF_STEP, _NEEDED):
        kind = fields.choice(source, values.get("kind"), "kind", tuple(map(str, kinds)))
        minutes = fields.number(source, values.get("minutes"), "minutes", STEP_MINUTES)
        optional = fields.flag(source, values.get("optional"), "optional", usual=False)
        step = PlanStep(name, StepKind(kind or "talk"), minutes, optional=optional)
        steps.append(_with_game(source, values, step, games) if kind else step)
    if len(steps) > MOST_STEPS and node is not None:
        most = message("found.steps", number=len(steps), most=MOST_STEPS)
        source.add(node, most, message("mend.fewer"))
    return tuple(steps)


def _with_game(
    source: Source, values: Mapping[str, Node], step: PlanStep, games: Games
) -> PlanStep:
    """The step with its game, rounds and ballot, which nothing else has."""
    if step.kind is not StepKind.GAME:
        for name in _OF_GAME:
            if name in values:
                what = message("found.not_of", field=name, kind=step.kind.value)
                source.add(values[name], what, message("mend.remove"))
        return step
    if "game" not in values:
        what = message("found.lacks", what=entry("steps"), name="game")
        source.add(values["kind"], what, message("mend.add", line="game: ..."))
    game = fields.choice(source, values.get("game"), "game", tuple(games))
    rounds = fields.number(source, values.get("rounds"), "rounds", STEP_ROUNDS, 1)
    asked = fields.choice(source, values.get("ballot"), "ballot", tuple(map(str, StepBallot)))
    if game and step.minutes and (lasts := shortest(games[game], rounds)) > 60 * step.minutes:
        short = message("found.short", minutes=str(step.minutes), game=game, rounds=rounds)
        source.add(values["minutes"], short, message("mend.least", least=str(-(-lasts // 60))))
    if game and games[game].survey:
        for name in ("rounds", "ballot"):
            if name in values:
                what = message("found.not_of", field=name, kind=game)
                source.add(values[name], what, message("mend.remove"))
        return replace(step, game=game)
    ballot = StepBallot(asked) if asked else None
    if game and ballot in (StepBallot.QUICK, StepBallot.COACHING):
        kinds = {phase.kind for phase in games[game].phases}
        if PhaseKind.VOTE not in kinds:
            what = message("found.unvoted", game=game)
            source.add(values["ballot"], what, message("mend.remove"))
    return replace(step, game=game, rounds=rounds, ballot=ballot)


def _words(source: Source, node: Node | None, steps: tuple[PlanStep, ...]) -> Mapping[str, Words]:
    languages = fields.entries_of(source, node, "words")
    if isinstance(node, Table) and not languages:
        remedy = message("mend.like", example="en: {name: ..., about: ..., steps: ...}")
        source.add(node, message("found.empty", what="words"), remedy)
    words: dict[str, Words] = {}
    for language, (key, value) in languages.items():
        note_language(source, key)
        what = message("part.in", what="words", language=show(language))
        three = ("name", "about", "steps")
        values = fields.table(source, value, what, three, three)
        own: dict[str, str] = {}
        for name, limit in (("name", SHORT), ("about", LONG)):
            if name in values:
                own[name] = fields.words(source, values[name], name, language, limit)
        if "steps" in values:
            ids = [step.id for step in steps if step.id]
            of_steps = fields.table(source, values["steps"], "steps", ids, ids)
            for step in steps:
                if step.id in of_steps:
                    own |= _step_words(source, of_steps[step.id], step, language)
        words[language] = own
    return words


def _step_words(source: Source, node: Node, step: PlanStep, language: str) -> dict[str, str]:
    """The words of one step; a game has a name already, all else needs a title."""
    what = message("part.named", name=step.id)
    titled = ("title",) if step.kind is not StepKind.GAME else ()
    values = fields.table(source, node, what, (*titled, "say", "watch"), (*titled, "say"))
    own = {}
    for name, limit in (("title", SHORT), ("watch", _SAY)):
        if name in values:
            own[f"{step.id}.{name}"] = fields.words(source, values[name], name, language, limit)
    for count, line in enumerate(fields.items(source, values.get("say"), "say", least=1), 1):
        text = fields.words(source, line, entry("say"), language, _SAY)
        own[f"{step.id}.say.{count}"] = text
    return own
