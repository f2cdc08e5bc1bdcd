"""The guard of a hosted room: it answers inside the lease of its process, and never outside it.

What a room would say from memory (a ballot that counts already, a refusal, a view) another process
may have made untrue since. Each answer is looked at when it is there and before any of it is sent:
so it was true at that instant. Pure ASGI; knows no room.
"""

import asyncio
from collections.abc import Callable, MutableMapping
from typing import Any

from improv.director.room_log import Lost
from improv.phones.guard import App, Receive, Scope, Send


class LeaseGuard:
    """An app that raises Lost in place of an answer outside the lease."""

    def __init__(self, app: App, holds: Callable[[], bool]) -> None:
        """`holds`: whether this process may answer for the room now."""
        self._app, self._holds = app, holds
        self._streams: set[asyncio.Task[Any]] = set()
        """Whose answers have begun and last."""
        self._cut: set[asyncio.Task[Any]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; of a stream the part before the lease was over. Raises Lost."""
        task = asyncio.current_task()
        assert task is not None
        start: MutableMapping[str, Any] | None = None

        async def guarded(message: MutableMapping[str, Any]) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message  # with the first part of the body: both, or neither
                return
            if not self._holds():
                raise Lost
            if start is not None:
                first, start = start, None
                await send(first)
                if message.get("more_body"):
                    self._streams.add(task)
            await send(message)

        try:
            await self._app(scope, receive, guarded)
        except Lost:
            if task not in self._streams:
                raise
            await _end(send)
        except asyncio.CancelledError:
            if task not in self._cut:
                raise
            task.uncancel()
            await _end(send)
        finally:
            self._streams.discard(task)
            self._cut.discard(task)

    def cut(self) -> None:
        """End all streams if the lease is over: whoever looks at them asks again, elsewhere."""
        if not self._holds():
            for task in self._streams - self._cut:
                self._cut.add(task)
                task.cancel()


async def _end(send: Send) -> None:
    await send({"type": "http.response.body", "body": b"", "more_body": False})
