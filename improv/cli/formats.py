"""`improv formats`: the games that can be played, in short, or one of them explained."""

import argparse
from typing import TYPE_CHECKING, Any

from improv.cli.usage import add_command, add_data, add_formats
from improv.core.numerals import digits
from improv.locale.phrases import without_isolates
from improv.locale.system import plain_here, system_language
from improv.terminal.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from improv.core.formats import Format
    from improv.scenes.game_sheet import AskedText, GameSheet

_ASKS = ("?", "\u061f")
"""Question marks; the second is Arabic."""


def add(commands: Any) -> None:
    """Add the command."""
    formats = add_command(commands, "formats", run, plain_here("usage.formats"))
    formats.add_argument("id", nargs="?", metavar="ID", help=plain_here("usage.formats.id"))
    add_formats(formats)
    add_data(formats)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print each game in three lines, or one with all that there is to know before it is played."""
    from improv.paths import data_folder
    from improv.wiring.catalogue import load_games

    data = data_folder(chosen.data)
    games = load_games(chosen.formats, data)
    games |= load_games((), data, alone=True)
    listed = games.values() if chosen.id is None else (games.find("format", chosen.id),)
    widest = max(map(len, games))
    for game in listed:
        for line in _listed(game, widest) if chosen.id is None else _explained(game):
            console.say(line)
    for problems in games.broken.values() if chosen.id is None else ():
        for line in problems.lines(system_language()):
            console.complain(line)
    return 0


def _sheet(game: "Format") -> "GameSheet":
    from improv.packs.practices import practice_names
    from improv.scenes.game_sheet import game_sheet
    from improv.scenes.words import Names

    language = system_language()
    return game_sheet(game, Names(language, game.say(language)), practice_names(language))


def _listed(game: "Format", widest: int) -> "Iterator[str]":
    """Its id, its time from the draw to the talk, name and objective; what it asks and trains."""
    sheet = _sheet(game)
    yield f"{game.id:<{widest}}  {sheet.lasts:>5}  {sheet.name}: {sheet.objective}"
    indent = " " * (widest + 9)
    yield f"{indent}{without_isolates(sheet.facts)}"
    yield f"{indent}{plain_here('formats.practices', listed=sheet.practices)}"


def _explained(game: "Format") -> "Iterator[str]":
    sheet = _sheet(game)
    yield sheet.name
    yield sheet.objective
    yield from (f"- {rule}" for rule in sheet.rules)
    yield without_isolates(sheet.facts)
    phases = _row(f"{phase.name} {phase.figure}" for phase in sheet.phases)
    yield plain_here("formats.phases", listed=phases)
    if sheet.seats:
        yield plain_here("formats.seats", listed=sheet.seats)
    yield plain_here("formats.practices", listed=sheet.practices)
    parts = {
        plain_here("phase.vote"): [_asked(asked) for asked in sheet.asked],
        plain_here("phase.debrief"): list(sheet.debrief),
        plain_here("formats.tips"): list(sheet.tips),
    }
    for title, lines in parts.items():
        if lines:
            yield f"{title}:"
            yield from (f"- {line}" for line in lines)


def _asked(asked: "AskedText") -> str:
    """What the room is asked, and the answers it may give."""
    if not asked.graded:
        return without_isolates(f"{asked.question} {_row(asked.answers)}".rstrip())
    question = asked.question if asked.question.endswith(_ASKS) else f"{asked.question}:"
    language = system_language()
    grades = (f"{digits(language, n)} {answer}" for n, answer in enumerate(asked.answers, 1))
    return without_isolates(f"{question} {_row(grades)}")


def _row(names: "Iterable[str]") -> str:
    """Names in a row, without the empty ones."""
    return f"{plain_here('list.comma')} ".join(filter(None, names))
