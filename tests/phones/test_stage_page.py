"""The stage's page in a real browser: read out once, silent under axe, and running by itself."""

import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.view_models import CardView
from tests.phones.browser import PATIENCE, ServedRoom, served_room
from tests.phones.stage_moments import ALIKE, MEASURE, news, show, shown, stage

K = PhaseKind

AXE = """(options) => axe.run(options).then((found) => found.violations.flatMap(
  (one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.html.slice(0, 90)}`)))"""


@pytest.mark.parametrize(
    ("language", "theme"), [("en", "stage"), ("fa", "daylight"), ("he", "contrast")]
)
@pytest.mark.slow
def test_axe_finds_nothing(browser: Any, lobby: ServedRoom, language: str, theme: str) -> None:
    """In any scene, in each theme."""
    from axe_playwright_python.sync_playwright import Axe

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


def test_the_clock_runs_by_itself_and_stands_in_a_pause(browser: Any, tmp_path: Path) -> None:
    """The figures go down without a word from the server; the whole way is the session's test."""
    with served_room(tmp_path, players=("Ana", "Bo", "Cy"), rounds=1) as here:
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(here.url + "stage")
        here.to(K.PLAY)
        page.wait_for_selector("main[data-phase=play]")
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
        page.context.close()


SHOWN = """(news) => {
  const began = performance.now();
  window.stageNews.on.stage({data: news});
  return [%s, performance.now() - began]; }"""
"""Tell a page of a moment, and look at once: what is asked for later comes late where it is busy.

And how many ms that took."""
MARKED = "Array.from(document.querySelectorAll('.word.now'), (one) => one.textContent)"
RUNNING = "document.querySelector('.request').getAnimations().map((one) => one.animationName)"


def test_the_word_that_is_being_said_is_marked(browser: Any, lobby: ServedRoom) -> None:
    """One word, and the next when its time has come; none in a page that nobody speaks to."""
    page = stage(browser, lobby.url, (1280, 720))
    for moment in shown("fa"):
        if moment.name == "brief-said":
            marked, took = page.evaluate(SHOWN % MARKED, news(moment.snapshot, moment.now))
            speech = moment.snapshot.speech
            assert speech is not None
            at = speech.word(moment.now)
            words = page.locator(".request .word")
            assert at is not None
            assert words.count() == len(speech.words)
            went = moment.now + math.ceil(took)  # while the page was made
            said = range(at, (speech.word(went) or len(speech.words) - 1) + 1)
            assert [one in [speech.text.split()[n] for n in said] for one in marked] == [True]
            page.wait_for_function(
                "(was) => document.querySelector('.word.now')?.textContent !== was",
                arg=speech.text.split()[at],
            )
        elif moment.name == "brief":
            show(page, moment.snapshot, moment.now)
            assert page.locator(".word").count() == 0
    page.context.close()


def test_motion_can_be_off(browser: Any, lobby: ServedRoom) -> None:
    """By the browser's setting; else it is short, and a card turns only when it is new."""
    brief = next(moment for moment in shown("en") if moment.name == "brief")
    for how, expected in (("reduce", []), ("no-preference", ["turn"])):
        page = stage(browser, lobby.url, (1280, 720))
        page.emulate_media(reduced_motion=how)
        assert page.evaluate(SHOWN % RUNNING, news(brief.snapshot, brief.now))[0] == expected
        page.evaluate("Promise.all(document.getAnimations().map((a) => a.finish()))")
        assert page.evaluate(SHOWN % RUNNING, news(brief.snapshot, brief.now + 1000))[0] == []
        page.context.close()


def test_without_a_script_it_is_whole_and_asks_again(browser: Any, lobby: ServedRoom) -> None:
    """The same words from the server, fetched anew every few seconds."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(lobby.url + "stage")
    assert "http-equiv" in page.content()
    assert page.inner_text("h1").strip()
    assert page.locator("main .scene").count() == 1
    page.context.close()


@pytest.mark.slow
def test_very_long_words_are_never_cut(browser: Any, lobby: ServedRoom) -> None:
    """The longest that a pack may say, in every place, is made small rather than cut."""
    page = stage(browser, lobby.url, (1024, 768))
    pictures = {}
    for moment in shown("en"):
        round_ = moment.snapshot.projector.round
        if round_ is None or moment.name.endswith(ALIKE):
            continue
        reels = tuple(replace(reel, card=_longest(reel.card)) for reel in round_.reels)
        observers = tuple(map(_longest, round_.observers))
        room = replace(
            moment.snapshot.projector, round=replace(round_, reels=reels, observers=observers)
        )
        pictures[moment.name] = news(replace(moment.snapshot, projector=room), moment.now)
    assert page.evaluate(MEASURE, [pictures, 8.0, False]) == []
    page.context.close()


def _longest(card: CardView) -> CardView:
    most = {"title": 40, "text": 220}
    sentence = (
        "The queue has not moved since Tuesday, and neither have I, which my feet can confirm. "
    )
    return replace(card, words={name: (sentence * 3)[: most.get(name, 160)] for name in card.words})
