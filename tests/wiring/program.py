"""A running `improv play` on a machine without a display, and a facilitator's browser."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

NO_DISPLAY = {
    **{
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "SDL_AUDIODRIVER")
    },
    "LC_ALL": "en_GB.UTF-8",
    "PYTHONIOENCODING": "utf-8",
}
PIN = "271828"
SECONDS = 60


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class RunningGame:
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
                env={**NO_DISPLAY, **more},
            )
        self.host = httpx.Client(base_url=self.address, timeout=SECONDS)
        self._asked = 0

    @property
    def printed(self) -> str:
        """What is on the console."""
        return self.out.read_text("utf-8")

    def wait_for(self, text: str) -> None:
        """Until it is on the console."""
        ends = time.monotonic() + SECONDS
        while text not in self.printed:
            assert self.process.poll() is None, self.printed
            assert time.monotonic() < ends, self.printed
            time.sleep(0.05)

    def page(self, path: str) -> httpx.Response:
        """A page, as soon as the address answers."""
        ends = time.monotonic() + SECONDS
        while True:
            assert self.process.poll() is None, self.printed
            assert time.monotonic() < ends, self.printed
            try:
                return self.host.get(path)
            except httpx.TransportError:
                time.sleep(0.05)

    def login(self) -> None:
        """Type the PIN."""
        self.page("/stage")
        assert self.host.post("/api/host/login", json={"pin": PIN}).status_code == 200

    def state(self) -> dict[str, object]:
        """The state that the host remote gets."""
        state: dict[str, object] = self.host.get("/api/state").json()
        return state

    def act(self, action: str, **more: object) -> dict[str, object]:
        """Do something by the host remote; the state after it."""
        self._asked += 1
        asked = {
            "action": action,
            "id": f"{self.process.pid}-{self._asked}",
            "phase_id": self.state()["phase_id"],
            **more,
        }
        answer = self.host.post("/api/host/actions", json=asked)
        assert answer.status_code == 200, answer.text
        return self.state()

    def next(self) -> dict[str, object]:
        """Press the one big button; the state after it."""
        return self.act("next")

    def end(self, how: signal.Signals) -> int:
        """End the program."""
        self.process.send_signal(how)
        return self.process.wait(SECONDS)


@contextmanager
def running_game(data: Path, *options: str, **more: str) -> Iterator[RunningGame]:
    """A game that is gone at the end, whatever happened. `more` of the environment."""
    running = RunningGame(data, *options, **more)
    try:
        yield running
    finally:
        running.host.close()
        if running.process.poll() is None:
            running.end(signal.SIGKILL)
