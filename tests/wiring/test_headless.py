"""The public command on a machine without a display: it serves, is steered by the remote, and ends.

Everything here is the real program with a real socket; nobody sees a window.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import segno

from improv.journal.reader import SqliteReader

NOTHING_TO_SEE = {
    **{
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "SDL_AUDIODRIVER")
    },
    "LC_ALL": "en_GB.UTF-8",
    "PYTHONIOENCODING": "utf-8",
}
PIN = "271828"
SECONDS = 20


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Game:
    """A running `improv play`, and a facilitator's browser."""

    def __init__(self, data: Path, *options: str, **more: str) -> None:
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.out = data.with_suffix(".out")
        where = ("--bind", "127.0.0.1", "--port", str(self.port), "--data", str(data))
        with self.out.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "improv", "play", *where, *options],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**NOTHING_TO_SEE, **more},
            )
        self.host = httpx.Client(base_url=self.address)
        self._asked = 0

    @property
    def said(self) -> str:
        """What is on the console."""
        return self.out.read_text("utf-8")

    def page(self, path: str) -> httpx.Response:
        """A page, as soon as the address answers."""
        ends = time.monotonic() + SECONDS
        while True:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < ends, self.said
            try:
                return self.host.get(path)
            except httpx.TransportError:
                time.sleep(0.05)

    def login(self) -> None:
        """Type the PIN."""
        self.page("/stage")
        assert self.host.post("/api/host/login", json={"pin": PIN}).status_code == 200

    def state(self) -> dict[str, object]:
        """What the host is told."""
        told: dict[str, object] = self.host.get("/api/state").json()
        return told

    def next(self) -> dict[str, object]:
        """Press the one big button; the state after it."""
        self._asked += 1
        asked = {
            "action": "next",
            "id": f"{self.process.pid}-{self._asked}",
            "phase_id": self.state()["phase_id"],
        }
        answer = self.host.post("/api/host/actions", json=asked)
        assert answer.status_code == 200, answer.text
        return self.state()

    def end(self, how: signal.Signals) -> int:
        """End the program."""
        self.process.send_signal(how)
        return self.process.wait(SECONDS)


@contextmanager
def game(data: Path, *options: str, **more: str) -> Iterator[Game]:
    """A game that is gone at the end, whatever happened. `more` of the environment."""
    running = Game(data, *options, **more)
    try:
        yield running
    finally:
        running.host.close()
        if running.process.poll() is None:
            running.end(signal.SIGKILL)


def _ended(data: Path) -> bool:
    reader = SqliteReader.open(data)
    try:
        (header,) = reader.sessions()
        return header.ended
    finally:
        reader.close()


@pytest.mark.parametrize("screen", [(), ("--screen", "none")])
def test_a_whole_session_is_played_with_no_window(tmp_path: Path, screen: tuple[str, ...]) -> None:
    """By the remote alone, from the lobby to the end; Ctrl+C then ends the program well."""
    data = tmp_path / "data"
    options = ("--host-pin", PIN, "--rounds", "1", "--players", "Leila, Tomasz, Amara")
    with game(data, *options, *screen) as here:
        here.login()
        seen = []
        state = here.state()
        for _ in range(20):
            page = here.page("/stage").text
            assert f'data-phase="{state["phase"]}"' in page
            seen.append(state["phase"])
            if state["phase"] == "end":
                break
            state = here.next()
        assert seen[:3] == ["lobby", "draw", "brief"]
        assert {"play", "vote", "result", "debrief", "kudos", "end"} <= set(seen)
        ends = time.monotonic() + SECONDS
        while "The session is over" not in here.said:
            assert time.monotonic() < ends
            time.sleep(0.05)
        assert here.end(signal.SIGINT) == 0, here.said
        told = here.said
    assert ("no display" in told) is (not screen)
    assert (f"{here.address}/stage" in told) is (not screen)
    assert "Traceback" not in told
    assert _ended(data)


def test_what_was_cut_off_goes_on(tmp_path: Path) -> None:
    """kill -9 in the middle; started again with nobody to ask, it resumes, and waits paused."""
    data = tmp_path / "data"
    with game(data, "--host-pin", PIN, "--seed", "5") as here:
        here.login()
        for _ in range(3):
            state = here.next()
        before = state["seats"], state["request"], state["phase"]
        here.end(signal.SIGKILL)
    with game(data, "--host-pin", PIN) as again:
        again.login()
        state = again.state()
        assert (state["seats"], state["request"], state["phase"]) == before
        assert state["paused"] is True


def test_a_demo_can_be_watched_and_nothing_else(tmp_path: Path) -> None:
    """Its address answers while it plays; no phone can join it and nobody can steer."""
    with game(tmp_path / "data", "--demo", "--rounds", "1", "--seed", "3") as here:
        page = here.page("/stage")
        assert page.status_code == 200
        assert here.page("/").headers["location"].endswith("/stage")
        for path in ("/host", "/api/state"):
            assert here.page(path).status_code == 404
        assert here.host.post("/api/join", json={}).status_code in (404, 405)
        assert re.search(r"projector's page: http://127\.0\.0\.1:\d+/stage", here.said)
        assert here.end(signal.SIGINT) == 0


@pytest.mark.parametrize("screen", [(), ("--screen", "browser"), ("--screen", "none")])
def test_without_a_window_somebody_has_to_steer(tmp_path: Path, screen: tuple[str, ...]) -> None:
    """`--no-phones` takes the remote away, too: said at once, and not waited for ever."""
    with game(tmp_path / "data", "--no-phones", *screen) as here:
        assert here.process.wait(SECONDS) == 2
        assert "--no-phones" in here.said


def test_the_browser_that_it_opens_is_let_in_and_never_waited_for(tmp_path: Path) -> None:
    """Also where whoever comes from this machine comes by a proxy, and has to show the code."""
    opened, got = tmp_path / "browser", tmp_path / "got"
    opened.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys, urllib.request\n"
        "page = urllib.request.urlopen(sys.argv[1], timeout=10).read()\n"
        f"pathlib.Path({str(got)!r}).write_bytes(page)\n"
    )
    opened.chmod(0o700)
    seen = {"DISPLAY": ":none", "BROWSER": f"{opened} %s"}
    options = ("--screen", "browser", "--trusted-proxy", "127.0.0.1")
    with game(tmp_path / "data", *options, **seen) as here:
        ends = time.monotonic() + SECONDS
        while not got.exists():
            assert time.monotonic() < ends, here.said
            time.sleep(0.05)
        assert here.page("/stage").status_code == 403
        assert here.end(signal.SIGINT) == 0
    assert 'data-phase="lobby"' in got.read_text("utf-8")


def test_a_terminal_shows_a_code_to_scan() -> None:
    """Light blocks on a dark ground, two rows a line, with a border; in a file there is none."""
    address = "http://192.0.2.7:8765/stage"
    said = f"from improv.terminal.qr_code import qr_code; print(qr_code({address!r}))"
    command = [sys.executable, "-X", "utf8", "-c", said]
    ours, theirs = os.openpty()
    subprocess.run(command, stdout=theirs, check=True)
    os.close(theirs)
    lines = os.read(ours, 65536).decode().split("\r\n")
    os.close(ours)
    rows = [
        "".join("0" if block in light else "1" for block in line)
        for line in lines
        for light in ("█▀", "█▄")
    ]
    made = segno.make(address, error="m", micro=False).matrix_iter(border=2)
    expected = ["".join(map(str, row)) for row in made]
    assert rows[: len(expected)] == expected
    assert not subprocess.run(command, capture_output=True, check=True).stdout.strip()


def test_a_demo_is_heard_in_the_browser(tmp_path: Path) -> None:
    """With no device either: that a page listens is enough for its lines to be said."""
    options = ("--demo", "--rounds", "1", "--seed", "3", "--voice", "auto", "--speed", "3")
    with game(tmp_path / "data", *options) as here:
        here.page("/stage")
        with here.host.stream("GET", "/api/stage/sound", timeout=SECONDS) as answer:
            told = (json.loads(line[6:]) for line in answer.iter_lines() if line[:7] == "data: {")
            speech = next(news["speech"] for news in told if news["speech"])
            sound = httpx.get(here.address + speech["url"]).content
    assert sound[:4] == b"RIFF"
    assert any(sound[1000:])


def test_a_muted_game_is_silent_in_the_browser(tmp_path: Path) -> None:
    """There is no button that would promise anything."""
    with game(tmp_path / "data", "--demo", "--rounds", "1", "--mute") as here:
        assert "data-cues" not in here.page("/stage").text
        assert here.page("/api/stage/sound").status_code == 404
