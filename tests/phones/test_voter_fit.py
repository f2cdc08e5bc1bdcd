"""Every state of the voter's page on a small phone, at 200%, in four languages, under axe."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.phones.browser import ServedRoom, visitor
from tests.phones.page_fit import CUT, RESTORE, SMALL_TARGETS, SPOKEN, TALL, unfit
from tests.phones.voter_states import join, tour

MOST_BYTES = 60_000
"""Of a first visit, everything included."""

VOTING = {"vote", "counted", "self", "self-counted", "coaching", "coaching-middle"}
VOTING |= {"coaching-counted", "pick", "pick-counted"}

PLAIN = """(plain) => {  // axe cannot tell words on a gradient, or under a control that is clear
  document.body.style.background = plain ? 'var(--bottom)' : '';
  for (const one of document.querySelectorAll('main [type=radio], main [type=checkbox]'))
    one.style.zIndex = plain ? -1 : ''; }"""


def _layout(page: Any, name: str) -> Iterator[str]:
    """What does not fit this phone, or this phone at 200%."""
    for one in page.evaluate(SMALL_TARGETS):
        yield f"small: {one}"
    if name in VOTING and (over := page.evaluate(TALL)) > 0:
        yield f"scrolls by {over} px"
    page.set_viewport_size({"width": 180, "height": 320})
    for one in page.evaluate(CUT):
        yield f"cut at 200%: {one}"
    page.set_viewport_size({"width": 360, "height": 640})


def _axe(page: Any, script: str) -> Iterator[str]:
    """What axe finds, in light and in dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script)
    page.evaluate(PLAIN, True)
    for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("(how) => axe.run(how)", options)
        # What is drawn in a picture has its contrast from the tokens (tests/look).
        unsure = [one for one in found["incomplete"] if one["id"] == "color-contrast"]
        for fault in (*found["violations"], *unsure):
            where = [one["html"] for one in fault["nodes"] if not one["html"].startswith("<text")]
            if where:
                yield f"{fault['id']}, {scheme}: {where}"
    page.emulate_media(color_scheme="light")
    page.evaluate(PLAIN, False)


@pytest.mark.slow
def test_every_state_is_fit_for_a_thumb_and_a_reader(browser: Any, tmp_path: Path) -> None:
    """48 px, no scrolling to vote, whole at 320 px and 200%, in any language; axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    script, wrong = Axe().axe_script, dict[str, list[str]]()
    for name, page in tour(browser, tmp_path, "en", reduced_motion="reduce"):
        found = [*_axe(page, script), *_layout(page, name), *unfit(page)]
        for language in ("fa", "ar", "he"):
            page.evaluate(SPOKEN, language)
            found += [f"{language}: {fault}" for fault in _layout(page, name)]
        page.evaluate(RESTORE)
        if found:
            wrong[name] = found
    assert wrong == {}


def test_a_first_visit_is_small(browser: Any, here: ServedRoom) -> None:
    """Page, style, script, picture, joining and the page after it: everything included."""
    with visitor(browser) as page:
        system = page.context.new_cdp_session(page)
        system.send("Network.enable")
        sizes: list[float] = []
        system.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
        join(page, here)
        page.wait_for_timeout(300)
        assert 20_000 < sum(sizes) < MOST_BYTES
