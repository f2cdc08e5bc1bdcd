"""Streams: server-sent events until they are over, or the page that reads them goes.

Plain ASGI, for they last. Knows nothing of what is told.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing

from starlette.requests import Request

from improv.phones.guard import Receive, Scope, Send

EVENT_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),  # a proxy passes it on at once
)

AT_ONCE = 25
"""So many streams are woken before the loop looks at its sockets again."""

Answer = Callable[[Request, Receive, Send], Awaitable[None]]


class Streaming:
    """An address that answers for as long as somebody listens."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Until they go."""
        await self._answer(Request(scope, receive), receive, send)


async def send_events(
    messages: AsyncGenerator[str, None], receive: Receive, send: Send, gone: Callable[[], None]
) -> None:
    """Send `messages`. `gone` is called when the reader went, and ends them."""
    watch = asyncio.create_task(_until_gone(receive, gone))
    headers = list(EVENT_HEADERS)
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    try:
        async with aclosing(messages):
            async for message in messages:
                body = message.encode()
                await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        watch.cancel()


async def _until_gone(receive: Receive, gone: Callable[[], None]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    gone()


def wake(news: Sequence[asyncio.Event]) -> None:
    """Give the news to a few, then to the next: a ballot that comes meanwhile does not wait."""
    for one in news[:AT_ONCE]:
        one.set()
    if len(news) > AT_ONCE:
        asyncio.get_running_loop().call_soon(wake, news[AT_ONCE:])
