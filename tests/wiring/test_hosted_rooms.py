"""Hosted rooms: made in two clicks, reached by three addresses, asleep while nobody is there."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import httpx

from improv.core.formats import PhaseKind
from improv.director.ports import Record
from tests.wiring.service import FOREVER, Hosted, play


def test_a_room_is_made_in_two_clicks_and_has_three_addresses(tmp_path: Path) -> None:
    """The key, a language, a game: players join, the host steers, the stage shows; nobody else."""

    async def scenario(service: Hosted) -> None:
        async with service.browser() as organiser:
            refused = await organiser.post("/rooms", data={"offer": "game:lawnmower"})
            assert refused.status_code == 401
            assert (await organiser.post("/key", data={"key": "no"})).status_code == 401
            typed = service.key.upper().replace("-", " ")
            assert (await organiser.post("/key", data={"key": typed})).status_code == 303
            page = (await organiser.get("/?lang=fa")).text
            assert 'lang="fa" dir="rtl"' in page
            assert 'value="plan:first-hour"' in page
            assert 'value="game:lawnmower"' in page
            wrong = await organiser.post("/rooms", data={"offer": "game:none"})
            assert wrong.status_code == 400
            made = await organiser.post("/rooms", data={"offer": "game:lawnmower", "host": "Sara"})
            assert made.status_code == 303
            room = (await organiser.get(made.headers["location"])).text
        # As they are copied: out of the page, into browsers that have never been here.
        players, host, stage = re.findall(r'id="\w+-address">([^<]+)<', room)
        players, stage = players.replace("&amp;", "&"), stage.replace("&amp;", "&")
        async with service.browser() as phone, service.browser() as remote:
            joining = (await phone.get(players)).text
            assert "Sara" in joining
            opened = await remote.get(host, follow_redirects=True)
            assert opened.url.path.endswith("/host")
            assert 'data-page="host"' in opened.text
            assert (await phone.get(stage)).status_code == 200
            prefix = httpx.URL(players).path.rstrip("/")
            assert (await phone.post(f"{prefix}/api/join", json={})).status_code == 201
            phase = (await remote.get(f"{prefix}/api/state")).json()["phase_id"]
            action = {"action": "next", "id": "n", "phase_id": phase}
            answers = [
                await browser.post(f"{prefix}/api/host/actions", json=action)
                for browser in (phone, remote)
            ]
            assert [one.status_code for one in answers] == [401, 200]
        session = service.awake(prefix.removeprefix("/r/"))
        assert session is not None
        assert session.room.state.language == "fa"

    play(tmp_path, scenario)


def test_cookies_are_the_rooms_own_by_path_and_by_name(tmp_path: Path) -> None:
    """Behind a TLS proxy they are Secure; no name of one room is a name of another."""

    async def scenario(service: Hosted) -> None:
        room = await service.make()
        async with service.browser() as phone:
            answer = await phone.get(f"{room.path}/")
            plain = answer.headers["set-cookie"]
            assert plain.startswith(f"improv-r-{room.code}=")
            assert f"Path=/r/{room.code};" in plain
            assert "Secure" not in plain

    play(tmp_path, scenario)


def test_a_room_that_nobody_visits_pauses_sleeps_and_goes_on_in_the_vote(tmp_path: Path) -> None:
    """What was counted is counted; the same ballot again is no other; the clock stood still."""

    async def scenario(service: Hosted) -> None:
        room = await service.make()
        async with service.browser() as remote, service.browser() as phone:
            await room.join(phone)
            await room.open_remote(remote)
            number = await room.to_vote(remote)
            assert (await room.rate(phone, number, 3)).status_code == 200
            before = room.awake()
            left = before.room.clock.now()
            await service.until_asleep(room.code)
            assert before.room.clock.held
            # A lobby in the meantime would be another session.
            assert (await room.rate(phone, number, 3)).status_code == 200
            after = room.awake()
            assert after is not before
            assert after.room.state.paused
            assert after.room.clock.now() - left < 200
            votes = after.room.state.votes_of(number).ballots
            assert [ballot.scores for ballot in votes.values()] == [{"handling": 3}]
            assert (await room.steer(remote, "resume")).status_code == 200
            assert (await room.rate(phone, number, 4)).status_code == 200
            assert (await room.steer(remote, "reveal")).status_code == 200
            assert room.awake().room.state.kind is PhaseKind.RESULT

    play(tmp_path, scenario, patience=replace(FOREVER, pause=0.05, sleep=0.3))


def test_a_room_with_a_page_open_neither_pauses_nor_sleeps(tmp_path: Path) -> None:
    """One stream is enough; a hundred who come at once wake it once."""

    async def scenario(service: Hosted) -> None:
        room = await service.make()
        async with service.browser() as remote:
            await room.open_remote(remote)
            async with remote.stream("GET", f"{room.path}/api/events"):
                await room.steer(remote, "next")
                await room.steer(remote, "next")
                await asyncio.sleep(0.4)
                assert not room.awake().room.state.paused
            await service.until_asleep(room.code)
            pages = await asyncio.gather(*(remote.get(f"{room.path}/host") for _ in range(30)))
            assert {page.status_code for page in pages} == {200}

    play(tmp_path, scenario, patience=replace(FOREVER, pause=0.05, sleep=0.2))


def test_a_deleted_room_leaves_no_byte(tmp_path: Path) -> None:
    """Of the names, the lines and the room itself; its streams end; nothing is at its address."""

    async def scenario(service: Hosted) -> None:
        room, other = await service.make(host="Quetzalcoatl"), await service.make(host="Another")
        async with service.browser() as remote, service.browser() as phone:
            await room.open_remote(remote)
            await room.steer(remote, "roster", add=["Xiomara Quillfeather"])
            assert holding(service.data, "Xiomara Quillfeather", "Quetzalcoatl", room.code)
            assert (await phone.post(f"{room.path}/room/delete")).status_code == 303
            assert service.awake(room.code)
            await room.join(phone)
            async with phone.stream("GET", f"{room.path}/api/events") as stream:
                gone = await remote.post(f"{room.path}/room/delete")
                assert gone.status_code == 200
                async for _ in stream.aiter_bytes():
                    pass
            assert (await phone.get(f"{room.path}/")).status_code == 404
            assert (await remote.get(f"{other.path}/")).status_code == 200
        assert not holding(service.data, "Xiomara Quillfeather", "Quetzalcoatl", room.code)
        assert holding(service.data, "Another")

    play(tmp_path, scenario)


def holding(data: Path, *texts: str) -> list[Path]:
    """Files whose bytes or names hold one of these."""
    wanted = [text.encode() for text in texts]
    return [
        path
        for path in data.rglob("*")
        if any(one in str(path).encode() for one in wanted)
        or (path.is_file() and any(one in path.read_bytes() for one in wanted))
    ]


def test_rooms_that_nobody_visits_are_deleted(tmp_path: Path) -> None:
    """After --keep days, and not a day before."""

    async def scenario(service: Hosted) -> None:
        rooms = [await service.make() for _ in range(2)]
        ages = {rooms[0].code: "2026-01-01", rooms[1].code: "2999-01-01"}
        for code, day in ages.items():
            await service.store.visited(code, day)
        await service.rooms._tidy()
        assert [one.code for one in await service.store.headers()] == [rooms[1].code]
        assert not holding(service.data, rooms[0].code)

    play(tmp_path, scenario)


def test_a_code_is_not_found_by_trying(tmp_path: Path) -> None:
    """After thirty misses an address waits, for all rooms; who was in one does not."""

    async def scenario(service: Hosted) -> None:
        room = await service.make()
        async with service.browser() as phone, service.browser() as stranger:
            await room.join(phone)
            lower = await stranger.get(f"/r/{room.code.lower()}?c=X")
            assert lower.headers["location"] == f"{room.path}/?c=X"
            for number in range(30):
                miss = await stranger.get(f"/r/{'ACDE' * 2}{'HJKL'[number % 4]}A/")
                assert miss.status_code == 404
            assert (await stranger.get("/r/AAAAAAAAAA/")).status_code == 429
            there = await stranger.get(f"{room.path}/", headers={"accept": "text/html"})
            assert there.status_code == 429
            assert int(there.headers["retry-after"]) > 0
            assert (await phone.get(f"{room.path}/api/state")).status_code == 200
            # Another address, as from another building.
            async with service.browser(outside=True) as other:
                assert (await other.get(f"{room.path}/")).status_code == 200

    play(tmp_path, scenario)


def test_pages_of_a_deleted_room_let_others_in(tmp_path: Path) -> None:
    """They ask on behind the address that a whole company has: that is no guessing."""

    async def scenario(service: Hosted) -> None:
        deleted, room = await service.make(), await service.make()
        async with service.browser() as phone:
            await deleted.join(phone)
            await service.rooms.delete(deleted.code)
            for _ in range(40):
                assert (await phone.get(f"{deleted.path}/api/state")).status_code == 404
            async with service.browser() as newcomer:
                assert (await newcomer.get(f"{room.path}/")).status_code == 200

    play(tmp_path, scenario)


HOSTILE = (
    *("/r/", "/r//", "/r/%00/", "/r/" + "A" * 5000, "/r/ÄÖÜÄÖÜÄÖÜÄ/", "/r/AAAAAAAAAA%2f"),
    *("/r/AAAAAAAAAA/../../etc/passwd", "/r/AAAAAAAAAA/api/state", "/r/aaaaaaaaaa/room/delete"),
)


def test_hostile_codes_are_nowhere(tmp_path: Path) -> None:
    """Whatever stands there, with any method."""

    async def scenario(service: Hosted) -> None:
        async with service.browser() as stranger:
            for path in HOSTILE:
                for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
                    answer = await stranger.request(method, path)
                    assert answer.status_code in (404, 405, 429), (method, path, answer.text)

    play(tmp_path, scenario)


def test_figures_are_for_the_key_alone(tmp_path: Path) -> None:
    """Anybody may ask whether it is ready; who says more than that has the key."""

    async def scenario(service: Hosted) -> None:
        room = await service.make()
        async with service.browser() as http:
            await room.join(http)
            assert (await http.get("/healthz")).text == "ok\n"
            assert (await http.get("/readyz")).json() == {"ready": True}
            wrong = await http.get("/readyz", headers={"authorization": "Bearer no"})
            assert wrong.status_code == 401
            key = {"authorization": f"Bearer {service.key}"}
            figures = (await http.get("/readyz", headers=key)).json()
            assert figures["rooms"] == figures["awake"] == 1
            assert figures["ack_p99_ms"] > 0

    play(tmp_path, scenario)


def test_a_room_of_a_later_version_takes_no_other_with_it(tmp_path: Path) -> None:
    """Its page asks again by itself; the room next door answers."""

    async def scenario(service: Hosted) -> None:
        room, other = await service.make(), await service.make()
        log = await service.store.open(room.code)
        await log.append([Record(2, "", {"type": "of_a_later_version", "at": 0})])
        await log.close()
        async with service.browser(accept="text/html") as http:
            page = await http.get(f"{room.path}/")
            assert (page.status_code, page.headers["retry-after"]) == (503, "1")
            assert 'http-equiv="refresh"' in page.text
            assert (await http.get(f"{other.path}/")).status_code == 200
            assert (await http.get(f"{room.path}/")).status_code == 503

    play(tmp_path, scenario)
