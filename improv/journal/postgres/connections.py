"""Connections to the database: one that is kept for one purpose, and a few for all else.

None is waited for longer than it is worth: a room that waits is worse off than one that is refused.
Knows no table.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from improv.director.ports import NothingSaved
from improv.journal.postgres.errors import translate_errors
from improv.journal.postgres.schema import SCHEMA

CONNECT_SECONDS = 2.0
STATEMENT_SECONDS = 5.0
"""A statement takes no longer, at the server and here: until then 2 s a commit are just slow."""
POOLED = 3
"""Connections for all that is neither a heartbeat nor a room's writing."""

_SETTINGS = {
    "application_name": "improv",
    "search_path": SCHEMA,
    "statement_timeout": str(int(1000 * STATEMENT_SECONDS)),
    "idle_in_transaction_session_timeout": "10000",
    # Few rows by their keys, always: before the first ANALYZE the planner cannot know.
    "enable_seqscan": "off",
    "jit": "off",
    # A process that was cut off is noticed while it holds a lock.
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}


def shown_name(address: str) -> str:
    """The address of a database without what is secret in it, to be shown: `host:port/name`."""
    try:
        parts = urlsplit(address)
        where = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "postgresql"
    return f"{where}{parts.path}" or "postgresql"


class Connection:
    """A connection that is made when it is needed, and anew after an unknown outcome."""

    def __init__(self, address: str, purpose: str, **settings: str) -> None:
        """`address` is a libpq URI; `settings` are the server's, for this connection.

        `purpose` is what the server's list of connections says of it.
        """
        told = {"application_name": f"improv {purpose}"}
        self._address, self._settings = address, _SETTINGS | told | settings
        self.name = shown_name(address)
        self._made: asyncpg.Connection | None = None
        self._turn = asyncio.Lock()
        self.times = 0
        """How often it was made."""

    async def fetch(
        self, query: str, *values: object, seconds: float = STATEMENT_SECONDS
    ) -> list[Any]:
        """The rows of one statement, which is a transaction. Raises NothingSaved, NotSaved."""
        async with self._turn:
            try:
                with translate_errors(self.name):
                    if self._made is None or self._made.is_closed():
                        self._made = await connect(self._address, self._settings)
                        self.times += 1
                    return list(await self._made.fetch(query, *values, timeout=seconds))
            except NothingSaved:
                raise
            except BaseException:  # cancelled, too: nobody knows what the server is at
                self.drop()
                raise

    def drop(self) -> None:
        """Let go of it at once; the next statement makes another one."""
        if self._made is not None:
            self._made.terminate()
            self._made = None

    async def close(self) -> None:
        """Say goodbye to the server, if it listens."""
        made, self._made = self._made, None
        if made is not None:
            try:
                await made.close(timeout=CONNECT_SECONDS / 4)
            except (OSError, asyncpg.InterfaceError, asyncpg.PostgresError):
                made.terminate()


async def connect(address: str, settings: dict[str, str] = _SETTINGS) -> asyncpg.Connection:
    """A connection of our settings. Raises what asyncpg raises."""
    return await asyncpg.connect(address, timeout=CONNECT_SECONDS, server_settings=settings)


async def _as_it_is(_: object) -> None:
    """Nothing is left in a connection of ours that the next one who uses it had to be rid of."""


class Connections:
    """The few connections for all that is rare: opening, reading, ending, deleting."""

    def __init__(self, address: str) -> None:
        """Not open yet."""
        self._address, self.name = address, shown_name(address)
        self._pool: asyncpg.Pool | None = None

    async def open(self) -> None:
        """Be ready; connects to nothing. Raises ValueError for an address that is none."""
        self._pool = await asyncpg.create_pool(
            self._address,
            min_size=0,
            max_size=POOLED,
            timeout=CONNECT_SECONDS,
            command_timeout=STATEMENT_SECONDS,
            reset=_as_it_is,
            server_settings=_SETTINGS,
        )

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Any]:
        """One of them, to be used in the block. Raises NothingSaved, NotSaved."""
        assert self._pool is not None, "open() comes first"
        with translate_errors(self.name):
            async with self._pool.acquire(timeout=STATEMENT_SECONDS) as connection:
                yield connection

    async def fetch(self, query: str, *values: object) -> list[Any]:
        """The rows of one statement. Raises NothingSaved, NotSaved."""
        async with self.one() as connection:
            return list(await connection.fetch(query, *values))

    async def close(self) -> None:
        """Close them all."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool = None
