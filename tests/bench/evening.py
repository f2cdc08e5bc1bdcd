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
from typing import Any

from playwright.async_api import async_playwright

from tests.phones.browser import CHROMIUM, FLAGS
from tests.phones.simulated import Host
from tests.phones.whole_session import Game, evening

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

PHONES = 500
GRADE = 3
"""What the person at the browser thinks."""


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
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=CHROMIUM, args=list(FLAGS)
                )
                page = await browser.new_page(viewport={"width": 360, "height": 640})
                await page.goto(f"http://127.0.0.1:{port}/")
                await page.get_by_role("button", name="Join").click()
                await page.get_by_text("You are in").wait_for()

                async def vote(host: Host) -> int:
                    await _tap(page, (await host.state())["round"])
                    return GRADE

                told = await evening(game, count, kill=kill, meanwhile=vote)
                await page.get_by_text("You made it look easy.").wait_for()
                await browser.close()
        finally:
            game.kill()
    lost = strange = 0
    for grades, shown in told.rounds:
        for grade, count_ in enumerate(shown, start=1):
            lost += max(0, grades[grade] - count_)
            strange += max(0, count_ - grades[grade])
    return lost, strange


async def _tap(page: Any, number: int) -> None:
    """One thumb: a grade, and the word that it is counted."""
    form = page.locator(f"form:has(input[name=round][value='{number}'])")
    grade = form.locator(f"input[type=radio][value='{GRADE}']")
    await grade.wait_for(state="attached")
    await grade.check(force=True)
    await page.locator(f"form[data-state=done]:has(input[name=round][value='{number}'])").wait_for()


if __name__ == "__main__":
    for what, measured, goal in rows(int(sys.argv[1]) if sys.argv[1:] else PHONES):
        print(f"{what:46} {measured:40} {goal}")
