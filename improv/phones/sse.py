"""Server-sent events, until the messages end or the client disconnects.

Plain ASGI, since a stream lasts. Knows nothing of what is sent.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from starlette.requests import Request

from improv.phones.guard import Receive, Scope, Send
from improv.phones.gzip_stream import HEAD, GzipStream
from improv.phones.requests import accepts_gzip

EVENT_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),  # a proxy passes it on at once
    (b"vary", b"accept-encoding"),
)

BEAT = "event: beat\ndata: 1\n\n"
"""What is sent after a silence."""
SOONEST = 0.75
"""The share of a heartbeat's time after which it may come."""
LEAST_GAP = 0.1
"""Seconds between two messages to the same stream."""
WAKE_BATCH = 25
"""So many streams are woken before the loop looks at its sockets again."""

Handler = Callable[[Request, Receive, Send], Awaitable[None]]


@dataclass(slots=True, eq=False, kw_only=True)
class EventStream:
    """One open stream, which waits for news in its own time."""

    prefix: str = ""
    """What the links begin with that it is sent."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    ended: str = ""
    """Why it ends; empty while it runs."""
    favoured: bool = False
    """Whether its client is a host or this very machine, which always get a place."""

    def end(self, why: str = "gone") -> None:
        """Let it end."""
        self.ended = why
        self.news.set()

    async def wait(self, heartbeat: float) -> bool:
        """Wait for news; False where there are none for a while, `heartbeat` seconds at most."""
        # Those of a room are all told something at the same moment; their beats are not to come
        # all at the same moment, too.
        patience = heartbeat * (SOONEST + (1 - SOONEST) * secrets.randbelow(100) / 100)
        try:
            async with asyncio.timeout(patience):
                await self.news.wait()
        except TimeoutError:
            return False
        return True


def has_place(streams: Iterable[EventStream], most: int, *, favoured: bool) -> bool:
    """Whether there is a place for one more; a favoured one takes that of the oldest other."""
    running = [stream for stream in streams if not stream.ended]
    if len(running) < most:
        return True
    oldest = next((stream for stream in running if not stream.favoured), None)
    if not favoured or oldest is None:
        return False
    oldest.end()
    return True


class Throttle:
    """A call that is made soon after it is asked for, and once in `gap` seconds at most."""

    def __init__(self, call: Callable[[], None], gap: float = LEAST_GAP) -> None:
        self._call, self._gap, self._last = call, gap, float("-inf")
        self._timer: asyncio.TimerHandle | None = None

    def __call__(self) -> None:
        """Ask for it. To be used on the loop."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(max(loop.time(), self._last + self._gap), self._run)

    def _run(self) -> None:
        self._timer, self._last = None, asyncio.get_running_loop().time()
        self._call()


class StreamingEndpoint:
    """An address that answers for as long as the client stays."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer until it disconnects."""
        await self._handler(Request(scope, receive), receive, send)


async def send_events(
    messages: AsyncGenerator[str, None],
    request: Request,
    send: Send,
    on_disconnect: Callable[[], None],
) -> None:
    """Send `messages` to their end, each at once, compressed where the browser takes that.

    `on_disconnect` has to end them.
    """
    watch = asyncio.create_task(_watch_disconnect(request.receive, on_disconnect))
    headers = list(EVENT_HEADERS)
    packed = GzipStream() if accepts_gzip(request) else None
    if packed:
        headers.append((b"content-encoding", b"gzip"))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    try:
        if packed:
            await _send_part(send, HEAD)
        async with aclosing(messages):
            async for message in messages:
                body = message.encode()
                await _send_part(send, packed.add(body) if packed else body)
        last = packed.end() if packed else b""
        await send({"type": "http.response.body", "body": last, "more_body": False})
    finally:
        watch.cancel()


async def _send_part(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _watch_disconnect(receive: Receive, on_disconnect: Callable[[], None]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    on_disconnect()


def wake(news: Sequence[asyncio.Event]) -> None:
    """Wake a few streams, then the next few: a ballot that comes meanwhile does not wait."""
    for event in news[:WAKE_BATCH]:
        event.set()
    if len(news) > WAKE_BATCH:
        asyncio.get_running_loop().call_soon(wake, news[WAKE_BATCH:])
