"""The stage on a TV that was sold in 2021: its browser stays what it was, about Chromium 79.

Nothing newer stands in the stage's sheets and scripts where it would be missed; without what is
newer and can be missed everything fits as well. (Seen once in Chromium 79 and 83 themselves.)
"""

import re
from pathlib import Path
from typing import Any

import pytest

from improv.look.sizes import Scale
from improv.phones.pages import FOLDER, Pages
from tests.phones.browser import LANGUAGES, ServedRoom, served_room, visitor
from tests.phones.stage_moments import ALIKE, MEASURE, news, shown, stage

SHEETS = sorted(FOLDER.glob("stage*.css"))
SCRIPTS = [
    FOLDER / name for name in ("stage.js", "player.js", "keys.js", "sound.js", "idiomorph.min.js")
]

NEWER_CSS = {
    "units of a container": r"\dcq[whib]|\dcqm(in|ax)|@container|container-type",
    ":has, :is, :where": r":(has|is|where)\(",
    "colours mixed by the browser": r"color-mix\(|oklch\(|\blab\(",
    "sides by the text's direction, in a position": r"\binset(-[a-z-]+)?:",
    "two sides by the text's direction at once": r"\b(margin|padding|border)-(inline|block):",
    "nested rules and layers": r"^\s*&|@layer|@scope",
    "transforms of their own": r"[;{]\s*(translate|rotate|scale):",
    "rows of the parent's grid": r"\bsubgrid\b",
}
"""What a browser of 2021 drops together with its whole rule or line."""

NEWER_JS = {
    "optional chaining": r"\?\.(?!\d)",
    "nullish coalescing": r"\?\?",
    "logical assignment": r"(\|\||&&)=",
    "private names": r"[.{;\s]#[a-z]",
    "separated figures": r"\d_\d",
    "methods since 2020": r"\.(at|replaceAll|replaceChildren|findLast|hasOwn|checkVisibility)\(",
    "functions since 2020": r"\b(structuredClone|Promise\.any|WeakRef)\b",
}
"""What Chromium 79 cannot parse, or has not got."""

CAN_BE_MISSED = (
    (r"@supports \(height: 1dvh\)[^\n]*", ""),
    (r"@supports not \(aspect-ratio: 1\)", "@media all"),
    (r"(text-wrap|aspect-ratio|overflow-clip-margin): [^;]*;", ""),
    (r"overflow: clip;", ""),
    (r"align-content: safe center;", ""),
    (r"[^{};]*:focus-visible[^{]*{[^}]*}", ""),
    (r"(?<=[;{])([^{}]*display: flex;[^{}]*?)\b(row-|column-)?gap: [^;]*;", r"\1"),
)
"""Each with what an older browser sees in its place."""


def code(script: Path) -> str:
    """A script without its comments and strings."""
    text = re.sub(r"//[^\n]*|/\*.*?\*/", "", script.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])*\'', '""', text)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_a_sheet_needs_nothing_newer(sheet: Path) -> None:
    """A rule that an old browser drops is missed by everybody in front of it."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    assert [why for why, at in NEWER_CSS.items() if re.search(at, text, re.MULTILINE)] == []


def test_the_sheet_of_colours_needs_nothing_newer() -> None:
    """The one that is made while the program runs."""
    (look,) = (one for name, one in Pages(LANGUAGES).files.items() if name.startswith("stage-look"))
    text = look.content.decode()
    assert [why for why, at in NEWER_CSS.items() if re.search(at, text, re.MULTILINE)] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda one: one.name)
def test_a_script_needs_nothing_newer(script: Path) -> None:
    """One token that a browser cannot parse, and nothing of the script runs."""
    assert [why for why, at in NEWER_JS.items() if re.search(at, code(script))] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "size"),
    [pytest.param("en", (1280, 720), marks=pytest.mark.slow), ("fa", (1920, 1080))],
)
def test_every_scene_is_whole_without_what_can_be_missed(
    browser: Any, lobby: ServedRoom, language: str, size: tuple[int, int]
) -> None:
    """No gaps in rows, no shapes by their sides, no windows that know their bars."""

    def aged(route: Any) -> None:
        answer = route.fetch()
        text = answer.text()
        for newer, older in CAN_BE_MISSED:
            text = re.sub(newer, older, text)
        route.fulfill(response=answer, body=text)

    page = stage(browser, lobby.url, size)
    page.route("**/*.css", aged)
    page.reload()
    page.evaluate("document.fonts.ready.then(() => true)")
    told = {m.name: news(m.snapshot, m.now) for m in shown(language) if not m.name.endswith(ALIKE)}
    gap = "getComputedStyle(document.querySelector('.heading')).columnGap"
    assert page.evaluate(gap) == "normal"
    found = page.evaluate(MEASURE, [told, Scale(*size).least, False])
    page.context.close()
    assert found == []


@pytest.mark.slow
def test_a_browser_that_runs_no_script_of_ours_is_told(browser: Any, tmp_path: Path) -> None:
    """In the room's language; whoever can show the stage never reads it."""
    with served_room(tmp_path, language="fa") as here, visitor(browser) as page:
        page.goto(f"{here.url}stage")
        assert not page.locator("#too-old").is_visible()
        page.route("**/stage.*.js", lambda route: route.fulfill(body="let broken = ;"))
        page.goto(f"{here.url}stage?again")
        page.locator("#too-old").wait_for()
        assert "مرورگر" in page.locator("#too-old").inner_text()


def test_the_screen_is_asked_to_stay_awake(browser: Any, lobby: ServedRoom) -> None:
    """When the page comes, and again whenever it is seen again; a no is no error."""
    with visitor(browser) as page:
        page.add_init_script(
            "window.asked = []; navigator.wakeLock.request = (kind) => {"
            " window.asked.push(kind); return Promise.reject(new DOMException('no')); };"
        )
        errors: list[Any] = []
        page.on("pageerror", lambda error: errors.append(error))
        page.goto(f"{lobby.url}stage")
        page.wait_for_function("window.asked.length === 1")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_function("window.asked.length === 2")
        assert page.evaluate("window.asked") == ["screen", "screen"]
        assert errors == []
