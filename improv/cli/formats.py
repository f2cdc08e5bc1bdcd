"""`improv formats`: the games that can be played, a line each, or one of them explained."""

import argparse
from typing import TYPE_CHECKING, Any

from improv.cli.usage import add_command, add_formats
from improv.locale.system import plain_here, system_language
from improv.terminal.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from improv.core.formats import Format


def add(commands: Any) -> None:
    """Add the command."""
    formats = add_command(commands, "formats", run, plain_here("usage.formats"))
    formats.add_argument("id", nargs="?", metavar="ID", help=plain_here("usage.formats.id"))
    add_formats(formats)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the id, how long it takes from the draw to the talk, its name and what it trains."""
    from improv.wiring.deck_loading import load_games
    from improv.wiring.errors import not_found

    games = load_games(chosen.formats)
    if chosen.id is None:
        widest = max(map(len, games))
        for game in games.values():
            words = game.say(system_language())
            facts = f"{game.id:<{widest}}  {_lasts(game)}"
            console.say(f"{facts}  {words['name']}: {words['objective']}")
        return 0
    if chosen.id not in games:
        raise not_found("format", chosen.id, games)
    for line in _explained(games[chosen.id]):
        console.say(line)
    return 0


def _lasts(game: "Format") -> str:
    minutes, seconds = divmod(sum(phase.seconds or 0 for phase in game.phases), 60)
    return f"{minutes}:{seconds:02}"


def _explained(game: "Format") -> "Iterator[str]":
    from improv.locale.phrases import without_isolates
    from improv.packs.practices import load_practices
    from improv.scenes.words import Names

    names = Names(system_language(), game.say(system_language()))
    phases = (
        f"{names.phase(phase.id, phase.kind)} {names.figures(phase.seconds)}"
        for phase in game.phases
        if phase.seconds
    )
    yield names.game(game.id)
    yield names.own["objective"]
    yield without_isolates(names.say("formats.phases", listed=names.listed(phases)))
    seats = names.listed(names.seat(seat.id) for seat in game.seats for _ in range(seat.count))
    if seats:
        yield without_isolates(names.say("formats.seats", listed=seats))
    called = load_practices()
    practices = (
        f"{number} {called.get(number, {}).get(names.language, '')}".strip()
        for number in game.practices
    )
    yield without_isolates(names.say("formats.practices", listed=names.listed(practices)))
    for kind in ("rule", "debrief", "tip"):
        fields = sorted(field for field in names.own if field.startswith(f"{kind}."))
        yield from (f"- {names.own[field]}" for field in fields)
