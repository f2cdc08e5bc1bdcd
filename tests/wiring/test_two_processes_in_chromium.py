"""Real pages over TLS, by way of the guide's balancer: the process that has the room is killed.

Nobody reloads anything.
"""

import asyncio
import re
import signal
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import TimeoutError as NotYet

from improv.core.event_codec import from_dict
from improv.core.events import BallotCast
from improv.journal.postgres.store import open_postgres
from tests.journal.postgres.server import MISSING, PROGRAMS, PostgresServer, postgres_server
from tests.phones.browser import CHROMIUM, chromium, visitor
from tests.wiring.haproxy import haproxy
from tests.wiring.processes import Fleet, Room, fleet

pytestmark = pytest.mark.slow

_T = TypeVar("_T")
LEADS_ELSEWHERE = "before => document.getElementById('next-go')?.innerText !== before"
BACK = 5.0
"""Seconds."""
TURNS = 15
"""From the lobby into the second round."""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A database."""
    if not PROGRAMS:
        pytest.skip(MISSING)
    with postgres_server() as running:
        yield running


def test_pages_go_on_by_themselves(server: PostgresServer, tmp_path: Path) -> None:
    """In every phase of a round: a vote is counted, and Next followed, in 5 s."""
    if not CHROMIUM:
        pytest.skip("needs chromium")
    phases = {phase for phase, _ in failed_over(server, tmp_path, TURNS)}
    assert {"lobby", "draw", "brief", "play", "vote", "result", "debrief"} <= phases


def failed_over(server: PostgresServer, folder: Path, turns: int) -> list[tuple[str, float]]:
    """The owner is frozen and killed in turn, a voter votes, the host presses Next.

    (phase, seconds) of each: until the vote was counted, or both pages had followed. Cookies are
    for TLS alone, and nothing that opens a room is in a log.
    """
    taken = []
    with ThreadPoolExecutor(1) as pool:  # chromium's driver holds this thread's event loop

        def run(work: Coroutine[Any, Any, _T]) -> _T:
            return pool.submit(asyncio.run, work).result()

        proxy = ("--trusted-proxy", "127.0.0.1")
        with fleet(server, folder, 3, proxy) as running:
            room = run(running.make())
            with (
                haproxy(folder / "haproxy", sorted(running.processes)) as balancer,
                chromium() as browser,
                visitor(browser, ignore_https_errors=True) as voter,
                visitor(browser, ignore_https_errors=True) as remote,
            ):
                url = f"https://127.0.0.1:{balancer.port}{room.path}"
                voter.goto(f"{url}/?c={room.keyring.code}")
                voter.locator("#join button.main").click()
                voter.wait_for_selector("main[data-joined=yes]")
                remote.goto(f"{url}/host/{room.keyring.host_address}")
                host = run(room.host())
                run(room.steer(host, "seconds", phase="vote", seconds=3600))  # nobody is too late
                given: list[int] = []
                for turn in range(turns):
                    taken.append(_fail_once(running, room, turn, voter, remote, given))
                cookies = [*voter.context.cookies(), *remote.context.cookies()]
                logs = [balancer.printed, *map(running.log, running.processes)]
            running.stop()
            assert sorted(run(graded(room))) == sorted(given)
            assert all(cookie["secure"] for cookie in cookies)
            opens = (
                room.header.code,
                room.keyring.host_address,
                *(one["value"] for one in cookies),
            )
            assert not [one for one in opens if any(one in log for log in logs)]
    return taken


async def graded(room: Room) -> list[int]:
    """The grades that count in the database, of all rounds."""
    async with open_postgres(room.fleet.database, "test:1", time.monotonic) as store:
        records = await (await store.open(room.header.code)).records()
    cast = (from_dict(record.event) for record in records)
    last = {one.round: one.ballot.scores["handling"] for one in cast if isinstance(one, BallotCast)}
    return list(last.values())


def _fail_once(
    running: Fleet, room: Room, turn: int, voter: Any, remote: Any, given: list[int]
) -> tuple[str, float]:
    phase = remote.locator("main").get_attribute("data-phase")
    voter.wait_for_selector(f"main[data-phase={phase}]")
    port = running.owner(room.header.code)
    how = signal.SIGKILL if turn % 2 else signal.SIGSTOP
    running.fail(port, how)
    began = time.monotonic()
    if phase == "vote":
        voter.get_by_role("radio").nth(turn % 4).check()
        voter.get_by_text("Your vote is counted").wait_for(timeout=1000 * BACK)
        given.append(1 + turn % 4)
    else:
        _next(voter, remote)
    seconds = time.monotonic() - began
    assert seconds < BACK, (turn, phase, how.name, seconds)
    if how is signal.SIGSTOP:
        running.thaw(port)
    else:
        running.start(port)
    if phase == "vote":
        remote.get_by_text(re.compile(r"^1\b.*|.*\b1 of 1\b.*")).first.wait_for()
        _next(voter, remote)
    return phase, seconds


def _next(voter: Any, remote: Any) -> None:
    """Press Next until it leads elsewhere, as a host would; the voter's page follows."""
    before = remote.locator("#next-go").inner_text()
    deadline = time.monotonic() + 2 * BACK
    while time.monotonic() < deadline:
        if remote.locator("#next-go").inner_text() == before:
            remote.locator("#next-go").click()
        with suppress(NotYet):
            remote.wait_for_function(LEADS_ELSEWHERE, arg=before, timeout=1000)
            phase = remote.locator("main").get_attribute("data-phase")
            voter.wait_for_selector(f"main[data-phase={phase}]", timeout=1000)
            return
    raise AssertionError(f"nothing has followed {before}")
