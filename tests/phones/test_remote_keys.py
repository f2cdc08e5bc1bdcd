"""A clicker's keys on the remote, and on a stage whose browser is a host's: as in the window."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from tests.phones.browser import ServedRoom, phone, served_room
from tests.phones.remotes import DOUBLE_TAP, NAMES, drawer, remote, until

K = PhaseKind
STILL_TYPING = 1100
"""ms, and some; for so long after a letter the keys of a clicker are taken for more of them."""

GOES_AWAY = """(letters) => {  // within the second, however busy the machine is
  const press = (where, key) => where.dispatchEvent(
    new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  press(document.activeElement, 'b');
  document.activeElement.blur();
  for (const letter of letters) press(document.body, letter); }"""
"""Type a letter in the field with the focus, lose it, and type on."""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[ServedRoom]:
    """A room with names, in its lobby."""
    with served_room(tmp_path, players=NAMES) as one:
        yield one


def settled(page: Any, here: ServedRoom, kind: PhaseKind) -> None:
    """That phase is on, and no other comes."""
    until(page, lambda: here.kind is kind)
    page.wait_for_timeout(DOUBLE_TAP)
    assert here.kind is kind


def is_blank(here: ServedRoom, blank: bool) -> bool:
    """Whether the projector is as black as that."""
    return here.state.blank is blank


@pytest.fixture(params=["host", "stage"])
def pages(request: pytest.FixtureRequest, browser: Any, here: ServedRoom) -> Iterator[Any]:
    """The remote, and the stage in a browser that is logged in; in a language from the right."""
    with remote(browser, here, "fa") as page:
        if request.param == "stage":
            page.goto(f"{here.url}stage")
            page.wait_for_function("document.documentElement.dataset.runs")
        page.wait_for_timeout(200)  # its stream says whose it is
        yield page


@pytest.mark.one_in(2)
def test_a_clicker_steers(pages: Any, here: ServedRoom) -> None:
    """On and back, not turned round with the writing; black and back."""
    for key, kind in (
        *(("PageDown", K.RULES), ("ArrowRight", K.DRAW), ("Space", K.BRIEF)),
        *(("PageUp", K.DRAW), ("PageDown", K.BRIEF), ("ArrowLeft", K.DRAW)),
    ):
        pages.keyboard.press(key)
        settled(pages, here, kind)
    for key, blank in (("b", True), ("B", False), (".", True), ("PageDown", False)):
        pages.keyboard.press(key)
        until(pages, partial(is_blank, here, blank))
        pages.wait_for_timeout(DOUBLE_TAP)
    assert here.kind is K.DRAW


@pytest.mark.one_in(2)
def test_a_letter_that_the_keyboard_lacks_is_its_place(pages: Any, here: ServedRoom) -> None:
    """B on a Persian and on an Arabic keyboard, "." on a Hebrew one; a Latin X there is an X."""
    pressed = """([key, code]) => document.body.dispatchEvent(
        new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}))"""
    pages.evaluate(pressed, ["x", "KeyB"])
    pages.wait_for_timeout(DOUBLE_TAP)
    assert not here.state.blank
    places = (True, "ذ", "KeyB"), (False, "لا", "KeyB"), (True, "ץ", "Period")
    for blank, letter, place in places:
        pages.evaluate(pressed, [letter, place])
        until(pages, partial(is_blank, here, blank))
        pages.wait_for_timeout(DOUBLE_TAP)


@pytest.mark.slow
def test_a_key_that_repeats_or_is_pressed_twice_skips_nothing(pages: Any, here: ServedRoom) -> None:
    """One press of a key is one step, however long it is held and however it bounces."""
    for _ in range(4):
        pages.keyboard.down("PageDown")
    pages.keyboard.up("PageDown")
    settled(pages, here, K.RULES)
    pages.keyboard.press("PageDown")
    pages.keyboard.press("PageDown")
    settled(pages, here, K.DRAW)
    pages.keyboard.press("Control+b")
    pages.keyboard.press("Alt+ArrowLeft")
    pages.wait_for_timeout(200)
    assert (here.kind, here.state.blank) == (K.DRAW, False)


@pytest.mark.slow
def test_enter_that_is_held_on_a_button_presses_it_once(browser: Any, here: ServedRoom) -> None:
    """Browsers press it again for every repeat, also after the next phase is there."""
    with remote(browser, here) as page:
        page.locator("#next-go").focus()
        for _ in range(8):
            page.keyboard.down("Enter")
            page.wait_for_timeout(150)
        page.keyboard.up("Enter")
        settled(page, here, K.RULES)


def test_nothing_is_steered_by_who_types(browser: Any, here: ServedRoom) -> None:
    """In a field, in a field that goes away, on a button that Space presses."""
    with remote(browser, here) as page:
        drawer(page, "people")
        page.get_by_label("Names, one a line").click()
        page.keyboard.type("Bo b. Bob ", delay=20)
        page.keyboard.press("PageDown")
        page.keyboard.press("ArrowRight")
        assert page.get_by_label("Names, one a line").input_value() == "Bo b. Bob "
        page.evaluate(GOES_AWAY, "ob b ")
        page.wait_for_timeout(STILL_TYPING)
        page.locator("#door > summary").focus()
        page.keyboard.press("Space")
        page.locator("#door[open]").wait_for()
        page.wait_for_timeout(200)
        assert (here.kind, here.state.blank) == (K.LOBBY, False)
        page.keyboard.press("PageDown")
        settled(page, here, K.RULES)


@pytest.mark.slow
def test_the_stage_of_anybody_else_has_no_keys(browser: Any, here: ServedRoom) -> None:
    """Its keys scroll; and whoever logs in beside it need not load it again."""
    page = phone(browser)
    try:
        page.goto(f"{here.url}stage")
        page.wait_for_function("document.documentElement.dataset.runs")
        page.wait_for_timeout(200)
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.method))
        for key in ("PageDown", "Space", "b"):
            page.keyboard.press(key)
        page.wait_for_timeout(300)
        assert (here.kind, here.state.blank, sent) == (K.LOBBY, False, [])
        other = page.context.new_page()
        other.goto(f"{here.url}host")
        other.locator("#pin").fill("123456")
        other.locator("#enter").click()
        other.locator("#next-go").wait_for()
        other.close()
        page.evaluate("dispatchEvent(new Event('online'))")  # as when it is seen again
        page.wait_for_timeout(300)
        page.keyboard.press("PageDown")
        settled(page, here, K.RULES)
    finally:
        page.context.close()


def test_the_stage_says_why_a_key_did_nothing(browser: Any, tmp_path: Path) -> None:
    """In words, for a moment: too few people for the game."""
    with served_room(tmp_path, players=("Anna",)) as here, remote(browser, here) as page:
        page.goto(f"{here.url}stage")
        page.wait_for_timeout(300)
        page.keyboard.press("PageDown")
        page.locator("#connection:not(:empty)").wait_for()
        assert here.kind is K.LOBBY


@pytest.mark.slow
def test_an_outage_is_no_error_of_the_page(browser: Any, tmp_path: Path) -> None:
    """What the remote was pressed to do comes when the room is back; a key of the stage is lost."""
    with served_room(tmp_path, players=NAMES) as one:
        port = one.server.port
        host = phone(browser)
        host.goto(f"{one.url}host")
        host.locator("#pin").fill("123456")
        host.locator("#enter").click()
        host.locator("#next-go").wait_for()
        stage = host.context.new_page()
        stage.goto(f"{one.url}stage")
        stage.wait_for_function("document.documentElement.dataset.runs")
        stage.wait_for_timeout(200)  # its stream says whose it is
    errors: list[Any] = []
    for page in (host, stage):
        page.on("pageerror", lambda error: errors.append(error))
    host.locator("#next-go").click()
    stage.keyboard.press("PageDown")
    for page in (host, stage):
        page.locator("#connection", has_text="The connection is gone").wait_for()
    with served_room(tmp_path, port=port) as again:
        host.locator("main[data-phase=rules]").wait_for()
        stage.locator("main[data-phase=rules]").wait_for()
        assert again.kind is K.RULES
    assert errors == []
    host.context.close()


@pytest.mark.slow
def test_at_the_end_next_is_nothing(pages: Any, here: ServedRoom) -> None:
    """As in the window: a click too many begins nothing, and is refused nothing."""
    here.act(a.End(id=""))
    here.to("end")
    pages.locator("main[data-phase=end]").wait_for()
    pages.keyboard.press("PageDown")
    pages.wait_for_timeout(300)
    assert pages.locator("#connection").inner_text().strip() == ""
    assert here.kind is K.END
