"""Joining without end: what only joined gives way to phones with somebody behind them."""

import asyncio
from pathlib import Path

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.roster import ROOM_SIZE
from improv.phones.server import CONNECTIONS
from improv.phones.stage import MOST_STAGES
from improv.phones.subscribers import MOST_JOINING, Subscriber
from improv.scenes.phone_counts import joined_count, voters_count
from tests.phones.rooms import ServedRoom, play


@pytest.mark.slow
def test_honest_phones_come_into_a_room_that_somebody_filled(tmp_path: Path) -> None:
    """A thousand joins that nobody looked after; who opened the page, or is new, stays in."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as early, served.phone() as late, served.phone() as host:
            assert (await early.join()).status_code == 201
            assert (await early.http.get("/")).status_code == 200
            for n in range(ROOM_SIZE - 1):
                await served.room.act(a.Join(voter=f"script-{n}"))
            assert (await late.join()).status_code == 201
            assert {early.voter, late.voter} <= served.state.people.keys()
            assert "script-0" not in served.state.people
            assert len(served.state.people) == ROOM_SIZE
            await host.login()
            assert (await host.act("roster", add=["Leila"])).status_code == 200

    play(tmp_path, scenario)


def test_what_only_joined_is_not_counted(tmp_path: Path) -> None:
    """Neither in the lobby nor on the remote, until it opens a page or votes."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as honest, served.phone() as voting, served.phone() as host:

            async def counted(expected: int) -> tuple[int, int]:
                """In the lobby, as soon as it is so many, and on the remote."""
                for _ in range(100):
                    snapshot = served.room.latest
                    unseen = snapshot.invitation.unseen if snapshot.invitation else 0
                    people = joined_count(snapshot.projector, unseen)
                    if people == expected:
                        break
                    await asyncio.sleep(0.05)
                return people, (await host.state())["joined"]

            await host.login()
            for n in range(50):
                await served.room.act(a.Join(voter=f"script-{n}"))
            await honest.join()
            await voting.join()
            assert await counted(0) == (0, 0)
            await honest.http.get("/")
            assert await counted(1) == (1, 1)
            await served.to(PhaseKind.VOTE)
            assert (await voting.rate(3)).status_code == 200
            assert await counted(2) == (2, 2)
            assert (await host.state())["small"] == "none"  # as the lobby's note says
            snapshot = served.room.latest
            assert snapshot.invitation is not None
            assert snapshot.projector.vote is not None
            assert voters_count(snapshot.projector.vote, snapshot.invitation.unseen) == 2
            remote = await host.state()
            assert (remote["voted"], remote["voters"]) == (1, 2)

    play(tmp_path, scenario)


def test_streams_of_phones_that_only_look_leave_connections_for_others(tmp_path: Path) -> None:
    """A cookie opens one; of too many the oldest ends, and no voter's."""
    assert ROOM_SIZE + MOST_JOINING + 2 * MOST_STAGES < CONNECTIONS - 100

    async def scenario(served: ServedRoom) -> None:
        subscribers, streams = served.phones.subscribers, []

        async def open_stream(key: str, page: str) -> Subscriber:
            opened = Subscriber(key, "en", page, in_parts=True)
            streams.append(subscribers.subscribe(opened, ""))
            assert "event: page" in await anext(streams[-1])
            return opened

        async with served.phone() as phone:
            await phone.join()
            voter = await open_stream(phone.voter, "voter")
            joining = [await open_stream(f"k{n}", "join") for n in range(MOST_JOINING + 2)]
            assert [one.ended for one in joining[:3]] == ["gone", "gone", ""]
            assert joining[-1].ended == voter.ended == ""
            for stream in streams:
                await stream.aclose()

    play(tmp_path, scenario)
