"""The pages of a service in Chromium: by the keyboard alone, for readers, in four languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from improv.locale.phrases import direction
from tests.phones.browser import CHROMIUM, LANGUAGES, chromium
from tests.wiring.hosted_program import HostedGame

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs chromium"),
]
LOOKS = [("light", 1280, 800), ("dark", 320, 640)]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedGame]:
    """A service for all of this file."""
    game = HostedGame(tmp_path_factory.mktemp("hosted") / "data")
    try:
        yield game
    finally:
        game.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One for all of this file."""
    with chromium() as one:
        yield one


def is_fit(page: Any, language: str) -> None:
    """For readers and in its direction, and nothing is beside the screen."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.dir") == direction(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_the_languages_stand_in_one_line(
    service: HostedGame, browser: Any, language: str
) -> None:
    """All four of them."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale=language)
    try:
        page = context.new_page()
        page.goto(service.url)
        tops = "new Set([...document.querySelectorAll('.tongues a')].map((a) => a.offsetTop)).size"
        assert page.evaluate(tops) == 1
    finally:
        context.close()


@pytest.mark.parametrize(("scheme", "wide", "high"), LOOKS, ids=["desktop", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_room_from_its_key_to_its_end(
    service: HostedGame, browser: Any, language: str, scheme: str, wide: int, high: int
) -> None:
    """Made with the keyboard, its addresses copied, joined, and deleted after one question."""
    how = {"locale": language, "color_scheme": scheme}
    context = browser.new_context(viewport={"width": wide, "height": high}, **how)
    other = browser.new_context(viewport={"width": 390, "height": 844}, **how)
    try:
        page = context.new_page()
        page.goto(service.url)
        is_fit(page, language)
        page.focus("#key")
        page.keyboard.type(service.key)
        page.keyboard.press("Enter")
        page.wait_for_selector(".offers")
        is_fit(page, language)
        page.focus("#host")
        page.keyboard.type("Sara")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".addresses")
        room = page.url
        for summary in (".host summary", "#delete summary"):
            page.focus(summary)
            page.keyboard.press("Enter")
        page.click(".players [data-copy]")
        assert page.locator(".players .outcome").inner_text()
        is_fit(page, language)
        players = page.locator("#players-address").inner_text()
        phone = other.new_page()
        phone.goto(players)
        assert "Sara" in phone.locator("#hosting").inner_text()
        is_fit(phone, language)
        stage = other.new_page()
        stage.goto(page.locator("#stage-address").inner_text())
        page.goto(page.locator("#host-address").inner_text())
        page.click("#remotes summary")
        page.click("#addresses")
        assert page.url == room
        page.click("#delete summary")
        page.click("#delete button")
        page.wait_for_selector(".alone")
        is_fit(page, language)
        # Nothing of it stays on a wall, nor is it asked for again and again.
        stage.wait_for_selector("[data-page=no-room]")
        assert phone.goto(players).status == 404
        is_fit(phone, language)
    finally:
        context.close()
        other.close()
