"""What may lie between a process and its database: a way that cuts, holds or delays.

It knows the connections by what they are for (`improv append`, `improv lease`), which each says as
it begins, and does to all of a purpose what the test has set.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from urllib.parse import parse_qs, urlsplit

_CANCEL = 80877102
"""In place of the protocol's version: https://www.postgresql.org/docs/current/protocol-flow.html"""


class Proxy:
    """Passes connections on to a server on a socket in a folder."""

    def __init__(self, database: str) -> None:
        """`database` is the address of the server's own."""
        parts = urlsplit(database)
        self._name = parts.path
        self._socket = f"{parse_qs(parts.query)['host'][0]}/.s.PGSQL.5432"
        self._server: asyncio.Server | None = None
        self._open: dict[asyncio.StreamWriter, str] = {}
        self.cuts: set[str] = set()
        """The next reply to each of these purposes is thrown away, and its connection cut."""
        self.held: set[str] = set()
        """Of `requests` and `replies` those that do not pass, and nobody is told."""
        self.refused: set[str] = set()
        """Of these purposes, new connections are closed at once. `*` is any."""
        self.delays: dict[str, float] = {}
        """So many seconds every reply to a purpose takes longer."""
        self.cut = 0
        """How many replies were thrown away."""

    @property
    def address(self) -> str:
        """The address of the database by way of this proxy."""
        assert self._server is not None
        port = self._server.sockets[0].getsockname()[1]
        return f"postgresql://improv@127.0.0.1:{port}{self._name}?sslmode=disable"

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Proxy"]:
        """Pass connections on while the block runs."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield self
        finally:
            self._server.close()
            self.drop("")

    def drop(self, purpose: str) -> None:
        """Cut all connections of this purpose; of any, where it is empty."""
        for writer, mine in list(self._open.items()):
            if not purpose or mine == purpose:
                writer.transport.abort()

    @contextmanager
    def away(self) -> Iterator[None]:
        """While the block runs the database cannot be reached: it refuses."""
        self.refused.add("*")
        self.drop("")
        try:
            yield
        finally:
            self.refused.discard("*")

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there: asyncio.StreamWriter | None = None
        try:
            size = await reader.readexactly(4)
            first = await reader.readexactly(int.from_bytes(size) - 4)
            words = first[4:].split(b"\0")
            told = dict(zip(words[::2], words[1::2], strict=False))
            purpose = told.get(b"application_name", b"").decode()
            if int.from_bytes(first[:4]) == _CANCEL:
                purpose = "cancel"
            elif {"*", purpose} & self.refused:
                return
            back, there = await asyncio.open_unix_connection(self._socket)
            there.write(size + first)
            self._open[writer] = purpose
            self._open[there] = purpose
            async with asyncio.TaskGroup() as pumps:
                pumps.create_task(self._pump(reader, there, purpose, reply=False))
                pumps.create_task(self._pump(back, writer, purpose, reply=True))
        except* (OSError, EOFError, asyncio.CancelledError):  # the last one as the loop ends
            pass
        finally:
            for end in (writer, there):
                if end is not None:
                    self._open.pop(end, None)
                    end.transport.abort()

    async def _pump(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        purpose: str,
        *,
        reply: bool,
    ) -> None:
        while data := await source.read(65536):
            while ("replies" if reply else "requests") in self.held:
                await asyncio.sleep(0.005)
            if reply and purpose in self.cuts:
                self.cuts.discard(purpose)
                self.cut += 1
                raise ConnectionError
            if reply and purpose in self.delays:
                await asyncio.sleep(self.delays[purpose])
            target.write(data)
            with suppress(ConnectionError):
                await target.drain()
        raise ConnectionError
