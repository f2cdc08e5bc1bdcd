"""The dearest requests of each kind that strangers can send, and what they cost the room's loop.

Each is made for a number of bytes, so that its cost can be compared at two sizes. The cost is the
processor time of the loop's own thread, which other programs on the machine do not change.
"""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_network
from pathlib import Path

from tests.phones.rooms import ServedRoom, served_room

Make = Callable[[int], bytes]
"""From a number of bytes to a whole request in which about so many are the costly part."""

PROXY = "127.0.0.3"
"""A trusted proxy's address: what is forwarded comes from there."""
HEAD_BYTES = 7800
"""The costly part of a request line and its headers, within MOST_HEAD."""
BODY_BYTES = 4080
"""Of a body, within MOST_BODY."""


def request(method: str, path: bytes, headers: bytes = b"", body: bytes = b"") -> bytes:
    """A whole request on a connection of its own."""
    length = b"content-length: %d\r\n" % len(body) if body else b""
    start = b"%s %s HTTP/1.1\r\nhost: 127.0.0.1\r\n" % (method.encode(), path)
    return start + b"connection: close\r\n" + headers + length + b"\r\n" + body


def repeated(unit: bytes, size: int) -> bytes:
    """Whole units, about `size` bytes of them."""
    return unit * (size // len(unit))


def _header(name: bytes, unit: bytes, before: bytes = b"", after: bytes = b"") -> Make:
    def make(size: int) -> bytes:
        line = b"%s: %s%s%s\r\n" % (name, before, repeated(unit, size), after)
        return request("GET", b"/api/state", line)

    return make


def _lines(line: bytes) -> Make:
    return lambda size: request("GET", b"/api/state", repeated(line, size))


def _path(before: bytes, unit: bytes) -> Make:
    return lambda size: request("GET", before + repeated(unit, size))


def _form(path: bytes, before: bytes, unit: bytes) -> Make:
    return lambda size: request("POST", path, body=before + repeated(unit, size))


def _json(path: bytes, before: bytes, unit: bytes, after: bytes) -> Make:
    return lambda size: request("POST", path, body=before + repeated(unit, size) + after)


def _json_keys(size: int) -> bytes:
    body = {f"{number:x}": number for number in range(size // 12)}
    return request("POST", b"/api/join", body=json.dumps(body).encode())


def _many_fields(size: int) -> bytes:
    return request("POST", b"/join", body=b"&".join([b"a=" + b"%ff" * (size // 180)] * 50))


def _chunks(size: int) -> bytes:
    chunked = b"transfer-encoding: chunked\r\n"
    return request("POST", b"/join", chunked) + b"1\r\na\r\n" * (size // 6) + b"0\r\n\r\n"


def _host(unit: bytes) -> Make:
    return lambda size: request("GET", b"/").replace(b"127.0.0.1", repeated(unit, size), 1)


COSTLY: Mapping[str, Mapping[str, Make]] = {
    "headers": {
        "many lines": _lines(b"a:\r\n"),
        "a long one": _header(b"a", b"x"),
        "languages": _header(b"accept-language", b"a;q=1,"),
        "languages, none": _header(b"accept-language", b","),
        "a quality": _header(b"accept-language", b"1", b"en;q=0."),
        "a host of labels": _host(b"a-a."),
        "a host of hyphens": _host(b"a-"),
        "a host of colons": _host(b":"),
        "connection": _header(b"connection", b"a,", after=b"upgrade"),
        "a path of slashes": _path(b"/", b"/"),
        "a path in per cent": _path(b"/static/", b"%ff"),
        "forwarded": _header(b"x-forwarded-for", b"127.0.0.1,", after=b"127.0.0.1"),
        "forwarded, none": _header(b"x-forwarded-for", b","),
        "forwarded lines": _lines(b"x-forwarded-for:1\r\n"),
        "forwarded host": _header(b"x-forwarded-host", b"a-", after=b",127.0.0.1"),
        "forwarded name": _header(
            b"x-forwarded-host", b"a-", after=b"\r\nx-forwarded-proto: https"
        ),
        "origin": lambda size: request("POST", b"/join", b"origin: " + b"a" * size + b"\r\n"),
        "accept": lambda size: request(
            "POST", b"/join", b"accept: " + repeated(b"application/jso", size) + b"\r\n"
        ),
    },
    "cookies": {
        "backslashes": _header(b"cookie", b"\\", b'improv="', b'"'),
        "octal": _header(b"cookie", b"\\101", b'improv="', b'"'),
        "no names": _header(b"cookie", b";"),
        "names": _header(b"cookie", b"a;"),
        "ours": _header(b"cookie", b"improv=;"),
        "tokens": _header(b"cookie", b"improv_host=%s.%s;" % (b"a" * 32, b"b" * 22)),
        "languages": _header(b"cookie", b"improv_language=x;"),
        "lines": _lines(b"cookie:a\r\n"),
    },
    "query": {
        "parameters": _path(b"/api/state?", b"a&"),
        "ours": _path(b"/?", b"c=a&"),
        "per cent": _path(b"/?c=", b"%ff"),
        "names in per cent": _path(b"/api/state?", b"%61&"),
        "plus": _path(b"/stage?c=", b"+"),
    },
    "forms": {
        "fields": _form(b"/join", b"", b"a&"),
        "fifty in per cent": _many_fields,
        "per cent": _form(b"/join", b"code=", b"%ff"),
        "plus": _form(b"/join", b"code=", b"+"),
        "a PIN": _form(b"/host/login", b"pin=", b"%d9%a3"),
        "chunks": _chunks,
    },
    "JSON": {
        "depth": _json(b"/api/join", b'{"a":', b"[", b"}"),
        "objects": _json(b"/api/join", b'{"a":[', b"{},", b"1]}"),
        "names": _json_keys,
        "a number": _json(b"/api/join", b'{"a":', b"9", b"}"),
        "a fraction": _json(b"/api/join", b'{"a":0.', b"9", b"}"),
        "numbers": _json(b"/api/join", b'{"a":[', b"1e9,", b"1]}"),
        "escapes": _json(b"/api/join", b'{"code":"', b"\\ud800", b'"}'),
        "a code": _json(b"/api/join", b'{"code":"', "ß".encode(), b'"}'),
        "a PIN": _json(b"/api/host/login", b'{"pin":"', "٣".encode(), b'"}'),
    },
}
"""kind -> what -> how it is made."""


def most(kind: str) -> int:
    """Bytes that the costly part of this kind may have."""
    return BODY_BYTES if kind in ("forms", "JSON") else HEAD_BYTES


class MeasuredServer:
    """A room with its server on a thread of its own."""

    def __init__(self, served: ServedRoom, loop: asyncio.AbstractEventLoop) -> None:
        self._served, self._loop = served, loop

    def ask(self, raw: bytes) -> bytes:
        """Send a request; all that is answered."""
        answer = b""
        source = (PROXY if b"x-forwarded" in raw else "127.0.0.1", 0)
        server = ("127.0.0.1", self._served.server.port)
        with socket.create_connection(server, 10, source) as connection:
            connection.sendall(raw)
            while more := connection.recv(65536):
                answer += more
        return answer

    def cost(self, raw: bytes, runs: int = 5) -> float:
        """Seconds of the loop's time for a request and its answer: the least of some runs."""
        return min(self._cost(raw) for _ in range(runs))

    def _cost(self, raw: bytes) -> float:
        before = self._processor_time()
        assert self.ask(raw).startswith(b"HTTP/1.1 ")
        return self._processor_time() - before

    def _processor_time(self) -> float:
        async def now() -> float:
            return time.thread_time()

        return asyncio.run_coroutine_threadsafe(now(), self._loop).result(60)


@contextmanager
def measured_server(
    folder: Path, new_loop: Callable[[], asyncio.AbstractEventLoop] | None = None
) -> Iterator[MeasuredServer]:
    """A server in `folder`."""
    ready = threading.Event()
    made: list[MeasuredServer] = []
    ends: list[Callable[[], object]] = []

    async def serve() -> None:
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        ends.append(partial(loop.call_soon_threadsafe, over.set))
        names = tuple(f"Player {number}" for number in range(12))
        proxies = (ip_network(PROXY),)
        async with served_room(folder, names=names, trusted_proxies=proxies) as served:
            made.append(MeasuredServer(served, loop))
            ready.set()
            await over.wait()

    def run() -> None:
        try:
            with asyncio.Runner(loop_factory=new_loop) as runner:
                runner.run(serve())
        finally:
            ready.set()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        ready.wait()
        yield made[0]
    finally:
        for end in ends:
            end()
        thread.join()
