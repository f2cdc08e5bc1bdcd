"""A machine for one command: a home, a folder and a network of its own, and a shell that reads it.

The network is a namespace of Linux with an address as a router gives it, so that a command may say
which port and address it wants, and several run at once.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from select import select

import pytest

from improv.paths import ASSETS
from tests.guide.commands import ROOT

MISSING = [name for name in ("bash", "ip", "nsenter", "unshare") if shutil.which(name) is None]
"""What a machine of one's own needs and this one has not got."""

ADDRESS = "192.168.1.20"
SECONDS = 90
"""How long anything may take on a busy machine."""

_NETWORK = f"ip link set lo up && ip address add {ADDRESS}/24 dev lo"
# Whoever started the tests in the background has told every program to take no notice of Ctrl+C.
_SHELL = "exec env --default-signal=INT bash -c"
_FETCH = (
    "import sys; from urllib.request import HTTPCookieProcessor, build_opener; "
    "browser = build_opener(HTTPCookieProcessor()); "
    "sys.stdout.buffer.write(browser.open(sys.argv[1], timeout=60).read())"
)


def _shell(*, own_network: bool) -> list[str]:
    if not own_network:
        return ["bash", "-c", f'{_SHELL} "$0"']
    root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", *root, "--net", "bash", "-c", f'{_NETWORK} && {_SHELL} "$0"']


@cache
def _no_network() -> str:
    """Why this account may make no network of its own."""
    command = [*_shell(own_network=True), "true"]
    made = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    return made.stderr.strip() if made.returncode else ""


@dataclass
class Running:
    """A command that has not ended."""

    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def printed(self) -> str:
        """What it has said."""
        return self.log.read_text("utf-8", "replace")

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Until it has said that."""
        ends = time.monotonic() + SECONDS
        while not (found := re.search(pattern, self.printed)):
            assert self.process.poll() is None, self.printed
            assert time.monotonic() < ends, self.printed
            time.sleep(0.05)
        return found

    def wait_until_it_asks(self, terminal: int) -> None:
        """Until anything is said: what is typed before a password is asked for is thrown away."""
        ends = time.monotonic() + SECONDS
        while not (self.printed or select([terminal], [], [], 0.05)[0]):
            assert time.monotonic() < ends

    def fetch(self, url: str) -> str:
        """A page, asked for in its network."""
        inside = ["nsenter", "--target", str(self.process.pid), "--net"]
        if os.geteuid():
            inside += ["--user", "--preserve-credentials"]
        asked = subprocess.run(
            [*inside, sys.executable, "-S", "-c", _FETCH, url], capture_output=True, timeout=SECONDS
        )
        assert asked.returncode == 0, (asked.stderr, self.printed)
        return asked.stdout.decode()

    def end(self) -> int:
        """As Ctrl+C does; its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS)


@dataclass
class Machine:
    """Where a command is written."""

    home: Path
    more: Mapping[str, str] = field(default_factory=dict)
    """Of its environment."""
    own_network: bool = True
    """Without a way out; False for what installs packages."""

    def __post_init__(self) -> None:
        """Make the folders, and a program named improv; skips the test where that is impossible."""
        if MISSING:
            pytest.skip(f"needs {', '.join(MISSING)}")
        if self.own_network and _no_network():
            pytest.skip(f"this account may make no network: {_no_network()}")
        self.folder.mkdir(parents=True)
        self.data.mkdir(parents=True)
        programs = self.home / "bin"
        programs.mkdir()
        improv = programs / "improv"
        improv.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m improv "$@"\n', "utf-8")
        improv.chmod(0o755)

    @property
    def folder(self) -> Path:
        """The working folder."""
        return self.home / "work"

    @property
    def data(self) -> Path:
        """Where sessions are kept."""
        return self.home / ".local" / "share" / "improv"

    @property
    def environ(self) -> dict[str, str]:
        """Of every command here: a home that speaks English, with no sound device and no screen."""
        gone = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "SDL_AUDIODRIVER", "IMPROV_DATA")
        kept = {name: value for name, value in os.environ.items() if name not in gone}
        own = [str(self.home / "bin"), str(Path(sys.executable).parent)]
        shared = [
            f"{root}{bin_}" for root in ("/usr/local", "/usr", "") for bin_ in ("/bin", "/sbin")
        ]
        return {
            **{name: value for name, value in kept.items() if not name.startswith("XDG_")},
            "HOME": str(self.home),
            "PATH": os.pathsep.join((*own, *shared)),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "LC_ALL": "C.UTF-8",
            **self.more,
        }

    @contextmanager
    def started(
        self, command: str, typed: str = "", folder: Path | None = None
    ) -> Iterator[Running]:
        """The command runs, in the working folder or another one; it is gone at the end.

        Somebody types a line where it asks.
        """
        import pty  # of POSIX

        log = self.home / "log"
        ours, theirs = pty.openpty() if typed else (None, subprocess.DEVNULL)
        with log.open("wb") as out:
            process = subprocess.Popen(
                [*_shell(own_network=self.own_network), command],
                cwd=self.folder if folder is None else folder,
                env=self.environ,
                stdin=theirs,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            running = Running(process, log)
            if ours is not None:
                running.wait_until_it_asks(ours)
                os.write(ours, f"{typed}\n".encode())
            yield running
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(SECONDS)
            if ours is not None:
                os.close(ours)
                os.close(theirs)

    def run(self, command: str, typed: str = "", folder: Path | None = None) -> tuple[int, str]:
        """The command to its end: its exit code, and what it said."""
        with self.started(command, typed, folder) as running:
            return running.process.wait(SECONDS * 3), running.printed


def pack_of_the_guide(folder: Path) -> Path:
    """The pack that the guide's page on cards shows, in `folder`."""
    page = (ASSETS / "guide" / "writing-cards.en.html").read_text("utf-8")
    shown = unescape(page.partition('<pre tabindex="0">')[2].partition("</pre>")[0])
    pack = folder / "my-pack"
    pack.mkdir()
    for part in re.split(r"^# (?=\w+\.yaml$)", shown, flags=re.MULTILINE)[1:]:
        name, _, text = part.partition("\n")
        (pack / name).write_text(text, "utf-8")
    return pack
