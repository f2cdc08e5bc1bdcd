"""Whole evenings of 500 phones and a real browser beside the projector; once with a power cut.

Run as `python -m tests.bench evening`. The real program plays from the lobby to the kudos; what
phones were told is counted is compared with what the room is shown.
"""

import asyncio
import resource
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.phones.browser import CHROMIUM
from tests.phones.whole_session import Game, evening_in_a_browser

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

PHONES = 500


def rows(count: int = PHONES) -> Iterator[Row]:
    """The table's rows."""
    if not CHROMIUM:
        yield "an evening", "needs chromium", ""
        return
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    for name, kill in (("undisturbed", False), ("kill -9 in the vote", True)):
        began = time.monotonic()
        lost, strange = asyncio.run(_evening(count, kill=kill))
        took = f"{time.monotonic() - began:.0f} s"
        yield f"{count} phones and a browser, {name}", took, ""
        yield "  ballots acknowledged and not shown", str(lost), "0"
        yield "  ballots shown and not acknowledged", str(strange), "0"


async def _evening(count: int, *, kill: bool) -> tuple[int, int]:
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        game = Game(Path(folder), port)
        try:
            told = await evening_in_a_browser(game, count, kill=kill)
        finally:
            game.kill()
    lost = strange = 0
    for grades, shown in told.rounds:
        for grade, count_ in enumerate(shown, start=1):
            lost += max(0, grades[grade] - count_)
            strange += max(0, count_ - grades[grade])
    return lost, strange


if __name__ == "__main__":
    for what, measured, goal in rows(int(sys.argv[1]) if sys.argv[1:] else PHONES):
        print(f"{what:46} {measured:40} {goal}")
