"""Requests that are passed on: who says from whom they come, and how long it is tried."""

import asyncio
import socket
from collections.abc import Mapping
from typing import Any

import pytest

from improv.director.room_store import Elsewhere
from improv.phones.guard import Receive, Scope, Send
from improv.phones.passing import PASSED, Neighbours, PassedOn
from improv.phones.proxies import FORWARDED

SECRET = b"s" * 32
SCOPE: Scope = {
    "type": "http",
    "path": "/r/ABCD/api/state",
    "headers": [],
    "client": ("10.0.0.7", 1234),
    "server": ("10.0.0.1", 8765),
    "scheme": "https",
    FORWARDED: True,
}


async def receive() -> dict[str, Any]:
    """Nothing comes."""
    return {}


async def send(_: object) -> None:
    """Nothing goes."""


async def no_owners(_: object) -> dict[str, int]:
    """No room is anywhere."""
    return {}


def seen(scope: Scope, secret: bytes = SECRET) -> tuple[str, Scope]:
    """Which app saw a request that came over the network, and as what."""
    found: list[tuple[str, Scope]] = []

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(("outer", scope))

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(("inner", scope))

    asyncio.run(PassedOn(outer, inner, secret)(scope, receive, send))
    return found[0]


def passed(**changed: object) -> Scope:
    """The same request as the next process gets it."""
    told = Neighbours(SECRET, no_owners).told(SCOPE, 7)
    came = {"client": ("10.0.0.1", 40000), "server": ("10.0.0.2", 8765), "scheme": "http"}
    scope = {**SCOPE, **came, "headers": [told], **changed}
    return {key: value for key, value in scope.items() if key != FORWARDED}


def test_a_neighbour_is_believed() -> None:
    """The client, the scheme and the way are those that it saw, with the epoch that it knew."""
    app, scope = seen(passed())
    assert app == "inner"
    assert (scope["client"][0], scope["scheme"], scope["server"][0]) == (
        "10.0.0.7",
        "https",
        "10.0.0.1",
    )
    assert scope[FORWARDED] is True
    assert scope[PASSED] == 7


@pytest.mark.parametrize(
    "header", [b"", b".", b"e30=.", b"e30=.AAAA", b"\xff\xfe.\xff", b"." + b"A" * 5000]
)
def test_a_stranger_is_not(header: bytes) -> None:
    """What anybody else writes there changes nothing."""
    app, scope = seen(passed(headers=[(b"improv-passed", header)]))
    assert app == "outer"
    assert PASSED not in scope
    assert scope["client"][0] == "10.0.0.1"


def test_what_was_told_is_for_that_address_and_that_service() -> None:
    """Elsewhere, or signed by another service, it means nothing."""
    assert seen(passed(path="/r/OTHER/api/state"))[0] == "outer"
    assert seen(passed(), b"t" * 32)[0] == "outer"


ASKED: Scope = {
    **SCOPE,
    "method": "PUT",
    "raw_path": b"/r/ABCD/api/x",
    "query_string": b"",
    "root_path": "",
}


def elsewhere() -> Elsewhere:
    """A process at a port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Elsewhere(f"127.0.0.1:{free.getsockname()[1]}", 7)


def test_a_process_that_cannot_be_reached_for_a_moment_is_tried_again() -> None:
    """It listens half a second later: the answer is its own, and nobody has waited for a lease."""

    async def run() -> None:
        other, sent = elsewhere(), list[Mapping[str, Any]]()

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"body")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            writer.close()

        async def receive() -> dict[str, Any]:
            if sent:
                await asyncio.Event().wait()
            sent.append({})
            return {"type": "http.request", "body": b"body"}

        async def send(message: Mapping[str, Any]) -> None:
            sent.append(message)

        passing = Neighbours(SECRET, no_owners).passing("ABCD", ASKED, receive)
        asking = asyncio.create_task(passing.to(other, send))
        await asyncio.sleep(0.5)
        host, _, port = other.address.partition(":")
        async with await asyncio.start_server(answer, host, int(port)), asyncio.timeout(4):
            assert await asking
        assert [message.get("status") for message in sent] == [None, 200, None, None]
        assert b"".join(message.get("body", b"") for message in sent) == b"ok"

    asyncio.run(run())


def test_who_has_left_asks_for_nothing_any_more() -> None:
    """They may ask another process meanwhile, and for something else: it is not done later on."""

    async def run() -> None:
        messages: list[dict[str, Any]] = [
            {"type": "http.request", "body": b"body"},
            {"type": "http.disconnect"},
        ]

        async def receive() -> dict[str, Any]:
            return messages.pop(0)

        passing = Neighbours(SECRET, no_owners).passing("ABCD", ASKED, receive)
        async with asyncio.timeout(4):  # less than an answer is waited for
            assert await passing.to(elsewhere(), send)

    asyncio.run(run())
