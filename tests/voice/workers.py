"""Workshops with real workers of the faulty engine, and what they leave behind."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil

from improv.voice.engine import Style
from improv.voice.worker_client import PATIENCE, Timeouts, WorkerClient, command
from tests.voice.faulty import LOG

FAULTY = "tests.voice.faulty:engine"


def with_workshop(
    work: Callable[[WorkerClient], Awaitable[None]],
    engine: str = FAULTY,
    patience: Timeouts = PATIENCE,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Run `work`; then no process of ours is left, dead or alive."""

    async def run() -> None:
        workshop = WorkerClient(command(engine), clock, patience)
        try:
            await work(workshop)
        finally:
            await workshop.close()

    asyncio.run(run())
    assert psutil.Process().children(recursive=True) == []


async def say(workshop: WorkerClient, text: str, folder: Path) -> tuple[int, tuple[int, ...]]:
    """Render a text to `text`.wav."""
    return await workshop.render(text, "v1", Style(), folder / f"{text}.wav")


def alive(process: int) -> bool:
    """Whether it runs; one that is only waiting for the system to bury it does not."""
    try:
        return bool(psutil.Process(process).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def said(folder: Path) -> list[str]:
    """The files that are there."""
    return sorted(file.name for file in folder.iterdir() if file.name not in (LOG, "child"))


async def twice(workshop: WorkerClient, text: str, folder: Path) -> None:
    """Render it two times."""
    for _ in range(2):
        assert (await say(workshop, text, folder))[0] == 500
