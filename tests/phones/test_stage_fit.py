"""The stage's page at every size: nothing is cut, outside, too small, or scrolled sideways."""

from typing import Any

import pytest

from improv.look import Scale
from tests.phones.browser import LANGUAGES, House
from tests.phones.stagehand import ALIKE, news, shown, stage

SIZES = ((320, 568), (1024, 768), (1280, 720), (1920, 1080), (3840, 2160))

MEASURE = """([all, least, scrolls]) => Object.entries(all).flatMap(([name, news]) => {
  window.told.on.stage({data: news});
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
    const out = at.left < -1 || at.right > innerWidth + 1 || at.bottom > main.bottom + 1;
    if (out) wrong.push(`outside: ${text.data.trim()}`);
    const size = parseFloat(getComputedStyle(text.parentElement).fontSize);
    if (size < least - 0.6) wrong.push(`small: ${size} ${text.data.trim()}`);
  }
  return wrong.slice(0, 4).map((one) => `${name}: ${one}`);
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scene_is_whole_at_every_size(browser: Any, lobby: House, language: str) -> None:
    """Nothing is cut, outside, too small or scrolled; a phone may scroll, but never sideways."""
    page = stage(browser, lobby.url, SIZES[0])
    told = {m.name: news(m.snapshot, m.now) for m in shown(language)}
    few = {name: one for name, one in told.items() if not name.endswith(ALIKE)}
    wrong = {}
    for size in SIZES:
        tall = size[1] > size[0]
        here = told if size == (1280, 720) else few
        page.set_viewport_size({"width": size[0], "height": size[1]})
        if found := page.evaluate(MEASURE, [here, 8.0 if tall else Scale(*size).least, tall]):
            wrong[size] = found
    page.context.close()
    assert wrong == {}
