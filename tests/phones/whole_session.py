"""A whole evening with the real program: a room of simulated phones, a remote, perhaps a browser.

The game runs in a process of its own, with its projector, and may be killed in the middle of the
vote. What phones were told is counted is compared with what the room is shown, round by round.
"""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from playwright.async_api import async_playwright

from tests.phones.browser import CHROMIUM, FLAGS
from tests.phones.simulated import Host, Phone

HOST_PIN = "246810"
ROUNDS = 2


class PlayedProgram(Protocol):
    """A program that phones play on, and that may be killed."""

    port: int
    prefix: str
    goes_on: bool

    def kill(self) -> None:
        """As a power cut does."""

    def again(self) -> None:
        """Start it once more, and wait until phones can come."""

    async def enter(self, host: Host) -> None:
        """Make this phone its host's."""


class Game:
    """`improv play`, started again with --resume as often as need be."""

    def __init__(self, data: Path, port: int, *more: str) -> None:
        """`more`: options of the session."""
        self._data, self.port, self._more = data, port, more
        self.process = self.start("--new")

    prefix = ""
    goes_on = False
    """Whether its clock runs when it comes back, and does not wait for the host."""

    def again(self) -> None:
        """Go on after a power cut."""
        self.start("--resume")

    async def enter(self, host: Host) -> None:
        """Become its host."""
        assert (await host.post("/api/host/login", {"pin": HOST_PIN}))[0] == 200

    def start(self, how: str) -> "subprocess.Popen[str]":
        """Start it, and wait until phones can come."""
        command = [sys.executable, "-m", "improv", "play", how, "--data", str(self._data)]
        command += ["--port", str(self.port), "--bind", "127.0.0.1", "--host-pin", HOST_PIN]
        command += ["--rounds", str(ROUNDS), "--window", "1280x720", "--lang", "en"]
        command += self._more
        environ = {**os.environ, "SDL_VIDEODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if HOST_PIN in line:
                return self.process
        raise AssertionError(f"the game ended with {self.process.wait()}")

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


@dataclass
class Outcome:
    """What an evening came to."""

    rounds: list[tuple[Counter[int], list[int]]] = field(default_factory=list)
    """(grades that phones were told are counted, counts that the room was shown)."""
    kudos: list[str] = field(default_factory=list)
    code: int | None = None
    """The program's exit code; None if it had to be ended."""


def grade_of(number: int, change: int) -> int:
    """What a phone thinks; some change their minds."""
    return 1 + (number + change * (number % 3 == 0)) % 4


async def _vote(number: int, counted: dict[int, int], phone: Phone, change: int) -> None:
    grade = grade_of(phone.number, change)
    await phone.vote(number, grade)
    counted[phone.number] = grade


async def evening(
    game: PlayedProgram, count: int, *, kill: bool, meanwhile: Callable[[Host], Any] | None = None
) -> Outcome:
    """Play from the lobby to the end. With `kill` the game dies while everybody votes.

    `meanwhile` is awaited in each open vote before the phones vote: a browser's own deeds.
    """
    outcome = Outcome()
    phones = [Phone(game.port, number, prefix=game.prefix) for number in range(count)]
    joined = await asyncio.gather(*(phone.post("/api/join", {}) for phone in phones))
    assert {status for status, _ in joined} == {201}
    await asyncio.gather(*(phone.listen() for phone in phones))
    host = Host(game.port, -1, prefix=game.prefix)
    await game.enter(host)
    for turn in range(ROUNDS):
        state = await host.to("vote")
        number = state["round"]
        extra = await meanwhile(host) if meanwhile else None
        counted: dict[int, int] = {}

        vote = partial(_vote, number, counted)

        await asyncio.gather(*(vote(phone, 0) for phone in phones))
        changing = [asyncio.ensure_future(vote(phone, 1)) for phone in phones[: count // 2]]
        if kill and turn == 0:
            await asyncio.sleep(0.02)
            game.kill()
            await asyncio.gather(*changing, return_exceptions=True)
            await asyncio.to_thread(game.again)
            await asyncio.gather(*(phone.listen() for phone in phones))
            assert (await host.state())["paused"] is not game.goes_on
            if not game.goes_on:
                await host.steer("resume")
            # What was not acknowledged is said again, as a real page does until it is.
            changing = [asyncio.ensure_future(vote(phone, 1)) for phone in phones[: count // 2]]
        await asyncio.gather(*changing)
        await host.steer("reveal")
        state = await host.state()
        shown = state["result"]["criteria"]["handling"]["counts"]
        grades = Counter(counted.values())
        if extra:
            grades[extra] += 1
        outcome.rounds.append((grades, shown))
    while (await host.state())["phase"] != "kudos":
        await host.steer("next")
    thanks = await phones[0].form("/kudos", {"text": "You made it look easy.", "id": "once"})
    again = await phones[0].form("/kudos", {"text": "You made it look easy.", "id": "once"})
    assert (thanks, again) == (200, 200)
    waiting = [line["number"] for line in (await host.state())["given"]]
    for line in waiting:
        await host.steer("kudos", number=line)
    outcome.kudos = (await host.state())["kudos"]
    await host.steer("next")
    assert (await host.state())["phase"] == "end"
    for phone in (*phones, host):
        phone.close()
    await asyncio.sleep(0.1)  # for the loop to close them
    return outcome


GRADE = 3
"""What the person at the browser thinks."""


async def evening_in_a_browser(game: PlayedProgram, count: int, *, kill: bool) -> Outcome:
    """An evening with somebody at a real page, too, and a real stage; nobody reloads either."""
    url = f"http://127.0.0.1:{game.port}{game.prefix}"
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = await browser.new_page(viewport={"width": 360, "height": 640}, locale="en")
        stage = await browser.new_page(viewport={"width": 1280, "height": 720}, locale="en")
        await page.goto(f"{url}/")
        await page.get_by_role("button", name="Join").click()
        await page.get_by_text("You are in").wait_for()
        await stage.goto(f"{url}/stage")
        await stage.wait_for_selector("main[data-phase=lobby]")

        async def vote(host: Host) -> int:
            number = (await host.state())["round"]
            of_round = f"input[name=round][value='{number}']"
            grade = page.locator(f"form:has({of_round}) input[type=radio][value='{GRADE}']")
            await grade.wait_for(state="attached")
            await grade.check(force=True)
            await page.locator(f"form[data-state=done]:has({of_round})").wait_for()
            await stage.wait_for_selector("main[data-phase=vote]")
            return GRADE

        outcome = await evening(game, count, kill=kill, meanwhile=vote)
        for one in (page, stage):
            await one.wait_for_selector("main[data-phase=end]")
        await page.get_by_text(outcome.kudos[0]).wait_for()
        await browser.close()
    return outcome
