"""A whole session in real browsers, all from outside: the stage, the remote and two voters."""

from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from improv.core.formats import PhaseKind
from improv.locale.phrases import phrase
from tests.phones.browser import PATIENCE, ServedRoom, served_room, visitor
from tests.phones.remotes import press, remote, step, until
from tests.phones.voter_states import cast, join_others

K = PhaseKind
PIN = "123456"
THANKS = "Bo, for the garden"
OUTSIDE = (ip_network("127.0.0.1"),)
"""Whoever comes from here comes by way of a proxy."""

LISTEN = """() => {
  window.heard = [];
  new MutationObserver(() => window.heard.push(document.getElementById("news").textContent))
    .observe(document.getElementById("news"), {childList: true, subtree: true});
}"""
"""Writes down all that a page has read out."""


@pytest.mark.slow
def test_a_team_on_a_call(browser: Any, tmp_path: Path) -> None:
    """From lobby to end; each scene read out once and in order, none with the PIN.

    The room is under a path of its own. Nobody comes in without the code, and it is shown once: a
    tab that is left open does not go on trying an old one.
    """
    with (
        served_room(tmp_path, rounds=1, trusted_proxies=OUTSIDE, prefix="/a/team-1") as here,
        remote(browser, here) as host,
        visitor(browser) as ana,
        visitor(browser) as bo,
    ):
        wrong: list[str] = []
        asked: list[str] = []
        stage = _stage(browser, here, wrong, asked)
        for voter in (ana, bo):
            voter.goto(f"{here.url}?c={here.phones.code}")
            voter.get_by_role("button", name="Join").tap()
            voter.get_by_text("You are in").wait_for()
        join_others(here, (2,))
        titles = []
        while True:
            for page in (stage, ana, bo):
                page.wait_for_selector(f"main[data-phase={here.kind}]")
            titles.append(stage.inner_text("main h1"))
            assert PIN not in stage.inner_text("body")
            if here.kind is K.VOTE:
                _votes(here, stage, ana, bo)
            elif here.kind is K.RESULT:  # hidden at first
                step(host, here)
                stage.wait_for_selector(".bars")
                assert stage.locator(".bars .count").all_inner_texts() == ["1", "1", "1", "0"]
            elif here.kind is K.KUDOS:
                _thanks(here, stage, ana, host)
            if here.kind is K.END:
                break
            step(host, here)
        spoken = stage.evaluate("window.heard")
        entered = stage.url
        stage.context.close()
    assert wrong == []
    assert len(spoken) == len(set(spoken))
    assert any("The room is split. Good" in one for one in spoken), "in sentences"
    spoken_titles = [one.partition(".")[0] for one in spoken if THANKS not in one]
    assert list(dict.fromkeys(spoken_titles)) == list(dict.fromkeys(titles[1:]))
    assert [url for url in asked if "c=" in url] == [entered]


def _stage(browser: Any, here: ServedRoom, wrong: list[str], asked: list[str]) -> Any:
    """The stage's page, for whoever typed the code."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.set_default_timeout(PATIENCE)
    assert page.goto(f"{here.url}stage").status == 403
    page.on("request", lambda sent: asked.append(sent.url))
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.get_by_role("textbox").fill(here.phones.code.lower())
    page.get_by_role("button").click()
    page.wait_for_selector("main[data-phase=lobby] .code")
    page.evaluate(LISTEN)
    return page


def _votes(here: ServedRoom, stage: Any, ana: Any, bo: Any) -> None:
    """Two see their vote counted, and the stage how many have voted; a third phone only joined."""
    for page, grade in ((ana, 4), (bo, 2)):
        page.locator(f"input[value='{grade}']").check()
        page.wait_for_selector("[data-state=done]")
    stage.get_by_text(phrase("en", "vote.voted", count=2, voters=2)).wait_for()
    cast(here, (2,))


def _thanks(here: ServedRoom, stage: Any, ana: Any, host: Any) -> None:
    """What a phone gives the stage shows, once the facilitator has nodded."""
    ana.get_by_role("textbox").fill(THANKS)
    ana.get_by_role("button", name="Send").tap()
    until(ana, lambda: here.state.kudos)
    press(host, "nod-1-go", lambda: here.state.kudos[0].nodded)
    stage.locator("main").get_by_text(THANKS).wait_for()
