"""Limits of a connection: how many there are, how large a request is, and how long it takes.

uvicorn waits for ever for a request that never ends and for a client that never reads, and takes
headers of any size; this protocol does not. Whoever exceeds a limit gets a refusal and is cut off;
nobody else notices.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from improv.phones.guard import MOST_BODY, SECURITY_HEADERS
from improv.phones.proxies import Proxy, is_proxy

MOST_HEAD = 8192
"""Bytes of a request line and its headers."""
REQUEST_SECONDS = 10.0
"""For a whole request, from the connection or from its first byte."""
STALLED_SECONDS = 60.0
"""After which a phone that reads nothing is disconnected."""
STALLED_SHARE = 4
"""One in so many connections may be stalled at once: each holds what it did not read."""
MOST_UNREAD = 16_384
"""Bytes that wait for a client before it counts as stalled."""
MOST_AHEAD = 16
"""Requests that a client may send before the answer to the first: browsers send one."""

_REFUSAL = (
    b"HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
    b"connection: close\r\ncache-control: no-store\r\n"
    + b"".join(b"%s: %s\r\n" % header for header in SECURITY_HEADERS)
    + b"\r\n%s"
)


class LimitedProtocol(HttpToolsProtocol):
    """uvicorn's protocol with limits. `limited_protocol` makes one for each server."""

    most: ClassVar[int]
    most_body: ClassVar[int]
    request_seconds: ClassVar[float]
    stalled_seconds: ClassVar[float]
    proxies: ClassVar[Sequence[Proxy]]
    waiting: ClassVar[dict["LimitedProtocol", float]]
    """Connections without a whole request, and since when; the oldest is first."""
    stalled: ClassVar[dict["LimitedProtocol", float]]
    """Connections whose client reads nothing, and since when; the oldest is first."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._head = 0
        """Bytes since the last headers were complete."""
        self._body = 0
        self._request_timer: asyncio.TimerHandle | None = None
        self._stall_timer: asyncio.TimerHandle | None = None
        self._refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept it. Where there are too many, the one that idles for longest is closed."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=MOST_UNREAD)
        self._begin_waiting()
        if len(self.connections) > self.most:
            idle = {**dict(list(self.waiting.items())[:1]), **dict(list(self.stalled.items())[:1])}
            min(idle, key=lambda one: idle[one])._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is closed."""
        self._stop_waiting()
        self._stop_stall_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count before parsing: what is too much is never kept."""
        if self._refused:
            return
        self._head += len(data)
        if self._head > MOST_HEAD + self.most_body:
            self._refuse(b"431 Request Header Fields Too Large", b"too_large")
        else:
            super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins; on a connection that is kept, the next one."""
        self._body = 0
        if self._request_timer is None:
            self._begin_waiting()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The headers are here; whatever comes now is body."""
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if self._refused or size > MOST_HEAD:
            self._refuse(b"431 Request Header Fields Too Large", b"too_large")
            return
        self._head = 0
        super().on_headers_complete()
        if len(self.pipeline) > MOST_AHEAD:
            self._refuse(b"400 Bad Request", b"bad_request")

    def on_body(self, body: bytes) -> None:
        """A part of the body. One that came without a length may grow for ever."""
        self._body += len(body)
        if self._body > self.most_body:
            self._refuse(b"413 Content Too Large", b"too_large")
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole; the response may take its time."""
        if not self._refused:
            self._stop_waiting()
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """The response is sent. A connection that is kept waits for a request like a new one."""
        super().on_response_complete()
        if self.timeout_keep_alive_task is not None:
            self.waiting[self] = self.loop.time()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        """What came is no HTTP."""
        self._refuse(b"400 Bad Request", b"bad_request")

    def pause_writing(self) -> None:
        """The client reads nothing any more: phones sleep, and some never wake."""
        super().pause_writing()
        self._stall_timer = self.loop.call_later(self.stalled_seconds, self.transport.abort)
        if self.client and is_proxy(self.client[0], self.proxies):
            return  # which reads for many, and only some of those sleep
        self.stalled[self] = self.loop.time()
        if len(self.stalled) > self.most // STALLED_SHARE:
            next(iter(self.stalled))._make_room()

    def resume_writing(self) -> None:
        """The client has read what was waiting."""
        self._stop_stall_timer()
        super().resume_writing()

    def _stop_stall_timer(self) -> None:
        if self._stall_timer is not None:
            self._stall_timer.cancel()
            self._stall_timer = None
        self.stalled.pop(self, None)

    def _begin_waiting(self) -> None:
        self._request_timer = self.loop.call_later(self.request_seconds, self._too_slow)
        self.waiting.pop(self, None)
        self.waiting[self] = self.loop.time()

    def _make_room(self) -> None:
        if self in self.stalled:
            self._stop_stall_timer()
            self.transport.abort()  # it would not read a refusal
        else:
            self._refuse(b"503 Service Unavailable", b"room_full")

    def _stop_waiting(self) -> None:
        self.waiting.pop(self, None)
        if self._request_timer is not None:
            self._request_timer.cancel()
            self._request_timer = None

    def _too_slow(self) -> None:
        self._request_timer = None
        self._refuse(b"408 Request Timeout", b"too_slow")

    def _refuse(self, status: bytes, name: bytes) -> None:
        if self._refused:
            return
        self._refused = True
        self._stop_waiting()
        body = b'{"refusal":"%s"}' % name
        self.transport.write(_REFUSAL % (status, len(body), body))
        self.transport.close()


def limited_protocol(
    most: int,
    *,
    request_seconds: float,
    stalled_seconds: float,
    proxies: Sequence[Proxy],
    most_body: int = MOST_BODY,
) -> type[LimitedProtocol]:
    """The protocol of one server. `most`: connections at once."""
    limits = {
        "most": most,
        "most_body": most_body,
        "request_seconds": request_seconds,
        "stalled_seconds": stalled_seconds,
        "proxies": proxies,
        "waiting": {},
        "stalled": {},
    }
    return type("ServerProtocol", (LimitedProtocol,), limits)
