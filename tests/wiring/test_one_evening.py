"""One evening, at real pages: on a laptop, on a service, on two processes behind a balancer.

Each time the program is killed while everybody votes, and nobody reloads a page.
"""

import asyncio
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.journal.postgres.server import MISSING, PROGRAMS, postgres_server
from tests.phones.browser import CHROMIUM
from tests.phones.simulated import Host
from tests.phones.whole_session import ROUNDS, Game, PlayedProgram, evening_in_a_browser
from tests.wiring.balancer import Balancer
from tests.wiring.hosted_program import HostedGame, enter_by
from tests.wiring.processes import Fleet, Room, fleet, free_ports

pytestmark = pytest.mark.slow

PHONES = 30


class OneService:
    """Two processes behind a balancer, as one program: the one that has the room may be killed."""

    goes_on = True

    def __init__(self, running: Fleet, room: Room, port: int) -> None:
        self.running, self.room, self.port, self.prefix = running, room, port, room.path
        self.gone = 0.0

    def kill(self) -> None:
        """The process that has the room."""
        self.gone = time.monotonic()
        port = self.running.owner(self.room.header.code)
        self.running.fail(port, signal.SIGKILL)
        self.running.processes[port].wait(20)

    def again(self) -> None:
        """Nobody starts anything: the other one has it in 5 s."""
        url = f"http://127.0.0.1:{self.port}{self.prefix}/"
        assert httpx.get(url, timeout=10, trust_env=False).status_code == 200
        assert time.monotonic() - self.gone < 5

    async def enter(self, host: Host) -> None:
        """By the host's address."""
        await enter_by(host, f"/host/{self.room.keyring.host_address}")


@contextmanager
def laptop(folder: Path) -> Iterator[PlayedProgram]:
    """`improv play`."""
    (port,) = free_ports(1)
    game = Game(folder, port)
    try:
        yield game
    finally:
        game.kill()


@contextmanager
def service(folder: Path) -> Iterator[PlayedProgram]:
    """`improv serve` with its rooms in files."""
    game = HostedGame(folder / "data")
    try:
        yield game
    finally:
        game.kill()


@contextmanager
def two_processes(folder: Path) -> Iterator[PlayedProgram]:
    """`improv serve` twice with its rooms in a database; the one that has the room is killed."""
    if not PROGRAMS:
        pytest.skip(MISSING)
    with postgres_server() as server, fleet(server, folder) as running:
        room = asyncio.run(running.make())
        with closing(Balancer(sorted(running.processes))) as balancer:
            yield OneService(running, room, balancer.port)


@pytest.mark.parametrize("program", [laptop, service, two_processes])
def test_the_same_evening_on_each(
    program: Callable[[Path], AbstractContextManager[PlayedProgram]], tmp_path: Path
) -> None:
    """Every grade that was counted is in what the room is shown, and no other; pages follow."""
    if not CHROMIUM:
        pytest.skip("needs chromium")
    with program(tmp_path) as game:
        outcome = asyncio.run(evening_in_a_browser(game, PHONES, kill=True))
    assert len(outcome.rounds) == ROUNDS
    for grades, shown in outcome.rounds:
        assert [grades[grade] for grade in range(1, 5)] == shown
    assert outcome.kudos == ["You made it look easy."]
