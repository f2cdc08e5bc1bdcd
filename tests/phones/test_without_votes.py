"""A phone in a session without votes, and in one whose clock stays out of sight."""

from pathlib import Path
from typing import Any

from improv.core.formats import PhaseKind as K
from improv.core.state import Setup
from tests.phones.browser import served_room, visitor
from tests.phones.rooms import ServedRoom, play
from tests.phones.voter_states import join, reach


def test_a_phone_is_never_told_to_vote(browser: Any, tmp_path: Path) -> None:
    """Not at the door, not in the scene, and after it the room talks."""
    with served_room(tmp_path, players=("Ana", "Bo", "Cy"), votes=False) as here:
        with visitor(browser) as page:
            page.goto(here.url)
            door = page.locator("main").inner_text()
            join(page, here)
            reach(page, here, "play")
            scene = page.locator("main").inner_text()
            here.next()
            here.to("debrief")
            page.wait_for_selector("main[data-phase=debrief]")
        assert "Come and watch" in door
        assert "Nobody votes on this scene." in scene
        for said in (door, scene):
            assert "vote here" not in said
            assert "Your vote" not in said


def test_no_phone_is_told_when_a_hidden_clock_ends(tmp_path: Path) -> None:
    """The remote is: it has the facilitator's clock."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            await served.to(K.VOTE)
            state = await phone.state()
            assert state["ends"] is None
            assert state["votes"]
            await phone.login()
            told = (await phone.http.get("/api/state?page=host")).json()
            assert told["clock"]["left"] > 0

    play(tmp_path, scenario, setup=Setup(7, clock=False))
