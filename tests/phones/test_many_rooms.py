"""Several rooms in one process, each under a path of its own, know nothing of each other."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path

import httpx
import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.director.ports import Clip
from improv.phones.cookies import HOST_COOKIE, VOTER_COOKIE, cookie_name
from improv.phones.invitation import qr
from improv.phones.sound import PageSound
from tests.phones.rooms import ServedRoom, Stream, local_server, served_room, subscribed

K = PhaseKind
PREFIXES = ("", "/a", "/a/b", "/b")
"""One at the top, whose cookies every other room is sent too, and one inside another's path."""
SECRET = bytes(32)


@asynccontextmanager
async def many_rooms(folder: Path) -> AsyncIterator[list[ServedRoom]]:
    """A room under each of PREFIXES, of different sessions, on one server."""
    server = local_server()
    async with asyncio.timeout(60), server.open(), AsyncExitStack() as stack:
        rooms = []
        for number, prefix in enumerate(PREFIXES):
            room = served_room(
                folder / str(number),
                server=server,
                prefix=prefix,
                session=f"s{number}",
                secret=SECRET,
                heartbeat=0.3,
                names=tuple(f"{name} {number}" for name in ("Ann", "Bo", "Cy")),
            )
            rooms.append(await stack.enter_async_context(room))
        yield rooms


async def to_silence(stream: Stream) -> int:
    """How many news come until there are none within a time in which some would."""
    number = 0
    with suppress(TimeoutError):
        while True:
            async with asyncio.timeout(0.7):
                await stream.state()
            number += 1
    return number


@pytest.mark.slow
def test_one_browser_in_every_room(tmp_path: Path) -> None:
    """Joins, ballots and news of one room are nothing to another, in one and the same browser."""

    async def scenario() -> None:
        async with many_rooms(tmp_path) as rooms, AsyncExitStack() as stack:
            jar = CookieJar()
            phones = [await stack.enter_async_context(room.visited(jar)) for room in rooms]
            for phone, room in zip(phones, rooms, strict=True):
                assert (await phone.state())["join"]["names"][0]["name"] == room.names[0]
                assert (await phone.join()).status_code == 201
            assert len({phone.voter for phone in phones}) == len(rooms)
            named = {(cookie_name(VOTER_COOKIE, prefix), prefix or "/") for prefix in PREFIXES}
            assert {(one.name, one.path) for one in jar} == named
            streams = [await stack.enter_async_context(subscribed(phone)) for phone in phones]
            assert await asyncio.gather(*map(to_silence, streams)) == [1] * len(rooms)
            for place, room in enumerate(rooms):
                await phones[place].login()
                await room.to(K.VOTE)
                assert (await phones[place].rate(3)).status_code == 200
                states = [other.state for other in rooms]
                assert [state.kind is K.VOTE for state in states] == [
                    at <= place for at in range(len(rooms))
                ]
                counted = [
                    sum(len(one.ballots) for one in state.votes.values()) for state in states
                ]
                assert counted == [int(at <= place) for at in range(len(rooms))]
                assert [len(state.people) for state in states] == [4] * len(rooms)
                news = await asyncio.gather(*map(to_silence, streams))
                assert [number > 0 for number in news] == [at == place for at in range(len(rooms))]

    asyncio.run(scenario())


def test_a_host_of_one_room_is_none_of_another(tmp_path: Path) -> None:
    """A host's cookie opens the remote of its own room alone, even when it is sent to another."""

    async def scenario() -> None:
        async with many_rooms(tmp_path) as rooms:
            assert len({room.phones.pin for room in rooms}) == len(rooms)
            assert len({room.phones.code for room in rooms}) == len(rooms)
            for room in rooms:
                jar = CookieJar()
                async with room.visited(jar) as host:
                    await host.login()
                token = next(cookie.value for cookie in jar if cookie.name.startswith(HOST_COOKIE))
                for other in rooms:
                    name = cookie_name(HOST_COOKIE, other.prefix)
                    async with other.phone(cookie=f"{name}={token}") as phone:
                        mine = other is room
                        assert ("joined" in await phone.state()) is mine
                        status = (await phone.act("pause")).status_code
                        assert status == (200 if mine else 401)
                    async with other.visited(jar) as phone:
                        page = (await phone.http.get("/host")).text
                        assert ('data-page="host"' in page) is mine, (room.prefix, other.prefix)

    asyncio.run(scenario())


LINK = re.compile(r'(?:href|src|action|data-cues)="([^"#][^"]*)"')


async def links(http: httpx.AsyncClient, path: str) -> set[str]:
    """All addresses in a page."""
    page = await http.get(path)
    return {link for found in LINK.findall(page.text) for link in found.split()}


@pytest.mark.slow
def test_every_link_has_the_prefix(tmp_path: Path) -> None:
    """Links, forms, streams, files and cookies of every page stay under the room's path."""

    async def scenario() -> None:
        sound = PageSound(lambda: 0.0)
        server = local_server()
        async with (
            asyncio.timeout(60),
            server.open(),
            served_room(
                tmp_path, server=server, prefix="/a", names=("Ann", "Bo", "Cy"), sound=sound
            ) as room,
            room.phone() as phone,
            room.phone() as host,
            room.phone(outside=True) as outside,
        ):
            found = await links(phone.http, "/") | await links(host.http, "/host")
            found |= await links(outside.http, "/stage") | await links(phone.http, "/stage")
            await phone.join()
            await host.login()
            for kind in (K.LOBBY, K.BRIEF, K.PLAY, K.VOTE, K.RESULT, K.KUDOS):
                if kind is K.KUDOS:
                    await room.room.act(a.End(id=""))
                await room.to(kind)
                found |= await links(phone.http, "/") | await links(host.http, "/host")
                found |= await links(phone.http, "/stage")
                for one, page in ((phone, "voter"), (host, "host")):
                    async with subscribed(one, page=page) as stream:
                        html = (await stream.state()).data["page"]
                        found |= set(LINK.findall(html))
            assert {link for link in found if not link.startswith("/a/")} == set()
            assert {"/a/join", "/a/ballot", "/a/kudos", "/a/host/do", "/a/stage"} <= found
            for link in found:
                answer = await phone.http.get(f"http://127.0.0.1:{server.port}{link}")
                assert answer.status_code in (200, 405), link
            for path in ("/", "/host", "/stage"):
                assert 'data-prefix="/a"' in (await phone.http.get(path)).text
            sound.say(Clip(Path(__file__), 1000, ()))
            async with phone.http.stream("GET", "/api/stage/sound") as answer:
                line = next(iter([one async for one in first(answer, "data: ")]))
            assert '"url": "/a/stage/speech/' in line

    asyncio.run(scenario())


async def first(answer: httpx.Response, start: str) -> AsyncIterator[str]:
    """The first line that begins so."""
    async for line in answer.aiter_lines():
        if line.startswith(start):
            yield line
            return


def test_where_a_form_leads(tmp_path: Path) -> None:
    """Redirects, cookies' paths and the invitation carry the prefix."""

    async def scenario() -> None:
        async with many_rooms(tmp_path) as rooms:
            for room in rooms:
                prefix, code = room.prefix, room.phones.code
                async with room.phone() as phone, room.phone(accept="text/html") as other:
                    for one in (phone, other):  # which gives it the cookie that a form asks for
                        await one.http.get("/", params={"c": code})
                    joined = await phone.http.post("/join", data={"code": code})
                    assert joined.headers["location"] == f"{prefix}/"
                    assert f"Path={prefix or '/'};" in joined.headers["set-cookie"]
                    asked = await other.http.post(f"/join?c={code}")
                    assert asked.headers["location"] == f"{prefix}/?c={code}"
                    await room.to(K.BRIEF)
                    await room.room.act(a.End(id=""))
                    await room.to(K.KUDOS)
                    thanks = await phone.http.post("/kudos", data={"text": "Thanks"})
                    assert thanks.headers["location"] == f"{prefix}/#thanks"
                    pin = {"pin": room.phones.pin}
                    host = await phone.http.post("/host/login", data=pin)
                    assert host.headers["location"] == f"{prefix}/host"
                    if prefix:
                        root = f"http://127.0.0.1:{room.server.port}"
                        typed = await phone.http.get(f"{root}{prefix}?c={code}")
                        assert typed.headers["location"] == f"{prefix}/?c={code}"
                snapshot = room.room.latest
                assert snapshot.invitation is not None
                assert snapshot.remote is not None
                address = f"127.0.0.1:{room.server.port}{prefix}"
                assert snapshot.invitation.address == address
                assert snapshot.invitation.qr == qr(f"http://{address}/?c={code}")
                assert snapshot.remote.address == f"{address}/host"

    asyncio.run(scenario())


def test_a_room_without_visitors_leads_to_its_stage(tmp_path: Path) -> None:
    """Under a path of its own, too."""

    async def scenario() -> None:
        server = local_server()
        async with (
            server.open(),
            served_room(tmp_path, server=server, prefix="/a", visitors=False) as room,
            room.phone() as phone,
        ):
            answer = await phone.http.get("/")
            assert answer.headers["location"] == "/a/stage"
            assert room.room.latest.invitation is None

    asyncio.run(scenario())


def test_rooms_come_and_go(tmp_path: Path) -> None:
    """A room that is closed is nowhere, its streams end, and the others play on."""

    async def scenario() -> None:
        server = local_server()
        async with (
            asyncio.timeout(60),
            server.open(),
            served_room(tmp_path / "a", server=server, prefix="/a") as first,
            first.phone() as phone,
        ):
            assert (await phone.http.get(f"http://127.0.0.1:{server.port}/")).status_code == 404
            await phone.join()
            async with subscribed(phone) as stream:
                await stream.state()
                async with (
                    served_room(tmp_path / "b", server=server, prefix="/b", session="t") as second,
                    second.phone() as other,
                ):
                    await other.join()
                    streams = subscribed(other)
                    ended = await streams.__aenter__()
                    await ended.state()
                with pytest.raises(EOFError):
                    await ended.next()
                assert (await phone.http.get(f"{second.url}/api/state")).status_code == 404
                assert await first.room.act(a.Next(id="")) is None
                assert (await stream.state()).data["phase"] == K.RULES
            for taken in ("/a", "a", "/a/", "/ü", "/a?b", "//"):
                with pytest.raises(ValueError, match=re.escape(taken)):
                    server.mounted(first.phones, taken).__enter__()

    asyncio.run(scenario())
