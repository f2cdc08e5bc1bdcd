"""`improv formats`: the games that can be played, in short, or one of them explained."""

import argparse
from typing import TYPE_CHECKING, Any

from improv.cli.usage import add_command, add_formats
from improv.locale.system import plain_here, system_language
from improv.terminal.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from improv.core.formats import Format
    from improv.scenes.words import Names

_ASKS = ("?", "\u061f")
"""Question marks; the second is Arabic."""


def add(commands: Any) -> None:
    """Add the command."""
    formats = add_command(commands, "formats", run, plain_here("usage.formats"))
    formats.add_argument("id", nargs="?", metavar="ID", help=plain_here("usage.formats.id"))
    add_formats(formats)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print each game in three lines, or one with all that there is to know before it is played."""
    from improv.wiring.deck_loading import load_games
    from improv.wiring.errors import not_found

    games = {**load_games(chosen.formats), **load_games((), alone=True)}
    if chosen.id is not None and chosen.id not in games:
        raise not_found("format", chosen.id, games)
    listed = games.values() if chosen.id is None else (games[chosen.id],)
    widest = max(map(len, games))
    for game in listed:
        for line in _listed(game, widest) if chosen.id is None else _explained(game):
            console.say(line)
    return 0


def _names(game: "Format") -> "Names":
    from improv.scenes.words import Names

    return Names(system_language(), game.say(system_language()))


def _listed(game: "Format", widest: int) -> "Iterator[str]":
    """Its id, its time from the draw to the talk, name and objective; what it asks and trains."""
    names = _names(game)
    minutes, seconds = divmod(sum(phase.seconds or 0 for phase in game.phases), 60)
    lasts = f"{minutes}:{seconds:02}"
    yield f"{game.id:<{widest}}  {lasts:>5}  {names.game(game.id)}: {names.own['objective']}"
    indent = " " * (widest + 9)
    yield f"{indent}{_facts(game, names)}"
    yield f"{indent}{_practices(game, names)}"


def _facts(game: "Format", names: "Names") -> str:
    from improv.core.formats import LEVELS
    from improv.locale.phrases import without_isolates

    facts = names.say(
        "formats.facts",
        period=names.say(f"period.{game.period}"),
        difficulty=game.difficulty,
        hardest=LEVELS[-1],
    )
    people = [names.say("formats.least", number=game.needs)] if game.needs else []
    people += [names.say("formats.most", number=game.most)] if game.most else []
    return without_isolates(names.beside([facts, *people]))


def _practices(game: "Format", names: "Names") -> str:
    from improv.locale.phrases import without_isolates
    from improv.packs.practices import load_practices

    called = load_practices()
    practices = (
        f"{number} {called.get(number, {}).get(names.language, '')}".strip()
        for number in game.practices
    )
    return without_isolates(names.say("formats.practices", listed=names.listed(practices)))


def _explained(game: "Format") -> "Iterator[str]":
    from improv.core.formats import PhaseKind
    from improv.locale.phrases import without_isolates

    names = _names(game)
    yield names.game(game.id)
    yield names.own["objective"]
    yield from _lines("rule", names)
    yield _facts(game, names)
    phases = (
        f"{names.phase(phase.id, phase.kind)} {names.figures(phase.seconds)}"
        for phase in game.phases
        if phase.seconds
    )
    yield without_isolates(names.say("formats.phases", listed=names.listed(phases)))
    seats = names.listed(names.seat(seat.id) for seat in game.seats for _ in range(seat.count))
    if seats:
        yield without_isolates(names.say("formats.seats", listed=seats))
    yield _practices(game, names)
    parts = {
        names.phase_kind(PhaseKind.VOTE): list(_ballot(game, names)),
        names.phase_kind(PhaseKind.DEBRIEF): list(_lines("debrief", names)),
        names.say("formats.tips"): list(_lines("tip", names)),
    }
    for title, lines in parts.items():
        if lines:
            yield f"{title}:"
            yield from lines


def _ballot(game: "Format", names: "Names") -> "Iterator[str]":
    """What the room is asked: a line for each question, with the answers it may give."""
    from improv.core.formats import QUICK, BallotKind
    from improv.core.votes import GRADES
    from improv.locale.phrases import without_isolates

    for kind in game.ballot.kinds:
        if kind is BallotKind.RATE:
            for criterion in game.ballot.criteria or QUICK:
                grades = (
                    f"{names.figures(grade)} {names.grade(criterion.id, grade)}" for grade in GRADES
                )
                asked = names.criterion(criterion.id)
                asked = asked if asked.endswith(_ASKS) else f"{asked}:"
                yield without_isolates(f"- {asked} {names.listed(grades)}")
        elif kind is not BallotKind.SELF:
            options = names.listed(names.option(option) for option in game.ballot.options)
            yield without_isolates(f"- {names.say(f'vote.{kind}')} {options}".rstrip())


def _lines(part: str, names: "Names") -> "Iterator[str]":
    """The texts of a game that are numbered, in their order."""
    found = (field for field in names.own if field.startswith(f"{part}."))
    for field in sorted(found, key=lambda field: int(field.rpartition(".")[2])):
        yield f"- {names.own[field]}"
