"""Workers that hang, die and babble: an error each, and the next line is said."""

import asyncio
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
import uvloop

from improv.voice.engine import Style, UnknownVoice, Unusable
from improv.voice.wav import length
from improv.voice.worker_client import PATIENCE, Failed, Timeouts, WorkerClient, command
from tests.voice.faulty import FAULTS
from tests.voice.workers import FAULTY, alive, said, say, twice, with_workshop

BRIEF = Timeouts(request=0.3)
"""For what hangs; a good line may take its time on a busy machine."""


class Hand:
    """A monotonic clock that is turned by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.seconds


def test_a_text_becomes_a_file(tmp_path: Path) -> None:
    """Two in a row are both there, whole, with their lengths and words; one process makes them."""

    async def work(workshop: WorkerClient) -> None:
        assert await say(workshop, "good morning", tmp_path) == (500, (0, 50))
        process = psutil.Process().children()
        assert await say(workshop, "unknown words", tmp_path) == (500, ())
        assert psutil.Process().children() == process

    with_workshop(work)
    assert said(tmp_path) == ["good morning.wav", "unknown words.wav"]
    assert length(tmp_path / "good morning.wav") == 500


def test_voices(tmp_path: Path) -> None:
    """What an engine has for a language, and the version that will sound so."""

    async def work(workshop: WorkerClient) -> None:
        offer = await workshop.voices("fa")
        assert offer.version == "1"
        assert [(voice.id, voice.languages) for voice in offer.voices] == [
            ("v1", ("en", "fa", "ar"))
        ]
        assert (await workshop.voices("he")).voices == ()
        with pytest.raises(Failed):
            await workshop.voices("xx")
        with pytest.raises(UnknownVoice, match="v2"):
            await workshop.render("good", "v2", Style(), tmp_path / "a.wav")

    with_workshop(work)
    assert said(tmp_path) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_an_error_and_the_next_line_is_said(tmp_path: Path, fault: str) -> None:
    """Whether the engine hangs, dies, lies or fills the disk; nothing is left of it."""

    async def work(workshop: WorkerClient) -> None:
        await say(workshop, "warm", tmp_path)
        with pytest.raises(Failed):
            await say(workshop, fault, tmp_path)
        await say(workshop, "good", tmp_path)

    with_workshop(work, patience=BRIEF if fault.startswith("hang") else PATIENCE)
    left = ["folder.part"] if fault == "folder" else []
    assert said(tmp_path) == sorted([*left, "good.wav", "warm.wav"])
    if fault == "hang with a child":
        assert not alive(int((tmp_path / "child").read_text()))


def test_a_slow_start_is_waited_for(tmp_path: Path) -> None:
    """A process may take longer for its first answer than for others."""
    with_workshop(lambda w: twice(w, "good", tmp_path), "tests.voice.faulty:slow")


@pytest.mark.parametrize(
    ("engine", "error"),
    [
        ("tests.voice.faulty:broken", Unusable),
        ("no_such_engine", Unusable),
        ("tests.voice.faulty:absurd", Failed),
        ("tests.voice.nowhere:engine", Failed),
    ],
)
def test_an_engine_that_cannot_be_loaded(engine: str, error: type[Exception]) -> None:
    """It is told at every request, not only at the first."""

    async def work(workshop: WorkerClient) -> None:
        for _ in range(2):
            with pytest.raises(error):
                await workshop.voices("en")

    with_workshop(work, engine)


@pytest.mark.parametrize(
    "words",
    [["/no/such/program"], [sys.executable, "-c", ""], [sys.executable, "-c", "print('[]' * 9)"]],
)
def test_a_worker_that_is_none(words: list[str]) -> None:
    """A program that is not there, ends at once, or is another one."""

    async def run() -> None:
        workshop = WorkerClient(words, time.monotonic)
        with pytest.raises(Failed):
            await workshop.voices("en")
        await workshop.close()

    asyncio.run(run())
    assert psutil.Process().children() == []


def test_three_failures_in_a_row(tmp_path: Path) -> None:
    """Then no process is started for a minute; one good line in between begins the count anew."""
    clock = Hand()

    async def work(workshop: WorkerClient) -> None:
        for text in ("exit", "exit", "good", "exit", "exit", "exit"):
            if text == "good":
                await say(workshop, text, tmp_path)
            else:
                with pytest.raises(Failed, match="BROKEN"):
                    await say(workshop, text, tmp_path)
        clock.seconds = 59.0
        with pytest.raises(Failed, match="RESTING"):
            await say(workshop, "good", tmp_path)
        assert psutil.Process().children() == []
        clock.seconds = 60.0
        await say(workshop, "good", tmp_path)

    with_workshop(work, clock=clock)


def test_the_loop_goes_on_while_a_worker_hangs(tmp_path: Path) -> None:
    """No turn of the loop waits for a process, not while it starts, hangs, or is killed."""

    async def work(workshop: WorkerClient) -> None:
        turns = 0
        hanging = asyncio.create_task(say(workshop, "hang in c", tmp_path))
        while not hanging.done():
            await asyncio.sleep(0.005)
            turns += 1
        with pytest.raises(Failed):
            await hanging
        assert turns > 20

    with_workshop(work, patience=Timeouts(loading=0.6))


def test_who_no_longer_waits(tmp_path: Path) -> None:
    """A request that is cancelled, at whatever moment, leaves no process and no file."""

    async def work(workshop: WorkerClient) -> None:
        for delay in (0.0, 0.002, 0.1, 0.3):
            asking = asyncio.create_task(say(workshop, "hang", tmp_path))
            await asyncio.sleep(delay)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            assert psutil.Process().children() == []
        await say(workshop, "good", tmp_path)

    with_workshop(work)
    assert said(tmp_path) == ["good.wav"]


def test_closing_in_the_middle(tmp_path: Path) -> None:
    """Whoever is asking hears of it; a workshop that never began closes as well."""

    async def run() -> None:
        await WorkerClient(command(FAULTY), time.monotonic).close()
        workshop = WorkerClient(command(FAULTY), time.monotonic)
        asking = asyncio.create_task(say(workshop, "hang", tmp_path))
        await asyncio.sleep(0.2)
        await workshop.close()
        with pytest.raises(Failed):
            await asking

    asyncio.run(run())
    assert psutil.Process().children() == []


def test_on_uvloop_beside_the_main_thread(tmp_path: Path) -> None:
    """As a room has it: another loop, in another thread; hanging and good lines alike."""
    done: list[bool] = []

    async def work() -> None:
        workshop = WorkerClient(command(FAULTY), time.monotonic, BRIEF)
        await say(workshop, "good", tmp_path)
        with pytest.raises(Failed):
            await say(workshop, "hang", tmp_path)
        await say(workshop, "better", tmp_path)
        await workshop.close()
        done.append(True)

    thread = threading.Thread(target=lambda: uvloop.run(work()))
    thread.start()
    thread.join(20)
    assert done
    assert said(tmp_path) == ["better.wav", "good.wav"]
    assert psutil.Process().children() == []
