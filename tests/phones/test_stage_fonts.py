"""The stage's typefaces: cut from the window's own, small, and enough for every word."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from improv import paths
from improv.look.web_fonts import web_fonts
from tests.phones.browser import served_room

CUT = paths.FONTS / "cut.py"
MOST_BYTES = 120_000
"""Of fonts, in one language; the window's own would be 256 KB."""

MOST_BYTES_OF_ALL = 150_000
"""Of the page, its sheets, its scripts and two more scenes beside."""

PLAYERS = {
    "en": ("Anna", "Ben", "Chloé"),
    "fa": ("نادر", "لیلا", "رضا"),
    "ar": ("سارة", "ليلى", "نور"),
    "he": ("מיכל", "נועה", "דן"),
}

LINES = """() => {
  const walk = document.createTreeWalker(document.getElementById('main'), NodeFilter.SHOW_TEXT);
  let lines = 0;
  while (walk.nextNode())
    if (walk.currentNode.data.trim()) walk.currentNode.parentElement.dataset.line = lines++;
  return lines; }"""
ISOLATES = "\u2066\u2067\u2068\u2069"
"""Nobody sees them, and no typeface has them."""


@pytest.mark.slow
def test_the_pieces_are_cut_from_the_windows_fonts(tmp_path: Path) -> None:
    """Whoever changes a font, or the table of pieces, cuts them anew; nothing else is there."""
    subprocess.run([sys.executable, CUT, tmp_path], check=True, timeout=90)
    shipped = {file.name: file.read_bytes() for file in (paths.FONTS / "web").iterdir()}
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == shipped
    assert sorted(font.name for font in web_fonts()) == sorted(shipped)


@pytest.mark.slow
@pytest.mark.parametrize("language", PLAYERS)
def test_a_stage_in_one_language_takes_few_bytes(
    browser: Any, tmp_path: Path, language: str
) -> None:
    """Its fonts, and all of a first visit; and every word is set in a shipped typeface."""
    players = PLAYERS[language]
    with served_room(tmp_path, language=language, players=players) as here:
        page = browser.new_page()
        system = page.context.new_cdp_session(page)
        for domain in ("Network", "DOM", "CSS"):
            system.send(f"{domain}.enable")
        names: dict[str, str] = {}
        sizes: dict[str, float] = {}

        def asked(told: dict[str, Any]) -> None:
            names[told["requestId"]] = told["response"]["url"]

        def came(told: dict[str, Any]) -> None:
            sizes[told["requestId"]] = told["encodedDataLength"]

        system.on("Network.responseReceived", asked)
        system.on("Network.loadingFinished", came)
        page.goto(f"{here.url}stage")
        for kind in ("lobby", "brief", "vote"):
            here.to(kind)
            page.wait_for_selector(f"main[data-phase={kind}]")
            page.evaluate("document.fonts.ready.then(() => true)")
            assert page.evaluate(LINES) > 5
            root = system.send("DOM.getDocument")["root"]["nodeId"]
            found = system.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-line]"})
            for node in found["nodeIds"]:
                used = system.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
                html = system.send("DOM.getOuterHTML", {"nodeId": node})["outerHTML"]
                others = sum(one["glyphCount"] for one in used if not one["isCustomFont"])
                assert others <= sum(map(html.count, ISOLATES)), (html, used)
        page.close()
    fonts = [size for key, size in sizes.items() if ".woff2" in names.get(key, "")]
    assert 20_000 < sum(fonts) < MOST_BYTES
    assert sum(sizes.values()) < MOST_BYTES_OF_ALL
