"""Limits of a connection: how many there are, how much a request may say, and how long it takes.

uvicorn waits for ever for a request that never ends, for a reader that never reads, and takes
headers of any size; this protocol does not. Whoever breaks a limit is told and cut off; nobody
else notices.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from improv.phones.guard import ALWAYS, MOST_BODY

MOST_HEAD = 8192
"""Bytes of a request line and its headers."""
PATIENCE = 10.0
"""Seconds for a whole request, from the connection or from its first byte."""
STALLED = 60.0
"""Seconds after which a phone that takes nothing is let go."""

_CUT = (
    b"HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
    b"connection: close\r\ncache-control: no-store\r\n"
    + b"".join(b"%s: %s\r\n" % header for header in ALWAYS)
    + b"\r\n%s"
)


class Limited(HttpToolsProtocol):
    """uvicorn's protocol with an end to its patience. `limited` makes one for each server."""

    most: ClassVar[int]
    patience: ClassVar[float]
    stalled: ClassVar[float]
    waiting: ClassVar[dict["Limited", None]]
    """Connections with no whole request under way; who waits longest is first."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._head = 0
        """Bytes since the last headers were complete."""
        self._body = 0
        self._timer: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None
        self._cut_off = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it. Where there are too many, whoever has asked for nothing for longest goes."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > self.most:
            longest = next(iter(self.waiting))
            longest._cut(b"503 Service Unavailable", b"room_full")

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._stop_waiting()
        self._took()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count before reading: what is too much is never kept."""
        if self._cut_off:
            return
        self._head += len(data)
        if self._head > MOST_HEAD + MOST_BODY:
            self._cut(b"431 Request Header Fields Too Large", b"too_large")
        else:
            super().data_received(data)

    def on_message_begin(self) -> None:
        """A request; on a connection that is kept, the next one."""
        self._body = 0
        if self._timer is None:
            self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Whatever comes now is body."""
        said = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if self._cut_off or said > MOST_HEAD:
            self._cut(b"431 Request Header Fields Too Large", b"too_large")
            return
        self._head = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A body without a length may grow for ever."""
        self._body += len(body)
        if self._body > MOST_BODY:
            self._cut(b"413 Content Too Large", b"too_large")
        if not self._cut_off:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is here; the answer may take its time."""
        if not self._cut_off:
            self._stop_waiting()
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """Answered. A connection that is kept for the next request waits like a new one."""
        super().on_response_complete()
        if self.timeout_keep_alive_task is not None:
            self.waiting[self] = None

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn says it
        """It was no HTTP."""
        self._cut(b"400 Bad Request", b"bad_request")

    def pause_writing(self) -> None:
        """They take nothing any more: phones sleep, and some never wake."""
        super().pause_writing()
        self._stall = self.loop.call_later(self.stalled, self.transport.abort)

    def resume_writing(self) -> None:
        """They took what was waiting."""
        self._took()
        super().resume_writing()

    def _took(self) -> None:
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None

    def _wait(self) -> None:
        self._timer = self.loop.call_later(self.patience, self._too_slow)
        self.waiting.pop(self, None)
        self.waiting[self] = None

    def _stop_waiting(self) -> None:
        self.waiting.pop(self, None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        self._cut(b"408 Request Timeout", b"too_slow")

    def _cut(self, status: bytes, name: bytes) -> None:
        if self._cut_off:
            return
        self._cut_off = True
        self._stop_waiting()
        body = b'{"refusal":"%s"}' % name
        self.transport.write(_CUT % (status, len(body), body))
        self.transport.close()


def limited(most: int, *, patience: float, stalled: float) -> type[Limited]:
    """The protocol of one server: `most` connections, and seconds for a request and a reader."""
    own = {"most": most, "patience": patience, "stalled": stalled, "waiting": {}}
    return type("RoomProtocol", (Limited,), own)
