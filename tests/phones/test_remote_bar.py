"""The bar of the remote: on any screen, at any zoom, Next is in sight and covers no last word."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.director.ports import Note
from tests.phones.browser import LANGUAGES, ServedRoom, served_room
from tests.phones.page_fit import NEXT_AND_LAST, RESTORE, SPOKEN
from tests.phones.remotes import NAMES, follows, remote
from tests.phones.voter_states import cast, join_others

K = PhaseKind

SIZES = {
    "a small phone": (320, 568),
    "a phone": (360, 640),
    "a phone on its side": (640, 360),
    "a phone at 200 %": (180, 320),
    "a laptop": (1280, 720),
    "a laptop at 400 %": (320, 180),
    "a wide and low window": (1280, 360),
    "a TV": (1920, 1080),
}
"""A laptop of 1280x720 at 200 % is 640x360, too."""


def _phases(page: Any, here: ServedRoom) -> Iterator[str]:
    join_others(here, (1, 2, 3, 4))
    while here.kind is not K.END:
        if here.kind is K.PLAY:
            here.note(Note("trouble.full"))
            here.act(a.Promise(id="", text="قول می‌دهم"))
        if here.kind is K.VOTE:
            cast(here, (3, 4, 3, 2))
        if here.kind is K.KUDOS:
            for n in range(1, 4):
                here.act(a.GiveKudos(id="", text="Lena, for listening", voter=f"voter-{n}"))
        follows(page, here)
        page.wait_for_timeout(60)
        revealed = here.state.round is not None and here.state.round.revealed
        yield f"{here.kind}{'-open' if here.kind is K.RESULT and revealed else ''}"
        here.next()


@pytest.mark.slow
def test_next_is_in_sight_on_every_screen(browser: Any, tmp_path: Path) -> None:
    """In every phase and language; and at the page's end it stands over nothing."""
    wrong: dict[tuple[str, str, str], list[str]] = {}
    with (
        served_room(tmp_path, players=NAMES, rounds=1) as here,
        remote(browser, here, reduced_motion="reduce") as page,
    ):
        phases = []
        for phase in _phases(page, here):
            phases.append(phase)
            for language in LANGUAGES:
                page.evaluate(SPOKEN, language)
                for name, (width, height) in SIZES.items():
                    page.set_viewport_size({"width": width, "height": height})
                    if found := page.evaluate(NEXT_AND_LAST):
                        wrong[phase, language, name] = found
                page.evaluate(RESTORE)
            page.set_viewport_size({"width": 360, "height": 640})
    assert wrong == {}
    assert len(set(phases)) == 12


def test_a_low_screen_has_the_whole_bar_in_one_row(browser: Any, tmp_path: Path) -> None:
    """A laptop at 200 %: six buttons side by side; at 400 % Next alone stays."""
    with (
        served_room(tmp_path, players=NAMES) as here,
        remote(browser, here, "fa", viewport={"width": 640, "height": 360}) as page,
    ):
        here.to("play")
        follows(page, here)
        assert page.evaluate(NEXT_AND_LAST) == []
        boxes = [one.bounding_box() for one in page.locator(".bar button").all()]
        assert len({round(box["y"]) for box in boxes}) == 1
        assert min(box["y"] for box in boxes) > 280
        page.set_viewport_size({"width": 320, "height": 180})
        assert page.evaluate(NEXT_AND_LAST) == []


@pytest.mark.slow
def test_a_refusal_makes_the_bar_grow_upwards(browser: Any, tmp_path: Path) -> None:
    """Its words stand in the bar and over no others; Next stays where it is."""
    with served_room(tmp_path, players=NAMES) as here, remote(browser, here) as page:
        before = page.locator("#next-go").bounding_box()
        page.locator("#more-time-go").click()
        words = page.get_by_text("There is no clock running here.")
        words.wait_for()
        bar, box = page.locator(".bar").bounding_box(), words.bounding_box()
        assert bar["y"] <= box["y"] < box["y"] + box["height"] < before["y"]
        assert page.locator("#next-go").bounding_box() == before
        assert page.evaluate(NEXT_AND_LAST) == []
        page.set_viewport_size({"width": 320, "height": 180})  # there it stands over Next
        box, button = words.bounding_box(), page.locator("#next-go").bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] < button["y"]
