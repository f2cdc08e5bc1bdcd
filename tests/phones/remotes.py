"""A facilitator's phone in a real browser: the remote, opened with the PIN, and how it is used."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from improv.core.formats import PhaseKind
from tests.phones.browser import ServedRoom, phone

K = PhaseKind
DOUBLE_TAP = 420
"""ms; a second tap within them is none."""
NAMES = ("Anna", "نادر", "<b>Noam</b>", "מיכל", "Omid", "Lena")


@contextmanager
def remote(browser: Any, here: ServedRoom, language: str = "en", **more: Any) -> Iterator[Any]:
    """A facilitator's phone that has shown the PIN."""
    page = phone(browser, language, **more)
    try:
        page.goto(f"{here.url}host")
        page.locator("#pin").fill("123456")
        page.locator("#enter").click()
        page.locator("#next-go").wait_for()
        yield page
    finally:
        page.context.close()


def until(page: Any, true: Callable[[], object]) -> None:
    """Wait for the room."""
    for _ in range(700):
        if true():
            return
        page.wait_for_timeout(30)
    raise AssertionError("it never came true")


def now(here: ServedRoom) -> PhaseKind:
    """The phase that is on."""
    return here.kind


def follows(page: Any, here: ServedRoom) -> None:
    """Wait until the page shows the phase that is on."""
    page.locator(f"#now-{here.state.running.phase_id}").wait_for(state="attached")


def round_(page: Any, here: ServedRoom, kind: PhaseKind) -> None:
    """Wait until the remote shows that phase: somebody else presses Next."""
    here.to(kind)
    follows(page, here)


def step(page: Any, here: ServedRoom) -> None:
    """Press Next on the remote, once."""
    follows(page, here)
    before = here.state
    page.wait_for_timeout(DOUBLE_TAP)
    page.locator("#next-go").click()
    until(page, lambda: here.state is not before)
    follows(page, here)


def walk(page: Any, here: ServedRoom, kind: PhaseKind) -> None:
    """Press Next on the remote until that phase is on."""
    while here.kind is not kind:
        assert here.kind is not K.END
        step(page, here)


def drawer(page: Any, id_: str) -> None:
    """Open a drawer, if it is shut."""
    if page.locator(f"#{id_}").get_attribute("open") is None:
        page.locator(f"#{id_} > summary").click()


def press(page: Any, id_: str, true: Callable[[], object]) -> None:
    """Press that button, and wait for the room."""
    page.locator(f"#{id_}").click()
    until(page, true)


def shows(page: Any, id_: str, pressed: str = "true") -> None:
    """Wait until that switch shows what it should."""
    page.locator(f"#{id_}[aria-pressed={pressed}]").wait_for()
