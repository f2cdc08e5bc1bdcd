"""`improv sessions`: the sessions that were played, a line each."""

import argparse
from datetime import datetime
from typing import Any

from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console


def add(commands: Any) -> None:
    """Add the command."""
    add_data(add_command(commands, "sessions", run, plain_here("usage.sessions")))


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the id, when it began by this machine's clock, how long it took, whether it ended."""
    from improv.paths import data_folder
    from improv.wiring.sessions import read_journal

    folder = data_folder(chosen.data)
    journal = read_journal(folder)
    try:
        headers = journal.sessions()
    finally:
        journal.close()
    if not headers:
        console.say(plain_here("console.no_session", folder=str(folder)))
    for header in headers:
        marks = [plain_here("console.ended" if header.ended else "console.not_ended")]
        if header.demo:
            marks.insert(0, plain_here("console.demo"))
        minutes, seconds = divmod(header.mark // 1000, 60)
        lasted, kind = f"{minutes}:{seconds:02}", f"{plain_here('list.comma')} ".join(marks)
        opened = datetime.fromisoformat(header.opened).astimezone()
        console.say(f"{header.id}  {opened:%Y-%m-%d %H:%M}  {lasted:>7}  {kind}  {header.title}")
    return 0
