"""The voice on the remote, in a real browser: off and on, again, softer, louder; and notes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.state import LOUDEST, USUAL_VOLUME
from improv.director.ports import Note
from improv.locale.phrases import phrase
from tests.phones.browser import ServedRoom, served_room
from tests.phones.remotes import NAMES, drawer, follows, press, remote, shows, until

PLACES = """() => [...document.querySelectorAll('button, summary, input')]
  .filter((one) => one.checkVisibility())
  .map((one) => { const box = one.getBoundingClientRect();
    const y = one.closest('.bar') ? box.y : box.y + scrollY;
    return [one.id, Math.round(box.x), Math.round(y)]; })"""
"""Where everything is that can be pressed: on the page, or above its foot."""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[ServedRoom]:
    """A room with names, in its lobby."""
    with served_room(tmp_path, players=NAMES) as one:
        yield one


def test_the_voice_is_steered_from_the_remote(browser: Any, here: ServedRoom) -> None:
    """Louder to the end and softer again, off, and read again; no button moves or loses focus."""
    here.to("brief")
    with remote(browser, here, reduced_motion="reduce") as page:
        drawer(page, "voice")
        before = page.evaluate(PLACES)
        page.get_by_role("button", name="Louder").focus()
        for level in range(USUAL_VOLUME + 1, LOUDEST + 1):
            page.keyboard.press("Enter")
            page.get_by_role("status").get_by_text(
                phrase("en", "host.volume", level=level)
            ).wait_for()
            assert here.state.volume == level
        page.locator("#louder[aria-disabled=true]").wait_for()
        page.keyboard.press("Enter")
        page.locator("#volume[data-state=done]").wait_for()
        assert here.state.volume == LOUDEST
        assert page.evaluate("document.activeElement.id") == "louder"
        press(page, "softer", lambda: here.state.volume == LOUDEST - 1)
        page.locator("#louder:not([aria-disabled])").wait_for()
        press(page, "speech-go", lambda: here.state.muted)
        page.locator(".marks").get_by_text("Reading aloud is off").wait_for()
        assert page.evaluate(PLACES) == before
        press(page, "repeat-go", lambda: here.state.repeats == 1)
        shows(page, "speech-go")
        assert not here.state.muted, "whoever wants it again wants it aloud"
        page.locator(".marks").wait_for(state="detached")
        assert page.evaluate(PLACES) == before


def test_the_voice_is_steered_without_a_script(browser: Any, here: ServedRoom) -> None:
    """By plain forms, to the other end too; a page of the phase before may still mute."""
    here.to("draw")
    here.act(a.SetVolume(id="", level=1))
    with remote(browser, here, "he", java_script_enabled=False) as page:
        page.locator("#repeat-go").click()
        until(page, lambda: here.state.repeats == 1)
        drawer(page, "voice")
        for _ in range(2):  # at 0 it stays
            page.locator("#softer").click(force=True)
            page.locator("#softer[aria-disabled=true]").wait_for(state="attached")
            assert here.state.volume == 0
            drawer(page, "voice")
        here.to("brief")
        page.locator("#speech-go").click()
        until(page, lambda: here.state.muted)
        drawer(page, "voice")
        page.locator("#louder").click()
        until(page, lambda: here.state.volume == 1)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_note_is_shown_until_the_phase_is_over(
    browser: Any, here: ServedRoom, scripted: bool
) -> None:
    """In the host's language, said politely, and nothing under a thumb moves."""
    here.to("play")
    with remote(browser, here, "fa", java_script_enabled=scripted) as page:
        before = page.evaluate(PLACES)
        here.note(Note("trouble.full"))
        if not scripted:
            page.reload()
        page.get_by_role("status").get_by_text(phrase("fa", "trouble.full")).wait_for()
        assert page.evaluate(PLACES) == before
        here.to("bell")
        if not scripted:
            page.reload()
        follows(page, here)
        assert page.locator("#note").inner_text() == ""
