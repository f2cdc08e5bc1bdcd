"""Hosted rooms on a disk: what is left of a power cut, what is none of ours, what is told."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from improv.core.event_codec import to_dict
from improv.director.ports import AlreadyOpen, NotSaved, Record, Unreadable
from improv.director.room_store import RoomHeader
from improv.phones.room_code import new_code
from improv.wiring.hosted.room_folders import FOLDER, ROOM, SERVICE, RoomFolders
from tests.director.rooms import start

OPENED = "2026-11-30T10:00:00+00:00"


def header(code: str = "") -> RoomHeader:
    """Of a new room."""
    return RoomHeader(
        code or new_code(), "s1", OPENED, "A game", "fa", "سارا", ("p",), "2026-11-30"
    )


def first() -> Record:
    """Its first event."""
    _, opened = start()
    return Record(1, "", to_dict(opened))


def within(
    data: Path,
    work: Callable[[RoomFolders], Awaitable[None]],
    report: Callable[[Unreadable], None] = lambda _: None,
) -> None:
    """Do something with the store."""
    with ThreadPoolExecutor(2) as pool:
        store = RoomFolders.open_all(data, pool, report)
        try:
            asyncio.run(work(store))  # type: ignore[arg-type]
        finally:
            store.close()


def test_a_room_is_there_after_a_restart(tmp_path: Path) -> None:
    """With its words, its events, its mark; the service's secret and keys, too."""
    made, secrets = header(), list[bytes]()

    async def make(store: RoomFolders) -> None:
        await store.create(made, first())
        with pytest.raises(ValueError, match=made.code):
            await store.create(made, first())
        await store.add_key("one", alone=False)
        await store.add_key("two", alone=False)
        secrets.append(await store.secret())
        room = await store.open(made.code)
        assert (room.events, room.at, room.keeps_on) == (1, 0, False)
        await room.mark(5000)
        await room.close()
        await store.visited(made.code, "2026-12-01")

    async def look(store: RoomFolders) -> None:
        (there,) = await store.headers()
        assert there == await store.find(made.code)
        assert (there.host, there.packs, there.visited) == ("سارا", ("p",), "2026-12-01")
        assert await store.secret() == secrets[0]
        assert await store.keys() == {"one", "two"}
        await store.add_key("three", alone=True)
        assert await store.keys() == {"three"}
        room = await store.open(made.code)
        assert (room.events, room.at) == (1, 5000)
        assert await room.records() == [first()]
        await room.close()
        with pytest.raises(KeyError):
            await store.open("AAAAAAAAAA")

    within(tmp_path, make)
    within(tmp_path, look)
    assert (tmp_path / FOLDER / SERVICE).stat().st_mode & 0o077 == 0


def test_what_a_power_cut_left_is_cleaned_away(tmp_path: Path) -> None:
    """A room that was half made or half deleted is none."""
    half = tmp_path / FOLDER / new_code()
    half.mkdir(parents=True)
    (half / "sessions.db").write_bytes(b"x")
    other = tmp_path / FOLDER / "not a room"
    other.mkdir()

    async def look(store: RoomFolders) -> None:
        assert await store.headers() == []

    within(tmp_path, look)
    assert not half.exists()
    assert other.exists()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"code": 1}', b"\xff", b"[" * 99_000, b"1" * 200_000]
)
def test_a_room_that_cannot_be_read_is_told_and_left(tmp_path: Path, content: bytes) -> None:
    """The others are there."""
    good, bad, told = header(), header(), list[Unreadable]()

    async def make(store: RoomFolders) -> None:
        await store.create(good, first())
        await store.create(bad, first())

    async def look(store: RoomFolders) -> None:
        assert [one.code for one in await store.headers()] == [good.code]

    within(tmp_path, make)
    file = tmp_path / FOLDER / bad.code / ROOM
    file.write_bytes(content)
    within(tmp_path, look, told.append)
    assert [str(file)] == [fault.values["path"] for fault in told]
    assert file.read_bytes() == content


def test_a_file_of_the_service_that_is_none_of_ours(tmp_path: Path) -> None:
    """It is said, and nothing is served with another secret."""
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / SERVICE).write_text(json.dumps({"secret": "x", "keys": []}))
    with ThreadPoolExecutor(1) as pool, pytest.raises(Unreadable):
        RoomFolders.open_all(tmp_path, pool)


def test_one_process_has_them(tmp_path: Path) -> None:
    """Another is told who."""

    async def second(store: RoomFolders) -> None:
        with ThreadPoolExecutor(1) as pool, pytest.raises(AlreadyOpen):
            RoomFolders.open_all(tmp_path, pool)

    within(tmp_path, second)


def test_a_disk_that_takes_nothing(tmp_path: Path) -> None:
    """A room is made wholly or not at all, and the store says why."""
    made = header()

    async def fill(store: RoomFolders) -> None:
        (tmp_path / FOLDER / made.code).write_bytes(b"in the way")
        with pytest.raises(NotSaved):
            await store.create(made, first())
        assert await store.find(made.code) is None

    within(tmp_path, fill)
