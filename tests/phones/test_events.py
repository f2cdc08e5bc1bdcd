"""The streams: the newest only, to those it concerns, and nobody waits for anybody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.phones.sse import EventStream
from improv.phones.subscribers import Subscriber, Subscribers
from tests.director.rooms import until
from tests.phones.rooms import Phone, ServedRoom, Stream, play, subscribed

K = PhaseKind


def test_a_stream_begins_with_the_state_and_follows_it(tmp_path: Path) -> None:
    """What it says is what GET says; its id is the version."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            async with subscribed(phone) as stream:
                first = await stream.next()
                assert (first.event, first.id) == ("state", f"0.{first.data['version']}")
                assert first.data == await phone.state(page="voter")
                await served.to(K.RULES)
                assert (await stream.next()).data["phase"] == "rules"
            async with subscribed(phone, page="voter") as stream:
                first = await stream.next()
                assert "<main" in first.data.pop("page")
                assert first.data == await phone.state(page="voter")

    play(tmp_path, scenario)


def test_a_question_in_between_swallows_no_news(tmp_path: Path) -> None:
    """Whoever asks for the state just after a change takes it away from nobody."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone, served.phone() as other:
            await phone.join()
            async with subscribed(phone) as stream:
                await stream.next()
                for door in (Door.CODE, Door.OPEN, Door.SHUT):
                    await served.room.act(a.SetDoor(id="", door=door))
                    await served.room.act(a.Blank(id="", on=door is Door.CODE))
                    assert (await other.state())["door"] == door.value
                    assert (await stream.state(0.9)).data["door"] == door.value

    play(tmp_path, scenario)


def test_voters_do_not_hear_each_other_vote(tmp_path: Path) -> None:
    """A ballot is news for the hosts alone; so is a newcomer."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone, served.phone() as other, served.phone() as host:
            for one in (phone, other):
                await one.join()
            await host.login()
            await served.to(K.VOTE)
            async with subscribed(phone) as stream, subscribed(host, page="host") as remote:
                await stream.next()
                while (await remote.next()).data["voted"] != 0:
                    pass
                for grade in (1, 2, 3):
                    assert (await other.rate(grade)).status_code == 200
                while (await remote.next()).data["voted"] != 1:
                    pass
                with pytest.raises(TimeoutError):
                    await stream.next(0.4)

    play(tmp_path, scenario)


@asynccontextmanager
async def voting(served: ServedRoom) -> AsyncIterator[tuple[Phone, Stream]]:
    """At the vote: somebody who votes, and the stream of somebody else, which has begun."""
    async with served.phone() as phone, served.phone() as other:
        await phone.join()
        await other.join()
        await served.to(K.VOTE)
        async with subscribed(phone) as stream:
            await stream.next()
            yield other, stream


def test_beats_in_the_silence_carry_nothing(tmp_path: Path) -> None:
    """A heartbeat comes as often as was said, and repeats no state though others voted."""

    async def scenario(served: ServedRoom) -> None:
        async with voting(served) as (other, stream):
            loop = asyncio.get_running_loop()
            began = loop.time()
            await other.rate(4)
            assert [(await stream.next()).event for _ in range(8)] == ["beat"] * 8
            # A busy machine hands the first of them over late, and all of them later.
            assert 0.4 < loop.time() - began < 8.0

    play(tmp_path, scenario, heartbeat=0.1)


def test_a_beat_makes_nothing_anew_for_a_voter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has news is woken: thousands of beats in hundreds of rooms cost next to nothing."""
    looked: list[str] = []
    page = Subscribers._message

    def counted(subscribers: Subscribers, subscriber: Subscriber) -> str:
        looked.append(subscriber.voter)
        return page(subscribers, subscriber)

    monkeypatch.setattr(Subscribers, "_message", counted)

    async def scenario(served: ServedRoom) -> None:
        async with voting(served) as (other, stream):
            assert (await stream.next()).event == "beat"
            before = len(looked)
            for grade in (1, 2, 3):
                await other.rate(grade)
                assert (await stream.next()).event == "beat"
            assert len(looked) == before

    play(tmp_path, scenario, heartbeat=0.3)


def test_a_beat_tells_a_voter_what_nobody_woke_them_for(tmp_path: Path) -> None:
    """Of what is theirs alone: the line that they wrote, in a tab that did not write it."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            await served.to(K.ASK)
            async with subscribed(phone) as stream:
                assert (await stream.next()).data["you"]["line"] == ""
                answer = await phone.http.put("/api/rounds/1/line", json={"text": "Hello?"})
                assert answer.status_code == 200
                events = [await stream.next() for _ in range(4)]
                told = [event.data for event in events if event.event != "beat"]
                assert told[0]["you"]["line"] == "Hello?"

    play(tmp_path, scenario, heartbeat=0.3, game="chat-desk")


def test_a_remote_is_told_what_the_time_alone_changes(tmp_path: Path) -> None:
    """How many phones came lately: with the next beat, though nothing has happened."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone, served.phone() as host:
            await phone.join()
            await host.login()
            async with subscribed(host, page="host") as remote:
                while {"minutes": 3, "count": 1} not in (await remote.next()).data["leavers"]:
                    pass
                while (await remote.next()).event != "beat":
                    pass  # nothing is under way any more
                served.hand.seconds += 240
                events = [await remote.next() for _ in range(4)]
                told = [event.data for event in events if event.event != "beat"]
                assert {"minutes": 3, "count": 0} in told[0]["leavers"]

    play(tmp_path, scenario, heartbeat=0.3)


def test_the_beats_of_a_room_come_one_after_the_other() -> None:
    """All are told the same at the same moment: their beats are spread over a quarter of a beat."""

    async def silence() -> float:
        began = asyncio.get_running_loop().time()
        assert not await EventStream().wait(0.4)
        return asyncio.get_running_loop().time() - began

    async def room() -> list[float]:
        return sorted(await asyncio.gather(*(silence() for _ in range(60))))

    waited = asyncio.run(room())
    assert waited[0] > 0.29
    assert waited[-1] - waited[0] > 0.05


def test_news_comes_at_most_ten_times_a_second(tmp_path: Path) -> None:
    """However often something changes; and what comes last is the newest."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            async with subscribed(phone) as stream:
                await stream.next()
                loop = asyncio.get_running_loop()
                began, number, last = loop.time(), 0, ""
                churn = asyncio.create_task(churned(served, began + 1.0))
                while not churn.done() or last != served.state.door.value:
                    try:
                        last = (await stream.next(0.3)).data["door"]
                    except TimeoutError:
                        continue
                    number += 1
                assert await churn > 20
                assert 1 <= number <= 10 * (loop.time() - began) + 2

    async def churned(served: ServedRoom, until: float) -> int:
        changes = 0
        while asyncio.get_running_loop().time() < until:
            door = tuple(Door)[changes.bit_count() % 3]  # no beat that ten a second could keep
            await served.room.act(a.SetDoor(id="", door=door))
            changes += 1
        return changes

    play(tmp_path, scenario)


def test_a_stream_goes_on_where_it_was(tmp_path: Path) -> None:
    """With the newest id nothing is said again; with an old one, by header or address, it is."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            async with subscribed(phone) as stream:
                known = (await stream.next()).id
            for query in ({"last": known}, {"after": known}):
                async with subscribed(phone, **query) as stream:
                    with pytest.raises(TimeoutError):
                        await stream.next(0.3)
            await served.to(K.DRAW)
            for query in ({"last": known}, {"after": known}, {"last": "x" * 300}, {}):
                async with subscribed(phone, **query) as stream:
                    assert (await stream.next()).data["phase"] == "draw"

    play(tmp_path, scenario)


def test_of_two_tabs_the_older_is_told_that_it_is_replaced(tmp_path: Path) -> None:
    """And ends; the newer one goes on, and they are one phone."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            async with subscribed(phone) as old:
                await old.next()
                async with subscribed(phone) as new:
                    await new.next()
                    assert (await old.next()).event == "replaced"
                    with pytest.raises(EOFError):
                        await old.next()
                    assert served.phones.subscribers.connected == 1
                    await served.to(K.RULES)
                    assert (await new.next()).data["phase"] == "rules"
            await until(lambda: served.phones.subscribers.connected == 0)

    play(tmp_path, scenario)


def invited(served: ServedRoom) -> int:
    """How many are connected, as the screens know it."""
    invitation = served.room.latest.invitation
    assert invitation is not None
    return invitation.connected


def test_joined_connected_and_voted_are_three_numbers(tmp_path: Path) -> None:
    """The host's; a phone that goes is not connected, and stays joined."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(3) as phones, served.phone() as host:
            await host.login()
            await served.to(K.VOTE)
            await phones[0].rate(4)
            await phones[2].state()  # who only joined is not counted
            async with subscribed(phones[0]) as one, subscribed(phones[1]) as two:
                await one.next()
                await two.next()
                payload = await host.state(page="host")
                assert (payload["joined"], payload["connected"], payload["voted"]) == (3, 2, 1)
                await until(lambda: invited(served) == 2)
            await until(lambda: invited(served) == 0)
            payload = await host.state(page="host")
            assert (payload["joined"], payload["connected"], payload["voted"]) == (3, 0, 1)

    play(tmp_path, scenario)


def test_who_has_not_joined_hears_nothing(tmp_path: Path) -> None:
    """401 with words, for a phone without a cookie; HEAD does not stay."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            no = await phone.http.get("/api/events")
            assert (no.status_code, no.json()["refusal"]) == (401, "unknown_voter")
            await phone.join()
            assert (await phone.http.head("/api/events")).status_code == 200
            assert served.phones.subscribers.connected == 0

    play(tmp_path, scenario)


def test_a_phone_that_reads_nothing_delays_nobody(tmp_path: Path) -> None:
    """It opened a stream and never takes a byte of it: the others hear at once."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone, served.voters(3) as still:
            await phone.join()
            stuck = [await unread(served, one) for one in still]
            async with subscribed(phone) as stream:
                await stream.next()
                loop = asyncio.get_running_loop()
                for n in range(10):
                    began = loop.time()
                    door = (Door.CODE, Door.OPEN)[n % 2]
                    await served.room.act(a.SetDoor(id="", door=door))
                    while (await stream.next()).data["door"] != door.value:
                        pass
                    assert loop.time() - began < 0.6
                assert served.phones.subscribers.connected == 4
            for writer in stuck:
                writer.close()

    play(tmp_path, scenario)


async def unread(served: ServedRoom, phone: Phone) -> asyncio.StreamWriter:
    """A stream that nobody reads."""
    reader, writer = await asyncio.open_connection("127.0.0.1", served.server.port, limit=1)
    cookie = f"host: 127.0.0.1\r\ncookie: improv={phone.http.cookies['improv']}\r\n\r\n"
    writer.write(f"GET /api/events HTTP/1.1\r\n{cookie}".encode())
    await writer.drain()
    assert reader is not None
    return writer


def test_a_room_of_many_languages_hears_each_in_its_own(tmp_path: Path) -> None:
    """The same change, in the words of every phone; the session's own language changes nothing."""

    async def scenario(served: ServedRoom) -> None:
        async with (
            served.phone(accept_language="fa") as one,
            served.phone(accept_language="de, en;q=0.9, fa;q=0.1") as two,
            served.phone(accept_language="fa;q=0, en ; q=0.1") as three,
        ):
            for phone in (one, two, three):
                await phone.join()
            spoken = [(await phone.state())["language"] for phone in (one, two, three)]
            assert spoken == ["fa", "en", "en"]
            async with subscribed(one) as persian, subscribed(two) as english:
                await persian.next()
                await english.next()
                await served.to(K.DRAW)
                states = []
                for stream in (persian, english):  # of the rules before it they may hear, too
                    while not (state := (await stream.next()).data)["request"]:
                        pass
                    states.append(state)
            assert [state["request"]["title"][-3:] for state in states] == [".fa", ".en"]
            assert states[0]["phase_name"] != states[1]["phase_name"]

    play(tmp_path, scenario)
