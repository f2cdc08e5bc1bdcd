"""A service that hosts rooms, in this process: its real store, decks, server and pages."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import httpx

from improv.locale.phrases import interface_languages, plain
from improv.phones.follow_up import FollowUps
from improv.phones.hosted_rooms import keyring_of
from improv.phones.organiser import key_digest, new_key
from improv.phones.rooms_app import RoomsApp
from improv.phones.server import Server, ServerOptions
from improv.phones.tokens import Keyring
from improv.wiring.deck_loading import load_deck
from improv.wiring.hosted.awake_room import AwakeRoom, Service
from improv.wiring.hosted.decks import Decks, HostedDeck
from improv.wiring.hosted.options import HostedOptions
from improv.wiring.hosted.room_folders import RoomFolders
from improv.wiring.hosted.rooms import Patience, Rooms
from tests.phones.rooms import inside

FOREVER = Patience(pause=1e9, sleep=1e9, look=0.02, tidy=1e9)
"""Nothing happens by itself."""


@cache
def deck() -> HostedDeck:
    """The shipped cards, read once for all tests of a process."""
    return HostedDeck(load_deck(("service-desk",), "en").load_all())


@dataclass
class Hosted:
    """A running service."""

    data: Path
    rooms: Rooms
    server: Server
    store: RoomFolders
    key: str

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server.port}"

    @asynccontextmanager
    async def browser(
        self, *, outside: bool = False, **headers: str
    ) -> AsyncIterator[httpx.AsyncClient]:
        """A browser without a cookie."""
        transport = httpx.AsyncHTTPTransport(
            verify=False, local_address="127.0.0.2" if outside else None
        )
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(
            base_url=self.url, transport=transport, headers=named, timeout=20, trust_env=False
        ) as http:
            yield http

    async def make(
        self, offer: str = "game:lawnmower", language: str = "en", host: str = ""
    ) -> "HostedRoom":
        """A room."""
        header = await self.rooms.make(offer, language, host)
        return HostedRoom(self, header.code, keyring_of(header, self.rooms.secret))

    def awake(self, code: str) -> AwakeRoom | None:
        """The room, where it is awake."""
        return self.rooms._awake.get(code)

    async def until_asleep(self, code: str) -> None:
        """Wait until nothing of it is in memory."""
        async with asyncio.timeout(20):
            while self.awake(code) or code in self.rooms._changing:
                await asyncio.sleep(0.01)


@dataclass
class HostedRoom:
    """A room of it, as those know it who have its addresses."""

    service: Hosted
    code: str
    keyring: Keyring

    @property
    def path(self) -> str:
        """What all its addresses begin with."""
        return f"/r/{self.code}"

    async def join(self, http: httpx.AsyncClient) -> str:
        """Join with this browser; the voter's key."""
        answer = await http.post(f"{self.path}/api/join", json={"code": self.keyring.code})
        assert answer.status_code == 201, answer.text
        voter: str = answer.json()["voter"]
        return voter

    async def open_remote(self, http: httpx.AsyncClient) -> None:
        """Become its host."""
        answer = await http.get(f"{self.path}/host/{self.keyring.host_address}")
        assert answer.status_code == 303

    async def steer(self, http: httpx.AsyncClient, action: str, **fields: object) -> httpx.Response:
        """Press something on the remote."""
        state = (await http.get(f"{self.path}/api/state?page=host")).json()
        body = {"action": action, "id": new_key(), "phase_id": state["phase_id"], **fields}
        return await http.post(f"{self.path}/api/host/actions", json=body)

    async def to_vote(self, http: httpx.AsyncClient) -> int:
        """Press Next until the vote is open; the number of the round."""
        for _ in range(40):
            state = (await http.get(f"{self.path}/api/state?page=host")).json()
            if state["phase"] == "vote":
                number: int = state["round"]
                return number
            assert (await self.steer(http, "next")).status_code == 200
        raise AssertionError("no way to a vote")

    async def rate(self, http: httpx.AsyncClient, number: int, grade: int) -> httpx.Response:
        """Vote."""
        body = {"kind": "rate", "scores": {"handling": grade}}
        return await http.put(f"{self.path}/api/rounds/{number}/ballot", json=body)

    def awake(self) -> AwakeRoom:
        """It must be."""
        room = self.service.awake(self.code)
        assert room is not None
        return room


@asynccontextmanager
async def hosted(
    data: Path,
    *,
    patience: Patience = FOREVER,
    public_url: str = "",
    keep_days: int = 30,
    **where: object,
) -> AsyncIterator[Hosted]:
    """A service while the block runs; its files stay."""
    options = HostedOptions(data, keep_days=keep_days, public_url=public_url)
    with ThreadPoolExecutor(4) as pool:
        store = RoomFolders.open_all(data, pool)
        try:
            key = new_key()
            await store.add_key(key_digest(key), alone=True)
            decks = Decks(("service-desk",))
            decks._read[("service-desk",)] = deck()
            languages = {tag: plain(tag, "language.name") for tag in interface_languages()}
            names = frozenset({"rooms.example.org"})
            server = Server(ServerOptions(0, "127.0.0.1", names=names, **where), languages, inside)  # type: ignore[arg-type]
            offered = FollowUps(lambda: datetime.now().astimezone())
            service = Service(server, await store.secret(), offered, None)
            rooms = Rooms(store, decks, deck(), service, options, patience)
            app = RoomsApp(rooms, server.pages, time.monotonic)
            async with server.open():
                with server.mounted(app):
                    looking = asyncio.create_task(rooms.look_after())
                    try:
                        yield Hosted(data, rooms, server, store, key)
                    finally:
                        looking.cancel()
                        with suppress(asyncio.CancelledError):
                            await looking
                        await rooms.close()
        finally:
            store.close()


def play(data: Path, scenario: Callable[[Hosted], Awaitable[None]], **how: object) -> None:
    """Run one scenario in a service of its own."""

    async def whole() -> None:
        async with asyncio.timeout(120), hosted(data, **how) as built:  # type: ignore[arg-type]
            await scenario(built)

    asyncio.run(whole())
