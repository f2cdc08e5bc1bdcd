"""Real pages over TLS, by way of the guide's balancer: the process that has the room is killed.

Nobody reloads anything.
"""

import asyncio
import re
import signal
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.journal.postgres.server import MISSING, PROGRAMS, PostgresServer, postgres_server
from tests.phones.browser import CHROMIUM, chromium, visitor
from tests.wiring.haproxy import haproxy
from tests.wiring.processes import Fleet, Room, Visitor, fleet

pytestmark = pytest.mark.slow

_T = TypeVar("_T")
BACK = 5000
"""ms."""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A database."""
    if not PROGRAMS:
        pytest.skip(MISSING)
    with postgres_server() as running:
        yield running


def test_pages_go_on_by_themselves(server: PostgresServer, tmp_path: Path) -> None:
    """Killed or frozen ten times in the vote: a vote is counted in 5 s, the remote goes on.

    Cookies are for TLS alone, and nothing that opens a room is in a log.
    """
    if not CHROMIUM:
        pytest.skip("needs chromium")
    with ThreadPoolExecutor(1) as pool:  # chromium's driver holds this thread's event loop

        def run(work: Coroutine[Any, Any, _T]) -> _T:
            return pool.submit(asyncio.run, work).result()

        proxy = ("--trusted-proxy", "127.0.0.1")
        with fleet(server, tmp_path, 3, proxy) as running:
            room = run(running.make())
            with (
                haproxy(tmp_path / "haproxy", sorted(running.processes)) as balancer,
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
                run(_to_vote(room, host))
                for turn in range(10):
                    _fail_once(running, room, turn, voter, remote)
                cookies = [*voter.context.cookies(), *remote.context.cookies()]
                logs = [balancer.printed, *map(running.log, running.processes)]
            assert all(cookie["secure"] for cookie in cookies)
            opens = (
                room.header.code,
                room.keyring.host_address,
                *(one["value"] for one in cookies),
            )
            assert not [one for one in opens if any(one in log for log in logs)]


async def _to_vote(room: Room, host: Visitor) -> None:
    while (await host.state("host"))["phase"] != "vote":
        await room.steer(host, "next")
    await room.steer(host, "add_time", seconds=300)


def _fail_once(running: Fleet, room: Room, turn: int, voter: Any, remote: Any) -> None:
    voter.wait_for_selector("main[data-phase=vote]")
    remote.wait_for_selector("main[data-phase=vote]")
    port = running.owner(room.header.code)
    how = signal.SIGKILL if turn % 2 else signal.SIGSTOP
    running.fail(port, how)
    began = time.monotonic()
    voter.get_by_role("radio").nth(turn % 4).check()
    voter.get_by_text("Your vote is counted").wait_for(timeout=BACK)
    assert time.monotonic() - began < BACK / 1000
    remote.get_by_text(re.compile(r"^1\b.*|.*\b1 of 1\b.*")).first.wait_for(timeout=2 * BACK)
    if how is signal.SIGSTOP:
        running.thaw(port)
    else:
        running.start(port)
