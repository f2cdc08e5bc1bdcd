"""A real sound server: what is played there is heard, and microphones come and go."""

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from improv.core.measures import Span
from improv.listening.listener import Listener
from improv.listening.microphone import Microphone
from improv.listening.take_files import TakeFiles
from improv.listening.troubles import Trouble
from tests.listening.sounds import ANSWERS, mixed, pcm, seconds, spoken
from tests.listening.waiting import Clock, until

pytestmark = pytest.mark.skipif(
    not (shutil.which("pulseaudio") and shutil.which("pacat")),
    reason="no sound server: apt-get install pulseaudio pulseaudio-utils",
)


@dataclass
class Server:
    """PulseAudio without devices of its own."""

    process: "subprocess.Popen[bytes]"

    def load(self, module: str, *arguments: str) -> str:
        """Load a module: its number."""
        return self.control("load-module", module, *arguments).strip()

    def control(self, *arguments: str) -> str:
        """Ask the server for something."""
        asked = subprocess.run(
            ["pactl", *arguments], capture_output=True, text=True, timeout=20, check=True
        )
        return asked.stdout

    def add_microphone(self, name: str) -> str:
        """A microphone that hears what is played on a loudspeaker: the number of its module."""
        self.load("module-null-sink", f"sink_name={name}-room")
        return self.load(
            "module-remap-source",
            f"source_name={name}",
            f"master={name}-room.monitor",
            f"source_properties=device.description={name}",
        )


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of this test alone; SDL asks it for microphones."""
    socket = tmp_path / "socket"
    for name, value in (
        ("HOME", str(tmp_path)),
        ("XDG_RUNTIME_DIR", str(tmp_path)),
        ("PULSE_SERVER", f"unix:{socket}"),
        ("SDL_AUDIODRIVER", "pulseaudio"),
    ):
        monkeypatch.setenv(name, value)
    options = ("-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1")
    loaded = f"module-native-protocol-unix socket={socket} auth-anonymous=1"
    with subprocess.Popen(
        ["pulseaudio", *options, "--disable-shm=yes", "-L", loaded],
        env={**os.environ, "PULSE_SERVER": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            until(socket.exists)
            yield Server(process)
        finally:
            process.kill()


@pytest.mark.slow
def test_the_microphone_of_the_system_hears_what_is_said(server: Server, tmp_path: Path) -> None:
    """Of two the one that the system has chosen, though it is not the first."""
    for name in ("other", "chosen"):
        server.add_microphone(name)
    server.control("set-default-source", "chosen")
    (said,) = spoken(ANSWERS[:1])
    file = tmp_path / "said.raw"
    file.write_bytes(pcm(mixed(seconds(said) + 2, [(1.0, said)])))
    listener = Listener(Clock(), TakeFiles(tmp_path / "takes", keep=False))
    listener.begin()
    until(lambda: listener.recorded >= 500)
    form = ("--rate=16000", "--format=s16le", "--channels=1", "--latency-msec=500")
    with file.open("rb") as sound:
        subprocess.run(
            ["pacat", "--playback", "--device=chosen-room", *form],
            stdin=sound,
            timeout=60,
            check=True,
        )
    heard = asyncio.run(listener.finish("monday-1"))
    listener.close()
    assert heard.failure is None
    assert heard.timeline is not None
    answer = heard.timeline.answer
    whole = Span(answer[0].begins, answer[-1].ends)
    assert whole.begins > 1_000
    # A player that gets no time leaves gaps.
    assert 1000 * seconds(said) - 100 < whole.lasts < 1000 * seconds(said) + 600


@pytest.mark.slow
def test_a_microphone_that_is_unplugged(server: Server) -> None:
    """It is noticed within some seconds; what was heard until then is there."""
    module = server.add_microphone("gone")
    server.add_microphone("stays")
    microphone = Microphone("gone")
    microphone.start(Clock())
    until(lambda: microphone.recorded >= 1_000)
    assert microphone.failure is None or microphone.failure.trouble is Trouble.MUTED
    server.control("unload-module", module)
    began = time.monotonic()
    until(lambda: microphone.failure and microphone.failure.trouble is Trouble.GONE)
    assert time.monotonic() - began < 5
    assert not microphone.is_open
    found = microphone.stop()
    assert found is not None
    assert len(found.samples) // 32 >= 1_000
    assert found.device == "gone"


def test_a_sound_server_that_ends(server: Server) -> None:
    """The same, whatever SDL does then."""
    server.add_microphone("one")
    microphone = Microphone()
    microphone.start(Clock())
    until(lambda: microphone.recorded >= 500)
    server.process.kill()
    server.process.wait()
    until(lambda: microphone.failure and microphone.failure.trouble is Trouble.GONE)
    found = microphone.stop()
    assert found is not None
    assert found.failure is not None
    assert found.failure.trouble is Trouble.GONE
    assert len(found.samples) // 32 >= 500


def test_without_a_microphone(server: Server) -> None:
    """A server with a loudspeaker alone."""
    server.load("module-null-sink", "sink_name=room")
    microphone = Microphone()
    microphone.start(Clock())
    until(lambda: microphone.failure)
    assert microphone.failure is not None
    assert microphone.failure.trouble is Trouble.NO_DEVICE
    microphone.close()
