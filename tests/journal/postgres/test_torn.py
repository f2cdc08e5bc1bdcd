"""Three rooms in one batch, and a network that drops the reply: memory equals the fold."""

import asyncio

import pytest

from tests.journal.postgres.live import LiveRoom, ballots, create, live, to_vote
from tests.journal.postgres.proxy import Proxy
from tests.journal.postgres.stores import store

pytestmark = pytest.mark.slow

CODES = ("AAAA", "BBBB", "CCCC")


async def agree(rooms: list[LiveRoom]) -> None:
    """Memory equals the fold in each room, and the ballots that were acknowledged count."""
    for running in rooms:
        records = await running.agree()
        assert ballots(records) == running.counted


def test_replies_are_dropped_ten_times_after_the_commit(database: str) -> None:
    """As often as it happens, voters are answered by what stands there."""
    check_cuts(database, 10)


def check_cuts(database: str, cuts: int) -> None:
    """Vote in three rooms while so many replies are dropped."""

    async def run() -> None:
        async with (
            Proxy(database).open() as proxy,
            store(proxy.address) as opened,
        ):
            for code in CODES:
                await create(opened, code)
            one, two, three = [await opened.open(code) for code in CODES]
            async with live(one) as first, live(two) as second, live(three) as third:
                rooms = [first, second, third]
                for running in rooms:
                    await to_vote(running, 5)
                for cut in range(cuts):
                    for number, running in enumerate(rooms):
                        running.start_voting(5, seed=10 * cut + number)
                    await asyncio.sleep(0.1)
                    proxy.cuts.add("improv append")
                    async with asyncio.timeout(10):
                        while proxy.cut == cut:
                            await asyncio.sleep(0.005)
                    await asyncio.sleep(0.1)
                    await asyncio.gather(*(running.stop_voting() for running in rooms))
                    for running in rooms:
                        for voter in list(running.counted):
                            assert await running.vote(voter, 1 + cut % 4) == "ok"
                    await agree(rooms)
                assert proxy.cut == cuts
                assert sum(log.epoch - 1 for log in (one, two, three)) >= cuts

    asyncio.run(run())
