"""Where hosted rooms are kept: in files of this machine, or in a database for several."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from improv.director.ports import JournalError
from improv.director.room_store import RoomStore
from improv.locale.system import plain_here
from improv.wiring.errors import CannotPlay
from improv.wiring.hosted.options import HostedOptions

WRITERS = 6
"""Threads that write rooms' files: disks take several at once."""


@asynccontextmanager
async def open_store(options: HostedOptions) -> AsyncIterator[RoomStore]:
    """The store that was asked for, while the block runs.

    Raises AlreadyOpen, Unreadable, NotSaved; CannotPlay where what it needs is not installed.
    """
    if options.database:
        raise CannotPlay("cannot.database", database="PostgreSQL")
    from improv.wiring.hosted.room_folders import RoomFolders

    with ThreadPoolExecutor(WRITERS, "rooms") as pool:
        store = RoomFolders.open_all(options.data, pool, _tell)
        try:
            yield store
        finally:
            store.close()


def _tell(fault: JournalError) -> None:
    import logging

    values = {"option": "--data", **fault.values}
    logging.getLogger(__name__).warning(plain_here(fault.name, **values))
