"""Names in a real browser: chosen among sixty, given back, freed, taken just now, let in late."""

import re
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from tests.phones.browser import ServedRoom, served_room, visitor
from tests.phones.page_fit import CUT, SMALL_TARGETS, unfit
from tests.phones.remotes import drawer, remote, until
from tests.phones.voter_states import counted, join

NAMES = ("Sara", "Bo", "Noam")
MANY = (
    *(f"{first} {last}" for first in ("Anna", "Zoë", "Lars") for last in "BCDFGHJKLMNPRST"),
    *("علی رضا", "كريم", "مینا یوسفی", "نور", "أحمد", "فاطمة", "می‌نا", "יעל", "מיכל", "נועם"),
    *("Łukasz", "José", "O’Neil", "Ngũgĩ", "Ayşe"),
)


@pytest.fixture
def named(tmp_path: Path) -> Any:
    """A room with three names."""
    with served_room(tmp_path, players=NAMES) as here:
        yield here


def name(page: Any, who: str) -> Any:
    """The button of a name."""
    return page.get_by_role("button", name=who)


def is_in(page: Any, who: str) -> None:
    """Wait until the page says that it is in under this name."""
    page.get_by_role("heading", name=re.compile(f"You are in, .?{who}")).wait_for()


def take(page: Any, here: ServedRoom, who: str) -> None:
    """Join under a name."""
    page.goto(here.url)
    name(page, who).tap()
    is_in(page, who)


def test_a_name_is_given_back_and_another_chosen(browser: Any, named: ServedRoom) -> None:
    """Two taps; whoever has the list open sees both names change at once."""
    with visitor(browser) as page, visitor(browser) as other:
        take(page, named, "Sara")
        other.goto(named.url)
        assert name(other, "Sara").is_disabled()
        page.locator("#release button", has_text="Sara").tap()
        name(page, "Bo").tap()
        is_in(page, "Bo")
        other.locator("button:disabled", has_text="Bo").wait_for()
        take(other, named, "Sara")
        assert sum(person.present and person.votes for person in named.state.people.values()) == 2


def test_who_only_watches_chooses_a_name_later(browser: Any, named: ServedRoom) -> None:
    """Also when the facilitator writes the names only then."""
    with visitor(browser) as page:
        join(page, named)
        page.get_by_role("link", name="Choose my name").tap()
        name(page, "Noam").tap()
        is_in(page, "Noam")
    with visitor(browser) as page:
        for person in ("p1", "p2"):
            named.act(a.Join(id="", voter=f"key of {person}", claims=person))
        join(page, named)
        page.get_by_text("You are in").wait_for()
        assert page.get_by_role("link", name="Choose my name").count() == 0
        named.act(a.EditRoster(id="", add=("Dora",)))
        page.get_by_role("link", name="Choose my name").tap()
        page.get_by_role("button", name="Just watch and vote").tap()
        page.get_by_role("heading", name="You are in").wait_for()


def test_a_name_that_was_taken_a_moment_ago_is_said_to_be(browser: Any, named: ServedRoom) -> None:
    """In words, beside the list as it is now; another name is one tap away.

    The news that it is taken comes before the answer: it disturbs nobody who waits for that.
    """
    asked: list[Any] = []
    with visitor(browser) as page:
        page.goto(named.url)
        page.evaluate("addEventListener('shown', () => { window.told = true; }, true)")
        page.route("**/join", lambda route: route.continue_() if asked else asked.append(route))
        name(page, "Sara").tap()
        until(page, lambda: asked)
        named.act(a.Join(id="", voter="quicker", claims="p1"))
        page.wait_for_function("() => window.told")
        assert name(page, "Sara").is_enabled()
        asked[0].continue_()
        page.get_by_role("alert").filter(has_text="was taken a moment ago").wait_for()
        page.locator("button:disabled", has_text="Sara").wait_for()
        page.get_by_role("alert").filter(has_text="was taken a moment ago").wait_for()
        name(page, "Bo").tap()
        is_in(page, "Bo")


@pytest.mark.slow
def test_a_lost_cookie_at_the_vote(browser: Any, named: ServedRoom) -> None:
    """The facilitator frees the name and lets the new phone in: two taps, and it votes at once."""
    with visitor(browser) as page, visitor(browser) as again, remote(browser, named) as host:
        take(page, named, "Sara")
        named.act(a.EditRoster(id="", person="p1", plays=False))
        named.to("vote")
        again.goto(named.url)
        again.get_by_text("Is a taken name yours?").wait_for()
        assert name(again, "Sara").is_disabled()
        drawer(host, "people")
        host.locator("#free-p1-go").click()
        again.locator("button:enabled", has_text="Sara").wait_for()
        page.get_by_role("heading", name="Come and vote").wait_for()
        name(again, "Sara").tap()
        again.get_by_text("Raise a hand").wait_for()
        host.get_by_text(re.compile(".?1.? came during the scene")).wait_for()
        host.locator("#let-p1-go").click()
        again.get_by_role("radio").nth(2).check()
        again.get_by_text("Your vote is counted").wait_for()
        assert counted(named) == [{"handling": 3}]


@pytest.mark.slow
def test_who_scans_at_the_vote_is_let_in(browser: Any, named: ServedRoom) -> None:
    """One by one, or all with one tap; the phones change by themselves."""
    with visitor(browser) as one, visitor(browser) as two, remote(browser, named) as host:
        named.to("vote")
        for page in (one, two):
            join(page, named)
            page.get_by_text("Raise a hand").wait_for()
        host.get_by_text(re.compile(".?2.? came during the scene")).wait_for()
        host.locator("#waiting li button").first.click()
        one.get_by_role("radio").first.check()
        three = browser.new_page()
        join(three, named)
        host.get_by_text(re.compile(".?2.? came during the scene")).wait_for()
        host.locator("#let-all-go").click()
        host.locator("#waiting").wait_for(state="detached")
        for page in (two, three):
            page.get_by_role("radio").nth(3).check()
        until(host, lambda: len(counted(named)) == 3)
        three.close()


@pytest.mark.parametrize("width", [360, 320])
@pytest.mark.one_in(2)
def test_sixty_names(browser: Any, tmp_path: Path, width: int) -> None:
    """ "Just watch" on the first screen; a few letters of any script find a name; one tap joins."""
    size = {"width": width, "height": 640}
    with served_room(tmp_path, players=MANY) as here, visitor(browser, viewport=size) as page:
        page.goto(here.url)
        assert len(MANY) == page.locator(".names button").count() == 60
        watch = page.get_by_role("button", name="Just watch and vote")
        box = watch.bounding_box()
        assert box["y"] + box["height"] <= 640
        assert page.evaluate("scrollY") == 0
        assert (page.evaluate(SMALL_TARGETS), page.evaluate(CUT)) == ([], [])
        field = page.get_by_label("Find your name")
        for typed, expected in (
            ("zoe b", ["Zoë B"]),
            ("کریم", ["كريم"]),
            ("مينا", ["مینا یوسفی", "می‌نا"]),
            ("احمد", ["أحمد"]),
            ("יע", ["יעל"]),
            ("ngugi", ["Ngũgĩ"]),
            ("nobody", []),
        ):
            field.fill(typed)
            assert page.locator(".names button:visible bdi").all_inner_texts() == expected, typed
        page.get_by_text("No name like that").wait_for()
        field.fill("zoë")
        here.act(a.Join(id="", voter="quicker", claims="p16"))
        page.locator("button:disabled", has_text="Zoë B").wait_for()
        assert page.locator(".names button:visible").count() == 15, "news keeps what was typed"
        name(page, "Zoë C").tap()
        is_in(page, "Zoë C")


@pytest.mark.slow
def test_sixty_names_fit_in_every_language(browser: Any, tmp_path: Path) -> None:
    """No page is wider than 320 px, and no word of ours is broken."""
    with served_room(tmp_path, players=MANY) as here, visitor(browser) as page:
        here.act(a.Join(id="", voter="quicker", claims="p1"))
        page.goto(here.url)
        assert unfit(page) == []


def test_names_without_a_script(browser: Any, tmp_path: Path) -> None:
    """A form finds, a name that was taken meanwhile is said, a name is given back and chosen."""
    with (
        served_room(tmp_path, players=MANY) as here,
        visitor(browser, java_script_enabled=False) as page,
    ):
        page.goto(f"{here.url}?c={here.phones.code}")
        page.get_by_label("Find your name").fill("zoe b")
        with page.expect_navigation():
            page.get_by_role("button", name="Search").tap()
        assert page.locator(".names button").all_inner_texts() == ["Zoë B"]
        here.act(a.Join(id="", voter="quicker", claims="p16"))
        name(page, "Zoë B").tap()
        page.get_by_role("alert").filter(has_text="was taken a moment ago").wait_for()
        assert page.locator(".names button").count() == 60
        assert name(page, "Zoë B").is_disabled()
        name(page, "Zoë C").tap()
        is_in(page, "Zoë C")
        page.locator("#release button", has_text="Zoë C").tap()
        name(page, "Lars B").tap()
        is_in(page, "Lars B")
