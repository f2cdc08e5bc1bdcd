"""A seat that is open: taken on a phone and on the remote, in real pages."""

from pathlib import Path
from typing import Any

from improv.core import actions as a
from tests.phones.browser import LANGUAGES, ServedRoom, served_room, visitor
from tests.phones.remotes import remote
from tests.phones.voter_states import join

PLAYERS = ("Ana", "Bo", "Cy", "Dee")


def replay(here: ServedRoom) -> None:
    """On to the first phase in which the agent's seat is open."""
    here.to("play")
    while not here.state.running.phase.takeover:
        here.next()


def agent(here: ServedRoom) -> str:
    """Who sits in the agent's seat."""
    return here.state.round_on.cast[0].person


def test_a_phone_calls_stop_and_plays_on(browser: Any, tmp_path: Path) -> None:
    """Who sat there watches again; without a script it goes as well."""
    with (
        served_room(tmp_path, players=PLAYERS, game="rewind") as here,
        visitor(browser) as one,
        visitor(browser, java_script_enabled=False) as two,
    ):
        join(one, here)
        join(two, here)
        here.to("brief")
        one.locator("#take button").tap()
        one.locator("#leave").wait_for()
        replay(here)
        first = agent(here)
        two.reload()
        assert "Stop, let me try" in two.locator("#take button").inner_text()
        two.locator("#take button").tap()
        two.locator("#leave").wait_for()
        assert agent(here) not in ("", first)
        one.locator("#take button").wait_for()
        assert one.locator("#leave").count() == 0
        here.to("vote")
        one.reload()
        assert one.locator("form.ballot").count() == 0
        two.reload()
        assert two.locator("form.ballot input[name=kind]").input_value() == "self"


def test_the_button_is_there_in_every_language_without_scrolling(
    browser: Any, tmp_path: Path
) -> None:
    """On a phone of 360x640, above what to watch for."""
    with served_room(tmp_path, players=PLAYERS, game="rewind") as here:
        replay(here)
        for language in LANGUAGES:
            with visitor(browser, language) as page:
                join(page, here)
                button = page.locator("#take button")
                button.wait_for()
                box = button.bounding_box()
                assert box["y"] + box["height"] <= 640
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_remote_gives_the_seat_by_name_and_to_somebody(browser: Any, tmp_path: Path) -> None:
    """The list has everybody who does not play."""
    with (
        served_room(tmp_path, players=PLAYERS, game="rewind") as here,
        remote(browser, here) as page,
    ):
        replay(here)
        # Before the seat was open only a name could take it.
        page.locator("#take-over-who option[value='']").wait_for(state="attached")
        customer = here.state.round_on.cast[1].person
        listed = page.locator("#take-over-who option").all_inner_texts()
        people = here.state.people
        assert listed == [
            *(people[f"p{n}"].name for n in range(1, 5) if f"p{n}" != customer),
            "Somebody without a name",
        ]
        taker = next(p for p in ("p1", "p2") if p != customer)
        page.locator("#take-over-who").select_option(taker)
        page.locator("#take-over-go").tap()
        page.wait_for_function(
            "who => ![...document.querySelectorAll('#take-over-who option')]"
            ".some(o => o.value === who)",
            arg=taker,
        )
        assert agent(here) == taker
        page.locator("#take-over-who").select_option("")
        page.locator("#take-over-go").tap()
        page.wait_for_function(
            "who => [...document.querySelectorAll('#take-over-who option')]"
            ".some(o => o.value === who)",
            arg=taker,
        )
        assert agent(here) == ""
        assert here.act(a.Undo(id="u")) is None
        assert agent(here) == taker
