"""Workers that hang, die or send nonsense: the request fails, and the next one succeeds."""

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
from improv.voice.worker_client import TIMEOUTS, Failed, Timeouts, WorkerClient, worker_command
from tests.voice.faulty import FAULTS
from tests.voice.workers import FAULTY, files, is_running, say, say_twice, with_worker

BRIEF = Timeouts(request=0.3)
"""Used for texts that hang; others may take long on a busy machine."""


class ManualClock:
    """A monotonic clock that the test sets."""

    seconds = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.seconds


def test_a_text_becomes_a_file(tmp_path: Path) -> None:
    """Two texts are rendered by one process; both files are complete, with lengths and words."""

    async def work(worker: WorkerClient) -> None:
        assert await say(worker, "good morning", tmp_path) == (500, (0, 50))
        process = psutil.Process().children()
        assert await say(worker, "unknown words", tmp_path) == (500, ())
        assert psutil.Process().children() == process

    with_worker(work)
    assert files(tmp_path) == ["good morning.wav", "unknown words.wav"]
    assert length(tmp_path / "good morning.wav") == 500


def test_voices(tmp_path: Path) -> None:
    """The engine's voices for a language, and its version; an unknown voice is an error."""

    async def work(worker: WorkerClient) -> None:
        offer = await worker.voices("fa")
        assert offer.version == "1"
        assert [(voice.id, voice.languages) for voice in offer.voices] == [
            ("v1", ("en", "fa", "ar"))
        ]
        assert (await worker.voices("he")).voices == ()
        with pytest.raises(Failed):
            await worker.voices("xx")
        with pytest.raises(UnknownVoice, match="v2"):
            await worker.render("good", "v2", Style(), tmp_path / "a.wav")

    with_worker(work)
    assert files(tmp_path) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_an_error_and_the_next_text_is_rendered(tmp_path: Path, fault: str) -> None:
    """Whether the engine hangs, dies, sends nonsense or fills the disk; it leaves no file."""

    async def work(worker: WorkerClient) -> None:
        await say(worker, "warm", tmp_path)
        with pytest.raises(Failed):
            await say(worker, fault, tmp_path)
        await say(worker, "good", tmp_path)

    with_worker(work, timeouts=BRIEF if fault.startswith("hang") else TIMEOUTS)
    left = ["folder.part"] if fault == "folder" else []
    assert files(tmp_path) == sorted([*left, "good.wav", "warm.wav"])
    if fault == "hang with a child":
        assert not is_running(int((tmp_path / "child").read_text()))


def test_a_slow_start_is_waited_for(tmp_path: Path) -> None:
    """The first response of a process may take longer than others."""
    with_worker(lambda w: say_twice(w, "good", tmp_path), "tests.voice.faulty:slow")


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
    """Every request raises the error, not only the first one."""

    async def work(worker: WorkerClient) -> None:
        for _ in range(2):
            with pytest.raises(error):
                await worker.voices("en")

    with_worker(work, engine)


@pytest.mark.parametrize(
    "words",
    [["/no/such/program"], [sys.executable, "-c", ""], [sys.executable, "-c", "print('[]' * 9)"]],
)
def test_a_command_that_is_no_worker(words: list[str]) -> None:
    """It does not exist, ends at once, or is another program: the request fails."""

    async def run() -> None:
        worker = WorkerClient(words, time.monotonic)
        with pytest.raises(Failed):
            await worker.voices("en")
        await worker.close()

    asyncio.run(run())
    assert psutil.Process().children() == []


def test_three_failures_in_a_row(tmp_path: Path) -> None:
    """Then no process is started for a minute; a success in between resets the count."""
    clock = ManualClock()

    async def work(worker: WorkerClient) -> None:
        for text in ("exit", "exit", "good", "exit", "exit", "exit"):
            if text == "good":
                await say(worker, text, tmp_path)
            else:
                with pytest.raises(Failed, match="BROKEN"):
                    await say(worker, text, tmp_path)
        clock.seconds = 59.0
        with pytest.raises(Failed, match="RESTING"):
            await say(worker, "good", tmp_path)
        assert psutil.Process().children() == []
        clock.seconds = 60.0
        await say(worker, "good", tmp_path)

    with_worker(work, clock=clock)


def test_the_loop_goes_on_while_a_worker_hangs(tmp_path: Path) -> None:
    """The loop never waits for a process, not while it starts, hangs or is killed."""

    async def work(worker: WorkerClient) -> None:
        turns = 0
        hanging = asyncio.create_task(say(worker, "hang in c", tmp_path))
        while not hanging.done():
            await asyncio.sleep(0.005)
            turns += 1
        with pytest.raises(Failed):
            await hanging
        assert turns > 20

    with_worker(work, timeouts=Timeouts(loading=0.6))


def test_a_cancelled_request(tmp_path: Path) -> None:
    """Whenever it is cancelled, it leaves no process and no file."""

    async def work(worker: WorkerClient) -> None:
        for delay in (0.0, 0.002, 0.1, 0.3):
            asking = asyncio.create_task(say(worker, "hang", tmp_path))
            await asyncio.sleep(delay)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            assert psutil.Process().children() == []
        await say(worker, "good", tmp_path)

    with_worker(work)
    assert files(tmp_path) == ["good.wav"]


def test_closing_in_the_middle(tmp_path: Path) -> None:
    """The running request fails; a client that never had a process can be closed as well."""

    async def run() -> None:
        await WorkerClient(worker_command(FAULTY), time.monotonic).close()
        worker = WorkerClient(worker_command(FAULTY), time.monotonic)
        asking = asyncio.create_task(say(worker, "hang", tmp_path))
        await asyncio.sleep(0.2)
        await worker.close()
        with pytest.raises(Failed):
            await asking

    asyncio.run(run())
    assert psutil.Process().children() == []


def test_on_uvloop_beside_the_main_thread(tmp_path: Path) -> None:
    """The client works as in a room: on another loop, in another thread."""
    done: list[bool] = []

    async def work() -> None:
        worker = WorkerClient(worker_command(FAULTY), time.monotonic, BRIEF)
        await say(worker, "good", tmp_path)
        with pytest.raises(Failed):
            await say(worker, "hang", tmp_path)
        await say(worker, "better", tmp_path)
        await worker.close()
        done.append(True)

    thread = threading.Thread(target=lambda: uvloop.run(work()))
    thread.start()
    thread.join(20)
    assert done
    assert files(tmp_path) == ["better.wav", "good.wav"]
    assert psutil.Process().children() == []
