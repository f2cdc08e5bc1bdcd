"""The voter's page when phones sleep, connections break and servers die: nothing is lost."""

from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from tests.phones.browser import ServedRoom, served_room, visitor
from tests.phones.voter_states import counted, join, reach


def test_a_lost_connection_is_said_and_nothing_is_lost(browser: Any, here: ServedRoom) -> None:
    """A vote that is put without a connection is kept, sent again and counted."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        page.context.set_offline(True)
        page.get_by_text("The connection is gone").wait_for()
        page.get_by_role("radio").nth(2).check()
        page.get_by_text("kept here and sent again").wait_for()
        assert counted(here) == []
        page.context.set_offline(False)
        page.get_by_text("Your vote is counted").wait_for()
        page.get_by_text("The connection is back").wait_for()
        assert counted(here) == [{"handling": 3}]


def test_an_outage_is_no_error_of_the_page(browser: Any, tmp_path: Path) -> None:
    """However long it lasts: what was asked in vain is asked again, and no promise is broken."""
    with visitor(browser) as page:
        errors, failed = list[Any](), list[str]()
        page.on("pageerror", lambda error: errors.append(error))
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.add_init_script("Math.random = () => 0")  # the shortest waits
        with served_room(tmp_path) as here:
            join(page, here)
            reach(page, here, "vote")
            port = here.server.port
        page.get_by_role("radio").nth(2).check()
        for _ in range(100):
            if any("/api/state" in url for url in failed):
                break
            page.wait_for_timeout(50)
        else:
            raise AssertionError("it never asked whether this is still its session")
        with served_room(tmp_path, port=port):
            page.get_by_text("Your vote is counted").wait_for()
        assert errors == []


def test_who_missed_a_round_finds_the_next_ballot_empty(browser: Any, here: ServedRoom) -> None:
    """From one vote straight into the next: what was chosen then is not chosen now."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        page.get_by_role("radio").nth(2).check()
        page.get_by_text("Your vote is counted").wait_for()
        page.context.set_offline(True)
        page.get_by_text("The connection is gone").wait_for()
        here.to("result")
        here.to("vote")
        page.context.set_offline(False)
        page.wait_for_selector("main input[name=round][value='2']", state="attached")
        assert page.locator("input[type=radio]:checked").count() == 0
        page.get_by_role("radio").nth(2).check()
        page.get_by_text("Your vote is counted").wait_for()
        assert counted(here) == [{"handling": 3}]


def test_a_phone_that_slept_catches_up(browser: Any, here: ServedRoom) -> None:
    """Frozen in the lobby, woken in the vote."""
    with visitor(browser) as page:
        join(page, here)
        system = page.context.new_cdp_session(page)
        system.send("Page.setWebLifecycleState", {"state": "frozen"})
        here.to("vote")
        system.send("Page.setWebLifecycleState", {"state": "active"})
        page.wait_for_selector("main[data-phase=vote]")
        page.get_by_role("radio").first.check()
        page.wait_for_selector("[data-state=done]")


def test_the_server_dies_and_comes_back(browser: Any, tmp_path: Path) -> None:
    """The same phone is the same voter; what was counted is shown."""
    with visitor(browser) as page:
        with served_room(tmp_path) as here:
            join(page, here)
            reach(page, here, "vote")
            page.get_by_role("radio").nth(1).check()
            page.wait_for_selector("[data-state=done]")
            port = here.server.port
        page.get_by_text("The connection is gone").wait_for()
        with served_room(tmp_path, port=port) as here:
            page.get_by_text("The connection is back").wait_for()
            assert counted(here) == [{"handling": 2}]
            page.get_by_role("radio").nth(3).check()
            page.wait_for_selector("[data-state=done]")
            assert counted(here) == [{"handling": 4}]


@pytest.mark.slow
def test_another_session_asks_to_join_again(browser: Any, tmp_path: Path) -> None:
    """A page that was left open does not wait for ever for a game that is gone."""
    with visitor(browser) as page:
        with served_room(tmp_path / "old") as here:
            join(page, here)
            port = here.server.port
        with served_room(tmp_path / "new", port=port):
            page.get_by_role("button", name="Join").wait_for()


def test_a_second_tab_replaces_the_first(browser: Any, here: ServedRoom) -> None:
    """The older one says so and stays quiet until it is tapped."""
    with visitor(browser) as old:
        join(old, here)
        new = old.context.new_page()
        new.goto(here.url)
        old.get_by_text("open in another tab").wait_for()
        reach(new, here, "brief")
        assert old.locator("main").get_attribute("data-phase") == "lobby"
        old.get_by_role("button", name="Go on here").tap()
        old.wait_for_selector("main[data-phase=brief]")
        new.get_by_text("open in another tab").wait_for()


def test_focus_is_never_lost(browser: Any, here: ServedRoom) -> None:
    """What had it is gone: the new heading has it. What stays keeps it, and what was typed."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        page.get_by_role("radio").first.focus()
        reach(page, here, "result")
        assert page.evaluate("document.activeElement.textContent") == "The result"
        reach(page, here, "debrief")
        assert page.evaluate("document.activeElement.textContent") == "Talk it over"
        here.act(a.End(id=""))
        reach(page, here, "kudos")
        page.get_by_role("textbox").fill("half a line")
        page.get_by_role("heading", level=1).focus()
        here.act(a.GiveKudos(id="", text="from another"))
        here.act(a.NodKudos(id="", number=1))
        page.get_by_text("from another").wait_for()
        assert page.get_by_role("textbox").input_value() == "half a line"
