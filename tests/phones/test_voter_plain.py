"""The voter's page without a script: forms, buttons and a reload."""

from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from tests.phones.browser import ServedRoom, served_room, visitor
from tests.phones.voter_states import CRITERIA, counted, join, lines


def test_without_a_script_everything_works(browser: Any, here: ServedRoom) -> None:
    """Join, vote, change, thank: forms, buttons and a reload."""
    with visitor(browser, java_script_enabled=False) as page:
        page.goto(here.url)
        page.get_by_role("button", name="Join").tap()
        page.get_by_text("You are in").wait_for()
        here.to("vote")
        page.get_by_role("link", name="Show what is on now").tap()
        page.locator("label", has_text="Calm and warm").first.tap()
        page.get_by_label("Listened").check()
        page.get_by_role("button", name="Send my vote").tap()
        page.get_by_text("Your vote is counted").wait_for()
        assert counted(here) == [{"handling": 3}]
        page.locator("label", has_text="Polite, with strain").tap()
        with page.expect_navigation():
            page.get_by_role("button", name="Send my vote").tap()
        assert counted(here) == [{"handling": 2}]
        here.to("result")
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Send my vote").tap()
        page.get_by_role("alert").filter(
            has_text="This came too late and was not counted."
        ).wait_for()
        here.to("debrief")
        here.act(a.End(id=""))
        here.to("kudos")
        page.goto(here.url)
        assert page.locator("#thanks").is_hidden()
        page.get_by_role("textbox").fill("for the garden")
        page.get_by_role("button", name="Send").tap()
        page.locator("#thanks").wait_for()
        assert lines(here) == ["for the garden"]


@pytest.mark.slow
def test_five_questions_stand_on_one_page_without_a_script(browser: Any, tmp_path: Path) -> None:
    """None is hidden behind a button that does nothing, and some may be left out."""
    with (
        served_room(tmp_path, ballot="coaching") as here,
        visitor(browser, java_script_enabled=False) as page,
    ):
        join(page, here)
        here.to("vote")
        page.goto(here.url)
        page.locator("label:has([name='score.calm'][value='3'])").tap()
        with page.expect_navigation():
            page.get_by_role("button", name="Send my vote").tap()
        assert counted(here) == [{"calm": 3}]
        assert page.get_by_role("timer").inner_text() == "1:00"
        for criterion in CRITERIA[1:]:
            page.locator(f"label:has([name='score.{criterion}'][value='3'])").tap()
        with page.expect_navigation():
            page.get_by_role("button", name="Send my vote").tap()
        assert counted(here) == [dict.fromkeys(CRITERIA, 3)]
        assert page.get_by_role("button", name="Next").count() == 0
        here.to("result")
        page.goto(here.url)
        assert page.locator(".own dd").all_inner_texts()[4] == "3 A plain limit"


def test_without_a_script_and_cookies_it_is_said(browser: Any, here: ServedRoom) -> None:
    """On the page that answers the tap; and nobody is counted."""
    with visitor(browser, java_script_enabled=False) as page:
        page.goto(here.url)
        page.context.clear_cookies()
        page.get_by_role("button", name="Join").tap()
        page.get_by_role("alert").filter(has_text="This browser keeps no cookies").wait_for()
        assert here.state.people == {}
