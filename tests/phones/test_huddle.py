"""A huddle on its phones: four people and nobody at the keyboard, or nobody at all, ten minutes."""

from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import BallotKind, PhaseKind
from improv.core.session import due
from improv.core.timing import HUDDLE_LIMIT
from tests.phones.browser import ServedRoom, phone, served_room
from tests.phones.voter_states import counted

pytestmark = pytest.mark.slow

NAMES = ("Sam", "נועה", "مريم", "کاوه")
SPOKEN = ("en", "he", "ar", "fa")


def wait(here: ServedRoom) -> PhaseKind:
    """Turn the clock to what is due next, as the room's own does; the phase that is on then."""
    instant = due(here.state)
    assert instant is not None
    here.hand.seconds = instant / 1000
    assert here.act(a.Tick(id="")) is None
    return here.kind


def test_four_people_and_their_phones_play_a_huddle(browser: Any, tmp_path: Path) -> None:
    """They scan, tap their name, play or watch, vote, see the result, talk: nobody steers."""
    with served_room(tmp_path, huddle=True, rounds=2) as here:
        assert here.act(a.EditRoster(id="", add=NAMES)) is None  # typed while the others scan
        pages = []
        for name, language in zip(NAMES, SPOKEN, strict=True):
            page = phone(browser, language)
            pages.append(page)
            page.goto(here.url)
            page.get_by_role("button", name=name).tap()
            page.wait_for_selector("main[data-joined=yes]")
        assert here.hand.seconds < 45
        seats: list[set[str]] = []
        while wait(here) is not PhaseKind.END:
            for page in pages:
                page.wait_for_selector(f"main[data-phase={here.kind}]")
            round_ = here.state.round
            if here.kind is PhaseKind.BRIEF and round_:
                seats.append(set(round_.players))
            if here.kind is PhaseKind.VOTE and here.state.running.deadline == due(here.state):
                for page in pages:
                    if page.locator("[id^=ballot-rate]").count():
                        page.locator("input[value='3']").check()
                        page.wait_for_selector("[data-state=done]")
                assert counted(here, BallotKind.RATE) == [{"handling": 3}] * 2
            if here.kind is PhaseKind.KUDOS:
                pages[0].get_by_role("textbox").fill("Thanks for the calm voice")
                pages[0].get_by_role("button", name="Send").tap()
                pages[0].wait_for_selector("[data-state=done]")
        assert here.hand.seconds <= HUDDLE_LIMIT
        assert len(here.state.progress.played) == 2
        assert all(one.tally and one.tally.by_phone == 2 for one in here.state.progress.played)
        assert seats[0].isdisjoint(seats[1])
        assert len(here.state.kudos) == 1
        for page in pages:
            page.context.close()


def test_a_huddle_that_nobody_touches_comes_to_its_end(tmp_path: Path) -> None:
    """Nobody scans, nobody votes: no result is waited for, and it is over within ten minutes."""
    with served_room(tmp_path, huddle=True, rounds=2) as here:
        kinds = []
        while here.kind is not PhaseKind.END:
            kinds.append(wait(here))
        assert here.hand.seconds <= HUDDLE_LIMIT
        assert PhaseKind.RESULT not in kinds
        assert kinds.count(PhaseKind.DEBRIEF) == 2
