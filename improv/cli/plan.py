"""`improv plan`: the workshops that are ready, one of them explained, or a page of it to print."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from improv.cli.usage import add_command, add_data, add_formats
from improv.locale.system import plain_here, system_language
from improv.terminal.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from improv.scenes.plan import PlanText
    from improv.scenes.words import Names


def add(commands: Any) -> None:
    """Add the command."""
    plan = add_command(commands, "plan", run, plain_here("usage.plan"))
    plan.add_argument("plan", nargs="?", metavar="ID|FILE", help=plain_here("usage.plan.id"))
    add_formats(plan)
    print_ = plain_here("usage.plan.print", console="-")
    plan.add_argument("--print", dest="page", type=Path, metavar="FILE.html|-", help=print_)
    plan.add_argument("--lang", metavar="LANG", help=plain_here("usage.lang.page"))
    add_data(plan)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print each plan in a line, one step by step, or the page of one.

    Raises PackProblems, WrongUsage for a plan that is not there, CannotPlay.
    """
    from improv.cli.data import written
    from improv.cli.values import format_and_file
    from improv.paths import data_folder
    from improv.scenes.plan import plan_text
    from improv.scenes.words import Names
    from improv.wiring.catalogue import load_games, load_plans
    from improv.wiring.errors import WrongUsage, listed
    from improv.wiring.report_language import report_language

    data = data_folder(chosen.data)
    games = load_games(chosen.formats, data)
    id_, own = format_and_file(chosen.plan)
    plans = load_plans(own, games, data)
    if id_ is not None:
        plans.find("plan", id_)
    if chosen.page is not None and id_ is None:
        raise WrongUsage("wrong.plan.which", option="--print", listed=listed(plans))
    names = Names(system_language())
    if chosen.page is not None or chosen.lang is not None:
        names = Names(report_language(chosen.lang))
    texts = {one: plan_text(plan, games, names) for one, plan in plans.items()}
    if id_ is not None and chosen.page is not None:
        from improv.reports.plan_page import plan_page

        to_console = str(chosen.page) == "-"
        with written(None if to_console else chosen.page, console.output, table=False) as output:
            output.write(plan_page(texts[id_], names.language))
        return 0
    for line in _listed(texts) if id_ is None else _explained(texts[id_], names):
        console.say(line)
    for problems in plans.broken.values() if id_ is None else ():
        for line in problems.lines(system_language()):
            console.complain(line)
    return 0


def _listed(texts: "dict[str, PlanText]") -> "Iterator[str]":
    """Two lines for each plan: what it is called and how long it takes; whom it is for."""
    from improv.locale.phrases import without_isolates

    widest = max(map(len, texts))
    for id_, text in texts.items():
        yield without_isolates(f"{id_:<{widest}}  {text.name}: {text.lasts}")
        yield f"{'':<{widest}}  {text.about}"


def _explained(text: "PlanText", names: "Names") -> "Iterator[str]":
    """All that the facilitator reads before the workshop."""
    from improv.locale.phrases import without_isolates

    yield without_isolates(f"{text.name}: {text.lasts}")
    yield text.about
    for step in text.steps:
        yield ""
        yield without_isolates(f"{step.begins:>4}  {step.title}: {step.facts}")
        yield from (f"      - {line}" for line in step.say)
        if step.watch:
            yield without_isolates(f"      ! {names.say('plan.watch', text=step.watch)}")
