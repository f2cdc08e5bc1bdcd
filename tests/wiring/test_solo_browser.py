"""`improv solo --screen browser`: the real program prints an address, and whoever has it plays."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.wiring.program import NO_DISPLAY, SECONDS

COMMAND = (
    sys.executable,
    "-m",
    "improv",
    "solo",
    "--screen",
    "browser",
    "--mute",
    "--name",
    "Sara",
)
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/play/\S+")


def test_the_printed_address_is_the_way_in(tmp_path: Path) -> None:
    """Of this computer alone: by it the page has its buttons, and a press is done."""
    out = tmp_path / "out"
    with out.open("wb") as printed:
        process = subprocess.Popen(
            [*COMMAND, "--data", str(tmp_path / "data")],
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            env=NO_DISPLAY,
        )
    try:
        ends = time.monotonic() + SECONDS
        while (found := ADDRESS.search(out.read_text("utf-8"))) is None:
            assert process.poll() is None, out.read_text("utf-8")
            assert time.monotonic() < ends
            time.sleep(0.05)
        with httpx.Client(follow_redirects=True, timeout=SECONDS, trust_env=False) as mine:
            page = mine.get(found[0])
            assert page.url.path == "/stage"
            assert 'data-phase="lobby"' in page.text
            here = re.search(r'name="phase_id" value="(\d+)"', page.text)
            assert here is not None
            form = {"action": "next", "id": "one", "phase_id": here[1]}
            after = mine.post(f"{page.url.copy_with(path='/play')}", data=form)
            assert 'data-phase="rules"' in after.text
            strangers = httpx.get(str(page.url), trust_env=False)
            assert strangers.status_code == 401
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 0, out.read_text("utf-8")
        assert "Traceback" not in out.read_text("utf-8")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(SECONDS)
