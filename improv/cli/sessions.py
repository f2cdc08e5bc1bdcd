"""`improv sessions`: the sessions that were played, a line each."""

import argparse
from typing import Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here, system_language
from improv.terminal.console import Console


def add(commands: Any) -> None:
    """Add the command."""
    add_data(add_command(commands, "sessions", run, plain_here("usage.sessions")))


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the id, when it began by this machine's clock, how long it took, and what it was."""
    from improv.locale.phrases import without_isolates
    from improv.paths import data_folder
    from improv.scenes.past_sessions import past_session_text
    from improv.scenes.words import Names
    from improv.wiring.past_sessions import past_sessions
    from improv.wiring.sessions import read_journal

    folder, names = data_folder(chosen.data), Names(system_language())
    journal = read_journal(folder)
    try:
        played = past_sessions(journal, names.language)
    finally:
        journal.close()
    if not played:
        console.say(plain_here("console.no_session", folder=str(folder)))
    lines = []
    for one in played:
        text = past_session_text(one, names)
        columns = (text.day, text.hour, text.lasted, text.state, text.title, text.facts)
        lines.append((one.id, *map(without_isolates, columns)))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        console.say("  ".join(cells).rstrip())
    return 0
