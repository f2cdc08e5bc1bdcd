"""`improv serve` in two processes: whichever answers, whichever dies, it is one service."""

import asyncio
import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from improv.core.event_codec import from_dict
from improv.core.events import BallotCast
from improv.journal.postgres.store import open_postgres
from tests.journal.postgres.live import ballots
from tests.journal.postgres.proxy import Proxy
from tests.journal.postgres.server import (
    MISSING,
    PROGRAMS,
    PostgresServer,
    name_of,
    postgres_server,
)
from tests.wiring.processes import Fleet, Room, Visitor, fleet, free_ports

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A database."""
    if not PROGRAMS:
        pytest.skip(MISSING)
    with postgres_server() as running:
        yield running


async def counted(room: Room) -> dict[str, int]:
    """Of each voter the grade that stands in the database."""
    async with open_postgres(room.fleet.database, "test:1", time.monotonic) as store:
        log = await store.open(room.header.code)
        return ballots(await log.records())


def newest_grade(running: Fleet) -> int:
    """That of the ballot that stands last in the database."""
    newest = "WHERE event LIKE '%\"handling\"%' ORDER BY seq DESC LIMIT 1"
    found = running.server.sql(
        name_of(running.database), f"SELECT event FROM improv.events {newest}"
    )
    cast = from_dict(json.loads(found))
    assert isinstance(cast, BallotCast)
    return cast.ballot.scores["handling"]


async def back(room: Room, host: Visitor, gone: float) -> float:
    """In how many seconds the room answered again."""
    await host.state("host")
    return time.monotonic() - gone


def test_every_process_answers_for_every_room(server: PostgresServer, tmp_path: Path) -> None:
    """The one that has it, or the other by way of it: pages, actions and streams."""

    async def run(running: Fleet) -> None:
        room = await running.make()
        host, voter = await room.host(), await room.voter()
        owner = running.owner(room.header.code)
        ports = sorted(running.processes)
        assert owner in ports
        for port in ports:
            page = await voter.ask("GET", "/", port=port)
            assert page.status_code == 200
            assert "<main" in page.text
            state = await host.ask("GET", "/api/state?page=host", port=port)
            assert state.json()["phase"] == "lobby"
            body = {"action": "blank", "id": f"b{port}", "on": True}
            assert (await host.ask("POST", "/api/host/actions", port=port, json=body)).is_success
            wrong = await voter.ask("GET", "/api/nothing", port=port)
            assert wrong.status_code == 404
        assert running.owner(room.header.code) == owner

    with fleet(server, tmp_path) as running:
        asyncio.run(run(running))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_the_owner_is_gone_in_every_phase(
    server: PostgresServer, tmp_path: Path, how: signal.Signals
) -> None:
    """The room is back in 5 s in the phase it was in, and every ballot that was counted counts."""

    async def run(running: Fleet) -> None:
        room = await running.make()
        host = await room.host()
        await room.steer(host, "seconds", phase="vote", seconds=3600)  # nobody is too late
        voters = [await room.voter() for _ in range(4)]
        given: dict[int, int] = {}
        phases: list[object] = []
        starting: list[asyncio.Task[None]] = []
        while len(phases) < 15:
            state = await host.state("host")
            phases.append(state["phase"])
            if state["phase"] == "vote":
                for number, voter in enumerate(voters):
                    given[number] = 1 + number % 4
                    answer = await room.vote(voter, int(str(state["round"])), given[number])
                    assert answer.status_code == 200
            port = running.owner(room.header.code)
            running.fail(port, how)
            seconds = await back(room, host, time.monotonic())
            assert seconds < 5, (state["phase"], seconds)
            assert running.owner(room.header.code) != port
            after = await host.state("host")
            # The bell rings for 3 s, and the clock runs on.
            assert after["phase"] == state["phase"] or state["phase"] == "bell"
            assert int(str(after["version"])) >= int(str(state["version"]))
            if state["phase"] == "vote":
                for number, voter in enumerate(voters):
                    again = await room.vote(voter, int(str(state["round"])), given[number])
                    assert again.status_code == 200
                assert (await host.state("host"))["version"] == after["version"]
            if how is signal.SIGSTOP:
                running.thaw(port)
            else:
                starting.append(asyncio.create_task(asyncio.to_thread(running.start, port)))
                starting = [task for task in starting if not task.done()]
                if len(running.out) > 1:  # one of the three is always there
                    await asyncio.wait(starting, return_when=asyncio.FIRST_COMPLETED)
            if state["phase"] == "debrief":
                break
            if after["phase"] == state["phase"]:
                await room.steer(host, "next")
        assert {"lobby", "draw", "brief", "play", "vote", "result"} <= set(phases), phases
        await asyncio.gather(*starting)
        await asyncio.to_thread(running.stop)
        assert sorted((await counted(room)).values()) == sorted(given.values())
        for port in running.processes:
            assert "Traceback" not in running.log(port)

    with fleet(server, tmp_path, 3) as running:
        asyncio.run(run(running))


def test_a_frozen_owner_that_was_replaced_answers_nothing_old(
    server: PostgresServer, tmp_path: Path
) -> None:
    """A vote is repeated there, which needs no write: it is passed on, or not answered."""

    async def run(running: Fleet) -> None:
        room = await running.make()
        host, voter = await room.host(), await room.voter()
        while (state := await host.state("host"))["phase"] != "vote":
            await room.steer(host, "next")
        await room.steer(host, "add_time", seconds=200)
        number = int(str(state["round"]))
        assert (await room.vote(voter, number, 2)).status_code == 200
        for turn in range(10):
            grade = 1 + turn % 4
            port = running.owner(room.header.code)
            running.fail(port, signal.SIGSTOP)
            body = {"kind": "rate", "scores": {"handling": 2}}
            path = f"/api/rounds/{number}/ballot"
            # It waits in the frozen one's socket until that thaws.
            waiting = asyncio.create_task(voter.ask("PUT", path, port=port, json=body, seconds=20))
            await asyncio.sleep(0.1)
            assert (await room.vote(voter, number, grade)).status_code == 200
            running.thaw(port)
            try:
                late = await waiting
            except TimeoutError:
                late = None
            # Answered, it was passed on: the new owner has counted it.
            expected = 2 if late is not None else grade
            assert newest_grade(running) == expected, (turn, late)
            assert (await room.vote(voter, number, 2)).status_code == 200

    with fleet(server, tmp_path) as running:
        asyncio.run(run(running))


def test_the_host_deletes_by_way_of_any_process(server: PostgresServer, tmp_path: Path) -> None:
    """Told so by the process that had the room, and by the other; nothing is there afterwards."""

    async def run(running: Fleet) -> None:
        for has_it in (True, False) * 3:
            room = await running.make()
            host, voter = await room.host(), await room.voter()
            owner = running.owner(room.header.code)
            asked = next(port for port in running.processes if (port == owner) is has_it)
            gone = await host.ask("POST", "/room/delete", port=asked)
            assert gone.status_code == 200
            assert "The room is deleted." in gone.text
            assert {
                (await voter.ask("GET", "/", port=port)).status_code for port in running.processes
            } == {404}
            rows = "SELECT count(*) FROM improv.rooms"
            assert running.server.sql(name_of(running.database), rows) == "0"

    with fleet(server, tmp_path) as running:
        asyncio.run(run(running))


def test_a_graceful_stop_hands_its_rooms_over_in_a_second(
    server: PostgresServer, tmp_path: Path
) -> None:
    """Ten times: the other process answers at once."""

    async def run(running: Fleet) -> None:
        room = await running.make()
        host = await room.host()
        for turn in range(10):
            await room.steer(host, "blank", on=turn % 2 == 0)
            port = running.owner(room.header.code)
            gone = time.monotonic()
            running.fail(port, signal.SIGTERM)
            seconds = await back(room, host, gone)
            assert seconds < 1, seconds
            assert running.processes[port].wait(10) == 0
            await asyncio.to_thread(running.start, port)

    with fleet(server, tmp_path) as running:
        asyncio.run(run(running))


def test_while_the_database_is_away_its_pages_say_so(
    server: PostgresServer, tmp_path: Path
) -> None:
    """And ask again by themselves; a form is there once more; it is no fault of the program's."""

    async def run() -> None:
        async with Proxy(server.database()).open() as proxy:
            running = Fleet(server, proxy.address, tmp_path)
            (port,) = free_ports(1)
            try:
                await asyncio.to_thread(running.start, port)
                room = await running.make()
                where = {"base_url": f"http://127.0.0.1:{port}", "headers": {"accept": "text/html"}}
                async with httpx.AsyncClient(trust_env=False, **where) as http:  # type: ignore[arg-type]
                    with proxy.away():
                        for path in ("/", f"{room.path}/"):
                            page = await http.get(path)
                            assert page.status_code == 503
                            assert 'http-equiv="refresh"' in page.text
                        for path, form in (("/key", 'id="key"'), ("/rooms", 'id="host"')):
                            page = await http.post(path, data={"key": "x", "offer": "x"})
                            assert page.status_code == 503
                            assert form in page.text
                        assert (await http.get("/healthz")).status_code == 200
                        assert (await http.get("/readyz")).status_code == 503
                    async with asyncio.timeout(10):
                        while not (await http.get("/readyz")).is_success:
                            await asyncio.sleep(0.05)
                    assert (await http.get("/")).status_code == 200
                running.fail(port, signal.SIGTERM)
                assert await asyncio.to_thread(running.processes[port].wait, 10) == 0
                assert "fault" not in running.log(port)
            finally:
                running.end()

    asyncio.run(run())
