"""Requests for a room that another process has: each is passed on to it, once.

The other process is told who asks, as this one sees it, signed with the secret of the service; what
anybody else writes there means nothing. It is tried until it can be reached. Where it does not
answer, its lease is waited out: the room is taken over then, and answers here. Pure ASGI and
HTTP/1.1; knows no session.
"""

import asyncio
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from contextlib import suppress
from hashlib import sha256
from typing import Any, NoReturn

import httptools

from improv.director.ports import JournalError
from improv.director.room_store import Elsewhere
from improv.phones.guard import App, Receive, Scope, Send
from improv.phones.proxies import FORWARDED

PASSED = "improv.passed"
"""A key in the scope of requests that another process has passed on: the epoch it knew."""
_HEADER = b"improv-passed"
CONNECT_SECONDS = 1.0
PATIENCE_SECONDS = 6.0
"""So long an answer is waited for, or that the room changes its process: twice a lease."""
LOOK_SECONDS = 0.25
"""How often it is looked where the rooms are for whose answers we wait."""

_HOP = frozenset(
    {
        *(b"connection", b"keep-alive", b"transfer-encoding", b"te", b"trailer", b"upgrade"),
        *(b"proxy-connection", b"expect", _HEADER),
    }
)
"""Headers of one connection: RFC 9110, 7.6.1."""

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]

Owners = Callable[[Collection[str]], Awaitable[Mapping[str, int]]]
"""Of the rooms with these codes, those that a process has, with their epochs."""


class PassedOn:
    """Middleware: its app sees a request as the process did that passed it on."""

    def __init__(self, app: App, beyond: App, secret: bytes) -> None:
        """`app` is for all others; `beyond` is behind whatever finds out who they are."""
        self._app, self._beyond, self._secret = app, beyond, secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http":
            for name, value in scope["headers"]:
                if name == _HEADER and (told := _read(value, self._secret, scope["path"])):
                    await self._beyond({**scope, **told}, receive, send)
                    return
        await self._app(scope, receive, send)


def _signed(told: bytes, secret: bytes) -> bytes:
    return urlsafe_b64encode(hmac.digest(secret, b"passed|" + told, sha256))


def _told(scope: Scope, epoch: int, secret: bytes) -> bytes:
    """Who asks, and what for."""
    facts = {
        "path": scope["path"],
        "epoch": epoch,
        "client": scope["client"] and scope["client"][0],
        "server": scope["server"] and scope["server"][0],
        "scheme": scope["scheme"],
        "forwarded": FORWARDED in scope,
    }
    told = urlsafe_b64encode(json.dumps(facts).encode())
    return told + b"." + _signed(told, secret)


def _read(value: bytes, secret: bytes, path: str) -> Scope | None:
    """What of the scope another process told, if it did."""
    told, _, signature = value.partition(b".")
    if not hmac.compare_digest(signature, _signed(told, secret)):
        return None
    facts = json.loads(urlsafe_b64decode(told))
    if facts["path"] != path:
        return None
    scope = {
        PASSED: facts["epoch"],
        "client": facts["client"] and (facts["client"], 0),
        "server": facts["server"] and (facts["server"], 0),
        "scheme": facts["scheme"],
    }
    return {**scope, FORWARDED: True} if facts["forwarded"] else scope


class Neighbours:
    """The other processes of a service."""

    def __init__(self, secret: bytes, owners: Owners) -> None:
        """`secret` is the service's."""
        self._secret, self._owners = secret, owners
        self._open: set[Passing] = set()
        self.passed = 0
        """How many requests other processes have answered for us."""

    def passing(self, code: str, scope: Scope, receive: Receive) -> "Passing":
        """A request for the room of this code, which may have to be passed on."""
        return Passing(self, code, scope, receive)

    def told(self, scope: Scope, epoch: int) -> tuple[bytes, bytes]:
        """The header that says who asks."""
        return _HEADER, _told(scope, epoch, self._secret)

    def enter(self, one: "Passing") -> None:
        """An answer is waited for."""
        self._open.add(one)

    def leave(self, one: "Passing") -> None:
        """It is not any more."""
        self._open.discard(one)

    async def run(self) -> NoReturn:
        """End what other processes answer for rooms that have left them, until cancelled."""
        while True:
            if self._open:
                with suppress(JournalError):
                    owners = await self._owners({one.code for one in self._open})
                    for one in list(self._open):
                        if owners.get(one.code) != one.epoch:
                            one.moved()
            await asyncio.sleep(LOOK_SECONDS)


class Passing:
    """One request. `receive` is for whoever answers it here, also after it was passed on."""

    def __init__(self, neighbours: Neighbours, code: str, scope: Scope, receive: Receive) -> None:
        self.code, self.epoch = code, 0
        self._neighbours, self._scope, self._receive = neighbours, scope, receive
        self._body: bytes | None = None
        self._replayed = self._left = False
        self._moved = asyncio.Event()
        self._transport: asyncio.WriteTransport | None = None

    async def receive(self) -> MutableMapping[str, Any]:
        """What the client sends: its body once more, where it was read for another process."""
        if self._body is None or self._replayed:
            return await self._receive()
        self._replayed = True
        return {"type": "http.request", "body": self._body, "more_body": False}

    def moved(self) -> None:
        """The room is not there any more: wait no longer."""
        self._moved.set()
        if self._transport is not None:
            self._transport.abort()

    async def to(self, other: Elsewhere, send: Send) -> bool:
        """Let that process answer. False where it did not, and the room is elsewhere by now."""
        if self._body is None and not await self._read_body():
            return True  # nobody waits for an answer
        self.epoch = other.epoch
        self._moved.clear()
        self._neighbours.enter(self)
        watching = asyncio.create_task(self._watch())
        try:
            async with asyncio.timeout(PATIENCE_SECONDS) as limit:
                connection = await self._connect(other.address)
                answered = connection is not None and await self._relay(
                    connection, other.epoch, send, limit
                )
                if not answered:
                    await self._moved.wait()
        except TimeoutError:
            answered = False
        finally:
            watching.cancel()
            self._neighbours.leave(self)
        if answered:
            self._neighbours.passed += 1
        return answered or self._left

    async def _connect(self, address: str) -> Connection | None:
        """To that process, as soon as it can be reached; None where the room has moved before."""
        host, _, port = address.rpartition(":")
        while not self._moved.is_set():
            with suppress(OSError):  # a TimeoutError is one, too
                async with asyncio.timeout(CONNECT_SECONDS):
                    return await asyncio.open_connection(host.strip("[]"), int(port))
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._moved.wait()
        return None

    async def _relay(
        self, connection: Connection, epoch: int, send: Send, limit: asyncio.Timeout
    ) -> bool:
        """Pass the request there and its answer back; whether there was one."""
        reader, writer = connection
        self._transport = writer.transport
        answer = _Answer(head_only=self._scope["method"] == "HEAD")
        try:
            writer.write(self._request(epoch))
            while not answer.whole and not self._moved.is_set():
                if not (data := await reader.read(65536)):
                    break
                answer.feed(data)
                if answer.begins():
                    limit.reschedule(None)
                    await send(answer.start)
                if answer.started and (body := answer.taken()):
                    await send({"type": "http.response.body", "body": body, "more_body": True})
        except (OSError, httptools.HttpParserError):
            pass
        finally:
            self._transport = None
            writer.transport.abort()
        if answer.started:  # what is not whole is cut here, too
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        return answer.started

    async def _read_body(self) -> bool:
        """Keep the body; whether the client is still there."""
        body, more = b"", True
        while more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                return False
            body += message.get("body", b"")
            more = message.get("more_body", False)
        self._body = body
        return True

    async def _watch(self) -> None:
        """A client that leaves ends its stream there, too, and asks for nothing any more.

        It may ask another process meanwhile, and then for something else.
        """
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._left = True
        self.moved()

    def _request(self, epoch: int) -> bytes:
        scope, body = self._scope, self._body or b""
        target = scope["raw_path"] + (
            b"?" + scope["query_string"] if scope["query_string"] else b""
        )
        headers = [
            (name, value)
            for name, value in scope["headers"]
            if name not in _HOP and name != b"content-length"
        ]
        if body or scope["method"] not in ("GET", "HEAD"):
            headers.append((b"content-length", str(len(body)).encode()))
        headers += [(b"connection", b"close"), self._neighbours.told(scope, epoch)]
        lines = b"".join(b"%s: %s\r\n" % header for header in headers)
        return b"%s %s HTTP/1.1\r\n%s\r\n%s" % (scope["method"].encode(), target, lines, body)


class _Answer:
    """The response of another process, as it comes in."""

    def __init__(self, *, head_only: bool) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._head_only = head_only
        self._headers: list[tuple[bytes, bytes]] = []
        self._body: list[bytes] = []
        self._head = False
        self.started = self.whole = False

    def feed(self, data: bytes) -> None:
        """More of it has come. Raises HttpParserError."""
        self._parser.feed_data(data)

    def begins(self) -> bool:
        """Whether its head is here; once."""
        if self._head and not self.started:
            self.started = True
            return True
        return False

    @property
    def start(self) -> MutableMapping[str, Any]:
        """Its head as a message."""
        headers = [(name, value) for name, value in self._headers if name not in _HOP]
        status = self._parser.get_status_code()
        return {"type": "http.response.start", "status": status, "headers": headers}

    def taken(self) -> bytes:
        """What has come of its body, and was not taken before."""
        body, self._body = b"".join(self._body), []
        return body

    # As the parser calls them.

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header."""
        self._headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """The head is here."""
        self._head = True
        if self._head_only:
            self.whole = True

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """All of it is here."""
        self.whole = True
