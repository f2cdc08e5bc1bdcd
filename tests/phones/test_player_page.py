"""The page of somebody alone in a real Chromium: fingers, keys, screen readers, and no script."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from improv.core.formats import PhaseKind as K
from improv.core.state import Shift
from improv.look.sizes import Scale
from improv.phones.sound import PageSound
from improv.phones.stage_page import StagePicture
from tests.phones.browser import LANGUAGES, PATIENCE, ServedRoom, served_room
from tests.phones.page_fit import SMALL_TARGETS
from tests.phones.stage_moments import MEASURE, pages, shown
from tests.phones.test_stage_page import AXE
from tests.terminal.shifts import cards

SIZES = ((1280, 720), (800, 600), (390, 844), (320, 568))
PHASE = "(({phase, phaseId}) => [phase, phaseId])(document.getElementById('main').dataset)"
UNREACHED = """() => [...document.querySelectorAll('.controls button, .answers button')]
  .filter((one) => { one.scrollIntoView({block: 'nearest'});
    const box = one.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !top || !one.contains(top); })
  .map((one) => one.outerHTML.slice(0, 80))"""
"""Buttons whose middle is covered."""


@contextmanager
def desk(folder: Path, language: str = "en") -> Iterator[ServedRoom]:
    """A shift of one call, with sound on its page."""
    with served_room(
        folder,
        language=language,
        game="solo-shift",
        deck=cards(),
        shift=Shift("Sara"),
        players=("Sara",),
        rounds=1,
        sound=PageSound(lambda: 0.0),
    ) as here:
        yield here


@contextmanager
def page_of(browser: Any, here: ServedRoom, **more: Any) -> Iterator[Any]:
    """The page, opened by its address."""
    size = {"width": 1280, "height": 720}
    context = browser.new_context(**{"viewport": size, "reduced_motion": "reduce", **more})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{here.url}{here.phones.player_path[1:]}")
    try:
        yield page
    finally:
        context.close()
    assert errors == []


def on(page: Any, kind: K) -> None:
    """Wait until the page shows that phase."""
    page.wait_for_selector(f"main[data-phase={kind}]")


def go_to(page: Any, kind: K) -> None:
    """Press Next until that phase is on."""
    for _ in range(20):
        phase, number = page.evaluate(PHASE)
        if phase == kind:
            return
        page.click("#next-go")
        page.wait_for_selector(f"main:not([data-phase-id='{number}'])")
    raise AssertionError(kind)


def test_a_whole_call_by_touch(browser: Any, tmp_path: Path) -> None:
    """Its secret is gone from the address; rows are buttons; the line is kept."""
    with desk(tmp_path) as here, page_of(browser, here, has_touch=True) as page:
        assert page.url == f"{here.url}stage"
        go_to(page, K.REACT)
        page.tap("#choose-2-go")
        on(page, K.REPLY)
        go_to(page, K.CHECK)
        page.tap("#choose-3-go")
        on(page, K.REFLECT)
        page.fill("#note-text", "I waited.")
        page.tap("#note-go")
        page.wait_for_selector("#note-hint:has-text('Written down')")
        assert here.state.round_on.note == "I waited."
        page.tap("#hold-go")
        page.wait_for_selector("#pause")
        page.tap("#hold-go")
        page.wait_for_selector("#pause", state="detached")
        page.tap("#undo-go")
        on(page, K.CHECK)
        page.tap("#speech-go")
        page.wait_for_selector("#speech-go[aria-pressed=false]")
        assert here.state.muted


def test_keys_choose_and_go_on_but_not_while_somebody_writes(browser: Any, tmp_path: Path) -> None:
    """The same figures as in the window, and Space where no field and no button has the focus."""
    with desk(tmp_path) as here, page_of(browser, here) as page:
        for kind in (K.RULES, K.DRAW, K.BRIEF, K.PLAY, K.REACT):
            page.keyboard.press("Space")
            on(page, kind)
            page.wait_for_timeout(450)  # sooner it would be a double click
        page.keyboard.press("4")
        page.keyboard.press("3")
        on(page, K.REPLY)
        go_to(page, K.CHECK)
        page.keyboard.press("1")
        on(page, K.REFLECT)
        page.focus("#note-text")
        page.keyboard.type("1 2 go")
        page.keyboard.press("Enter")
        page.wait_for_selector("#note-hint:has-text('Written down')")
        assert here.kind is K.REFLECT
        assert here.state.round_on.note == "1 2 go"
        assert here.state.round_on.replies == ("promised",)


def test_half_a_line_outlives_news(browser: Any, tmp_path: Path) -> None:
    """The room may have something to show while somebody writes."""
    with desk(tmp_path) as here, page_of(browser, here) as page:
        here.to(K.REFLECT)
        on(page, K.REFLECT)
        page.focus("#note-text")
        page.keyboard.type("half a l")
        page.evaluate("document.getElementById('hold').requestSubmit()")
        page.wait_for_selector("#pause")
        assert page.input_value("#note-text") == "half a l"
        page.keyboard.type("ine")
        assert page.input_value("#note-text") == "half a line"


def test_the_focus_goes_on(browser: Any, tmp_path: Path) -> None:
    """Whoever chose by the keyboard is at Next then, and hears the new scene."""
    with desk(tmp_path) as here, page_of(browser, here) as page:
        here.to(K.REACT)
        on(page, K.REACT)
        page.focus("#choose-1-go")
        page.keyboard.press("Enter")
        on(page, K.REPLY)
        page.wait_for_selector("#next-go:focus")
        assert "customer answers" in page.inner_text("#news")


def test_without_a_script_its_forms_are_pages(browser: Any, tmp_path: Path) -> None:
    """The whole way; and where nothing runs by itself the page does not load anew."""
    with desk(tmp_path) as here, page_of(browser, here, java_script_enabled=False) as page:

        def press(id_: str, kind: K) -> None:
            page.click(f"#{id_}-go")
            on(page, kind)

        for kind in (K.RULES, K.DRAW, K.BRIEF, K.PLAY, K.REACT):
            press("next", kind)
        press("choose-1", K.REPLY)
        here.to(K.CHECK)
        page.reload()
        press("choose-4", K.REFLECT)
        page.fill("#note-text", "Slowly.")
        press("note", K.REFLECT)
        assert page.input_value("#note-text") == "Slowly."
        assert "http-equiv" not in page.content()
        assert here.state.round_on.grade == 4


@pytest.mark.parametrize(
    ("language", "theme"),
    [
        ("fa", "daylight"),
        pytest.param("en", "stage", marks=pytest.mark.slow),
        pytest.param("he", "contrast", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_and_no_button_is_small(
    browser: Any, tmp_path: Path, language: str, theme: str
) -> None:
    """In every scene, 48 px on every screen, none covered."""
    from axe_playwright_python.sync_playwright import Axe

    with desk(tmp_path, language) as here, page_of(browser, here) as page:
        page.goto(f"{here.url}stage?theme={theme}")
        page.evaluate(Axe().axe_script)
        wrong = []
        for kind in (K.LOBBY, K.PLAY, K.REACT, K.MODELS, K.CHECK, K.REFLECT, K.END):
            here.to(kind)
            on(page, kind)
            wrong += page.evaluate(AXE, {"resultTypes": ["violations"]})
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                page.wait_for_timeout(50)
                small, covered = page.evaluate(SMALL_TARGETS), page.evaluate(UNREACHED)
                wrong += [(kind, width, one) for one in (*small, *covered)]
        assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scene_is_whole_with_its_buttons(browser: Any, tmp_path: Path, language: str) -> None:
    """Nothing is cut, outside, too small or scrolled sideways."""
    moments = [one for one in shown(language) if one.name.startswith("solo-")]
    told = {}
    for one in moments:
        made = StagePicture.of(one.snapshot, one.now, played=True, keys=False)
        html = pages().main("stage", "", made.payload(one.now)).whole
        told[one.name] = html
    with desk(tmp_path, language) as here, page_of(browser, here) as page:
        page.evaluate("document.fonts.ready.then(() => true)")
        wrong = {}
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            tall = height > width
            measure = MEASURE.replace("window.stageNews.on.stage({data: news})", SHOW)
            least = 8.0 if tall else min(Scale(width, height).least, 14.0)
            if found := page.evaluate(measure, [told, least, tall]):
                wrong[width, height] = found
        assert wrong == {}


SHOW = """document.getElementById("main").outerHTML = news;
  window.dispatchEvent(new Event("resize"))"""
"""In place of news of a server: the page fits its words again."""
