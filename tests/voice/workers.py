"""Clients with real workers of the faulty engine, and the processes and files they leave."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil

from improv.voice.engine import Style
from improv.voice.worker_client import TIMEOUTS, Timeouts, WorkerClient, worker_command
from tests.voice.faulty import LOG

FAULTY = "tests.voice.faulty:engine"


def with_worker(
    work: Callable[[WorkerClient], Awaitable[None]],
    engine: str = FAULTY,
    timeouts: Timeouts = TIMEOUTS,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Run `work`, and check that it leaves no process, not even a zombie."""

    async def run() -> None:
        worker = WorkerClient(worker_command(engine), clock, timeouts)
        try:
            await work(worker)
        finally:
            await worker.close()

    asyncio.run(run())
    assert psutil.Process().children(recursive=True) == []


async def say(worker: WorkerClient, text: str, folder: Path) -> tuple[int, tuple[int, ...]]:
    """Render a text to `text`.wav."""
    return await worker.render(text, "v1", Style(), folder / f"{text}.wav")


def is_running(process: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return bool(psutil.Process(process).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def files(folder: Path) -> list[str]:
    """The names of the files in the folder, without the engine's own."""
    return sorted(file.name for file in folder.iterdir() if file.name not in (LOG, "child"))


async def say_twice(worker: WorkerClient, text: str, folder: Path) -> None:
    """Render a text two times."""
    for _ in range(2):
        assert (await say(worker, text, folder))[0] == 500
