"""Joining without end: what only joined gives way to phones with somebody behind them."""

from pathlib import Path

from improv.core import actions as a
from improv.core.roster import ROOM_SIZE
from tests.phones.rooms import ServedRoom, play


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
