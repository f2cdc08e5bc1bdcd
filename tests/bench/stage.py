"""The projector in a browser: what its page weighs, how soon it shows, what fifty of them cost.

The real program without a window, the host remote's own API, a real Chromium. Knows the goals;
the numbers are this machine's.
"""

import asyncio
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import psutil
from playwright.sync_api import Page, sync_playwright

from tests.phones.browser import FLAGS
from tests.wiring.program import PIN, RunningGame, running_game

Row = tuple[str, str, str]

STAGES = 50
DRAWS = 60
EVERY = 0.15
"""Seconds between two draws: each is a whole new picture."""

_WEIGHT = """() => {
  const all = [...performance.getEntriesByType("navigation"),
    ...performance.getEntriesByType("resource")];
  return all.reduce((sum, one) => sum + one.transferSize, 0);
}"""
_SHOWN = """async () => {
  await document.fonts.ready;
  await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
  return performance.now();
}"""
_WATCH = """() => {
  window.seen = [];
  const note = () => window.seen.push(performance.timeOrigin + performance.now());
  new MutationObserver(note).observe(document.getElementById("main"),
    {subtree: true, childList: true, characterData: true});
}"""


def rows() -> list[Row]:
    """The table's rows."""
    with tempfile.TemporaryDirectory() as folder:
        found: list[Row] = []
        for language in ("en", "fa"):
            with running_game(
                Path(folder) / language, "--lang", language, "--host-pin", PIN
            ) as here:
                here.login()
                found += _visit(here, language)
        with running_game(Path(folder) / "fifty", "--host-pin", PIN, "--seed", "5") as here:
            here.login()
            here.next()
            found += asyncio.run(_fifty(here))
    return found


def _visit(here: RunningGame, language: str) -> list[Row]:
    """A first visit, then draw after draw on the page."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        page = chromium.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"{here.address}/stage")
        shown = float(page.evaluate(_SHOWN))
        weight = int(page.evaluate(_WEIGHT))
        here.next()
        page.wait_for_selector('#main[data-phase="draw"]')
        late = [_drawn(here, page) for _ in range(DRAWS)]
        chromium.close()
    return [
        (f"{language}: bytes of a first visit, fonts and all", f"{weight / 1024:.0f} KB", "500 KB"),
        (f"{language}: to the first scene, Chromium and fonts", f"{shown:.0f} ms", "1500 ms"),
        (f"{language}: an action to the change on the page", _spread(late), "p99 250 ms"),
    ]


def _drawn(here: RunningGame, page: Page) -> float:
    """Ms from the press of redraw to the new picture in the page."""
    page.evaluate(_WATCH)
    asked = time.time() * 1000
    _redraw(here.host, here.state()["phase_id"])
    time.sleep(EVERY)
    while not (seen := page.evaluate("window.seen")):
        time.sleep(0.02)
    return float(seen[0]) - asked


def _redraw(host: httpx.Client, phase_id: Any) -> None:
    action = {"action": "redraw", "id": f"bench-{time.monotonic_ns()}", "phase_id": phase_id}
    assert host.post("/api/host/actions", json=action).status_code == 200


def _spread(ms: list[float]) -> str:
    ordered = sorted(ms)
    p99 = ordered[int(0.99 * (len(ordered) - 1))]
    return f"p50 {statistics.median(ordered):.0f}, p99 {p99:.0f} ms"


async def _fifty(here: RunningGame) -> list[Row]:
    """What draws cost the program with nobody looking, and with fifty stages."""
    alone, _ = await _cost(here)
    got = [0] * STAGES
    streams = [asyncio.create_task(_stream(here.port, got, i)) for i in range(STAGES)]
    await asyncio.sleep(1.0)
    before = sum(got)
    crowd, lasted = await _cost(here)
    told = (sum(got) - before) / STAGES / DRAWS
    still = psutil.Process(here.process.pid)
    at, began = sum(still.cpu_times()[:2]), time.monotonic()
    await asyncio.sleep(5.0)
    idle = (sum(still.cpu_times()[:2]) - at) / (time.monotonic() - began)
    for stream in streams:
        stream.cancel()
    more = 1000 * (crowd - alone) / DRAWS
    return [
        (f"{STAGES} stages: CPU more for a new picture", f"{more:.1f} ms", "25 ms"),
        (
            f"{STAGES} stages: CPU with {1 / EVERY:.0f} pictures a second",
            _share(crowd / lasted),
            "",
        ),
        (f"{STAGES} stages: CPU while nothing changes", _share(idle), "3%"),
        ("bytes of a new picture to each", f"{told / 1024:.1f} KB", "15 KB"),
    ]


def _share(of_a_core: float) -> str:
    return f"{100 * of_a_core:.1f}% of a core"


async def _cost(here: RunningGame) -> tuple[float, float]:
    """(CPU seconds of the program, seconds) for so many draws."""
    process = psutil.Process(here.process.pid)
    at, began = sum(process.cpu_times()[:2]), time.monotonic()
    for _ in range(DRAWS):
        state = await asyncio.to_thread(here.state)
        await asyncio.to_thread(_redraw, here.host, state["phase_id"])
        await asyncio.sleep(EVERY)
    return sum(process.cpu_times()[:2]) - at, time.monotonic() - began


async def _stream(port: int, got: list[int], mine: int) -> None:
    """A stage that only counts what it is told."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /api/stage/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    try:
        while piece := await reader.read(65536):
            got[mine] += len(piece)
    finally:
        writer.close()


if __name__ == "__main__":
    for row in rows():
        print("  ".join(row))
