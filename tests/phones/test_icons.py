"""The icons of the pages: every one that a template names is there, and looks as in the window."""

import io
import re
from pathlib import Path
from typing import Any

import pygame
import pytest

from improv.look.icons import ICONS
from improv.look.parts import PARTS
from improv.phones.icons import STAGE_PARTS, TEMPLATE_GLOBALS, icon
from improv.phones.pages import FOLDER
from improv.screen.shapes import mask, named
from tests.phones.browser import ServedRoom, served_room, visitor
from tests.phones.remotes import follows, remote
from tests.phones.voter_states import join, reach

_USES = """() => [...document.querySelectorAll("use")].map((use) => {
  const box = document.querySelector(use.getAttribute("href")) ? use.getBoundingClientRect() : {};
  return [use.getAttribute("href"), box.width ?? 0, box.height ?? 0];
})"""
"""Id, width and height in px of what each use shows; 0 where its symbol is missing."""

_HEIGHT = 96
_MOST = 8
"""Pixels: the smallest detail, the glint of the eye, has 46."""
_WIDTHS = {**dict.fromkeys(ICONS, 1.0), **STAGE_PARTS}
"""What the stage's page has, each with its width over its height."""


def test_icons_look_as_in_the_window(browser: Any) -> None:
    """Painted by Chromium and by the window, at one size: only edges differ, and little."""
    page = browser.new_page(viewport={"width": 1200, "height": len(_WIDTHS) * _HEIGHT})
    uses = "".join(
        f'<svg style="display:block;width:{wide * _HEIGHT}px;height:{_HEIGHT}px">'
        f'<use href="#i-{name}"/></svg>'
        for name, wide in _WIDTHS.items()
    )
    page.set_content(
        '<body style="margin:0;background:#000;color:#fff;fill:#fff">'
        f'<svg style="position:absolute" width="0">{TEMPLATE_GLOBALS["stage_symbols"]}</svg>{uses}'
    )
    pictured = pygame.image.load(io.BytesIO(page.screenshot()), "page.png")
    page.close()
    different = {}
    for row, (name, wide) in enumerate(_WIDTHS.items()):
        shape = mask(round(wide * _HEIGHT), _HEIGHT, named(name, wide))
        area = pygame.Rect((0, row * _HEIGHT), shape.get_size())
        wrong = _difference(shape, pictured.subsurface(area))
        if wrong > _MOST:
            different[name] = wrong
    assert different == {}


def _difference(shape: pygame.Surface, picture: pygame.Surface) -> int:
    """How many pixels are rather full in the one and rather empty in the other."""
    width, height = shape.get_size()
    return sum(
        abs(shape.get_at((x, y)).a - picture.get_at((x, y)).r) > 127
        for x in range(width)
        for y in range(height)
    )


def test_what_a_page_shows_is_on_its_sheet() -> None:
    """Each name that a template or a script writes out; without its symbol a place is empty."""
    missing = set()
    for file in FOLDER.iterdir():
        if file.suffix in (".html", ".js") and "min" not in file.name:
            text = file.read_text("utf-8")
            calls = " ".join(re.findall(r"\bicon\(([^)]*)\)", text))
            names = {*re.findall(r"#i-([\w-]+)", text), *re.findall(r'"([a-z-]+)"', calls)}
            sheet = "phone" if file.name.startswith(("voter", "host", "phone")) else "stage"
            symbols = TEMPLATE_GLOBALS[f"{sheet}_symbols"]
            for name in names & {"mark", *ICONS, *PARTS}:
                if f'<symbol id="i-{name}"' not in symbols:
                    missing.add((file.name, name))
    assert missing == set()


@pytest.mark.parametrize(("path", "least"), [("", 2), ("stage?theme=stage", 3)])
def test_a_page_paints_its_icons_under_its_own_policy(
    browser: Any, lobby: ServedRoom, path: str, least: int
) -> None:
    """Each use finds its symbol and fills a box, and the CSP of the real server blocks nothing."""
    page = browser.new_page()
    blocked: list[str] = []
    page.on("console", lambda one: blocked.append(one.text) if one.type == "error" else None)
    page.goto(lobby.url + path)
    if not path:
        page.locator("#join button.main").click()
        page.wait_for_selector("main[data-joined=yes]")
    sizes = page.evaluate(_USES)
    page.close()
    assert len(sizes) >= least
    assert [one for one in sizes if min(one[1:]) < 8] == []
    assert blocked == []


def test_the_rules_of_a_game_have_their_icons_and_figures(browser: Any, tmp_path: Path) -> None:
    """On a phone and on the remote: every icon is painted, every figure is of the language."""
    with (
        served_room(tmp_path, game="three-strikes", language="fa") as here,
        visitor(browser, "fa") as page,
        remote(browser, here, "fa") as host,
    ):
        join(page, here)
        reach(page, here, "rules")
        follows(host, here)
        for one, where in ((page, ".rules"), (host, "#rules-told")):
            shown = one.locator(f"{where} svg").evaluate_all(
                "all => all.map((svg) => document.querySelector(svg.firstElementChild"
                ".getAttribute('href')) !== null && svg.getBoundingClientRect().width > 8)"
            )
            assert len(shown) > 2
            assert all(shown)
            first = one.locator(f"{where} ol li").first
            assert first.inner_text().startswith("۱")
            assert first.evaluate("li => getComputedStyle(li).listStyleType") == "none"


def test_phones_have_what_a_round_may_show() -> None:
    """Every phase, criterion and move has its symbol on a phone, as on the stage's page."""
    tables = ("phase_icons", "criterion_icons", "move_icons")
    names = {name for table in tables for name in TEMPLATE_GLOBALS[table].values()}
    assert len(names) > 10
    for sheet in ("phone_symbols", "stage_symbols"):
        on_it = set(re.findall(r'<symbol id="i-([\w-]+)"', TEMPLATE_GLOBALS[sheet]))
        assert names <= on_it


def test_only_what_points_is_mirrored() -> None:
    """In a page from right to left an arrow points the other way, a heart does not; all is text."""
    assert 'class="icon  mirrored"' in icon("arrow")
    assert 'class="icon done"' in icon("heart", "done")
    assert "&#34;&gt;" in icon("heart", '">')
