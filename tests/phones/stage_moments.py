"""Who shows the stage's page what the window was shown: any moment, without playing up to it."""

import json
from functools import cache
from typing import Any

from improv.director.ports import Snapshot
from improv.phones.pages import Pages
from improv.phones.stage_page import StagePicture
from improv.screen.scene_registry import Moment, moments
from tests.phones.browser import LANGUAGES, PATIENCE, shipped

ALIKE = ("-said", "-over", "-many", "-locked", "-three", "-small", "-later", "-empty")
"""Moments that look like another one."""

EARS = """window.EventSource = class {
  constructor() { this.on = {}; window.stageNews = this; }
  addEventListener(name, heard) { this.on[name] = heard; }
  close() {}
};"""
"""In the place of a browser's own: it is told what a test has to tell."""


MEASURE = """([all, least, scrolls]) => Object.entries(all).flatMap(([name, news]) => {
  window.stageNews.on.stage({data: news});
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) wrong.push(`wide: ${root.scrollWidth}`);
  if (!scrolls && root.scrollHeight > innerHeight) wrong.push(`high: ${root.scrollHeight}`);
  const main = document.getElementById("main").getBoundingClientRect();
  for (const box of document.querySelectorAll("main [data-fit]")) {
    const { firstElementChild: first, lastElementChild: last } = box;
    if (!box.clientWidth) continue;
    const high = last.offsetTop + last.offsetHeight - first.offsetTop;
    if (high > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1) {
      wrong.push(`cut: ${box.textContent.trim()}`);
    }
  }
  const walk = document.createTreeWalker(document.getElementById("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (!text.data.trim() || text.parentElement.closest(".unseen")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const at = range.getBoundingClientRect();
    if (!at.width) continue;
    const aside = at.left < -1 || at.right > innerWidth + 1;
    const out = aside || at.top < main.top - 1 || at.bottom > main.bottom + 1;
    if (out) wrong.push(`outside: ${text.data.trim()}`);
    const size = parseFloat(getComputedStyle(text.parentElement).fontSize);
    if (size < least - 0.6) wrong.push(`small: ${size} ${text.data.trim()}`);
  }
  return wrong.slice(0, 4).map((one) => `${name}: ${one}`);
})"""
"""What is wrong with the layout of each of many pictures: cut, outside, smaller than so many px."""


@cache
def pages() -> Pages:
    """The templates."""
    return Pages(LANGUAGES)


def shown(language: str) -> list[Moment]:
    """Every moment of a session that is not about the window's own keys."""
    own = ("panel", "peek", "toast", "keyboard_voting")
    return [m for m in moments(shipped(), language) if not any(getattr(m.ui, k) for k in own)]


def picture(snapshot: Snapshot, now: int, *, latin_digits: bool = False) -> str:
    """The <main> that such a moment has."""
    made = StagePicture.of(snapshot, now, latin_digits=latin_digits)
    return pages().main("stage", "", made.payload(now)).whole


def stage(browser: Any, url: str, size: tuple[int, int], theme: str = "stage", **more: Any) -> Any:
    """A page that shows what it is shown, and asks nobody."""
    view = {"width": size[0], "height": size[1]}
    page = browser.new_context(viewport=view, reduced_motion="reduce", **more).new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(EARS)
    page.goto(f"{url}stage?theme={theme}")
    page.evaluate("document.fonts.ready.then(() => true)")
    return page


def news(snapshot: Snapshot, now: int) -> str:
    """What the server would say of a moment."""
    times = StagePicture.of(snapshot, now).times(now)
    return json.dumps({"version": 1, **times, "page": picture(snapshot, now)})


def show(page: Any, snapshot: Snapshot, now: int) -> None:
    """Tell a page of a moment."""
    page.evaluate("(news) => window.stageNews.on.stage({data: news})", news(snapshot, now))
