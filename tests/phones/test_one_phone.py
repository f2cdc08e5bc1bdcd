"""What one device could do to all the others, sent to the real server; and who plays on."""

from ipaddress import ip_network
from pathlib import Path

import httpx

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.core.state import MOST_THANKS, Setup
from improv.phones.pin import MISSES
from tests.phones.proxy import passed
from tests.phones.rooms import Phone, ServedRoom, play

K = PhaseKind


async def sit(phone: Phone, place: int | None) -> str:
    """Tap a place, or stand up; the refusal's name, or nothing."""
    round_ = phone.served.state.round
    fields = {"place": "" if place is None else str(place)}
    if round_ is not None:
        fields["round"] = str(round_.number)
    answer = await phone.http.post("/seat", data=fields, headers={"accept": "application/json"})
    return refusal(answer)


def refusal(answer: httpx.Response) -> str:
    """Its name, or nothing."""
    return str(answer.json().get("refusal", ""))


def test_two_cookies_do_not_keep_both_places(tmp_path: Path) -> None:
    """The remote empties them, without a script too; others sit down, and those two do not."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as host:
            await host.login()
            async with served.voters(5) as (one, two, three, four, _):
                await served.to(K.BRIEF)
                assert [await sit(one, 0), await sit(two, 1)] == ["", ""]
                assert await sit(three, 0) == "seat_taken"
                page = (await host.http.get("/host")).text
                assert 'id="pass-0"' in page
                assert 'id="pass-1"' in page
                assert (await host.act("pass", place=0)).status_code == 200
                form = {"action": "pass", "id": "plain", "place": "1"}
                form["phase_id"] = str(served.state.running.phase_id)
                assert (await host.http.post("/host/do", data=form)).status_code == 303
                assert 'id="pass-' not in (await host.http.get("/host")).text
                assert [await sit(one, 1), await sit(two, 0)] == ["seat_passed", "seat_passed"]
                assert (await one.state())["you"]["sits_out"]
                assert "I play this" not in (await one.http.get("/")).text
                assert "I play this" in (await three.http.get("/")).text
                assert [await sit(three, 0), await sit(four, 1)] == ["", ""]
                await served.to(K.VOTE)
                assert refusal(await one.rate(4)) == "players_do_not_vote"

    play(tmp_path, scenario)


def test_who_read_a_secret_and_stood_up_does_not_judge(tmp_path: Path) -> None:
    """Who never sat does; the next scene is judged by both."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(4) as (reader, honest, *_):
            await served.to(K.BRIEF)
            assert await sit(reader, 1) == ""
            assert (await reader.state())["you"]["secrets"]
            assert await sit(reader, None) == ""
            await served.to(K.VOTE)
            assert refusal(await reader.rate(1)) == "players_do_not_vote"
            assert (await honest.rate(3)).status_code == 200
            await served.to(K.DEBRIEF)
            await served.room.act(a.Next(id=""))
            await served.to(K.VOTE)
            assert (await reader.rate(3)).status_code == 200

    play(tmp_path, scenario)


def test_one_phone_has_one_name_whatever_it_claims(tmp_path: Path) -> None:
    """Claiming all of them leaves the others to the others, and tells one seat's secrets."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as greedy, served.phone() as honest:
            for person in ("p1", "p2", "p3"):
                await greedy.join(claims=person)
            assert list(served.state.claims.values()) == ["p1"]
            assert (await honest.join(claims="p2")).status_code == 201
            assert (await honest.state())["you"]["name"] == "Bo"
            await served.to(K.BRIEF)
            told = [(await phone.state())["you"] for phone in (greedy, honest)]
            for person, you in zip(("p1", "p2"), told, strict=True):
                round_ = served.state.round
                assert round_ is not None
                seats = [member.seat for member in round_.cast if member.person == person]
                assert [you["seat"]] == (seats or [""])

    play(tmp_path, scenario, names=("Ana", "Bo", "Sara"))


def test_one_phone_gives_three_thanks(tmp_path: Path) -> None:
    """Under whatever names; there is room for those of the others."""

    async def scenario(served: ServedRoom) -> None:
        script = {"accept": "application/json"}

        async def thank(phone: Phone, text: str) -> httpx.Response:
            return await phone.http.post("/kudos", data={"text": text}, headers=script)

        async with served.phone() as loud, served.phone() as honest:
            await loud.join()
            await honest.join()
            await served.to(K.RESULT)
            for n in range(MOST_THANKS):
                assert (await thank(loud, f"Spam {n}")).status_code == 200
            for person in ("p1", "p2"):
                await loud.join(claims=person)
                assert refusal(await thank(loud, "More")) == "enough_thanks"
                await loud.http.post("/release", headers=script)
            assert (await thank(honest, "Thank you")).status_code == 200
            assert len(served.state.kudos) == MOST_THANKS + 1

    play(tmp_path, scenario, names=("Ana", "Bo", "Sara"), setup=Setup(7))


def test_fifty_wrong_pins_slow_no_host(tmp_path: Path) -> None:
    """Of people who know the room code; whoever was a host before, or sits at it, logs in."""

    async def scenario(served: ServedRoom) -> None:
        right, code = {"pin": served.phones.pin}, {"c": served.phones.code}
        async with passed(served, "203.0.113.9") as host, served.phone(here=True) as here:
            await host.http.get("/", params=code)
            await host.login()
            for n in range(MISSES):
                async with passed(served, f"198.51.100.{n}") as guesser:
                    await guesser.http.get("/", params=code)
                    wrong = await guesser.http.post("/api/host/login", json={"pin": "x"})
                    assert refusal(wrong) == "wrong_pin"
            async with passed(served, "203.0.113.10") as guest:
                await guest.http.get("/", params=code)
                resting = await guest.http.post("/api/host/login", json=right)
                assert refusal(resting) == "too_many_tries"
            await host.login()
            await here.login()

    play(tmp_path, scenario, trusted_proxies=(ip_network("127.0.0.1"),))


def test_the_stage_shows_its_code_to_no_device_without_one(tmp_path: Path) -> None:
    """Neither a page nor its news, while the door asks for it; the machine itself has both."""

    async def scenario(served: ServedRoom) -> None:
        await served.room.act(a.SetDoor(id="", door=Door.CODE))
        code = served.phones.code
        async with passed(served, "203.0.113.9") as device, served.phone(here=True) as here:
            for path in ("/stage", "/api/stage/events"):
                answer = await device.http.get(path)
                assert answer.status_code in (403, 409)
                assert code not in answer.text
            assert code in (await device.http.get("/stage", params={"c": code})).text
            assert code in (await here.http.get("/stage")).text

    play(tmp_path, scenario, trusted_proxies=(ip_network("127.0.0.1"),))
