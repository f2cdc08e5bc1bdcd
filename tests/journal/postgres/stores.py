"""Stores as processes have them, in one loop, each with its own clock that can be stopped."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from improv.director.ports import NotSaved, Record
from improv.director.room_store import Elsewhere, RoomHeader
from improv.journal.postgres.room import PostgresRoom
from improv.journal.postgres.store import PostgresStore, open_postgres

HEADER = RoomHeader(
    "ABCD", "s-1", "2026-01-02T03:04:05+00:00", "Tuesday", "fa", "Ann", ("cards",), "2026-11-30"
)


def header(code: str) -> RoomHeader:
    """A room of this code."""
    return RoomHeader(code, f"s-{code}", "2026-01-02T03:04:05+00:00", "Tuesday", "en")


def boottime() -> float:
    """Seconds that run on in a sleep."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


@asynccontextmanager
async def store(
    database: str, address: str = "one:1", clock: Callable[[], float] = boottime
) -> AsyncIterator[PostgresStore]:
    """The store of one process."""
    async with open_postgres(database, address, clock) as opened:
        yield opened


async def made(opened: PostgresStore, code: str) -> PostgresRoom:
    """A new room of this code with its first event, opened."""
    await opened.create(header(code), event(1))
    return await opened.open(code)


def event(seq: int, **more: object) -> Record:
    """An event with something of each script in it."""
    return Record(seq, f"key-{seq}", {"type": "joined", "at": seq * 100, "name": "لیلا אבי"} | more)


async def taken(opened: PostgresStore, code: str, seconds: float = 10) -> PostgresRoom:
    """The room, as soon as it can be had."""
    async with asyncio.timeout(seconds):
        while True:
            try:
                return await opened.open(code)
            except (Elsewhere, NotSaved):
                await asyncio.sleep(0.05)


async def eventually(true: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)
