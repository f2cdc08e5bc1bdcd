"""Who shows the stage's page what the window was shown: any moment, without playing up to it."""

import json
from functools import cache
from typing import Any

from improv.director.ports import Snapshot
from improv.phones.pages import Pages
from improv.phones.stage_told import left, stage_told
from improv.phones.stage_words import Scene
from improv.screen.showing import Moment, moments
from tests.phones.browser import LANGUAGES, shipped

ALIKE = ("-said", "-over", "-many", "-locked", "-three", "-small", "-later", "-empty")
"""Moments that look like another one."""

EARS = """window.EventSource = class {
  constructor() { this.on = {}; window.told = this; }
  addEventListener(name, heard) { this.on[name] = heard; }
  close() {}
};"""
"""In the place of a browser's own: it is told what a test has to tell."""


@cache
def pages() -> Pages:
    """The templates."""
    return Pages(LANGUAGES)


def shown(language: str) -> list[Moment]:
    """Every moment of a session that is not about the window's own keys."""
    own = ("panel", "peek", "toast", "keyboard_voting")
    return [m for m in moments(shipped(), language) if not any(getattr(m.desk, k) for k in own)]


def picture(snapshot: Snapshot, now: int, *, latin_digits: bool = False) -> str:
    """The <main> that such a moment has."""
    scene = Scene.of(snapshot, now, latin_digits=latin_digits)
    return pages().main("stage", stage_told(scene, now))


def stage(browser: Any, url: str, size: tuple[int, int], theme: str = "stage", **more: Any) -> Any:
    """A page that shows what it is shown, and asks nobody."""
    view = {"width": size[0], "height": size[1]}
    page = browser.new_context(viewport=view, reduced_motion="reduce", **more).new_page()
    page.set_default_timeout(5000)
    page.add_init_script(EARS)
    page.goto(f"{url}stage?theme={theme}")
    page.evaluate("document.fonts.ready.then(() => true)")
    return page


def news(snapshot: Snapshot, now: int) -> str:
    """What the server would say of a moment."""
    speech, scene = snapshot.speech, Scene.of(snapshot, now)
    said = None if speech is None else now - speech.began
    html = picture(snapshot, now)
    return json.dumps({"version": 1, "left": left(scene, now), "said": said, "page": html})


def show(page: Any, snapshot: Snapshot, now: int) -> None:
    """Tell a page of a moment."""
    page.evaluate("(news) => window.told.on.stage({data: news})", news(snapshot, now))
