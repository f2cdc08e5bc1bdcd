"""What to watch for stands on the phones of those who watch, while the scene is played."""

from pathlib import Path
from typing import Any

from tests.phones.browser import LANGUAGES, served_room, visitor
from tests.phones.page_fit import SPOKEN
from tests.phones.voter_states import join, reach

CARD = ".card.observer .said"


def test_who_watches_keeps_the_question_during_the_scene(browser: Any, tmp_path: Path) -> None:
    """In every language and without scrolling; who plays has none, and the wall shows no more."""
    with (
        served_room(tmp_path) as here,
        visitor(browser) as watches,
        visitor(browser) as plays,
    ):
        join(watches, here)
        join(plays, here)
        reach(plays, here, "draw")
        plays.locator("#take button").first.tap()
        plays.locator("#leave").wait_for()
        reach(watches, here, "brief")
        first = watches.locator(CARD).inner_text()
        reach(watches, here, "play")
        assert watches.locator(CARD).inner_text() == first
        drawn = here.state.round_on.observers
        for language in LANGUAGES:
            watches.evaluate(SPOKEN, language)
            asked = watches.locator(CARD)
            assert asked.inner_text() in {card.say(language)["text"] for card in drawn}
            box = asked.bounding_box()
            assert box["y"] + box["height"] <= 640
        plays.wait_for_selector("main[data-phase=play]")
        assert plays.locator(CARD).count() == 0
