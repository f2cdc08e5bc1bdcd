"""Pages of engines that Playwright does not drive as Debian ships them: Firefox and WebKitGTK.

They offer what our tests use of Playwright's pages, under its names, so that the same tour goes
through every engine. A tap is a pointer's own press and release, where a finger would be.
"""

import json
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CALL = """async (given) => {
  const made = (%s
  );
  return JSON.stringify(await (typeof made === "function" ? made(given) : made)) ?? "null"; }"""
_SEEN = """([selector, place]) => {
  const all = [...document.querySelectorAll(selector)];
  const one = all[place < 0 ? all.length + place : place];
  if (!one || !(one.checkVisibility?.() ?? one.getClientRects().length)) return null;
  one.scrollIntoView({block: "nearest", behavior: "instant"});
  const box = one.getBoundingClientRect();
  return {x: box.left, y: box.top, width: box.width, height: box.height}; }"""
_KEYS = {
    "Space": " ",
    "Enter": "\ue007",
    "Tab": "\ue004",
    "ArrowDown": "\ue015",
    "PageDown": "\ue00f",
}


class EngineError(Exception):
    """What the browser refused to do."""


class EnginePage(ABC):
    """One page of a browser, with what it keeps for itself: cookies and storage."""

    patience = 10.0
    """Seconds until something that is waited for has to be there."""

    # What an engine does.

    @abstractmethod
    def goto(self, url: str) -> None:
        """Open an address and wait until it is loaded."""

    @abstractmethod
    def reload(self) -> None:
        """Load it again."""

    @abstractmethod
    def call(self, function: str, given: object) -> str:
        """Call an async JavaScript function with one value; the string that it gives."""

    @abstractmethod
    def pointer(self, x: float, y: float) -> None:
        """Press and release there."""

    @abstractmethod
    def key(self, value: str) -> None:
        """Press and release a key."""

    @abstractmethod
    def set_viewport_size(self, size: dict[str, int]) -> None:
        """As wide and as high, in CSS pixels."""

    @abstractmethod
    def picture(self) -> bytes:
        """What is seen of it, as a PNG."""

    @abstractmethod
    def close(self) -> None:
        """Forget it and its cookies."""

    # The names of Playwright.

    @property
    def context(self) -> "EnginePage":
        """What is closed with it."""
        return self

    def new_page(self) -> "EnginePage":
        """The one page that a phone has."""
        return self

    def set_default_timeout(self, milliseconds: float) -> None:
        """Wait so long for what has to be there."""
        self.patience = milliseconds / 1000

    @property
    def keyboard(self) -> "EnginePage":
        """What has keys."""
        return self

    def press(self, name: str) -> None:
        """Press a key by its name."""
        self.key(_KEYS.get(name, name))

    def evaluate(self, script: str, given: object = None) -> Any:
        """The value of an expression, or what a function gives for `given`."""
        return json.loads(self.call(_CALL % script, given))

    def wait_for_timeout(self, milliseconds: float) -> None:
        """Wait."""
        time.sleep(milliseconds / 1000)

    def wait_for_function(self, script: str, given: object = None) -> Any:
        """Wait until it gives something true; a page that is changing is asked again."""
        end = time.monotonic() + self.patience
        while True:
            try:
                if value := self.evaluate(script, given):
                    return value
            except EngineError:
                if time.monotonic() > end:
                    raise
            if time.monotonic() > end:
                raise AssertionError(f"never true: {script.strip()[:80]} of {given}")
            time.sleep(0.03)

    def wait_for_selector(self, selector: str) -> None:
        """Wait until one is in sight."""
        self.locator(selector).wait_for()

    def screenshot(self, path: str | Path) -> None:
        """Write what is seen of it."""
        Path(path).write_bytes(self.picture())

    def locator(self, selector: str) -> "Locator":
        """What has that CSS selector."""
        return Locator(self, selector)


@dataclass(frozen=True, slots=True)
class Locator:
    """The first, or another, of the elements with a CSS selector, looked up when it is used."""

    page: EnginePage
    selector: str
    place: int = 0

    @property
    def first(self) -> "Locator":
        """The first of them."""
        return self.nth(0)

    @property
    def last(self) -> "Locator":
        """The last of them."""
        return self.nth(-1)

    def nth(self, place: int) -> "Locator":
        """Another of them."""
        return Locator(self.page, self.selector, place)

    def wait_for(self) -> dict[str, float]:
        """Wait until it is in sight; where it is."""
        at: dict[str, float] = self.page.wait_for_function(_SEEN, [self.selector, self.place])
        return at

    def tap(self, *, position: dict[str, float] | None = None) -> None:
        """Press and release on it: in its middle, or so far from its corner."""
        box = self.wait_for()
        within = position or {"x": box["width"] / 2, "y": box["height"] / 2}
        self.page.pointer(box["x"] + within["x"], box["y"] + within["y"])

    click = check = tap

    def fill(self, text: str) -> None:
        """Type into it."""
        self.tap()
        self.page.key(text)

    def count(self) -> int:
        """How many there are, in sight or not."""
        return int(
            self.page.evaluate("(at) => document.querySelectorAll(at).length", self.selector)
        )

    def focus(self) -> None:
        """Give it the keyboard."""
        script = "([at, place]) => [...document.querySelectorAll(at)].at(place).focus()"
        self.page.evaluate(script, [self.selector, self.place])
