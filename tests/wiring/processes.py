"""A service of several processes on one database, and people who come by way of a balancer."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from improv.director.room_store import RoomHeader
from improv.journal.postgres.store import open_postgres
from improv.phones.hosted_rooms import keyring_of
from improv.phones.organiser import key_digest, new_key
from improv.phones.tokens import Keyring
from tests.journal.postgres.server import PostgresServer, name_of

ROOT = Path(__file__).parents[2]
_OWNER = """
    SELECT processes.address FROM improv.rooms JOIN improv.processes
    ON processes.number = rooms.owner WHERE rooms.code = '{code}'
"""


@dataclass(frozen=True)
class Place:
    """Where a process runs: usually here."""

    enter: Sequence[str] = ()
    """What its command begins with."""
    host: str = "127.0.0.1"
    socket: str | None = None
    """By which it is reached, where its address is in another network."""
    database: str = ""
    """By which address it reaches the database, where that is another one."""


HERE = Place()


@dataclass
class Fleet:
    """The processes, by their ports. One that is `out` gets no requests from the balancer."""

    server: PostgresServer
    database: str
    folder: Path
    options: Sequence[str] = ()
    processes: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    out: set[int] = field(default_factory=set)
    places: dict[int, Place] = field(default_factory=dict)
    """Of those that are not here."""

    def start(self, port: int) -> None:
        """Start one, and wait until it is ready."""
        if port in self.processes:
            self.processes[port].wait(20)
        place = self.places.get(port, HERE)
        database = ["--database", place.database or self.database]
        where = ["--port", str(port), "--bind", place.host, "--data", str(self.folder / str(port))]
        words = [sys.executable, "-m", "improv", "serve", "--mute", *database, *where]
        words += self.options
        with (self.folder / f"log-{port}").open("ab") as log:
            self.processes[port] = subprocess.Popen(
                [*place.enter, *words], cwd=ROOT, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 60
        way = httpx.HTTPTransport(uds=place.socket, verify=False)
        with httpx.Client(
            transport=way, base_url=f"http://127.0.0.1:{port}", trust_env=False
        ) as http:
            while time.monotonic() < deadline:
                try:
                    if http.get("/readyz").status_code == 200:
                        self.out.discard(port)
                        return
                except httpx.TransportError:
                    assert self.processes[port].poll() is None, self.log(port)
                time.sleep(0.05)
        raise AssertionError(self.log(port))

    def log(self, port: int) -> str:
        """What one has said."""
        return (self.folder / f"log-{port}").read_text("utf-8", "replace")

    def owner(self, code: str) -> int:
        """The port of the process that has a room, 0 for none."""
        found = self.server.sql(name_of(self.database), _OWNER.format(code=code))
        return int(found.rpartition(":")[2]) if found else 0

    def fail(self, port: int, how: signal.Signals) -> None:
        """Kill one, freeze it, or ask it to stop; the balancer sees it."""
        self.out.add(port)
        self.processes[port].send_signal(how)

    def thaw(self, port: int) -> None:
        """One that was frozen goes on."""
        self.processes[port].send_signal(signal.SIGCONT)
        self.out.discard(port)

    def stop(self) -> None:
        """Ask all to stop, and wait until they have."""
        for port in self.processes:
            self.fail(port, signal.SIGTERM)
        for process in self.processes.values():
            assert process.wait(10) == 0

    def end(self) -> None:
        """End all."""
        for process in self.processes.values():
            process.kill()
            process.wait(20)

    async def make(self, title: str = "Lawnmower") -> "Room":
        """A room that an organiser makes on the start page."""
        key = new_key()
        async with open_postgres(self.database, "test:1", time.monotonic) as store:
            await store.add_key(key_digest(key), alone=True)
            secret, before = await store.secret(), await store.headers()
            visitor = Visitor(self, "")
            async with visitor.client(min(set(self.processes) - self.out)) as http:
                shown = await http.post("/key", data={"key": key})
                assert shown.status_code == 303, shown.text
                made = await http.post("/rooms", data={"offer": "game:lawnmower"})
                assert made.status_code in (200, 303), made.text
            codes = {one.code for one in before}
            (header,) = [one for one in await store.headers() if one.code not in codes]
        return Room(self, header, keyring_of(header, secret))


@contextmanager
def fleet(
    server: PostgresServer, folder: Path, count: int = 2, options: Sequence[str] = ()
) -> Iterator[Fleet]:
    """So many processes on a new database, with these options beside their own."""
    running = Fleet(server, server.database(), folder, options)
    with ExitStack() as stack:
        stack.callback(running.end)
        for port in free_ports(count):
            running.start(port)
        yield running


def free_ports(count: int) -> list[int]:
    """Ports that nobody has at the moment."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class Visitor:
    """A browser behind a balancer: another process is asked where one does not answer."""

    def __init__(self, fleet: Fleet, path: str) -> None:
        self.fleet, self.path, self._turn = fleet, path, 0
        self.cookies = httpx.Cookies()
        self.voter = ""
        """By this its ballots are known, once it has joined."""

    @asynccontextmanager
    async def client(self, port: int) -> AsyncIterator[httpx.AsyncClient]:
        """A client of one process, with its cookies."""
        way = httpx.AsyncHTTPTransport(
            uds=self.fleet.places.get(port, HERE).socket,
            verify=False,  # a TLS context takes 25 ms
        )
        async with httpx.AsyncClient(
            transport=way,
            base_url=f"http://127.0.0.1:{port}",
            cookies=self.cookies,
            timeout=10,
            trust_env=False,
        ) as http:
            yield http
            self.cookies = http.cookies

    async def ask(
        self, method: str, path: str, *, port: int = 0, seconds: float = 10, **how: object
    ) -> httpx.Response:
        """The first answer that is more than 503; if `port` is given, of that process alone."""
        deadline = time.monotonic() + seconds
        while True:
            there = sorted(set(self.fleet.processes) - self.fleet.out)
            self._turn += 1
            async with self.client(port or there[self._turn % len(there)]) as http:
                try:
                    answer = await http.request(method, f"{self.path}{path}", **how)  # type: ignore[arg-type]
                    if answer.status_code != 503:
                        return answer
                except httpx.TransportError:
                    if port:
                        raise
            if port or time.monotonic() > deadline:
                raise TimeoutError
            await asyncio.sleep(0.05)

    async def state(self, page: str = "") -> dict[str, object]:
        """What it may see."""
        answer = await self.ask("GET", f"/api/state?page={page}")
        assert answer.status_code == 200, answer.text
        found: dict[str, object] = answer.json()
        return found


@dataclass
class Room:
    """A room of the service."""

    fleet: Fleet
    header: RoomHeader
    keyring: Keyring

    @property
    def path(self) -> str:
        """What its addresses begin with."""
        return f"/r/{self.header.code}"

    async def host(self) -> Visitor:
        """A remote."""
        visitor = Visitor(self.fleet, self.path)
        answer = await visitor.ask("GET", f"/host/{self.keyring.host_address}")
        assert answer.status_code == 303, answer.text
        return visitor

    async def voter(self) -> Visitor:
        """Somebody who has joined."""
        visitor = Visitor(self.fleet, self.path)
        joined = await visitor.ask("POST", "/api/join", json={"code": self.keyring.code})
        assert joined.status_code == 201, joined.text
        visitor.voter = joined.json()["voter"]
        return visitor

    async def steer(self, host: Visitor, action: str, **fields: object) -> None:
        """Press something on the remote until it is done."""
        state = await host.state("host")
        body = {"action": action, "id": new_key(), "phase_id": state["phase_id"], **fields}
        answer = await host.ask("POST", "/api/host/actions", json=body)
        assert answer.status_code == 200, answer.text

    async def vote(self, voter: Visitor, number: int, grade: int) -> httpx.Response:
        """Vote."""
        body = {"kind": "rate", "scores": {"handling": grade}}
        return await voter.ask("PUT", f"/api/rounds/{number}/ballot", json=body)
