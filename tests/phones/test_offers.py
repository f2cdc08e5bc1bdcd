"""A seat is offered on the phone of whoever was dealt it, in real pages, before anybody is told."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from improv.core import actions as a
from tests.phones.browser import LANGUAGES, ServedRoom, served_room, visitor
from tests.phones.page_fit import CUT, SMALL_TARGETS, SPOKEN
from tests.phones.remotes import remote, until

PLAYERS = ("Anna", "Boris", "Cyrus", "Dalia")


@contextmanager
def phones(browser: Any, here: ServedRoom, **more: Any) -> Iterator[dict[str, Any]]:
    """A phone for each of the players: id of the person -> page."""
    with ExitStack() as open_:
        found = {}
        for number in range(1, len(PLAYERS) + 1):
            page = open_.enter_context(visitor(browser, **more))
            page.goto(here.url)
            page.locator(f"button[value=p{number}]").click()
            page.wait_for_selector("main[data-joined=yes]")
            found[f"p{number}"] = page
        yield found


def dealt(here: ServedRoom, place: int) -> str:
    """Id of the person who was dealt that place."""
    return here.state.round_on.cast[place].person


def says(page: Any, plays: str) -> None:
    """Answer the offer."""
    page.locator("#offer button", has_text=plays).tap()
    page.locator("#offer").wait_for(state="detached")


def test_who_passes_is_named_nowhere_and_the_next_is_asked(browser: Any, tmp_path: Path) -> None:
    """On no other phone, on no wall, on no remote; and it is told once all have answered."""
    with (
        served_room(tmp_path, players=PLAYERS) as here,
        phones(browser, here) as mine,
        visitor(browser) as wall,
        remote(browser, here) as host,
    ):
        wall.goto(f"{here.url}stage")
        here.to("draw")
        first, other = dealt(here, 0), dealt(here, 1)
        mine[first].locator("#offer").wait_for()
        assert "Agent" in mine[first].locator("section.offer h2").inner_text()
        watching = [page for person, page in mine.items() if person not in (first, other)]
        for page in watching:
            page.locator("#offering").wait_for()
            assert page.locator("#offer").count() == 0
        host.locator("#offering").wait_for()
        wall.locator("text=Seats are being offered").wait_for()

        says(mine[first], "Not this time")
        taker = dealt(here, 0)
        assert taker not in (first, other, "")
        mine[first].locator("#offering").wait_for()
        mine[taker].locator("#offer").wait_for()
        for page in (*mine.values(), wall, host):  # the own name, and who is here, are no sections
            shown = " ".join(page.locator("main section").all_inner_texts())
            assert not any(name in shown for name in PLAYERS)
        says(mine[taker], "I play")
        assert "Agent" in mine[taker].locator("section.seats, main > p").all_inner_texts()[-1]
        says(mine[other], "I play")
        names = {here.state.people[person].name for person in (taker, other)}
        seats = mine[first].locator("section.seats li b")
        until(mine[first], lambda: set(seats.all_inner_texts()) == names)
        here.to("brief")
        wall.locator("main[data-phase=brief]").wait_for()
        assert here.state.people[first].name not in wall.locator("main").inner_text()
        here.to("vote")
        mine[first].locator("form.ballot").first.wait_for()


def test_when_the_time_is_over_they_play(browser: Any, tmp_path: Path) -> None:
    """The phone says so by itself."""
    with served_room(tmp_path, players=PLAYERS) as here, phones(browser, here) as mine:
        here.to("draw")
        page = mine[dealt(here, 1)]
        page.locator("#offer").wait_for()
        here.hand.seconds += 11
        assert here.act(a.Tick(id="")) is None
        page.locator("#offer").wait_for(state="detached")
        page.locator("text=You play").wait_for()


def test_without_a_script_it_is_answered_as_well(browser: Any, tmp_path: Path) -> None:
    """By a plain form."""
    with (
        served_room(tmp_path, players=PLAYERS) as here,
        phones(browser, here, java_script_enabled=False) as mine,
    ):
        here.to("draw")
        first = dealt(here, 0)
        mine[first].reload()
        mine[first].locator("#offer button").last.tap()
        until(mine[first], lambda: dealt(here, 0) != first)
        assert dealt(here, 0)
        assert mine[first].locator("#offer").count() == 0


def test_both_answers_are_in_sight_in_every_language(browser: Any, tmp_path: Path) -> None:
    """On a phone of 360x640, without scrolling, as large as a thumb."""
    with served_room(tmp_path, players=PLAYERS) as here, phones(browser, here) as mine:
        here.to("draw")
        page = mine[dealt(here, 0)]
        page.locator("#offer").wait_for()
        for language in LANGUAGES:
            page.evaluate(SPOKEN, language)
            for button in page.locator("#offer button").all():
                box = button.bounding_box()
                assert box["y"] + box["height"] <= 640
            assert not page.evaluate(SMALL_TARGETS)
            assert not page.evaluate(CUT)
