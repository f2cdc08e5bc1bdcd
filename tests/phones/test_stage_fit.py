"""The stage's page at every size: nothing is cut, outside, too small, or scrolled sideways."""

from typing import Any

import pytest

from improv.look.sizes import Scale
from tests.phones.browser import LANGUAGES, ServedRoom
from tests.phones.stage_moments import ALIKE, MEASURE, news, shown, stage

SIZES = {
    "en": ((320, 568), (1280, 720), (3840, 2160)),
    "fa": ((320, 568), (1280, 720), (1920, 1080)),
    "ar": ((1024, 768), (1280, 720), (3840, 2160)),
    "he": ((1024, 768), (1280, 720), (1920, 1080)),
}
"""Each in two languages: a whole tour of all takes minutes."""


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scene_is_whole_at_every_size(browser: Any, lobby: ServedRoom, language: str) -> None:
    """Nothing is cut, outside, too small or scrolled; a phone may scroll, but never sideways."""
    page = stage(browser, lobby.url, SIZES[language][0])
    payload = {m.name: news(m.snapshot, m.now) for m in shown(language)}
    few = {name: one for name, one in payload.items() if not name.endswith(ALIKE)}
    wrong = {}
    for size in SIZES[language]:
        tall = size[1] > size[0]
        here = payload if size == (1280, 720) else few
        page.set_viewport_size({"width": size[0], "height": size[1]})
        if found := page.evaluate(MEASURE, [here, 8.0 if tall else Scale(*size).least, tall]):
            wrong[size] = found
    page.context.close()
    assert wrong == {}


@pytest.mark.slow
def test_what_was_said_stays_on_an_upright_screen(browser: Any, lobby: ServedRoom) -> None:
    """Nobody scrolls a screen on a wall; a line in a long language is set smaller."""
    page = stage(browser, lobby.url, (720, 1280))
    plays = {
        f"{language}: {m.name}": news(m.snapshot, m.now)
        for language in LANGUAGES
        for m in shown(language)
        if m.name in ("play", "twist")
    }
    found = page.evaluate(MEASURE, [plays, 8.0, False])
    page.context.close()
    assert len(plays) == 2 * len(LANGUAGES)
    assert found == []
