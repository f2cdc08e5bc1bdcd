"""One room cannot read, count, slow or name another: each address, with cookies of another."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from improv.core.formats import PhaseKind
from improv.director.ports import Clip
from improv.phones.cookies import HOST_COOKIE, ORGANISER_COOKIE, cookie_name
from tests.wiring.service import Hosted, HostedRoom, play

METHODS = ("GET", "POST", "PUT", "DELETE")
NONCE = re.compile(r'name="id" value="[^"]*"|"volume": \d+|"now":\d+|data-(now|left)="\d+"')
"""What is never the same twice: a form's id, the time, and a volume that the first one sets."""
SERVICE = ("/", "/key", "/leave", "/rooms", "/healthz", "/readyz")
SENT: dict[str, object] = {
    "/api/rounds/{n}/ballot": {"kind": "rate", "scores": {"handling": 1}},
    "/api/rounds/{n}/line": {"text": "A line"},
    "/api/join": {},
    "/api/release": {},
    "/api/host/login": None,
    "/api/host/actions": {"action": "blank", "id": "crawl", "on": True},
    "/language": {"language": "fa"},
    "/join": {},
    "/release": {},
    "/ballot": {"round": "1", "score.handling": "1"},
    "/line": {"round": "1", "text": "A line"},
    "/consent": {"round": "1", "on": "true"},
    "/seat": {"place": "1"},
    "/stop": {},
    "/kudos": {"text": "You made it look easy."},
    "/host/login": {},
    "/host/do": {"action": "blank", "id": "crawl", "on": "true"},
    "/room/delete": {},
    "/key": {"key": ""},
    "/leave": {},
    "/rooms": {"offer": "game:lawnmower"},
}
"""What a member would send there, and be heard."""
COUNTED = ("/host/login", "/key")
"""Where tries are counted: after three whoever it is waits."""
HEARD = {
    "/api/rounds/{n}/ballot": "PUT",
    "/api/host/actions": "POST",
    "/ballot": "POST",
    "/host/do": "POST",
    "/host": "GET",
    "/room": "GET",
    "/stage": "GET",
    "/stage/speech/{name}": "GET",
    "/api/state": "GET",
    "/api/stage/events": "GET",
    "/": "GET",
}
"""Where the room's own people are answered otherwise than a stranger."""


@dataclass(frozen=True)
class Crawled:
    """A room, and what stands in the places of its addresses."""

    room: HostedRoom
    speech: str

    def addresses(self, token: str) -> dict[str, str]:
        """All that it has, by their routes; for the host's address with this token."""
        routes = self.room.awake().app.routes
        posts = {one.path for one in routes if {"POST", "PUT"} & (one.methods or set())}
        assert posts <= set(SENT), "an address of which nothing is known here"
        found = {}
        for path in (route.path for route in routes):
            name = self.speech if "speech" in path else "mark.svg"
            filled = path.replace("{n}", "1").replace("{name}", name).replace("{token}", token)
            assert "{" not in filled, path
            found[path] = f"{self.room.path}{filled}"
        return found


async def told(
    http: httpx.AsyncClient, method: str, path: str, cookie: str, route: str
) -> tuple[int, str]:
    """The status, and what is said but for what is never the same twice; of a stream its start."""
    http.cookies.clear()
    sent = SENT.get(route) if method in ("POST", "PUT") else None
    how = {"json": sent} if route.startswith("/api/") else {"data": sent}
    async with http.stream(method, path, headers={"cookie": cookie}, **how) as answer:  # type: ignore[arg-type]
        if answer.headers.get("content-type", "").startswith("text/event-stream"):
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    return answer.status_code, NONCE.sub("", line)
        return answer.status_code, NONCE.sub("", (await answer.aread()).decode("utf-8", "replace"))


@pytest.mark.slow
def test_a_crawl_with_the_cookies_of_another_room(tmp_path: Path) -> None:
    """Under their own names and under this room's, whoever has them is a stranger here.

    With what a member would send, in the vote and at the end; and the service's own addresses.
    """

    async def scenario(service: Hosted) -> None:
        mine = await service.make(host="Mine")
        other = await service.make("game:new-choice", "fa", "Zirconia Pettibone")
        async with (
            service.browser() as holder,
            service.browser() as host,
            service.browser(outside=True) as browser,
        ):
            await other.join(holder)
            await other.open_remote(holder)
            await mine.join(host)
            await mine.open_remote(host)
            await mine.steer(host, "roster", add=["Wolfgang Underhill", "Ann", "Bo", "Cy"])
            assert await mine.to_vote(host) == 1
            # Whoever has the address may join: not now.
            assert (await mine.steer(host, "door", door="shut")).status_code == 200
            assert (await mine.steer(host, "pause")).status_code == 200
            crawled = Crawled(mine, _spoken(mine, tmp_path))
            foreign, here = other.keyring.host_address, mine.path
            jar = {cookie.name: cookie.value or "" for cookie in holder.cookies.jar}
            renamed = {_renamed(name, other.path, here): value for name, value in jar.items()}
            organiser = {ORGANISER_COOKIE: jar[cookie_name(HOST_COOKIE, other.path)]}
            sent = _header({**jar, **renamed, **organiser})
            # A stranger has cookies, too: of these names, and worth nothing.
            nothing = _header({name: "x" * len(value) for name, value in renamed.items()})
            own = _header({cookie.name: cookie.value or "" for cookie in host.cookies.jar})
            for phase in ("vote", "end"):
                before = other.awake().room.shown.version, mine.awake().room.state
                routes = {**crawled.addresses(foreign), **{path: path for path in SERVICE}}
                for route, address in routes.items():
                    if phase == "end" and route in COUNTED:
                        continue
                    for method in METHODS:
                        got = await told(browser, method, address, sent, route)
                        as_stranger = await told(browser, method, address, nothing, route)
                        assert got == as_stranger, (method, address)
                        for secret in ("Zirconia", other.code, mine.keyring.host_address):
                            assert secret not in got[1], (method, address, secret)
                # Nothing happened to either.
                assert (other.awake().room.shown.version, mine.awake().room.state) == before
                if phase == "vote":
                    addresses = crawled.addresses(mine.keyring.host_address)
                    for route, method in HEARD.items():
                        heard = await told(browser, method, addresses[route], own, route)
                        stranger = await told(browser, method, addresses[route], nothing, route)
                        assert heard != stranger, (method, route)
                    while mine.awake().room.state.kind is not PhaseKind.END:
                        assert (await mine.steer(host, "end")).status_code == 200
            assert [one.code for one in await service.store.headers()] == [mine.code, other.code]
            # What one room says, no other finds.
            there = addresses["/stage/speech/{name}"].replace(mine.path, other.path)
            assert (await host.get(addresses["/stage/speech/{name}"])).content == SPOKEN
            assert (await holder.get(there)).status_code == 404

    play(tmp_path, scenario)


SPOKEN = b"RIFF"


def _spoken(room: HostedRoom, folder: Path) -> str:
    """The name of a sound that the room says."""
    file = folder / "line.wav"
    file.write_bytes(SPOKEN)
    address = room.awake()._sound._address("", Clip(file, 100, ()))
    return address.rpartition("/")[2]


def _renamed(name: str, there: str, here: str) -> str:
    return name.replace(cookie_name("", there), cookie_name("", here))


def _header(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


@pytest.mark.slow
def test_a_flood_at_one_room_leaves_the_other_its_time(tmp_path: Path) -> None:
    """Who fills one room with requests is refused there, and the vote next door is answered."""

    async def scenario(service: Hosted) -> None:
        flooded, calm = await service.make(), await service.make()
        async with service.browser() as phone, service.browser() as host:
            await calm.join(phone)
            await calm.open_remote(host)
            number = await calm.to_vote(host)
            await flooded.open_remote(host)
            visits = flooded.awake()
            visits.visits = 10_000  # as if so many were open
            assert (await host.get(f"{flooded.path}/")).status_code == 503
            visits.visits = 0
            loop = asyncio.get_running_loop()
            began = loop.time()
            flood = [asyncio.ensure_future(host.get(f"{flooded.path}/stage")) for _ in range(50)]
            assert (await calm.rate(phone, number, 2)).status_code == 200
            assert loop.time() - began < 2
            await asyncio.gather(*flood)

    play(tmp_path, scenario)
