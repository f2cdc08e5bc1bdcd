"""A real room on a real journal behind a real server, and whoever sends it something.

On the deck of the core's tests, whose secret words begin with `§` and can be told from all
others. The session's clock stands still unless a test turns it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from http.cookiejar import CookieJar
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.state import Setup, State
from improv.director.ports import Journal, Record
from improv.director.room import Room
from improv.journal.store import SqliteJournal
from improv.phones.networks import Network
from improv.phones.room_app import RoomApp, RoomOptions
from improv.phones.server import Server, ServerOptions
from improv.phones.sound import PageSound
from improv.phones.tokens import Keyring, load_secret
from tests.director.rooms import DECK, SESSION, ManualClock, running

LANGUAGES = {"en": "English", "fa": "فارسی", "ar": "العربية", "he": "עברית"}
OUTSIDE = "127.0.0.2"
"""Whoever calls from there comes from outside."""


def inside(client: str, known: Sequence[Network]) -> bool:
    """From one of our networks, as far as these tests go."""
    return client != OUTSIDE


class Phone:
    """One browser: it keeps its cookies and answers in JSON."""

    def __init__(self, served: "ServedRoom", http: httpx.AsyncClient) -> None:
        self.served, self.http = served, http
        self.voter = ""

    async def join(self, **fields: str) -> httpx.Response:
        """Join; the voter's key is kept."""
        answer = await self.http.post("/api/join", json=fields)
        if answer.status_code == 201:
            self.voter = answer.json()["voter"]
        return answer

    async def state(self, **query: str) -> dict[str, Any]:
        """What it may see."""
        answer = await self.http.get("/api/state", params=query)
        assert answer.status_code == 200, answer.text
        state: dict[str, Any] = answer.json()
        return state

    async def rate(self, grade: int, *moves: str, number: int | None = None) -> httpx.Response:
        """The same grade for every criterion of the round that is on."""
        round_ = self.served.state.round
        assert round_ is not None
        scores = {criterion.id: grade for criterion in round_.question.criteria}
        body = {"kind": "rate", "scores": scores, "moves": list(moves)}
        return await self.http.put(f"/api/rounds/{number or round_.number}/ballot", json=body)

    async def login(self) -> "Phone":
        """Become a host."""
        answer = await self.http.post("/api/host/login", json={"pin": self.served.phones.pin})
        assert answer.status_code == 200, answer.text
        return self

    async def act(self, action: str, **fields: Any) -> httpx.Response:
        """A host's action, of this phase, under an id of its own."""
        here = self.served.state.running.phase_id
        fields = {"action": action, "id": f"t{next(self.served.ids)}", "phase_id": here, **fields}
        return await self.http.post("/api/host/actions", json=fields)


@dataclass
class ServedRoom:
    """A room with phones."""

    room: Room
    server: Server
    phones: RoomApp
    folder: Path
    hand: ManualClock
    prefix: str = ""
    names: tuple[str, ...] = ()
    ids: "count[int]" = field(default_factory=count)

    @property
    def state(self) -> State:
        """As it is now."""
        return self.room.state

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server.port}{self.prefix}"

    @asynccontextmanager
    async def phone(
        self, *, outside: bool = False, here: bool = False, **headers: str
    ) -> AsyncIterator[Phone]:
        """A browser with no cookie. `here`: it comes by no proxy, though they do from 127.0.0.1."""
        address = OUTSIDE if outside else "127.0.0.3" if here else None
        transport = httpx.AsyncHTTPTransport(verify=False, local_address=address)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(
            base_url=self.url, headers=named, transport=transport, timeout=20, trust_env=False
        ) as http:
            yield Phone(self, http)

    @asynccontextmanager
    async def visited(self, cookies: CookieJar) -> AsyncIterator[Phone]:
        """A browser with the cookies of other rooms, which keeps those of this one with them."""
        async with httpx.AsyncClient(
            base_url=self.url, cookies=cookies, timeout=20, trust_env=False
        ) as http:
            yield Phone(self, http)

    @asynccontextmanager
    async def voters(self, number: int) -> AsyncIterator[list[Phone]]:
        """So many phones that have joined."""
        async with self.phone() as first:
            limits = httpx.Limits(max_connections=8)
            transport = httpx.AsyncHTTPTransport(verify=False, limits=limits)
            phones = [first]
            for _ in range(number - 1):
                http = httpx.AsyncClient(base_url=self.url, transport=transport, trust_env=False)
                phones.append(Phone(self, http))
            try:
                for phone in phones:
                    assert (await phone.join()).status_code == 201
                yield phones
            finally:
                await transport.aclose()

    async def to(self, kind: PhaseKind) -> None:
        """Press Next until this kind of phase is on."""
        for _ in range(40):
            if self.state.kind is kind and not self.state.paused:
                return
            assert await self.room.act(a.Next(id="")) is None
        raise AssertionError(f"no way to {kind}")

    def written(self) -> list[Record]:
        """What is in the journal's file, read beside the program."""
        from improv.journal.reader import SqliteReader

        reader = SqliteReader.open(self.folder)
        try:
            return list(reader.records(SESSION))
        finally:
            reader.close()


def local_server(**options: Any) -> Server:
    """A server for this machine alone, at a port that is free."""
    wanted = replace(ServerOptions(port=0, bind="127.0.0.1"), **options)
    return Server(wanted, LANGUAGES, inside)


@asynccontextmanager
async def served_room(
    folder: Path,
    *,
    names: tuple[str, ...] = (),
    game: str = "call",
    setup: Setup | None = None,
    journal: Journal | None = None,
    resumed: bool = False,
    sound: PageSound | None = None,
    server: Server | None = None,
    prefix: str = "",
    session: str = SESSION,
    secret: bytes = b"",
    deck: Deck = DECK,
    **options: Any,
) -> AsyncIterator[ServedRoom]:
    """A room of its own in `folder`, on a server of its own or one more on a running `server`.

    `secret`: the process's, in place of the folder's; `options` are those of the room and of its
    server.
    """
    store = journal or SqliteJournal.open(folder)
    hand = ManualClock()
    try:
        async with (
            running(
                store,
                setup=setup,
                game=game,
                monotonic=hand,
                resumed=resumed,
                wakes=False,
                session=session,
                deck=deck,
            ) as rig,
            AsyncExitStack() as serving,
        ):
            if names and not resumed:
                assert await rig.room.act(a.EditRoster(id="names", add=names)) is None
            keyring = Keyring(secret or load_secret(folder), session, options.pop("pin", ""))
            own = {name: options.pop(name) for name in RoomOptions.__slots__ if name in options}
            if server is None:
                server = local_server(**options)
                await serving.enter_async_context(server.open())
            wanted = RoomOptions(**own)
            app = RoomApp(rig.room, keyring, server.pages, server.local, wanted, sound)
            serving.enter_context(server.mounted(app, prefix))
            yield ServedRoom(rig.room, server, app, folder, hand, prefix, names)
    finally:
        if journal is None:
            store.close()


def play(folder: Path, scenario: Callable[[ServedRoom], Awaitable[None]], **how: Any) -> None:
    """Run one scenario in a served room, and end what it left running.

    On a thread of its own: the driver of a browser holds the main thread's event loop.
    """

    async def whole() -> None:
        async with asyncio.timeout(120), served_room(folder, **how) as built:
            await scenario(built)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, whole()).result()


# Without a client in between: bytes.


async def raw(port: int, *parts: bytes, wait: float = 5.0) -> bytes:
    """Send bytes and read all that comes until the server closes; empty where it said nothing."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    with suppress(ConnectionError, TimeoutError):
        for part in parts:
            writer.write(part)
            await writer.drain()
        async with asyncio.timeout(wait):
            while more := await reader.read(65536):
                answer += more
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return answer


# Events.


@dataclass
class ServerEvent:
    """One server-sent event."""

    event: str
    id: str
    data: dict[str, Any]


class Stream:
    """An open `/api/event`."""

    def __init__(self) -> None:
        self._events: asyncio.Queue[ServerEvent | None] = asyncio.Queue()

    async def read(self, lines: AsyncIterator[str]) -> None:
        """Take down whatever comes, to the end."""
        fields: dict[str, str] = {}
        with suppress(httpx.TransportError):
            async for line in lines:
                name, _, value = line.partition(": ")
                fields[name] = value
                if not line:
                    data = json.loads(fields["data"])
                    known = data if isinstance(data, dict) else {}
                    self._events.put_nowait(
                        ServerEvent(fields["event"], fields.get("id", ""), known)
                    )
                    fields = {}
        self._events.put_nowait(None)

    async def next(self, wait: float = 20.0) -> ServerEvent:
        """The next event. TimeoutError when none comes, EOFError when none ever will."""
        async with asyncio.timeout(wait):
            event = await self._events.get()
        if event is None:
            raise EOFError
        return event

    async def state(self, wait: float = 20.0) -> ServerEvent:
        """The next that is no heartbeat."""
        while True:
            event = await self.next(wait)
            if event.event != "beat":
                return event


@asynccontextmanager
async def subscribed(phone: Phone, **query: str) -> AsyncIterator[Stream]:
    """Open the phone's stream. Last-Event-ID is `last`."""
    last = {"last-event-id": query.pop("last")} if "last" in query else {}
    async with phone.http.stream("GET", "/api/events", params=query, headers=last) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        stream = Stream()
        reads = asyncio.create_task(stream.read(answer.aiter_lines()))
        try:
            yield stream
        finally:
            reads.cancel()
            with suppress(asyncio.CancelledError):
                await reads
