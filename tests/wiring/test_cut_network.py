"""A real network between a process and its database, of which one direction is cut in a vote."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

import httpx
import pytest

from improv.core.event_codec import from_dict
from improv.core.events import BallotCast
from improv.director.ports import Record
from improv.journal.postgres.store import open_postgres
from tests.journal.postgres.network import Side, network
from tests.journal.postgres.server import MISSING, PROGRAMS, name_of, postgres_server
from tests.journal.postgres.stores import taken
from tests.wiring.processes import ROOT, Fleet, Place, Room, Visitor, free_ports

pytestmark = pytest.mark.slow


@dataclass
class Cable:
    """A service in two networks: the one process is beside the database, the other one is not."""

    running: Fleet
    here: Side
    there: Side
    beside: int
    """The port of the process at the database."""
    far: int
    """The port of the other."""


@contextmanager
def two_networks(folder: Path) -> Iterator[Cable]:
    """Both processes run, and each is reached by a socket in the folder, which no cut concerns."""
    if not PROGRAMS:
        pytest.skip(MISSING)
    with ExitStack() as stack:
        here, there = stack.enter_context(network())
        listening = f"listen_addresses={here.address}"
        server = stack.enter_context(postgres_server(listening, enter=here.enter))
        running = Fleet(server, server.database(), folder)
        stack.callback(running.end)
        by_cable = f"postgresql://improv@{here.address}/{name_of(running.database)}?sslmode=disable"
        ports = free_ports(2)
        for port, side, database in zip(ports, (here, there), ("", by_cable), strict=True):
            way = str(folder / f"{port}.sock")
            words = [sys.executable, "-m", "tests.wiring.relay", way, side.address, str(port)]
            command = [*side.enter, *words]
            relay = stack.enter_context(
                subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
            )
            stack.callback(relay.kill)
            assert relay.stdout is not None
            assert relay.stdout.readline()
            running.places[port] = Place(side.enter, side.address, way, database)
            running.start(port)
        yield Cable(running, here, there, *ports)


@dataclass
class Voter:
    """Somebody who changes their ballot all the time, whichever process answers."""

    visitor: Visitor
    random: Random
    counted: list[int] = field(default_factory=list)
    """The grades that were acknowledged."""

    async def vote(self, room: Room, number: int) -> None:
        """For another grade than before, until it is acknowledged."""
        last = self.counted[-1:]
        grade = self.random.choice([one for one in range(1, 5) if [one] != last])
        answer = await room.vote(self.visitor, number, grade)
        assert answer.status_code == 200, answer.text
        self.counted.append(grade)

    async def go_on(self, room: Room, number: int) -> None:
        """Until cancelled."""
        while True:
            await self.vote(room, number)
            await asyncio.sleep(0.05 * self.random.random())


async def of(visitor: Visitor, port: int, path: str) -> httpx.Response:
    """What a process answers, as soon as it does."""
    async with asyncio.timeout(15):
        while True:
            with suppress(TimeoutError, httpx.TransportError):
                return await visitor.ask("GET", path, port=port)
            await asyncio.sleep(0.1)


def check(records: list[Record], voters: list[Voter]) -> None:
    """No ballot is missing that was acknowledged, and none is there twice."""
    events = [from_dict(record.event) for record in records]
    cast = [event for event in events if isinstance(event, BallotCast)]
    for voter in voters:
        given = [e.ballot.scores["handling"] for e in cast if e.voter == voter.visitor.voter]
        assert all(one != next_ for one, next_ in pairwise(given)), (given, voter.counted)
        there = iter(given)  # beside them at most such as nobody heard of
        assert all(grade in there for grade in voter.counted), (given, voter.counted)
        assert given[-1] == voter.counted[-1], (given, voter.counted)


@pytest.mark.parametrize("way", ["to the database", "from the database"])
def test_one_direction_is_cut_while_people_vote(tmp_path: Path, way: str) -> None:
    """For a moment: the room stays. For longer: another process has it in 5 s. Then it is whole."""

    async def run(cable: Cable) -> None:
        running = cable.running
        deaf = cable.here if way == "to the database" else cable.there
        room = await running.make()
        await of(Visitor(running, room.path), cable.far, "/")
        host = await room.host()
        await room.steer(host, "seconds", phase="vote", seconds=3600)
        voters = [Voter(await room.voter(), Random(seed)) for seed in range(6)]
        while (state := await host.state("host"))["phase"] != "vote":
            await room.steer(host, "next")
        number = int(str(state["round"]))

        async def votes() -> None:
            """Until everybody has voted ten times more."""
            wanted = [len(voter.counted) + 10 for voter in voters]
            async with asyncio.timeout(15):
                while any(len(v.counted) < least for v, least in zip(voters, wanted, strict=True)):
                    await asyncio.sleep(0.1)

        voting = [asyncio.create_task(voter.go_on(room, number)) for voter in voters]
        await votes()
        assert running.owner(room.header.code) == cable.far
        deaf.hear(nothing=True)
        await asyncio.sleep(0.5)
        deaf.hear(nothing=False)
        await votes()
        assert running.owner(room.header.code) == cable.far
        deaf.hear(nothing=True)
        began = asked = time.monotonic()
        while running.owner(room.header.code) != cable.beside:
            await asyncio.sleep(0.05)
            asked = time.monotonic()
        assert asked - began < 5
        await votes()
        deaf.hear(nothing=False)
        await votes()
        assert running.owner(room.header.code) == cable.beside
        for task in voting:
            task.cancel()
        await asyncio.gather(*voting, return_exceptions=True)
        assert not [task.exception() for task in voting if not task.cancelled()]
        for voter in voters:  # who was cancelled while asking asks once more
            await voter.vote(room, number)
            for port in (cable.far, cable.beside):
                state = (await of(voter.visitor, port, "/api/state")).json()
                counted = state["ballot"]["counted"]["rate"]["scores"]["handling"]
                assert counted == voter.counted[-1]
        running.end()
        async with open_postgres(running.database, "test:1", time.monotonic) as store:
            check(await (await taken(store, room.header.code)).records(), voters)

    with two_networks(tmp_path) as cable:
        asyncio.run(run(cable))
