"""A written line on a real phone: kept until it is sent, and counted once; late ones, long ones."""

from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from tests.phones.browser import LANGUAGES, ServedRoom, served_room, visitor
from tests.phones.page_fit import SPOKEN
from tests.phones.remotes import remote, until
from tests.phones.voter_states import join, reach

FIELD = "#line-text"
SEND = "form.line button"
OUTCOME = "form.line [data-outcome]"


def texts(here: ServedRoom) -> list[str]:
    """What the room has of the first round."""
    return [line.text for line in here.state.lines_of(1).by.values()]


def send(page: Any) -> None:
    """Tap the button, and wait for the room."""
    page.locator(SEND).click()
    page.wait_for_selector("form.line[data-state=done]")


@pytest.mark.slow
def test_a_draft_outlives_a_reload_and_the_phase(browser: Any, tmp_path: Any) -> None:
    """It is on the phone alone until it is sent; when everybody writes again it is there."""
    with served_room(tmp_path, game="chat-desk") as here, visitor(browser) as page:
        join(page, here)
        reach(page, here, "ask")
        page.locator(FIELD).fill("Half a li")
        assert "only on your phone" in page.locator(OUTCOME).inner_text()
        page.reload()
        assert page.locator(FIELD).input_value() == "Half a li"
        assert texts(here) == []
        here.next()
        page.wait_for_selector("form.line", state="detached")
        here.to("ask")
        here.next()
        page.wait_for_selector("form.line")
        assert page.locator(FIELD).input_value() == "Half a li"
        page.locator(FIELD).fill("Half a line more.")
        send(page)
        assert texts(here) == ["Half a line more."]
        page.reload()
        assert page.locator(FIELD).input_value() == "Half a line more."
        assert page.locator("form.line[data-state=done]").count() == 1


def send_in_vain(page: Any, text: str) -> None:
    """Send a line while there is no connection for it, until the page says that it tries again."""
    page.route("**/line", lambda route: route.abort())
    page.locator(FIELD).fill(text)
    page.locator(SEND).click()
    page.wait_for_selector("form.line[data-state=retrying]")


def test_one_line_that_can_be_changed_and_taken_back(browser: Any, tmp_path: Any) -> None:
    """The last one counts; an empty one is nothing; each time the page says so."""
    with served_room(tmp_path, game="chat-desk") as here, visitor(browser) as page:
        join(page, here)
        reach(page, here, "ask")
        for text in ("First.", "سلام، شما", "Third."):
            page.locator(FIELD).fill(text)
            send(page)
            assert texts(here) == [text]
        page.locator(FIELD).fill("")
        send(page)
        assert "Taken back" in page.locator(OUTCOME).inner_text()
        assert texts(here) == []


def test_a_line_waits_for_the_connection(browser: Any, tmp_path: Any) -> None:
    """Sent while there is none, it is there as soon as there is one, also after a reload."""
    with served_room(tmp_path, game="chat-desk") as here, visitor(browser) as page:
        join(page, here)
        reach(page, here, "ask")
        send_in_vain(page, "Against all odds.")
        assert texts(here) == []
        page.unroute("**/line")
        page.reload()
        until(page, lambda: texts(here) == ["Against all odds."])


def test_a_line_that_comes_too_late_is_told_so(browser: Any, tmp_path: Any) -> None:
    """In words that stay in sight although the form is gone."""
    with served_room(tmp_path, game="chat-desk") as here, visitor(browser) as page:
        join(page, here)
        reach(page, here, "ask")
        send_in_vain(page, "Too slow.")
        here.next()
        page.wait_for_selector("form.line", state="detached")
        page.unroute("**/line")
        page.wait_for_selector("#late:not(:empty)")
        assert "too late" in page.locator("#late").inner_text()
        assert texts(here) == []


def test_characters_are_counted_as_people_count_them(browser: Any, tmp_path: Any) -> None:
    """A family is one; beyond two hundred nothing is sent, and the page says why."""
    with served_room(tmp_path, game="chat-desk") as here, visitor(browser, "fa") as page:
        join(page, here)
        reach(page, here, "ask")
        left = page.locator("#line-left [data-figures]")
        assert left.inner_text() == "۲۰۰"
        page.locator(FIELD).fill("👨‍👩‍👧‍👦" * 10)
        assert left.inner_text() == "۱۹۰"
        page.locator(FIELD).fill("س" * 203)
        assert left.inner_text().endswith("۳")
        page.locator(SEND).click()
        page.wait_for_selector("form.line[data-state=long]")
        assert texts(here) == []
        page.locator(FIELD).fill("س" * 200)
        send(page)
        assert texts(here) == ["س" * 200]


def test_where_it_is_kept_is_said_before_anything_is_written(browser: Any, tmp_path: Any) -> None:
    """And a reader hears it with the field."""
    with served_room(tmp_path, game="my-call") as here, visitor(browser) as page:
        join(page, here)
        reach(page, here, "ask")
        first, field = page.locator("#line-first"), page.locator(FIELD)
        assert "No names" in first.inner_text()
        assert "this laptop" in first.inner_text()
        assert first.bounding_box()["y"] < field.bounding_box()["y"]
        assert "line-first" in field.get_attribute("aria-describedby")


def test_the_remote_approves_by_a_tap(browser: Any, tmp_path: Any) -> None:
    """One, or all that wait; what is left out is gone; the room then reads what was approved."""
    with served_room(tmp_path, game="chat-desk") as here:
        for number in range(4):
            assert here.act(a.Join(id="", voter=f"v{number}")) is None
        here.to("ask")
        with remote(browser, here) as page, visitor(browser) as phone:
            for number in range(4):
                wish = a.WriteLine(id="", round=1, text=f"Line {number}", voter=f"v{number}")
                assert here.act(wish) is None
            page.locator("#approve-4-go").wait_for()
            until(page, lambda: "4" in page.locator("#written").inner_text())
            page.locator("#approve-2-go").click()
            page.locator("#dismiss-line-1-go").click()
            page.locator("#dismiss-line-1-go").wait_for(state="detached")
            until(page, lambda: here.state.lines_of(1).options == (1,))
            page.locator("#approve-all-go").click()
            until(page, lambda: len(here.state.lines_of(1).options) == 3)
            page.locator("#papers-count").fill("2")
            page.locator("#papers-go").click()
            until(page, lambda: len(here.state.lines_of(1).papers) == 2)
            join(phone, here)
            here.to(PhaseKind.VOTE)
            phone.wait_for_selector(".choice")
            shown = phone.locator(".choice").all_inner_texts()
            assert len(shown) == 5
            assert "Line 0" not in " ".join(shown)


def test_whoever_is_asked_answers_on_their_own_phone(browser: Any, tmp_path: Any) -> None:
    """Yes or no with the line, and again while it is read; then the owner is told to direct."""
    with served_room(tmp_path, game="my-call") as here, visitor(browser) as page:
        join(page, here)
        reach(page, here, "ask")
        page.locator(FIELD).fill("A call of mine.")
        page.locator("form.line [value=false]").check()
        send(page)
        (line,) = here.state.lines_of(1).by.values()
        assert line.consents is False
        assert here.act(a.ApproveLines(id="", number=1)) is None
        here.next()
        page.locator("#consent [value=true]").click()
        page.wait_for_selector("#consent [value=true][aria-pressed=true]")
        reach(page, here, "brief")
        assert "This is your call" in page.locator("main").inner_text()
        seats = page.locator("#take button").all_inner_texts()
        assert len(seats) == 1
        assert "Agent" not in seats[0]


SENDS = """() => {
  const button = document.querySelector('form.line > button');
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return scrollY === 0 && top >= 0 && bottom <= innerHeight && button.contains(there); }"""
"""Whether the button that sends is in sight, and nothing lies over it."""


@pytest.mark.parametrize("game", ["chat-desk", "my-call"])
@pytest.mark.one_in(2)
def test_the_button_that_sends_is_in_sight_without_scrolling(
    browser: Any, tmp_path: Path, game: str
) -> None:
    """At 360x640 in every language, also under a long line; its end is found below the rest."""
    with served_room(tmp_path, game=game) as here, visitor(browser) as page:
        join(page, here)
        reach(page, here, "ask")
        for language in LANGUAGES:
            page.evaluate(SPOKEN, language)
            page.evaluate("scrollTo(0, 0)")
            assert page.evaluate(SENDS), language
            page.locator("#line-text").fill("I call you before four. " * 8)
            page.evaluate("scrollTo(0, 0)")
            assert page.evaluate(SENDS), language
            page.evaluate("scrollTo(0, 1e6)")
            last = page.locator("form.line > :not(.main)").last.bounding_box()
            assert (
                last["y"] + last["height"] <= page.locator("form.line > button").bounding_box()["y"]
            )
