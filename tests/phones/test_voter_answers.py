"""What somebody taps: it counts as it is given, is kept until then, or is told that it was late."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from tests.phones.browser import ServedRoom, served_room, visitor
from tests.phones.voter_states import CRITERIA, cast, counted, join, join_others, reach

TOO_LATE = "This came too late and was not counted."


@pytest.fixture
def coaching(tmp_path: Path) -> Iterator[ServedRoom]:
    """A room with five questions a vote."""
    with served_room(tmp_path, ballot="coaching") as one:
        yield one


def tap(page: Any, *grades: int) -> None:
    """Answer the questions from the one that is shown on; the page leads to the next."""
    for grade in grades:
        shown = page.locator(".grades:not([hidden])")
        number = shown.locator("input").first.get_attribute("name")
        shown.locator(f".grade-{grade}").tap()
        page.locator(f".grades:not([hidden]) [name='{number}']").first.wait_for(state="detached")


def answers(page: Any) -> list[tuple[str, str]]:
    """What the page says that it counted."""
    page.locator(".own").wait_for()
    names = page.locator(".own dt").all_inner_texts()
    return list(zip(names, page.locator(".own dd").all_inner_texts(), strict=True))


def test_what_is_answered_when_the_bell_rings_counts(browser: Any, coaching: ServedRoom) -> None:
    """Two of five: the room has them, and the phone says afterwards which they are."""
    with visitor(browser) as page:
        join(page, coaching)
        reach(page, coaching, "vote")
        assert page.get_by_text("Each answer counts as you give it").is_visible()
        tap(page, 2, 3)
        page.get_by_text(re.compile("Counted so far: .2.")).wait_for()
        assert counted(coaching) == [{"calm": 2, "friendly": 3}]
        reach(page, coaching, "result")
        assert answers(page) == [
            ("Calm", "2 Audibly strained"),
            ("Friendly", "3 Warm, as an equal"),
            ("Heard", "–"),
            ("Helped", "–"),
            ("Honest", "–"),
        ]
        assert page.locator("#late").inner_text() == ""


def test_answers_outlive_a_reload_and_another_language(browser: Any, coaching: ServedRoom) -> None:
    """While nothing gets through they are kept on the phone, and it stays at its question."""
    with visitor(browser) as page:
        join(page, coaching)
        reach(page, coaching, "vote")
        page.context.route("**/ballot", lambda route: route.abort())
        tap(page, 2, 3)
        page.get_by_text("kept here and sent again").wait_for()
        page.reload()
        page.get_by_text(re.compile(".3. of .5")).wait_for()
        assert page.locator(":checked").count() == 2
        page.locator("summary").tap()
        page.get_by_role("button", name="فارسی").tap()
        page.wait_for_selector("html[lang=fa] .grades:nth-of-type(3):not([hidden])")
        tap(page, 4)
        assert counted(coaching) == []
        page.context.unroute("**/ballot")
        page.wait_for_selector("[data-state=done]")
        assert counted(coaching) == [{"calm": 2, "friendly": 3, "heard": 4}]
        page.reload()
        assert page.locator(":checked").count() == 3


@pytest.mark.parametrize("reloads", [False, True])
@pytest.mark.one_in(2)
def test_a_tap_that_comes_back_after_the_bell_is_told_so(
    browser: Any, here: ServedRoom, *, reloads: bool
) -> None:
    """Plainly, beside what is on now, until the next round; it is asked once and not again."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        page.context.set_offline(True)
        page.get_by_text("The connection is gone").wait_for()
        page.locator(".grade-3").tap()
        page.get_by_text("kept here and sent again").wait_for()
        assert page.get_by_text("lost").count() == 0
        here.to("result")
        if reloads:  # before anything gets through
            page.context.route("**/ballot", lambda route: route.abort())
        page.context.set_offline(False)
        if reloads:
            page.reload()
            page.context.unroute("**/ballot")
        page.get_by_role("alert").filter(has_text=TOO_LATE).wait_for()
        page.wait_for_selector("main[data-phase=result]")
        assert page.locator(".own").count() == 0
        assert counted(here) == []
        here.to("debrief")
        page.wait_for_selector("main[data-phase=debrief]")
        assert page.get_by_role("alert").filter(has_text=TOO_LATE).is_visible()
        reach(page, here, "vote")
        assert page.locator("#late").inner_text() == ""
        page.reload()
        assert page.locator(":checked").count() == 0


def test_what_counted_is_not_too_late(browser: Any, here: ServedRoom) -> None:
    """A vote whose answer was lost on its way back counts: asking again after the bell says so."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")

        def swallowed(route: Any) -> None:
            route.fetch()
            route.abort()

        page.context.route("**/ballot", swallowed)
        page.locator(".grade-3").tap()
        page.get_by_text("kept here and sent again").wait_for()
        reach(page, here, "result")
        page.context.unroute("**/ballot")
        assert answers(page) == [("Calm and friendly", "3 Calm and warm")]
        for _ in range(100):
            if set(page.evaluate("Object.values(localStorage)")) == {"{}"}:
                break
            page.wait_for_timeout(50)
        else:
            raise AssertionError("it asks for ever")
        assert page.locator("#late").inner_text() == ""


@pytest.mark.slow
def test_a_phone_of_another_session_brings_nothing_along(browser: Any, tmp_path: Path) -> None:
    """What was kept in a session that is gone is no answer in the next one."""
    with visitor(browser) as page:
        with served_room(tmp_path / "old") as here:
            join(page, here)
            reach(page, here, "vote")
            port = here.server.port
        page.locator(".grade-3").tap()
        with served_room(tmp_path / "new", port=port) as here:
            page.get_by_role("button", name="Join").wait_for()
            join(page, here)
            reach(page, here, "vote")
            assert page.locator(":checked").count() == 0
            assert counted(here) == []


@pytest.mark.slow
def test_the_clock_of_the_vote_is_on_the_phone(browser: Any, coaching: ServedRoom) -> None:
    """It counts down in the language's digits, stands in a pause, and is only there for a vote."""
    with visitor(browser, "fa") as page:
        join(page, coaching)
        reach(page, coaching, "brief")
        assert page.get_by_role("timer").count() == 0
        reach(page, coaching, "vote")
        page.get_by_text("۰:۵۸").wait_for()
        coaching.act(a.Pause(id=""))
        page.get_by_role("timer").filter(
            has_text="۱:۰۰"
        ).wait_for()  # the room's clock stands still
        page.wait_for_timeout(1500)
        assert page.get_by_role("timer").inner_text() == "۱:۰۰"
        coaching.act(a.AddTime(id="", seconds=30))
        page.get_by_role("timer").filter(has_text="۱:۳۰").wait_for()
        page.reload()
        assert page.get_by_role("timer").inner_text() == "۱:۳۰"


def test_without_cookies_it_is_said_and_nobody_is_counted(browser: Any, here: ServedRoom) -> None:
    """However often somebody taps; once they are allowed the same tap joins."""
    with visitor(browser) as page:
        page.goto(here.url)
        for _ in range(3):
            page.context.clear_cookies()
            page.get_by_role("button", name="Join").tap()
            page.get_by_role("alert").filter(has_text="This browser keeps no cookies").wait_for()
        assert here.state.people == {}
        page.get_by_role("button", name="Join").tap()
        page.get_by_text("You are in").wait_for()
        assert len(here.state.people) == 1


@pytest.mark.slow
def test_a_bar_is_as_long_on_the_phone_as_on_the_stage(browser: Any, coaching: ServedRoom) -> None:
    """The same count has the same length in every row, though some did not answer all."""
    with visitor(browser) as page, visitor(browser, viewport={"width": 1280, "height": 720}) as tv:
        join(page, coaching)
        join_others(coaching, (3, 2, 1, 2))
        reach(page, coaching, "vote")
        tap(page, 4, 4)
        cast(coaching, (3, 2, 1, 2), CRITERIA)
        coaching.to("result")
        coaching.act(a.Reveal(id=""))
        page.wait_for_selector(".rows .stack")
        tv.goto(f"{coaching.url}stage")
        tv.wait_for_selector(".result.several")
        widths = "(all) => all.map((one) => parseFloat(one.getAttribute('width')))"
        phone = page.locator(".rows .stack > svg").evaluate_all(widths)
        stage = tv.locator(".rows .stack > svg").evaluate_all(widths)
        assert phone == stage
        assert {width % 20 for width in phone} == {0}, "five people voted"
