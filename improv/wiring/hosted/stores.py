"""Where hosted rooms are kept: in files of this machine, or in a database for several."""

import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from improv.director.ports import JournalError
from improv.director.room_store import RoomStore
from improv.installing import install_command
from improv.locale.system import plain_here
from improv.wiring.errors import CannotPlay
from improv.wiring.hosted.options import HostedOptions

_CLOCK: int | None = getattr(time, "CLOCK_BOOTTIME", None)

WRITERS = 6
"""Threads that write rooms' files: disks take several at once."""


@asynccontextmanager
async def open_store(options: HostedOptions) -> AsyncIterator[RoomStore]:
    """The store that was asked for, while the block runs.

    Raises AlreadyOpen, Unreadable, NotSaved; CannotPlay where what it needs is not installed.
    """
    if options.database:
        async with _postgres(options) as rooms:
            yield rooms
        return
    from improv.wiring.hosted.room_folders import RoomFolders

    with ThreadPoolExecutor(WRITERS, "rooms") as pool:
        store = RoomFolders.open_all(options.data, pool, _tell)
        try:
            yield store
        finally:
            store.close()


@asynccontextmanager
async def _postgres(options: HostedOptions) -> AsyncIterator[RoomStore]:
    from improv.phones.networks import LocalNetworks

    try:
        from improv.journal.postgres.store import open_postgres
    except ModuleNotFoundError as missing:
        if missing.name != "asyncpg":
            raise
        command = install_command("asyncpg")
        raise CannotPlay("cannot.database", database="PostgreSQL", command=command) from None
    address = options.address
    if not address:
        known = LocalNetworks(options.bind).known
        host = known[0].address if known else "127.0.0.1"
        address = f"[{host}]:{options.port}" if ":" in host else f"{host}:{options.port}"
    async with open_postgres(options.database, address, _boottime) as rooms:
        yield rooms


def _boottime() -> float:
    """Seconds that run on while this machine is asleep, where the system counts them."""
    return time.clock_gettime(_CLOCK) if _CLOCK is not None else time.monotonic()


def _tell(fault: JournalError) -> None:
    import logging

    values = {"option": "--data", **fault.values}
    logging.getLogger(__name__).warning(plain_here(fault.name, **values))
