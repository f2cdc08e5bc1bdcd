"""Simulated phones: HTTP/1.1 by hand on loopback, so that hundreds cost less than what they ask.

Each holds its stream and votes on a connection of its own, as a browser does.
"""

import asyncio
import json
import os
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode


class Connection(asyncio.Protocol):
    """HTTP/1.1 by hand: a phone must cost less than what it measures."""

    def __init__(self) -> None:
        self.received = 0
        self.at = 0.0
        self._buffer = b""
        self._answer: asyncio.Future[tuple[int, bytes, bytes]] | None = None
        self.streaming: Phone | None = None
        self.transport: asyncio.Transport | None = None
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is open."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """It is cut."""
        self.lost = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionError("cut"))

    def data_received(self, data: bytes) -> None:
        """A piece of an answer, or of a stream."""
        self.received += len(data)
        if self.streaming is not None:
            self.streaming.on_stream_data(data)
            return
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        lowered = head.lower()
        if b"text/event-stream" in lowered:
            self._buffer = b""
            self._settle((200, head, b""))
            return
        length = int(lowered.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        if len(body) >= length:
            self._buffer = body[length:]
            self._settle((int(head[9:12]), head, body[:length]))

    def _settle(self, answer: tuple[int, bytes, bytes]) -> None:
        self.at = time.monotonic()
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)

    def ask(self, request: bytes) -> "asyncio.Future[tuple[int, bytes, bytes]]":
        """Send a request; (status, head, body) of its answer."""
        assert self.transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self._answer


@dataclass
class Phone:
    """One voter."""

    port: int
    number: int
    cookie: str = ""
    prefix: str = ""
    """The path of its room."""
    stream: Connection | None = None
    votes: Connection | None = None
    news: int = 0
    _tail: bytes = b""
    _made: list[Connection] = field(default_factory=list)

    async def connect(self) -> Connection:
        """A new connection to the server, which may be about to come back."""
        loop = asyncio.get_running_loop()
        for _ in range(40):
            try:
                _, made = await loop.create_connection(Connection, "127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                self._made = [*(old for old in self._made if not old.lost), made]
                return made
        raise ConnectionError("no server")

    def request(self, method: str, path: str, body: object = None, more: str = "") -> bytes:
        """The bytes of a request."""
        body = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {self.prefix}{path} HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
            f"Accept-Language: en\r\nContent-Length: {len(body)}\r\n{more}\r\n"
        )
        return head.encode() + body

    async def post(self, path: str, body: object) -> tuple[int, dict[str, Any]]:
        """(status, what it says) of a POST; its cookie is kept."""
        made = await self.connect()
        status, head, body = await made.ask(self.request("POST", path, body))
        for line in head.decode().split("\r\n"):
            if line.lower().startswith("set-cookie: "):
                self.cookie = line[12:].partition(";")[0]
        assert made.transport is not None
        made.transport.close()
        return status, json.loads(body)

    async def form(self, path: str, fields: dict[str, str]) -> int:
        """The status of a page's form, sent as the page's script does."""
        made = await self.connect()
        body = urlencode(fields).encode()
        head = (
            f"POST {self.prefix}{path} HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
            f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        status, _, _ = await made.ask(head.encode() + body)
        return status

    async def listen(self) -> None:
        """Open the stream."""
        self.stream = await self.connect()
        answer = self.stream.ask(self.request("GET", "/api/events"))
        status, _, _ = await answer
        assert status == 200, status
        self.stream.streaming = self

    def on_stream_data(self, data: bytes) -> None:
        """Count the news."""
        self._tail = (self._tail + data)[-20_000:]
        if b"data: {" in self._tail:
            self.news += 1
            self._tail = b""

    def close(self) -> None:
        """Switch it off."""
        for made in self._made:
            if made.transport is not None:
                made.transport.abort()
        self._made.clear()

    async def vote(self, number: int, grade: int, wait: float = 0.0) -> float:
        """Seconds until it was counted, from `wait` seconds on."""
        ballot = {"kind": "rate", "scores": {"handling": grade}, "moves": ["listened"]}
        return await self.put(f"/api/rounds/{number}/ballot", ballot, wait)

    async def write(self, number: int, text: str, wait: float = 0.0) -> float:
        """Seconds until a line was taken, from `wait` seconds on."""
        return await self.put(f"/api/rounds/{number}/line", {"text": text}, wait)

    async def put(self, path: str, what: object, wait: float) -> float:
        """Seconds until it was answered, from `wait` seconds on."""
        await asyncio.sleep(wait)
        if self.votes is None or self.votes.lost:
            self.votes = await self.connect()
        asked = self.request("PUT", path, what)
        began = time.monotonic()
        try:
            status, _, body = await self.votes.ask(asked)
        except ConnectionError:  # it had been idle for too long: a browser asks again, too
            self.votes = await self.connect()
            status, _, body = await self.votes.ask(asked)
        assert status == 200, body
        return self.votes.at - began


class Host(Phone):
    """The facilitator's remote."""

    async def steer(self, action: str, **fields: object) -> None:
        """Do something in the phase that is on."""
        state = await self.state()
        body = {
            "action": action,
            "id": os.urandom(6).hex(),
            "phase_id": state["phase_id"],
            **fields,
        }
        status, payload = await self.post("/api/host/actions", body)
        assert status == 200, payload

    async def state(self) -> dict[str, Any]:
        """What a host is told now."""
        made = await self.connect()
        status, head, body = await made.ask(self.request("GET", "/api/state"))
        assert status == 200, (status, head, body)
        assert made.transport is not None
        made.transport.close()
        found: dict[str, Any] = json.loads(body)
        return found

    async def to(self, phase: str) -> dict[str, Any]:
        """Press Next until it is there."""
        await self.steer("next")
        while (state := await self.state())["phase"] != phase:
            await self.steer("next")
        return state
