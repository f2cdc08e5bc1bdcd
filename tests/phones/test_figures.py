"""Figures in right-to-left sentences, seen on phones, on the remote and on the stage."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from tests.phones.browser import ServedRoom, served_room, shipped, visitor
from tests.phones.remotes import remote, round_
from tests.phones.voter_states import join, reach

K = PhaseKind
FIGURE = "+98 (21) 8888-4444"
LINES = {
    "fa": f"به {FIGURE} زنگ بزنید",
    "ar": f"اتصل على {FIGURE} الآن",
    "he": f"תלפנו אל {FIGURE} היום",
}

SEEN = """() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const range = document.createRange(), found = [];
  for (let node; (node = walk.nextNode());) {
    if (!node.data.includes("8888") || node.parentElement.closest(".unseen")) continue;
    const rows = [];
    for (let i = 0; i < node.length; i++) {
      range.setStart(node, i); range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      if (box.width < 0.5) continue;
      let row = rows.find((one) => Math.abs(one.top - box.top) < box.height / 2);
      if (!row) rows.push(row = {top: box.top, drawn: []});
      row.drawn.push([box.left, node.data[i]]);
    }
    const lines = rows.map((row) => row.drawn.sort((one, other) => one[0] - other[0]));
    found.push(lines.map((line) => line.map((one) => one[1]).join("")).join("\\n"));
  }
  return found; }"""
"""The texts with a figure, each line as its characters from left to right, as they are drawn."""


def told(language: str) -> Deck:
    """The shipped deck, with a figure in every text of every card."""
    pack, *_ = shipped().packs
    line = LINES[language]
    words = {
        card: {name: line if name != "title" else name for name in texts}
        for card, texts in pack.words[language].items()
    }
    return Deck((replace(pack, words={language: words}),), shipped().formats)


@pytest.fixture(params=LINES)
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, ServedRoom]]:
    """A room in a language that is read from the right; somebody plays with a phone."""
    language = request.param
    with served_room(
        tmp_path, language=language, deck=told(language), players=("Anna", "Ben")
    ) as one:
        yield language, one


def is_right(page: Any, least: int) -> None:
    """At least so many texts with a figure are there, and each figure is as it was typed."""
    found = [text.replace("\u00a0", " ") for text in page.evaluate(SEEN)]
    assert len(found) >= least
    assert [text for text in found if FIGURE not in text] == []


@pytest.mark.one_in(5)
def test_a_figure_is_seen_as_it_was_typed(browser: Any, here: tuple[str, ServedRoom]) -> None:
    """In cards, secrets, notes and thanks, on every page that shows them."""
    language, room = here
    wide = {"viewport": {"width": 1280, "height": 720}}
    with (
        visitor(browser, language, **wide) as watcher,
        remote(browser, room, language, **wide) as host,
        visitor(browser, language, **wide) as stage,
    ):
        join(watcher, room)
        stage.goto(f"{room.url}stage")
        reach(watcher, room, "brief")
        round_(host, room, K.BRIEF)
        stage.wait_for_selector("main[data-phase=brief]")
        for page, least in ((watcher, 2), (host, 4), (stage, 3)):
            is_right(page, least)
        room.act(a.Promise(id="", text=LINES[language]))
        round_(host, room, K.PLAY)
        is_right(host, 4)
        reach(watcher, room, "debrief")
        is_right(watcher, 1)
        round_(host, room, K.DEBRIEF)
        is_right(host, 4)
        room.to("kudos")
        room.act(a.GiveKudos(id="", text=LINES[language]))
        room.act(a.NodKudos(id="", number=1))
        watcher.locator(".thanks").wait_for()
        round_(host, room, K.KUDOS)
        stage.wait_for_selector("main[data-phase=kudos] li")
        for page in (watcher, host, stage):
            is_right(page, 1)
