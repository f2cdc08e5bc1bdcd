"""Stop, on real phones and a real remote: anonymous, two taps, once a scene."""

from pathlib import Path
from typing import Any

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.director.ports import Record
from tests.phones.browser import LANGUAGES, served_room, visitor
from tests.phones.remotes import drawer, remote, until
from tests.phones.rooms import ServedRoom, play
from tests.phones.voter_states import join, reach

NAMES = ("Anna", "Noam", "Omid")


def stop_parts(page: Any) -> list[str]:
    """What a page shows of a stop: the notice, or what asks for one."""
    parts: list[str] = page.locator(".notice.calm, details.stop").evaluate_all(
        "all => all.map((one) => one.outerHTML)"
    )
    assert parts
    return parts


def test_a_phone_stops_the_scene_with_two_taps(browser: Any, tmp_path: Path) -> None:
    """All phones say the same, also the one that asked; afterwards all look the same again."""
    with (
        served_room(tmp_path, players=NAMES) as here,
        visitor(browser) as one,
        visitor(browser) as two,
    ):
        join(one, here)
        join(two, here)
        for page in (one, two):
            reach(page, here, "play")
        one.locator("details.stop > summary").tap()
        one.locator("#stop button").tap()
        for page in (one, two):
            page.get_by_text("Somebody asked to stop").wait_for()
        assert here.state.stopped
        assert stop_parts(one) == stop_parts(two)
        here.next()
        for page in (one, two):
            page.locator("details.stop").wait_for()
            assert page.locator("details.stop[open]").count() == 0
        assert stop_parts(one) == stop_parts(two)
        one.locator("details.stop > summary").tap()
        one.locator("#stop button").tap()
        one.get_by_text("You asked for this once already").wait_for()
        assert not here.state.stopped
        two.locator("details.stop > summary").tap()
        two.locator("#stop button").tap()
        two.get_by_text("Somebody asked to stop").wait_for()


def test_it_works_without_a_script_in_every_language(browser: Any, tmp_path: Path) -> None:
    """And without scrolling sideways."""
    with served_room(tmp_path, players=NAMES) as here:
        here.to("play")
        for language in LANGUAGES:
            with visitor(browser, language, java_script_enabled=False) as page:
                join(page, here)
                page.locator("details.stop > summary").tap()
                page.locator("#stop button").tap()
                page.locator(".notice.calm").wait_for()
                assert here.state.stopped
                here.next()


def test_the_remote_goes_on_or_ends_the_scene(browser: Any, tmp_path: Path) -> None:
    """It is told, and asks for a stop itself."""
    with served_room(tmp_path, players=NAMES) as here, remote(browser, here) as page:
        here.to("play")
        drawer(page, "more")
        page.locator("#stop-go").click()
        page.locator("#stopped").wait_for()
        page.locator("#go-on-go").click()
        until(page, lambda: not here.state.paused)
        page.locator("#stopped").wait_for(state="detached")
        page.locator("#stop-go").click()
        page.locator("#leave-scene-go").click()
        until(page, lambda: here.kind is PhaseKind.BELL)
        assert not here.state.paused


def test_the_journal_does_not_hold_who(tmp_path: Path) -> None:
    """Neither the event nor its cause nor its neighbours name the phone; each may ask once."""

    kept: list[Record] = []

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(3) as phones:
            await served.to(PhaseKind.PLAY)
            one, two = phones[:2]
            headers = {"accept": "application/json"}
            known = served.state
            answer = await one.http.post("/stop", data={"round": "1"}, headers=headers)
            assert answer.status_code == 200, answer.text
            assert served.state.stopped
            assert served.state.people == known.people
            again = await one.http.post("/stop", data={"round": "1"}, headers=headers)
            assert again.status_code == 200  # it is stopped: what was asked for is so
            assert await served.room.act(a.Resume(id="")) is None
            again = await one.http.post("/stop", data={"round": "1"}, headers=headers)
            assert (again.status_code, again.json()["refusal"]) == (409, "stop_used")
            late = await two.http.post("/stop", data={"round": "9"}, headers=headers)
            assert late.json()["refusal"] == "moved_on"
            assert (await two.http.post("/stop", data={}, headers=headers)).status_code == 200
            async with served.phone() as stranger:
                refused = await stranger.http.post("/stop", data={}, headers=headers)
                assert refused.json()["refusal"] == "unknown_voter"

            stops = [r for r in served.written() if r.event["type"] == "stop_asked"]
            kept.extend(stops)

    play(tmp_path, scenario, names=("Ana", "Bo"))
    assert [sorted(record.event) for record in kept] == [["at", "type", "v"]] * 2
    assert {record.cause for record in kept} == {""}
