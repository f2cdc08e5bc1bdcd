"""The stage's page in a real browser: read out once, silent under axe, and running by itself."""

import re
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from tests.phones.browser import House, house
from tests.phones.stagehand import ALIKE, show, shown, stage

K = PhaseKind

AXE = """(options) => axe.run(options).then((found) => found.violations.flatMap(
  (one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.html.slice(0, 90)}`)))"""


@pytest.mark.parametrize("language", ["en", "fa"])
def test_axe_finds_nothing(browser: Any, lobby: House, language: str) -> None:
    """In any scene, in a dark theme and in a light one."""
    from axe_playwright_python.sync_playwright import Axe

    theme = "daylight" if language == "fa" else "stage"
    page = stage(browser, lobby.url, (1280, 720), theme)
    page.evaluate(Axe().axe_script)
    wrong = {}
    for moment in shown(language):
        if not moment.name.endswith(ALIKE):
            show(page, moment.snapshot, moment.now)
            if found := page.evaluate(AXE, {"resultTypes": ["violations"]}):
                wrong[moment.name] = found[:3]
    page.context.close()
    assert wrong == {}


def test_a_whole_session_in_a_browser(browser: Any, tmp_path: Path) -> None:
    """The page follows the room: each scene is read out once, and the clock runs down by itself."""
    with house(tmp_path, players=("Ana", "Bo", "Cy"), rounds=1) as here:
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.set_default_timeout(5000)
        wrong: list[str] = []
        page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        page.goto(here.url + "stage")
        page.evaluate(LISTEN)
        seen = set()
        while True:
            page.wait_for_selector(f"main[data-phase={here.kind}]")
            if here.kind is K.PLAY and K.PLAY not in seen:
                _plays(page, here)
            seen.add(here.kind)
            if here.kind is K.END:
                break
            here.next()
        heard = page.evaluate("window.heard")
        page.context.close()
    assert wrong == []
    assert seen >= {K.DRAW, K.BRIEF, K.PLAY, K.BELL, K.VOTE, K.RESULT, K.DEBRIEF, K.KUDOS}
    assert len(heard) == len(set(heard)), "nothing is read out twice"
    assert sum("On stage" in one for one in heard) == 1
    assert all("have voted" not in one for one in heard)


LISTEN = """() => {
  window.heard = [];
  new MutationObserver(() => window.heard.push(document.getElementById("news").textContent))
    .observe(document.getElementById("news"), {childList: true, subtree: true});
}"""


def _plays(page: Any, here: House) -> None:
    """The figures go down without a word from the server, and stand still in a pause."""
    before = page.inner_text(".face")
    page.wait_for_function(
        "(was) => document.querySelector('.face').textContent !== was", arg=before
    )
    assert page.evaluate("document.querySelector('.ring').getAnimations().length") == 1
    assert here.act(a.Pause(id="")) is None
    page.wait_for_selector("#pause")
    stands = page.inner_text(".face")
    page.wait_for_timeout(1100)
    assert page.inner_text(".face") == stands
    assert re.fullmatch(r"\d:\d\d|\d+", stands)
    assert here.act(a.Resume(id="")) is None
    page.wait_for_selector("#pause", state="detached")
