"""A hosted room answers inside the lease of its process alone, and its streams end with it."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from improv.director.room_log import Lost
from improv.phones.guard import Receive, Scope, Send
from improv.phones.lease_guard import LeaseGuard

START = {"type": "http.response.start", "status": 200, "headers": []}
Message = MutableMapping[str, Any]


def body(text: bytes, *, more: bool = False) -> Message:
    """A part of an answer."""
    return {"type": "http.response.body", "body": text, "more_body": more}


async def nothing() -> Message:
    """A client that stays."""
    await asyncio.Event().wait()
    raise AssertionError


class Lease:
    """A lease that can be ended."""

    holds = True

    def __call__(self) -> bool:
        """Whether it is there."""
        return self.holds


def test_an_answer_is_sent_whole_inside_the_lease_and_not_at_all_outside() -> None:
    """The lease counts as the answer is there, not as the request came."""
    lease, sent = Lease(), list[Message]()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send(START)
        lease.holds = scope["holds"]
        await send(body(b"counted"))

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        guard = LeaseGuard(app, lease)
        await guard({"holds": True}, nothing, send)
        assert sent == [START, body(b"counted")]
        sent.clear()
        with pytest.raises(Lost):
            await guard({"holds": False}, nothing, send)
        assert sent == []

    asyncio.run(run())


@pytest.mark.parametrize("silent", [True, False])
def test_a_stream_ends_with_the_lease(*, silent: bool) -> None:
    """Also one in which nothing is new; what it began is ended properly, and cleared away."""
    lease, sent, ended = Lease(), list[Message](), list[str]()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send(START)
            await send(body(b"one", more=True))
            if silent:
                await asyncio.Event().wait()
            while True:
                await asyncio.sleep(0.01)
                await send(body(b"two", more=True))
        finally:
            ended.append("")

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        guard = LeaseGuard(app, lease)
        task = asyncio.create_task(guard({}, nothing, send))
        await asyncio.sleep(0.05)
        guard.cut()
        await asyncio.sleep(0.05)
        assert not task.done()
        lease.holds = False
        guard.cut()
        guard.cut()
        await task
        assert sent[:2] == [START, body(b"one", more=True)]
        assert sent[-1] == body(b"")
        assert ended == [""]

    asyncio.run(run())


def test_a_stream_whose_client_left_is_over_as_ever() -> None:
    """Whoever cancels the request cancels it."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send(START)
        await send(body(b"one", more=True))
        await asyncio.Event().wait()

    async def send(message: Message) -> None:
        pass

    async def run() -> None:
        task = asyncio.create_task(LeaseGuard(app, Lease())({}, nothing, send))
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
