"""The title of each page says where one is: in a row of tabs, and to whoever hears it first."""

from pathlib import Path
from typing import Any

from tests.phones.browser import ServedRoom, served_room, visitor
from tests.phones.remotes import remote
from tests.phones.voter_states import join, reach


def test_a_phones_title_follows_the_game(browser: Any, here: ServedRoom) -> None:
    """Before joining, after it, and in the next phase without a reload."""
    with visitor(browser) as page:
        page.goto(here.url)
        assert page.title() == "Come and vote · improv"
        join(page, here)
        assert page.title() == "Welcome · improv"
        reach(page, here, "brief")
        assert page.title() == "Get ready · improv"


def test_the_remote_and_the_stage_have_titles_of_their_own(browser: Any, tmp_path: Path) -> None:
    """In the language of whoever looks; three tabs of one laptop differ."""
    with served_room(tmp_path) as here, visitor(browser) as stage:
        stage.goto(f"{here.url}host")
        assert stage.title() == "Remote · improv"
        stage.goto(f"{here.url}stage")
        assert stage.title() == "Welcome · improv"
        with remote(browser, here, "fa") as host:
            assert host.title() == "خوش آمدید · ریموت · improv"
            reach(host, here, "brief")
            assert host.title() == "آماده شوید · ریموت · improv"
        reach(stage, here, "brief")
        assert stage.title() == "Get ready · improv"
