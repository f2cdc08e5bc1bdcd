"""What our own pages are sent: their parts, of which only what has changed comes again, in gzip."""

import asyncio
import json
import re
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from improv.core import actions as a
from improv.core.formats import BallotKind, PhaseKind
from improv.core.roster import Door
from improv.core.votes import Ballot
from improv.phones.gzip_stream import HEAD, GzipStream
from improv.phones.page_parts import PageParts
from tests.phones.rooms import Phone, ServedRoom, play, subscribed

K = PhaseKind
MOST_BYTES = 4000
"""Of one push to a remote, on the wire: the issue's figure."""
SIXTY = tuple(f"Givenname Surname{n}" for n in range(60))


def test_of_a_page_comes_what_a_reader_lacks() -> None:
    """New parts and other ones; a part that is gone is named by none, and comes again in full."""
    one = PageParts({"main": "<!--a-->, <!--b-->, <!--a-->", "a": "<b><!--b--></b>", "b": "1"})
    assert one.whole == "<b>1</b>, 1, <b>1</b>"
    two = PageParts({**one.html, "b": "2"})
    three = PageParts({"main": "<!--a-->", "a": "0"})
    assert json.loads(one.everything) == one.html
    assert json.loads(two.since(one)) == {"b": "2"}
    assert json.loads(three.since(two)) == three.html
    assert json.loads(one.since(three)) == one.html
    assert two.since(PageParts({**one.html, "b": "2"})) == ""


def test_each_message_can_be_read_at_once_and_the_whole_is_gzip() -> None:
    """A reader that takes a piece has its message, whatever other readers were sent."""
    messages = [b"one " * 500, b"", "دو".encode(), b"id: 12\none " * 500, b"id: 3"]
    stream, reader = GzipStream(), zlib.decompressobj(wbits=31)
    sent = HEAD
    assert reader.decompress(HEAD) == b""
    for message in messages:
        piece = stream.add(message)
        sent += piece
        assert piece == GzipStream().add(message)
        assert reader.decompress(piece) == message
    sent += stream.end()
    assert zlib.decompress(sent, wbits=31) == b"".join(messages)
    one, other = (GzipStream().add(b"id: %d\ndata: {}\n\n" % number) for number in (12, 34))
    assert one.replace(b"12", b"34") == other, "what both are sent is compressed once"


@asynccontextmanager
async def bytes_of(phone: Phone, query: str) -> AsyncIterator[asyncio.StreamReader]:
    """The stream as it comes over the wire, after its headers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", phone.served.server.port)
    cookies = "; ".join(f"{name}={value}" for name, value in phone.http.cookies.items())
    head = f"host: 127.0.0.1\r\ncookie: {cookies}\r\naccept-encoding: gzip, deflate\r\n\r\n"
    writer.write(f"GET /api/events?{query} HTTP/1.1\r\n{head}".encode())
    assert b"content-encoding: gzip" in await reader.readuntil(b"\r\n\r\n")
    try:
        yield reader
    finally:
        writer.close()


async def came(reader: asyncio.StreamReader) -> int:
    """How many bytes come until it is still again."""
    number, patience = 0, 3.0
    while True:
        try:
            async with asyncio.timeout(patience):
                number += len(await reader.read(2**20))
        except TimeoutError:
            return number
        patience = 0.15


@pytest.mark.parametrize("game", ["call", "riddle"])
@pytest.mark.one_in(2)
def test_a_push_to_a_remote_is_small_in_a_large_room(tmp_path: Path, game: str) -> None:
    """Sixty names: whoever joins, votes, is moved about, and every Next."""

    async def scenario(served: ServedRoom) -> None:
        sent: dict[str, int] = {}

        async def do(what: str, action: a.Action) -> None:
            assert await served.room.act(action) is None
            sent[what] = await came(reader)

        async with served.phone() as host:
            await host.login()
            async with bytes_of(host, "page=host&parts=yes") as reader:
                await came(reader)
                anna = next(iter(served.state.people))
                await do("join", a.Join(id="", voter="v", claims=anna))
                served.phones.subscribers.voter_state("v", "en")  # it opens its page
                await do("away", a.EditRoster(id="", person=anna, present=False))
                await do("back", a.EditRoster(id="", person=anna, present=True, plays=False))
                await do("one more", a.EditRoster(id="", add=("Zoe",)))
                await do("door", a.SetDoor(id="", door=Door.CODE))
                for n in range(12):
                    kind = served.state.kind
                    if kind is K.VOTE and served.state.round:
                        scores = {one.id: 3 for one in served.state.round.question.criteria}
                        ballot = Ballot(BallotKind.RATE, scores)
                        number = served.state.round.number
                        await do(
                            "vote", a.CastBallot(id="", round=number, ballot=ballot, voter="v")
                        )
                    await do(f"{n}: next after {kind}", a.Next(id=""))
                await do("end", a.End(id=""))
        assert "vote" in sent
        assert {what: size for what, size in sent.items() if not 0 < size < MOST_BYTES} == {}
        assert max(sent["join"], sent["vote"]) < 700, sent

    play(tmp_path, scenario, names=SIXTY, game=game)


def whole(parts: Mapping[str, str], name: str = "main") -> str:
    """The page as a browser puts it together."""
    return re.sub(r"<!--([\w-]+)-->", lambda place: whole(parts, place[1]), parts[name])


def main_of(html: str) -> str:
    """The <main> of a whole page; without what each of its forms has, and the clock's figures."""
    found = re.search("<main.*</main>", html, flags=re.DOTALL)
    assert found
    clock = re.sub(r'(id="clock"[^>]*data-ends[^>]*>)[^<]*', r"\1", found[0])
    return re.sub(r'value="\d+\.', 'value=".', clock)


@pytest.mark.parametrize("page", ["host", "voter"])
@pytest.mark.one_in(2)
def test_the_parts_are_the_page(tmp_path: Path, page: str) -> None:
    """Put together after every change they are what a reload shows; and so after a gap."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            if page == "host":
                await phone.login()
            parts: dict[str, str] = {}
            address = "/host" if page == "host" else "/"

            async def agrees() -> None:
                async with asyncio.timeout(3):
                    while True:
                        shown = main_of((await phone.http.get(address)).text)
                        if parts and whole(parts) == shown:
                            return
                        event = await stream.state()
                        assert event.event == "page"
                        parts.update(event.data)

            for _ in range(2):
                parts.clear()
                async with subscribed(phone, page=page, parts="yes") as stream:
                    first = await stream.state()
                    assert "main" in first.data
                    parts.update(first.data)
                    await agrees()
                    for _ in range(7):
                        await served.room.act(a.Next(id=""))
                        await agrees()
                    await served.room.act(a.Pause(id=""))
                    await agrees()
                await served.room.act(a.Resume(id=""))
            async with subscribed(phone, page=page, parts="yes") as stream:
                assert whole((await stream.state()).data)
                with suppress(TimeoutError):  # that it has come is news for a host
                    await stream.state(0.3)
                await served.room.act(a.BeginReading(id="", lasts=9000))
                with pytest.raises(TimeoutError):
                    await stream.state(0.3)

    play(tmp_path, scenario, names=("Anna", "Ben", "Cleo"))


def test_what_a_page_is_not_told_is_in_no_part(tmp_path: Path) -> None:
    """A voter that asks for the host's page is sent the voter's; a stranger nothing."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            answer = await phone.http.get("/api/events?page=host&parts=yes")
            assert answer.status_code == 401
            await phone.join()
            async with subscribed(phone, page="host", parts="yes") as stream:
                page = whole((await stream.state()).data)
                assert 'data-joined="yes"' in page
                assert served.phones.pin not in page

    play(tmp_path, scenario)
