"""One room cannot read, count, slow or name another: each address, with cookies of another."""

import asyncio
import re
from pathlib import Path

import httpx
import pytest

from improv.phones.cookies import cookie_name
from tests.wiring.service import Hosted, HostedRoom, play

METHODS = ("GET", "POST", "PUT", "DELETE")
NONCE = re.compile(r'name="id" value="[^"]*"|"volume": \d+')
"""What is never the same twice: a form's id, and a volume that is set as the first one listens."""


def addresses(room: HostedRoom) -> list[str]:
    """All that the room has, with what could stand in their places."""
    values = {
        "{n}": "1",
        "{name}": "mark.svg",
        "{token}": room.keyring.host_address,
    }
    found = []
    for route in room.awake().app.routes:
        path = route.path
        for name, value in values.items():
            path = path.replace(name, value)
        found.append(path)
    return sorted(set(found))


async def told(http: httpx.AsyncClient, method: str, path: str, cookie: str) -> tuple[int, str]:
    """The status, and what is said but for what is never the same twice; of a stream its start."""
    http.cookies.clear()
    async with http.stream(method, path, headers={"cookie": cookie}) as answer:
        if answer.headers.get("content-type", "").startswith("text/event-stream"):
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    return answer.status_code, NONCE.sub("", line)
        return answer.status_code, NONCE.sub("", (await answer.aread()).decode("utf-8", "replace"))


@pytest.mark.slow
def test_a_crawl_with_the_cookies_of_another_room(tmp_path: Path) -> None:
    """Under their own names and under this room's, whoever has them is a stranger here."""

    async def scenario(service: Hosted) -> None:
        mine = await service.make(host="Mine")
        other = await service.make("game:new-choice", "fa", "Zirconia Pettibone")
        async with (
            service.browser() as holder,
            service.browser() as host,
            service.browser() as browser,
        ):
            await other.join(holder)
            await other.open_remote(holder)
            await mine.join(host)
            await mine.open_remote(host)
            await mine.steer(host, "roster", add=["Wolfgang Underhill", "Ann", "Bo", "Cy"])
            await mine.to_vote(host)
            # Whoever has the address may join: not now.
            assert (await mine.steer(host, "door", door="shut")).status_code == 200
            assert (await mine.steer(host, "pause")).status_code == 200
            jar = {cookie.name: cookie.value or "" for cookie in holder.cookies.jar}
            suffix, here = cookie_name("", other.path), cookie_name("", mine.path)
            renamed = {name.replace(suffix, here): value for name, value in jar.items()}
            assert len(jar) >= 2
            before = service.awake(other.code)
            assert before is not None
            version, state = before.room.shown.version, mine.awake().room.state
            sent = "; ".join(f"{name}={value}" for name, value in {**jar, **renamed}.items())
            # A stranger has cookies, too: of these names, and worth nothing.
            nothing = "; ".join(f"{name}={'x' * len(value)}" for name, value in renamed.items())
            foreign = other.keyring.host_address
            for path in [*addresses(mine), f"/host/{foreign}"]:
                address = f"{mine.path}{path.replace(mine.keyring.host_address, foreign)}"
                for method in METHODS:
                    got = await told(browser, method, address, sent)
                    as_stranger = await told(browser, method, address, nothing)
                    assert got == as_stranger, (method, address)
                    for secret in ("Zirconia", other.code, mine.keyring.host_address):
                        assert secret not in got[1], (method, address, secret)
            # Nothing happened to either.
            assert mine.awake().room.state is state
            assert other.awake().room.shown.version == version

    play(tmp_path, scenario)


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
