"""Whoever breaks a limit of the connection is told and cut off; nobody else notices.

Raw sockets on the real server.
"""

import asyncio
import json
import re
import socket
import struct
from contextlib import ExitStack, suppress
from ipaddress import ip_network
from pathlib import Path

import pytest

from improv.phones.limits import MOST_AHEAD
from improv.phones.server import bind
from tests.phones.rooms import Phone, ServedRoom, play, raw, subscribed

HOST = b"host: 127.0.0.1\r\n"
JOIN = b"POST /api/join HTTP/1.1\r\n" + HOST
REQUEST_SECONDS = 0.3


def refusals(answer: bytes) -> list[tuple[int, str]]:
    """(status, refusal) of every answer in what came."""
    found = []
    for part in answer.split(b"HTTP/1.1 ")[1:]:
        head, _, body = part.partition(b"\r\n\r\n")
        refusal = json.loads(body) if b"application/json" in head and body else {}
        found.append(
            (int(head[:3]), refusal.get("refusal", "") if isinstance(refusal, dict) else "")
        )
    return found


async def fine(phone: Phone) -> None:
    """Others are served."""
    assert (await phone.join()).status_code == 201


TOO_MUCH: dict[str, tuple[tuple[bytes, ...], int]] = {
    "a body with a length": ((JOIN + b"content-length: 12289\r\n\r\n", b"x" * 12_289), 413),
    "a length that is a lie": ((JOIN + b"content-length: 99999999999999999999\r\n\r\n",), 413),
    "a length of many zeros": (
        (JOIN + b"content-length: " + b"0" * 30 + b"19999\r\n\r\n", b"x" * 19_999),
        413,
    ),
    "a body in chunks": (
        (
            JOIN + b"transfer-encoding: chunked\r\n\r\n",
            b"3001\r\n",
            b"x" * 12_289,
            b"\r\n0\r\n\r\n",
        ),
        413,
    ),
    "a body in crumbs": (
        (JOIN + b"transfer-encoding: chunked\r\n\r\n", *[b"1;" + b"e" * 90 + b"\r\nx\r\n"] * 300),
        431,
    ),
    "a header": ((JOIN + b"cookie: " + b"x" * 8192 + b"\r\n\r\n",), 431),
    "many headers": ((JOIN + b"a: b\r\n" * 1500 + b"\r\n",), 431),
    "a header without an end": ((JOIN + b"a: ", *[b"x" * 1000] * 40), 431),
    "an address": ((b"GET /" + b"x" * 8192 + b" HTTP/1.1\r\n" + HOST + b"\r\n",), 431),
}


def test_too_much_is_refused(tmp_path: Path) -> None:
    """12 KB of body, with a length, with none, in crumbs; 8 KB of headers. What fits is taken."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            for what, (parts, _) in TOO_MUCH.items():
                answered = refusals(await raw(served.server.port, *parts))
                assert {name for _, name in answered} <= {"too_large", "bad_request"}, what
                await fine(phone)
            body = json.dumps({"code": "", "x": "y" * 4000}).encode()
            length = b"connection: close\r\ncontent-length: %d\r\n" % len(body)
            full = JOIN + length + b"cookie: " + b"x" * 7900 + b"\r\n\r\n" + body
            assert refusals(await raw(served.server.port, full)) == [(201, "")]
            for what in ("a body with a length", "a header"):  # sent at once, it is also heard
                parts, status = TOO_MUCH[what]
                parts = (parts[0], parts[1][:100]) if len(parts) > 1 else parts
                answered = refusals(await raw(served.server.port, *parts))
                assert answered == [(status, "too_large")], what
            assert len(served.state.people) == 2

    play(tmp_path, scenario)


def test_who_never_comes_to_an_end_is_cut_off(tmp_path: Path) -> None:
    """Nothing at all, half a head, drop by drop, half a body: 408 after the patience is over."""

    async def drip(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        answer = asyncio.create_task(reader.read())
        with suppress(ConnectionError):
            for letter in JOIN:
                writer.write(bytes([letter]))
                await asyncio.sleep(0.02)
                if answer.done():
                    break
            writer.close()
            return await answer
        return b""

    async def scenario(served: ServedRoom) -> None:
        port, loop = served.server.port, asyncio.get_running_loop()
        began = loop.time()
        slow = [
            asyncio.create_task(raw(port)),
            asyncio.create_task(raw(port, JOIN)),
            asyncio.create_task(raw(port, JOIN + b"content-length: 20\r\n\r\n{")),
            asyncio.create_task(raw(port, JOIN + b"transfer-encoding: chunked\r\n\r\n2\r\n{")),
            asyncio.create_task(drip(port)),
        ]
        async with served.phone() as phone:
            while not all(task.done() for task in slow):
                await fine(phone)
                await asyncio.sleep(0.02)
            await fine(phone)
        *answers, dripped = [refusals(task.result()) for task in slow]
        assert answers == [[(408, "too_slow")]] * 4
        assert dripped in ([(408, "too_slow")], [])  # whoever goes on talking may not hear it
        assert loop.time() - began < 6 * REQUEST_SECONDS

    play(tmp_path, scenario, request_seconds=REQUEST_SECONDS)


def test_of_too_many_connections_the_idlest_goes(tmp_path: Path) -> None:
    """Whoever hoards connections loses the oldest; streams and newcomers are served."""

    async def scenario(served: ServedRoom) -> None:
        async with (
            served.phone() as voter,
            subscribed(voter_joined := await joined(voter)) as stream,
        ):
            await stream.state()
            hoard = [
                await asyncio.open_connection("127.0.0.1", served.server.port) for _ in range(30)
            ]
            for _ in range(3):
                async with served.phone() as newcomer:
                    await fine(newcomer)
            first = await hoard[0][0].read()
            assert refusals(first) == [(503, "room_full")]
            assert voter_joined.voter
            await served.to(served.state.kind.RULES)
            assert (await stream.state()).data["phase"] == "rules"
            for _, writer in hoard:
                writer.close()

    play(tmp_path, scenario, connections=20)


async def joined(phone: Phone) -> Phone:
    """A phone that has joined."""
    await fine(phone)
    return phone


def test_where_everybody_is_busy_the_newest_goes(tmp_path: Path) -> None:
    """A room of streams stays as it is."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(5) as phones:
            streams = []
            for phone in phones:
                request = (
                    b"GET /api/events HTTP/1.1\r\n"
                    + HOST
                    + b"cookie: improv=%s\r\n\r\n" % phone.http.cookies["improv"].encode()
                )
                reader, writer = await asyncio.open_connection("127.0.0.1", served.server.port)
                writer.write(request)
                await reader.readuntil(b"\r\n\r\n")
                streams.append((reader, writer))
            for _ in range(25):
                streams.append(await asyncio.open_connection("127.0.0.1", served.server.port))
            assert refusals(await streams[5][0].read()) == [(503, "room_full")]
            assert served.phones.subscribers.connected == 5
            for _, writer in streams:
                writer.close()

    play(tmp_path, scenario, connections=20)


GARBAGE: dict[str, bytes] = {
    "noise": bytes(range(256)) * 4,
    "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100,
    "a verb of its own": b"SING / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a bare star": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tunnel": b"CONNECT evil:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "two lengths": JOIN + b"content-length: 2\r\ncontent-length: 3\r\n\r\n{}",
    "a length and chunks": JOIN + b"content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}",
    "a minus": JOIN + b"content-length: -1\r\n\r\n",
    "a folded header": JOIN + b"a: b\r\n  c\r\n\r\n",
    "a nul": JOIN + b"a: \0\r\n\r\n",
    "a bad escape": b"GET /%ff%fe%zz HTTP/1.1\r\n" + HOST + b"\r\n",
    "letters from elsewhere": b"GET /\xd9\xbe HTTP/1.1\r\n" + HOST + b"\r\n",
    "an old version": b"GET / HTTP/0.9\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + b"host: evil.example\r\nconnection: close\r\n\r\n",
    "an address of its own": b"GET http://evil.example/ HTTP/1.1\r\nhost: evil.example\r\n\r\n",
    "an upgrade": b"GET /api/state HTTP/1.1\r\n"
    + HOST
    + b"connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: eA==\r\n\r\n",
}


def test_garbage_hurts_nobody(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Each is refused or left; never a 5xx, and the facilitator's console stays quiet."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            answers = await asyncio.gather(
                *(raw(served.server.port, bytes_, wait=1) for bytes_ in GARBAGE.values())
            )
            for what, answer in zip(GARBAGE, answers, strict=True):
                statuses = [status for status, _ in refusals(answer)]
                usual = {200} if what == "an upgrade" else {400, 404, 408, 421}
                assert set(statuses) <= usual, (what, answer[:200])
                if answer:
                    assert b"x-content-type-options: nosniff" in answer, what
            await fine(phone)

    play(tmp_path, scenario, request_seconds=REQUEST_SECONDS)
    assert capfd.readouterr() == ("", "")
    assert not [one for one in caplog.records if one.name.startswith("uvicorn")]


def test_a_connection_is_kept_and_may_ask_ahead(tmp_path: Path) -> None:
    """Requests one after the other, and several at once: as many answers, in their order."""

    async def scenario(served: ServedRoom) -> None:
        body = b'content-length: 11\r\n\r\n{"abc":"x"}'
        join = JOIN + b"content-length: 0\r\n\r\n"
        vote = b"PUT /api/rounds/1/ballot HTTP/1.1\r\n" + HOST + body
        last = b"GET /api/state HTTP/1.1\r\n" + HOST + b"connection: close\r\n\r\n"
        not_found = b"POST /nowhere HTTP/1.1\r\n" + HOST + body
        once = await raw(served.server.port, join + vote + not_found + vote + last)
        wanted = [201, 400, 404, 400, 200]
        assert [status for status, _ in refusals(once)] == wanted
        apart = await raw(served.server.port, join, vote[:70], vote[70:] + not_found, vote, last)
        assert [status for status, _ in refusals(apart)] == wanted

    play(tmp_path, scenario)


def test_half_closed_and_broken_connections_are_let_go(tmp_path: Path) -> None:
    """An end in the middle, a reset: nothing is left of them."""

    async def scenario(served: ServedRoom) -> None:
        port = served.server.port
        for parts in ((), (JOIN,), (JOIN + b"content-length: 9\r\n\r\n{",)):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for part in parts:
                writer.write(part)
            writer.write_eof()
            async with asyncio.timeout(20):
                await reader.read()
            writer.close()
            broken = socket.create_connection(("127.0.0.1", port))
            broken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            broken.sendall(b"".join(parts) or b"G")
            broken.close()
        async with served.phone() as phone:
            await fine(phone)

    play(tmp_path, scenario)


def test_a_reader_that_takes_nothing_is_let_go(tmp_path: Path) -> None:
    """Answers fill its buffers and it is cut, though it never says goodbye; others are served."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            page = (await phone.http.get("/")).text
            found = re.search(r"/static/[\w.]+\.js", page)
            assert found
            ask = b"GET %s HTTP/1.1\r\n" % found[0].encode() + HOST + b"\r\n"
            loop = asyncio.get_running_loop()

            async def ask_on(stalled: socket.socket) -> None:
                while True:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(loop.sock_sendall(stalled, ask * 20), 0.1)
                    await fine(phone)

            with socket.socket() as stalled:
                stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
                stalled.setblocking(False)
                await loop.sock_connect(stalled, ("127.0.0.1", served.server.port))
                with pytest.raises(ConnectionError):
                    await asyncio.wait_for(ask_on(stalled), 60)

    play(tmp_path, scenario, stalled_seconds=0.3)


def test_of_those_that_read_nothing_the_oldest_go(tmp_path: Path) -> None:
    """However many pipeline and never read, from one address: others are served at once."""

    async def scenario(served: ServedRoom) -> None:
        loop = asyncio.get_running_loop()
        async with served.phone() as phone:
            files = served.server.pages.files
            largest = max(files, key=lambda name: len(files[name].content))
            ask = b"GET /static/%s HTTP/1.1\r\n" % largest.encode() + HOST + b"\r\n"
            with ExitStack() as stack:
                for _ in range(60):
                    stalled = stack.enter_context(socket.socket())
                    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
                    stalled.setblocking(False)
                    await loop.sock_connect(stalled, ("127.0.0.1", served.server.port))
                    await loop.sock_sendall(stalled, ask * MOST_AHEAD)
                    async with asyncio.timeout(20), served.phone() as newcomer:
                        await fine(newcomer)
                        await fine(phone)

    play(tmp_path, scenario, connections=40)


@pytest.mark.parametrize("trusted", [False, True])
def test_a_proxy_may_read_as_slowly_as_those_behind_it(tmp_path: Path, trusted: bool) -> None:
    """It reads for many: of its connections none goes by age, and all of its answers come."""

    async def scenario(served: ServedRoom) -> None:
        loop = asyncio.get_running_loop()
        name, largest = max(
            served.server.pages.files.items(), key=lambda file: len(file[1].content)
        )
        ask = b"GET /static/%s HTTP/1.1\r\n" % name.encode() + HOST + b"\r\n"
        asked = ask * (MOST_AHEAD - 1) + ask.replace(HOST, HOST + b"connection: close\r\n")
        with ExitStack() as stack:
            slow = [stack.enter_context(socket.socket()) for _ in range(30)]
            for one in slow:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
                one.setblocking(False)
                await loop.sock_connect(one, ("127.0.0.1", served.server.port))
                await loop.sock_sendall(one, asked)
                await asyncio.sleep(0.02)
            read = 0
            with suppress(ConnectionError):
                while part := await loop.sock_recv(slow[0], 1 << 20):
                    read += len(part)
        assert (read > MOST_AHEAD * len(largest.content)) is trusted

    proxies = (ip_network("127.0.0.1"),) if trusted else ()
    play(tmp_path, scenario, connections=60, trusted_proxies=proxies)


def test_who_asks_far_ahead_is_cut_off(tmp_path: Path) -> None:
    """Before it has read an answer: each request that waits is memory."""

    async def scenario(served: ServedRoom) -> None:
        ask = b"GET /api/state HTTP/1.1\r\n" + HOST + b"\r\n"
        answered = refusals(await raw(served.server.port, ask * 100))
        assert (400, "bad_request") in answered
        assert len(answered) < MOST_AHEAD + 2

    play(tmp_path, scenario)


def test_small_answers_are_sent_at_once() -> None:
    """No answer waits for an acknowledgement of its first half (TCP_NODELAY)."""

    async def scenario() -> int:
        taken: asyncio.Future[asyncio.StreamWriter] = asyncio.get_running_loop().create_future()
        listening_at = bind("127.0.0.1", 0)
        server = await asyncio.start_server(lambda _, out: taken.set_result(out), sock=listening_at)
        async with server:
            _, writer = await asyncio.open_connection(*listening_at.getsockname())
            theirs = await taken
            found = theirs.get_extra_info("socket")
            set_ = found.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for one in (writer, theirs):
                one.close()
        return int(set_)

    assert asyncio.run(scenario()) == 1
