"""A room that somebody stuffs: what the facilitator is told, and what they can do about it."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.core.rounds import scene_tally
from improv.core.view_models import BallotBurst
from improv.core.votes import Electorate
from improv.director.ports import Note
from improv.locale.phrases import phrase
from improv.phones.burst_detector import MANY_JOINS
from tests.phones.rooms import Phone, ServedRoom, play, subscribed

K = PhaseKind


async def open_page(phone: Phone) -> None:
    """Join as people do, with the page before their eyes."""
    assert (await phone.join()).status_code == 201
    assert (await phone.http.get("/")).status_code == 200


async def doubts(host: Phone) -> list[str]:
    """What the remote says of the votes."""
    found: list[str] = (await host.state(page="host"))["vote_doubts"]
    return found


@asynccontextmanager
async def after_votes(
    served: ServedRoom, count: int, grade: int
) -> AsyncIterator[tuple[Sequence[Phone], Phone]]:
    """So many phones that have all given that grade, and a remote."""
    async with served.voters(count) as phones, served.phone() as host:
        await host.login()
        await served.to(K.VOTE)
        for phone in phones:
            assert (await phone.rate(grade)).status_code == 200
        yield phones, host


def median(served: ServedRoom) -> int | None:
    """Of the scene that is on."""
    assert served.state.round is not None
    counted = scene_tally(served.state, served.state.round)
    return counted.overall.median if counted.overall else None


def test_twenty_joins_and_twenty_ballots_are_told_and_need_not_count(tmp_path: Path) -> None:
    """The attack through the server: told before the reveal, on the remote and to the window."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(5) as honest, served.phone() as host:
            for phone in honest:
                await phone.http.get("/")
            await host.login()
            await served.to(K.BRIEF)
            async with served.voters(20) as stuffed:
                assert served.room.latest.note == Note("joins.burst", {"count": MANY_JOINS})
                await served.to(K.VOTE)
                for phone in honest:
                    assert (await phone.rate(4)).status_code == 200
                assert await doubts(host) == []
                assert median(served) == 4
                for phone in stuffed:
                    assert (await phone.rate(1)).status_code == 200
                assert median(served) == 1
                assert await doubts(host) == [phrase("en", "facilitator.votes.burst", count=20)]
                assert (await host.act("headcount", number=6)).status_code == 200
                many = phrase("en", "facilitator.votes.many", voters=25, people=6)
                assert (await doubts(host))[0] == many
                page = (await host.http.get("/host")).text
                assert many in page
                assert (await host.act("electorate", electorate="at_draw")).status_code == 200
                state = await host.state(page="host")
                assert state["turnout"] == {"everybody": 25, "at_draw": 5, "hands": 0}
                assert (state["voters"], state["voted"]) == (5, 5)
                refused = await stuffed[0].rate(2)
                assert refused.json()["refusal"] == "not_a_voter"
                assert (await stuffed[0].state())["you"]["late"]
                assert (await host.act("reveal")).status_code == 200
                result = (await honest[0].state())["result"]
                assert (result["median"], result["by_phone"]) == (4, 5)
                assert result["electorate"] == "at_draw"
                assert phrase("en", "result.at_draw") in (await honest[0].http.get("/")).text
                assert await doubts(host) == [], "the room has seen the result"
                assert (await host.act("end")).status_code == 200
                assert served.state.kind is K.STANDINGS
                (((line,),)) = (await host.state(page="host"))["standing"]
                assert line["counted"] == phrase("en", "result.at_draw")
                for page in ("/host", "/stage"):
                    assert line["counted"] in (await host.http.get(page)).text
        written = json.dumps([record.event for record in served.written()])
        assert "127.0.0.1" not in written

    play(tmp_path, scenario)


def test_a_burst_of_votes_is_news_for_the_remote_alone(tmp_path: Path) -> None:
    """It comes at once, also when nothing else happens; no phone hears of it."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(1) as (phone,), served.phone() as host:
            await host.login()
            await served.to(K.VOTE)
            async with subscribed(phone) as stream, subscribed(host, page="host") as remote:
                await stream.state()
                with suppress(TimeoutError):  # that both have come is news, too
                    while True:
                        await remote.state(0.4)
                assert served.state.round is not None
                served.room.doubt(BallotBurst(served.state.round.number, 7))
                told = (await remote.state()).data["vote_doubts"]
                assert told == [phrase("en", "facilitator.votes.burst", count=7)]
                with pytest.raises(TimeoutError):
                    await stream.state(0.4)

    play(tmp_path, scenario)


def test_nobody_is_told_of_people_who_came_in_time_and_vote_at_once(tmp_path: Path) -> None:
    """Thirty phones behind one router, each with its page open, and as many people."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(12) as phones, served.phone() as host:
            await host.login()
            for phone in phones:
                await phone.http.get("/")
            await host.act("headcount", number=12)
            await served.to(K.VOTE)
            for phone in phones:
                assert (await phone.rate(3)).status_code == 200
                assert (await phone.rate(4)).status_code == 200
            assert await doubts(host) == []
            assert served.room.latest.burst is None
            assert served.room.latest.note is None

    play(tmp_path, scenario)


def test_hands_alone_through_the_remotes_form(tmp_path: Path) -> None:
    """A remote without a script does the same; the phones are told that hands count."""

    async def scenario(served: ServedRoom) -> None:
        async with after_votes(served, 6, 1) as (phones, host):
            phase = served.state.running.phase_id
            fields = {"action": "electorate", "id": "x", "phase_id": str(phase)}
            fields["electorate"] = "hands"
            assert (await host.http.post("/host/do", data=fields)).status_code == 303
            assert served.state.round is not None
            assert served.state.round.electorate is Electorate.HANDS
            page = (await phones[0].http.get("/")).text
            assert phrase("en", "phone.hands") in page
            row = served.state.round.question.criteria[0].id
            await host.act("hands", rows={row: [0, 0, 1, 4]})
            await host.act("reveal")
            assert (await phones[0].state())["result"]["by_hand"] == 5
            assert median(served) == 4
            assert phrase("en", "result.hands") in (await host.http.get("/host")).text
            assert (await host.act("undo")).status_code == 200
            assert (await host.act("undo")).status_code == 200

    play(tmp_path, scenario)


@pytest.mark.parametrize("minutes", [None, 3])
def test_a_burst_of_joins_is_told_once_and_taken_out(tmp_path: Path, minutes: int | None) -> None:
    """On the remote: how many would go, shut the door, take them out; the honest stay."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as ana, served.phone() as host:
            assert (await ana.join(claims="p1")).status_code == 201
            await host.login()
            async with subscribed(host, page="host") as remote, served.voters(50):
                notes, none_voted = set(), {"minutes": None, "count": 50}
                while none_voted not in (state := (await remote.state()).data)["leavers"]:
                    notes.add(state["note"])
                assert state["joined"] == 0  # nobody of all these has opened a page
                assert state["note"] == phrase("en", "joins.burst", count=MANY_JOINS)
                assert notes <= {"", state["note"]}
                assert state["leavers"] == [
                    none_voted,
                    {"minutes": 3, "count": 50},
                    {"minutes": 10, "count": 50},
                ]
                page = (await host.http.get("/host")).text
                assert phrase("en", "host.take_out.never", count=50) in page
                assert (await host.act("door", door="shut")).status_code == 200
                wanted = {} if minutes is None else {"minutes": minutes}
                assert (await host.act("take_out", **wanted)).status_code == 200
                assert served.state.door is Door.SHUT
                assert [p.name for p in served.state.people.values() if p.votes] == ["Ana"]
                assert {record.event["type"] for record in served.written()[-1:]} == {
                    "phones_taken_out"
                }
                gone = (await host.http.get("/host")).text
                assert phrase("en", "host.take_out") not in gone

    play(tmp_path, scenario, names=("Ana", "Bo"))


def test_who_was_taken_out_is_a_stranger(tmp_path: Path) -> None:
    """Its page says how to join; its vote stays; nothing it sends is taken for a vote."""

    async def scenario(served: ServedRoom) -> None:
        async with after_votes(served, 3, 2) as (phones, host):
            assert (await host.act("take_out", minutes=3)).status_code == 200
            assert (await phones[0].state())["you"] is None
            refused = await phones[0].rate(3)
            assert refused.json()["refusal"] == "unknown_voter"
            assert median(served) == 2
            assert (await phones[0].join()).status_code == 201
            assert (await phones[0].state())["you"]["late"]

    play(tmp_path, scenario)


def test_a_room_behind_one_router_is_never_refused(tmp_path: Path) -> None:
    """All from one address: told of, and let in."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(3 * MANY_JOINS) as phones:
            await served.to(K.VOTE)
            for phone in phones:
                assert (await phone.rate(4)).status_code == 200

    play(tmp_path, scenario)
