"""A running `improv serve`, and whoever has its key."""

import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.phones.simulated import Host
from tests.phones.whole_session import ROUNDS
from tests.wiring.program import NO_DISPLAY, SECONDS


async def enter_by(host: Host, path: str) -> None:
    """Become a room's host by the host's address; the room plays as many rounds as on a laptop."""
    made = await host.connect()
    _, head, _ = await made.ask(host.request("GET", path))
    for line in head.decode().split("\r\n"):
        if line.lower().startswith("set-cookie: "):
            host.cookie = line[12:].partition(";")[0]
    assert made.transport is not None
    made.transport.close()
    await host.steer("setup", field="rounds", value=str(ROUNDS))


class HostedGame:
    """A service in a process of its own, and one room in it: a `PlayedProgram`."""

    goes_on = True

    def __init__(self, data: Path, offer: str = "game:lawnmower", *options: str) -> None:
        self._data, self._options = data, options
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.out = data.with_suffix(".out")
        self.key = self._new_key()
        self.process = self.start()
        self.host_path = ""
        self.prefix = self.make(offer)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def printed(self) -> str:
        """All that it has said."""
        return self.out.read_text("utf-8")

    def _command(self, *options: str) -> list[str]:
        where = ("--data", str(self._data), *self._options)
        return [sys.executable, "-m", "improv", "serve", *where, *options]

    def _new_key(self) -> str:
        command = self._command("--new-key")
        said = subprocess.run(command, capture_output=True, text=True, check=True, env=NO_DISPLAY)
        found = re.search(r"(?:[0-9a-f]{4}-){7}[0-9a-f]{4}", said.stdout)
        assert found, said
        return found[0]

    def start(self) -> "subprocess.Popen[bytes]":
        """Start it, and wait until it answers."""
        where = ("--port", str(self.port), "--bind", "127.0.0.1", "--mute")
        with self.out.open("ab") as out:
            self.process = subprocess.Popen(
                self._command(*where),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=NO_DISPLAY,
            )
        ends = time.monotonic() + SECONDS
        while True:
            try:
                httpx.get(f"{self.url}/healthz", trust_env=False)
            except httpx.TransportError:
                assert self.process.poll() is None, self.printed
                assert time.monotonic() < ends, self.printed
                time.sleep(0.05)
            else:
                return self.process

    def make(self, offer: str = "game:lawnmower", host: str = "Sara") -> str:
        """Make a room, as an organiser does; its path. The newest's host's address is kept."""
        with httpx.Client(base_url=self.url, timeout=SECONDS, trust_env=False) as organiser:
            assert organiser.post("/key", data={"key": self.key}).status_code == 303
            made = organiser.post("/rooms?lang=en", data={"offer": offer, "host": host})
            assert made.status_code == 303, made.text
            page = organiser.get(made.headers["location"]).text
        found = re.search(r"/host/[\w-]+", page)
        assert found
        self.host_path = found[0]
        return str(made.headers["location"]).removesuffix("/room")

    def again(self) -> None:
        """Start it once more."""
        self.start()

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> float:
        """As an operator does; how many seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(SECONDS) == 0, self.printed
        return time.monotonic() - began

    async def enter(self, host: Host) -> None:
        """By the host's address; the room plays as many rounds as on a laptop."""
        await enter_by(host, self.host_path)
