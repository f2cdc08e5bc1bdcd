"""A balancer before several processes: each connection goes to the next one that takes it."""

import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress

from tests.wiring.relay import pump


class Balancer:
    """It runs in a thread of its own, from its making to `close`."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports, self._turn = ports, 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self.port = 0
        self._thread = threading.Thread(target=self._run, name="balancer")
        self._thread.start()
        self._ready.wait()

    def close(self) -> None:
        """Cut all connections."""
        self._loop.call_soon_threadsafe(self._main.cancel)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._main = self._loop.create_task(self._serve())
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._main)
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(task)
        self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._pass, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        async with server:
            await asyncio.Event().wait()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there: asyncio.StreamWriter | None = None
        try:
            self._turn += 1
            first = self._turn % len(self._ports)
            for port in (*self._ports[first:], *self._ports[:first]):
                with suppress(OSError):
                    back, there = await asyncio.open_connection("127.0.0.1", port)
                    break
            if there is not None:
                async with asyncio.TaskGroup() as pumps:
                    pumps.create_task(pump(reader, there))
                    pumps.create_task(pump(back, writer))
        except* (OSError, asyncio.CancelledError):  # `close` cancels it, and that is all
            pass
        finally:
            for end in (writer, there):
                if end is not None:
                    end.transport.abort()
