"""From the home screen in a browser to a session: the real program where there is no display."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from improv.locale.phrases import phrase
from improv.wiring import settings
from tests.phones.browser import LANGUAGES
from tests.phones.test_menu_page import pick, visited
from tests.wiring.program import NO_DISPLAY, SECONDS

pytestmark = pytest.mark.slow

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/menu/\S+")


class Program:
    """`improv` without a command, and what it has printed."""

    def __init__(self, data: Path, *options: str, **chosen: object) -> None:
        data.mkdir()
        (data / settings.NAME).write_text(json.dumps({"choices": chosen}), "utf-8")
        self._out = data.with_suffix(".out")
        with self._out.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "improv", *options],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**NO_DISPLAY, "IMPROV_DATA": str(data)},
            )

    @property
    def printed(self) -> str:
        """All of it."""
        return self._out.read_text("utf-8")

    @property
    def address(self) -> str:
        """The secret way in, as soon as it is printed."""
        ends = time.monotonic() + SECONDS
        while (found := ADDRESS.search(self.printed)) is None:
            assert self.process.poll() is None, self.printed
            assert time.monotonic() < ends
            time.sleep(0.05)
        return found[0]

    def interrupted(self) -> int:
        """Its exit code after Ctrl+C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS)


@contextmanager
def program(data: Path, *options: str, **chosen: object) -> Iterator[Program]:
    """One that is gone at the end, whatever happened."""
    running = Program(data, *options, **chosen)
    try:
        yield running
        assert "Traceback" not in running.printed
    finally:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait(SECONDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_home_to_a_session(browser: Any, tmp_path: Path, language: str) -> None:
    """A workshop, names pasted, begun: its pages are a click away, and Ctrl+C ends it."""
    phones = language != "he"  # without them the remote of this machine steers
    with (
        program(tmp_path / "data", language=language, voice=False, phones=phones) as running,
        visited(browser, running.address, language) as page,
    ):
        page.click(pick("workshop"))
        page.click(pick("names"))
        page.fill("textarea", "Sara\nعمر\nנועם\nOmid")
        page.click(pick("field"))
        page.click(pick("back"))
        page.click(pick("begin"))
        page.wait_for_selector(f"h1:text-is('{phrase(language, 'start.begun')}')")
        stage, remote = (
            str(one.get_attribute("href")) for one in page.query_selector_all("main a")
        )
        (pin,) = re.findall(r"\b\d{6}\b", page.inner_text("main"))
        page.goto(stage)
        page.wait_for_selector("main[data-phase=lobby]")
        assert "Sara" in page.inner_text("main")
        assert bool(page.query_selector(".code-box")) is phones
        page.goto(remote)
        page.fill("#pin", pin)
        page.click("#enter")
        page.wait_for_selector("#next-go")
        page.click("#next-go")
        page.goto(stage)
        page.wait_for_selector("main[data-phase=rules]")
        assert running.interrupted() == 0


def test_somebody_alone_begins_in_the_browser(browser: Any, tmp_path: Path) -> None:
    """Their page is a click away; nobody is asked on the console."""
    with (
        program(tmp_path / "data", "--screen", "browser", name="Sara", voice=False) as running,
        visited(browser, running.address, "en") as page,
    ):
        page.click(pick("alone"))
        page.click(pick("begin"))
        page.wait_for_selector("main a")
        (desk,) = (str(one.get_attribute("href")) for one in page.query_selector_all("main a"))
        page.goto(desk)
        page.wait_for_selector("main[data-phase=lobby]")
        page.click("#next-go")
        page.wait_for_selector("main[data-phase=rules]")
        assert running.interrupted() == 0


def test_quit_ends_the_program_and_ctrl_c_does(browser: Any, tmp_path: Path) -> None:
    """The first is done, the second was stopped."""
    with (
        program(tmp_path / "one", language="en") as running,
        visited(browser, running.address, "en") as page,
    ):
        page.click(pick("quit"))
        page.wait_for_selector("h1:text-is('The program has ended')")
        assert running.process.wait(SECONDS) == 0
    with program(tmp_path / "two", language="en") as running:
        assert running.address
        assert running.interrupted() == 1
        assert "stopped" in running.printed
