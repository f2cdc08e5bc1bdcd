"""The worker itself: what it prints, what it is told, its place in the line, and its end."""

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
from tests.voice.workers import alive, said, twice, with_workshop

ROOT = Path(__file__).parents[2]


def test_what_an_engine_prints_goes_nowhere(tmp_path: Path) -> None:
    """As much of it as there may be: answers have a pipe of their own."""
    with_workshop(lambda workshop: twice(workshop, "print", tmp_path))
    assert said(tmp_path) == ["print.wav"]


@pytest.mark.parametrize("text", ["سلام #4521-B", "a\0b", "\ud800 lone", "x " * 100_000, "\u2028"])
def test_any_text_reaches_the_engine(tmp_path: Path, text: str) -> None:
    """Whatever is written on a card, in whichever letters."""

    async def work(workshop: WorkerClient) -> None:
        lasts, words = await workshop.render(text, "v1", Style(), tmp_path / "a.wav")
        assert (lasts, len(words)) == (500, len(text.split()))

    with_workshop(work)


def test_frames_go_first() -> None:
    """A worker stands behind the game in the line for the processor."""

    async def work(workshop: WorkerClient) -> None:
        await workshop.voices("en")
        (process,) = psutil.Process().children()
        assert process.nice() >= min(psutil.Process().nice() + 5, 19)

    with_workshop(work)


PARENT = """
import asyncio, sys, time
from pathlib import Path
import psutil
from improv.voice.worker_client import WorkerClient, command
from improv.voice.engine import Style

async def main(text, file):
    workshop = WorkerClient(command("tests.voice.faulty:engine"), time.monotonic)
    await workshop.voices("en")
    print(psutil.Process().children()[0].pid, flush=True)
    if text:
        await workshop.render(text, "v1", Style(), Path(file))
    await asyncio.sleep(60)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("text", ["", "hang"])
def test_a_worker_dies_with_its_parent(tmp_path: Path, text: str) -> None:
    """However the parent ends, and even while the engine hangs."""
    words = [sys.executable, "-c", PARENT, text, str(tmp_path / "a.wav")]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.2)
        assert alive(worker)
        os.kill(parent.pid, signal.SIGKILL)
    ends = time.monotonic() + 10
    while alive(worker) and time.monotonic() < ends:
        time.sleep(0.01)
    assert not alive(worker)
