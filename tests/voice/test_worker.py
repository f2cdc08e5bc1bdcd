"""The worker process: its standard streams, its requests, its priority and its end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from improv.voice.engine import Style
from improv.voice.worker_client import WorkerClient
from tests.voice.workers import files, is_running, say_twice, with_worker

ROOT = Path(__file__).parents[2]


def test_what_an_engine_prints_goes_nowhere(tmp_path: Path) -> None:
    """However much an engine prints: responses have a pipe of their own."""
    with_worker(lambda worker: say_twice(worker, "print", tmp_path))
    assert files(tmp_path) == ["print.wav"]


@pytest.mark.parametrize("text", ["سلام #4521-B", "a\0b", "\ud800 lone", "x " * 100_000, "\u2028"])
def test_any_text_reaches_the_engine(tmp_path: Path, text: str) -> None:
    """In any script, with any character that a card can have."""

    async def work(worker: WorkerClient) -> None:
        lasts, words = await worker.render(text, "v1", Style(), tmp_path / "a.wav")
        assert (lasts, len(words)) == (500, len(text.split()))

    with_worker(work)


def test_frames_go_first() -> None:
    """A worker has a lower priority than the game."""

    async def work(worker: WorkerClient) -> None:
        await worker.voices("en")
        (process,) = psutil.Process().children()
        assert process.nice() >= min(psutil.Process().nice() + 5, 19)

    with_worker(work)


PARENT = """
import asyncio, sys, time
from pathlib import Path
import psutil
from improv.voice.worker_client import WorkerClient, worker_command
from improv.voice.engine import Style

async def main(text, file):
    worker = WorkerClient(worker_command("tests.voice.faulty:engine"), time.monotonic)
    await worker.voices("en")
    print(psutil.Process().children()[0].pid, flush=True)
    if text:
        await worker.render(text, "v1", Style(), Path(file))
    await asyncio.sleep(60)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("text", ["", "hang"])
def test_a_worker_dies_with_its_parent(tmp_path: Path, text: str) -> None:
    """Even if the parent is killed, and while the engine hangs."""
    words = [sys.executable, "-c", PARENT, text, str(tmp_path / "a.wav")]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.2)
        assert is_running(worker)
        os.kill(parent.pid, signal.SIGKILL)
    ends = time.monotonic() + 10
    while is_running(worker) and time.monotonic() < ends:
        time.sleep(0.01)
    assert not is_running(worker)
